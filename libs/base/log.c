// SPDX-License-Identifier: MIT
/// @file
/// Front-end of the log: level filter and formatting.

#include <base/fmt.h>
#include <base/log.h>
#include <base/utf8.h>

enum log_level log_level_max = LOG_LEVEL_INFO;

void log_format(enum log_level level, const char *tag, const char *format, ...) {
    char line[LOG_LINE_MAX];
    va_list args;
    va_start(args, format);
    size_t len = fmt_vstr(line, sizeof(line), format, args);
    va_end(args);
    if (len >= sizeof(line)) {
        // The byte that was cut off is gone, so ask for one less than what stands in the buffer.
        line[utf8_cut(line, sizeof(line) - 1, sizeof(line) - 2)] = '\0';
    }
    log_write(level, tag, line);
}
