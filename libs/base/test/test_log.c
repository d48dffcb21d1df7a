// SPDX-License-Identifier: MIT
#include <base/log.h>
#include <base/utf8.h>
#include <test/test.h>

#include <string.h>

#define LOG_TAG "test.log"

static char last[2 * LOG_LINE_MAX];
static int lines;

void log_write(enum log_level level, const char *tag, const char *text) {
    CHECK_STR(tag, LOG_TAG);
    CHECK(level <= log_level_max);
    strncpy(last, text, sizeof(last) - 1);
    lines++;
}

TEST(levels_filter) {
    lines = 0;
    LOG_DEBUG("no");
    CHECK_EQ(lines, 0);
    LOG_INFO("%d px", 4);
    CHECK_EQ(lines, 1);
    CHECK_STR(last, "4 px");
    log_level_max = LOG_LEVEL_ERROR;
    LOG_WARN("no");
    LOG_ERROR("yes");
    log_level_max = LOG_LEVEL_INFO;
    CHECK_EQ(lines, 2);
    CHECK_STR(last, "yes");
}

TEST(long_lines_are_cut_between_characters) {
    for (size_t lead = 0; lead < 4; lead++) {
        char text[2 * LOG_LINE_MAX] = "";
        memset(text, 'x', lead);
        while (strlen(text) < LOG_LINE_MAX + 8) {
            strcat(text, "\xe2\x82\xac");
        }
        LOG_INFO("%s", text);
        CHECK(strlen(last) < LOG_LINE_MAX && strlen(last) > LOG_LINE_MAX - 6);
        CHECK(utf8_is_valid(last, strlen(last)));
    }
}

TEST(every_status_has_name_and_text) {
    CHECK_STR(status_name(OK), "OK");
    CHECK_STR(status_name(ERR_TOO_BIG), "ERR_TOO_BIG");
    CHECK_STR(status_text(ERR_CLOSED), "closed");
    CHECK_STR(status_text((status_t)-9999), "unknown status");
    CHECK_STR(status_name((status_t)77), "ERR_UNKNOWN");
}
