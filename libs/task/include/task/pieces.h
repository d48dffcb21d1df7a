// SPDX-License-Identifier: MIT
/// @file
/// Cutting runs of pages into Frames.
#pragma once

#include <abi/object.h>

/// Order of the largest Frame that fits at page `page` of a Region (its place must be a multiple of
/// its size) and holds at most `pages_left` (>= 1) pages.
uint32_t piece_order(uint64_t page, uint64_t pages_left);
