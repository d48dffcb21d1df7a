// SPDX-License-Identifier: MIT
/// @file
/// Log lines of the code under test go to standard error.
#include <base/log.h>
#include <stdio.h>

__attribute__((weak)) void log_write(enum log_level level, const char *tag, const char *text) {
    fprintf(stderr, "# log %d %s: %s\n", (int)level, tag, text);
}
