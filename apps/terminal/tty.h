// SPDX-License-Identifier: MIT
/// @file
/// The line between the terminal and what runs in it. Today that is the shell in this program; a
/// program of its own, or a file, is attached by filling in the same two functions.
#pragma once

#include <stddef.h>

struct tty {
    int cols, rows; ///< Of the screen. Set by the terminal.

    /// What the user typed. Set by the program.
    void (*input)(struct tty *tty, const char *bytes, size_t len_b);
    /// The screen has another size. May be NULL. Set by the program.
    void (*resized)(struct tty *tty);
    /// The program is done: the terminal closes. Set by the terminal.
    void (*hang_up)(struct tty *tty);
    /// What is to be seen. Set by the terminal.
    void (*output)(struct tty *tty, const char *bytes, size_t len_b);

    void *terminal, *program; ///< Of the one and the other.
};
