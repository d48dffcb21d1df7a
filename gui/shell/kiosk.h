// SPDX-License-Identifier: MIT
/// @file
/// Kiosk mode: the boot option kiosk=<app> names the only app there is. No bars, no menus.
#pragma once

#include "shell.h"

/// Whether it is wanted; the app's name into `out`.
bool kiosk_wanted(char *out, size_t size_b);

/// Starts the app, again whenever it ends.
_Noreturn void kiosk_run(const char *app);
