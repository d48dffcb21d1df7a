// SPDX-License-Identifier: MIT
#include "shell.h"

#include <base/fmt.h>
#include <stdarg.h>
#include <string.h>

#include "words.h"

#define PROMPT "\x1b[34mhesper\x1b[0m \x1b[90m\u203a\x1b[0m "
#define PROMPT_COLS 9

void shell_print(struct shell *s, const char *format, ...) {
    char text[512];
    va_list args;
    va_start(args, format);
    size_t len = fmt_vstr(text, sizeof text, format, args);
    va_end(args);
    size_t len_b = len < sizeof text ? len : sizeof text - 1;
    // A terminal wants both.
    size_t from = 0;
    for (size_t i = 0; i < len_b; i++) {
        if (text[i] == '\n') {
            s->tty->output(s->tty, text + from, i - from);
            s->tty->output(s->tty, "\r\n", 2);
            from = i + 1;
        }
    }
    s->tty->output(s->tty, text + from, len_b - from);
}

static struct shell *shell_of(struct edit *e) {
    return e->tty->program;
}

static void on_done(struct edit *e, const char *line) {
    struct shell *s = shell_of(e);
    char copy[EDIT_MAX + 1];
    char *words[WORDS_MAX];
    memcpy(copy, line, strlen(line) + 1);
    int num = words_split(copy, words);
    if (num < 0) {
        shell_print(s, "A quote is not closed. Add the missing ' or \".\n");
    } else if (num > 0 && strcmp(words[0], "exit") == 0) {
        e->tty->hang_up(e->tty);
        return;
    } else if (num > 0 && !shell_command(s, num, words)) {
        shell_print(s, "There is no command \"%s\". Type help to see them all.\n", words[0]);
    }
    edit_start(e);
}

static void on_interrupt(struct edit *e) {
    edit_start(e);
}

static void on_end(struct edit *e) {
    e->tty->hang_up(e->tty);
}

static const char *on_complete(struct edit *e, const char *prefix, bool first, int index) {
    (void)e;
    return shell_complete(prefix, first, index);
}

static void on_input(struct tty *tty, const char *bytes, size_t len_b) {
    struct shell *s = tty->program;
    edit_input(&s->edit, bytes, len_b);
}

void shell_start(struct shell *s, struct tty *tty) {
    s->tty = tty;
    s->edit.tty = tty;
    s->edit.prompt = PROMPT;
    s->edit.prompt_cols = PROMPT_COLS;
    s->edit.done = on_done;
    s->edit.interrupt = on_interrupt;
    s->edit.end = on_end;
    s->edit.complete = on_complete;
    tty->program = s;
    tty->input = on_input;
    shell_print(s, "Type \x1b[1mhelp\x1b[0m for a list of commands.\n");
    edit_start(&s->edit);
}
