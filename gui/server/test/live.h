// SPDX-License-Identifier: MIT
/// @file
/// A real app (libui) and the real server core in one process: the whole road from view() to pixels
/// and from the mouse to the handler, without an operating system.
#pragma once

#include "rig.h"

/// The server; the app is rig.app[0].
extern struct rig live;

/// Number of errors that the accessibility lint finds in what shows, those that are known left out;
/// they are printed.
uint32_t live_lint(void);

/// Runs `app_main` (an app's main()) until it ends or `script` says false; that runs each time the
/// app waits, after the server has done all it had to do, and what shows passes live_lint(). Returns the app's exit code, -1 when the
/// server could not be started.
int live_run(int (*app_main)(void), bool (*script)(int step));

/// Id of the one node of this kind with this text or title; 0 unless there is exactly one.
uint32_t live_find(enum ui_kind kind, const char *text);

/// A hash of the screen.
uint64_t live_picture(void);
