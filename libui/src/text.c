// SPDX-License-Identifier: MIT
// Formatted text and messages for the programmer.
#include "internal.h"

#include <base/fmt.h>

#include <stdarg.h>

#define LINE_MAX_B 240u

const char *ui_fmt(const char *format, ...) {
    char line[LINE_MAX_B];
    va_list args;
    va_start(args, format);
    size_t len_b = fmt_vstrf(line, sizeof line, format, args);
    va_end(args);
    char *text = uii_arena_alloc(len_b + 1);
    if (len_b < sizeof line) {
        memcpy(text, line, len_b + 1);
    } else {
        va_start(args, format);
        (void)fmt_vstrf(text, len_b + 1, format, args);
        va_end(args);
    }
    return text;
}

void ui_log(const char *format, ...) {
    char line[LINE_MAX_B];
    va_list args;
    va_start(args, format);
    size_t len_b = fmt_vstr(line, sizeof line, format, args);
    va_end(args);
    const struct ui_port *port = ui_port();
    port->log(port->context, line, MIN(len_b, sizeof line - 1));
}

const char *uii_site_text(struct ui_site site) {
    static char text[120];
    (void)fmt_str(text, sizeof text, "%s:%u", site.file, (unsigned)site.line);
    return text;
}
