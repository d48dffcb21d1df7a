// SPDX-License-Identifier: MIT
/// @file
/// Random requests to the trusted core and the log.
#pragma once

#include <base/base.h>

/// Sends thousands of requests that `seed` decides; logs checks.
void play_messages(uint64_t seed);
