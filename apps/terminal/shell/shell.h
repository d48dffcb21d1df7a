// SPDX-License-Identifier: MIT
/// @file
/// The shell: lines from the editor, words, commands.
#pragma once

#include "edit.h"

struct shell {
    struct tty *tty;
    struct edit edit;
};

/// Takes the program's end of `tty` and greets.
void shell_start(struct shell *s, struct tty *tty);

/// Writes as printf does (base/fmt.h).
void shell_print(struct shell *s, const char *format, ...) __attribute__((format(printf, 2, 3)));

/// Runs a command. False when there is none of this name.
bool shell_command(struct shell *s, int num, char *const *words);

/// Command or component number `index` that begins with `prefix`; NULL behind the last.
const char *shell_complete(const char *prefix, bool command, int index);
