// SPDX-License-Identifier: MIT
/// @file
/// For programs that speak to services of the system beside the screen: the shell, settings, the monitor.
#pragma once

#include <ui.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A capability (handle_t) to give to a server that is to signal this program: notification, right to signal. From then
/// on each signal makes ui_run() call fn with `arg` and run view() again. Several signals may become one call. At most 16 of
/// them. May be called before ui_run(). The caller deletes its own handle when the server has it.
///
/// @return the handle, 0 when there is no room.
uint64_t ui_signal(ui_fn fn, intptr_t arg);

/// Calls fn before each time that the session with the screen is opened: at first, and after a restart of the GUI server.
/// For the shell, which has to say who it is. One function.
void ui_before_open(void (*fn)(void));

#ifdef __cplusplus
} // extern "C"
#endif
