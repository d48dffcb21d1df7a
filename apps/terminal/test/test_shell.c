// SPDX-License-Identifier: MIT
// The line editor, words, commands: the shell on a screen, as a user sees it.
#include "../shell/shell.h"
#include "../shell/system.h"
#include "../shell/words.h"
#include "fixture.h"

#include <string.h>
#include <test/test.h>

static struct tty tty;
static struct shell shell;
static bool hung_up;
static char killed[32];

bool system_task(uint32_t index, struct system_task *out) {
    static const char *const names[] = { "clock", "counter", "gui" };
    if (index >= 3) {
        return false;
    }
    *out = (struct system_task){ .state = index == 2 ? "ready" : "stopped",
                                 .running = index == 2,
                                 .used_b = 5 << 20,
                                 .limit_b = 48 << 20 };
    strcpy(out->name, names[index]);
    strcpy(out->summary, index == 2 ? "" : "An app");
    return true;
}
status_t system_kill(const char *name) {
    strcpy(killed, name);
    return strcmp(name, "gui") == 0 ? OK : strcmp(name, "init") == 0 ? ERR_DENIED : ERR_NOT_FOUND;
}
status_t system_launch(const char *name, const char *args) {
    (void)args;
    return strcmp(name, "gui") == 0 ? ERR_EXISTS : OK;
}
bool system_memory(uint64_t *out_used_b, uint64_t *out_limit_b, uint64_t *out_free_b) {
    *out_used_b = 3 << 20;
    *out_limit_b = 16 << 20;
    *out_free_b = 100 << 20;
    return true;
}
bool system_time(int64_t *out_unix_s, uint64_t *out_up_s) {
    *out_unix_s = 1795167660; // Friday, 2026-11-20 09:41:00
    *out_up_s = 3725;
    return true;
}
bool system_log(uint64_t *after, char *line, size_t size_b) {
    static const char *const lines[] = { "[   0.100] init: up", "[   0.200] gui: no display" };
    if (*after >= 2) {
        return false;
    }
    (void)size_b;
    strcpy(line, lines[(*after)++]);
    return true;
}

static void on_output(struct tty *t, const char *bytes, size_t len_b) {
    (void)t;
    screen_write(&scr, bytes, len_b);
}
static void on_hang_up(struct tty *t) {
    (void)t;
    hung_up = true;
}

static void start(void) {
    fresh(60, 24);
    memset(&shell, 0, sizeof shell);
    hung_up = false;
    tty = (struct tty){ .cols = 60, .rows = 24, .output = on_output, .hang_up = on_hang_up };
    shell_start(&shell, &tty);
}

static void type(const char *text) {
    tty.input(&tty, text, strlen(text));
}

/// The line of the prompt, without it.
static const char *typed(void) {
    const char *line = line_at(scr.y);
    const char *mark = strstr(line, "\xe2\x80\xba");
    return mark == NULL ? line : mark[3] == ' ' ? mark + 4 : mark + 3;
}

static bool shown(const char *text) {
    for (int y = 0; y < scr.rows; y++) {
        if (strstr(line_at(y), text) != NULL) {
            return true;
        }
    }
    return false;
}

TEST(prompt) {
    start();
    CHECK_STR(line_at(0), "Type help for a list of commands.");
    CHECK_STR(line_at(1), "hesper \xe2\x80\xba");
    CHECK_EQ(scr.x, 9);
}

TEST(echo_and_quoting) {
    start();
    type("echo a  'b  c' \"d 'e\" f\\ g\r");
    CHECK_STR(line_at(2), "a b  c d 'e f g");
    type("echo 'open\r");
    CHECK(shown("A quote is not closed."));
}

TEST(words) {
    char line[] = "  one 'two three'  \"\" x";
    char *w[WORDS_MAX];
    REQUIRE(words_split(line, w) == 4);
    CHECK_STR(w[1], "two three");
    CHECK_STR(w[2], "");
    char open[] = "a \"b";
    CHECK_EQ(words_split(open, w), -1);
}

TEST(editing_in_the_middle) {
    start();
    type("abcd\x1b[D\x1b[DX");
    CHECK_STR(typed(), "abXcd");
    type("\x7f\x01Y\x05Z");
    CHECK_STR(typed(), "YabcdZ");
    type("\x1b[D\x1b[3~");
    CHECK_STR(typed(), "Yabcd");
}

TEST(killing_words_and_lines) {
    start();
    type("one two three\x17");
    CHECK_STR(typed(), "one two");
    type("\x15");
    CHECK_STR(typed(), "");
    type("abc\x01\x0b");
    CHECK_STR(typed(), "");
}

TEST(characters_of_several_bytes) {
    start();
    type("\xc3\xa4\xe6\x97\xa5x\x1b[D\x7f");
    CHECK_STR(typed(), "\xc3\xa4x");
}

TEST(history) {
    start();
    type("echo 1\recho 2\rnew\x1b[A");
    CHECK_STR(typed(), "echo 2");
    type("\x1b[A\x1b[A");
    CHECK_STR(typed(), "echo 1");
    type("\x1b[B\x1b[B");
    CHECK_STR(typed(), "new");
}

TEST(interrupt_and_clear) {
    start();
    type("rubbish\x03");
    CHECK(shown("rubbish^C"));
    CHECK_STR(typed(), "");
    type("keep\x0c");
    CHECK_EQ(scr.y, 0);
    CHECK_STR(typed(), "keep");
}

TEST(completion) {
    start();
    type("he\t");
    CHECK_STR(typed(), "help");
    type("\x15launch c\t");
    CHECK_STR(typed(), "launch c");
    CHECK(shown("clock  counter"));
    type("l\t");
    CHECK_STR(typed(), "launch clock");
}

TEST(line_longer_than_the_screen) {
    start();
    char text[101];
    memset(text, 'x', 100);
    text[100] = 0;
    type("echo ");
    type(text);
    type("\x01\x05y");
    CHECK_EQ(scr.y, 2);
    type("\r");
    CHECK(shown("xxxy"));
}

TEST(unknown_command_says_what_to_do) {
    start();
    type("frob\r");
    CHECK(shown("There is no command \"frob\". Type help to see them all."));
}

TEST(tasks_kill_launch) {
    start();
    type("tasks\r");
    CHECK(shown("gui              ready        5.0 MiB"));
    CHECK(!shown("counter  "));
    type("kill init\r");
    CHECK(shown("cannot be killed"));
    type("kill gui\r");
    CHECK_STR(killed, "gui");
    type("launch gui\r");
    CHECK(shown("gui is running already."));
    type("launch counter\r");
    CHECK(shown("Started counter."));
}

TEST(date_uptime_mem_logs) {
    start();
    type("date\ruptime\rmem\rlogs gui\r");
    CHECK(shown("Friday, 2026-11-20 09:41:00 UTC"));
    CHECK(shown("1:02:05"));
    CHECK(shown("100.0 MiB"));
    CHECK(shown("gui: no display"));
    CHECK(!shown("init: up"));
}

TEST(exit_closes) {
    start();
    type("exit\r");
    CHECK(hung_up);
    start();
    type("\x04");
    CHECK(hung_up);
}
