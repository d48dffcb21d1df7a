// SPDX-License-Identifier: MIT
/// @file
/// Log lines. A file that logs says `#define LOG_TAG "gui.surface"` before its first use.
///
/// ERROR = a user loses something, WARN = handled oddity, INFO = once per life event, DEBUG = off by
/// default. One line each, value and unit in it, no final newline, never text the user typed.
#pragma once

#include <base/base.h>

/// Severity. The same numbers as Severity in interfaces/log.idl.
enum log_level {
    LOG_LEVEL_ERROR = 1,
    LOG_LEVEL_WARN = 2,
    LOG_LEVEL_INFO = 3,
    LOG_LEVEL_DEBUG = 4,
};

/// Longest line in bytes, with its final zero; what is longer is cut on a character boundary.
#define LOG_LINE_MAX 256u

/// Lines above this level are dropped before they are formatted. LOG_LEVEL_INFO at the start.
extern enum log_level log_level_max;

/// Takes one finished line. Provided by whoever links (kernel: serial; tasks: libs/ipc; host: stderr).
void log_write(enum log_level level, const char *tag, const char *text);

/// Formats (base/fmt.h) a line and hands it to log_write(). Use the macros.
void log_format(enum log_level level, const char *tag, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#define LOG_AT(level, ...)                                                                         \
    do {                                                                                           \
        if ((level) <= log_level_max) {                                                            \
            log_format((level), LOG_TAG, __VA_ARGS__);                                             \
        }                                                                                          \
    } while (0)

#define LOG_ERROR(...) LOG_AT(LOG_LEVEL_ERROR, __VA_ARGS__)
#define LOG_WARN(...) LOG_AT(LOG_LEVEL_WARN, __VA_ARGS__)
#define LOG_INFO(...) LOG_AT(LOG_LEVEL_INFO, __VA_ARGS__)
#define LOG_DEBUG(...) LOG_AT(LOG_LEVEL_DEBUG, __VA_ARGS__)
