// SPDX-License-Identifier: MIT
/// @file
/// Output and checks.
#include "kt.h"

#include <stdarg.h>

#include <base/fmt.h>

enum {
    LINE_MAX_B = 256
};

struct kt_state kt;

static void print_line(const char *text, size_t length_b) {
    while (length_b > 0) {
        size_t part = MIN(length_b, DEBUG_WRITE_MAX_B);
        if (debug_write(KT_DEBUG, text, part) != OK) {
            return;
        }
        text += part;
        length_b -= part;
    }
}

void kt_print(const char *format, ...) {
    char line[LINE_MAX_B];
    va_list args;
    va_start(args, format);
    size_t length = fmt_vstr(line, sizeof(line), format, args);
    va_end(args);
    print_line(line, MIN(length, sizeof(line) - 1));
}

void kt_fail(const char *file, int line, const char *format, ...) {
    char text[LINE_MAX_B];
    va_list args;
    va_start(args, format);
    size_t length = fmt_vstr(text, sizeof(text), format, args);
    va_end(args);
    kt_print("# %s:%d: ", file, line);
    print_line(text, MIN(length, sizeof(text) - 1));
    kt_print("\n");
    kt.failures++;
}

uint64_t kt_hash(void) {
    uint64_t hash = 0;
    if (debug_counter(KT_DEBUG, COUNTER_STATE_HASH, &hash) != OK) {
        kt_fail(__FILE__, __LINE__, "no state hash");
    }
    return hash;
}
