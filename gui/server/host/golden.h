// SPDX-License-Identifier: MIT
/// @file
/// Pictures against goldens, exactly. A golden is tests/screens/host/NAME.png with a .json beside
/// it; the checksum in there decides. A picture that differs or has no golden is written to the
/// build's test/screens folder, from where `make bless SHOT='host/*'` promotes it.
#pragma once

#include "surface.h"

/// Fails the running test case when `s` is not the golden `name` ("counter.light@1").
void golden_check(const char *name, const struct surface *s);
