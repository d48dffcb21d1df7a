// SPDX-License-Identifier: MIT
#include "edit.h"

#include <base/fmt.h>
#include <base/utf8.h>
#include <string.h>

static void put(struct edit *e, const char *text) {
    e->tty->output(e->tty, text, strlen(text));
}

static bool is_tail(char c) {
    return ((unsigned char)c & 0xc0) == 0x80;
}

static size_t before(const struct edit *e, size_t at) {
    while (at > 0 && is_tail(e->line[--at])) {
    }
    return at;
}

static size_t after(const struct edit *e, size_t at) {
    do {
        at += at < e->len_b ? 1 : 0;
    } while (at < e->len_b && is_tail(e->line[at]));
    return at;
}

static int columns(const char *text, size_t len_b) {
    int n = 0;
    for (size_t i = 0; i < len_b; i++) {
        n += !is_tail(text[i]);
    }
    return n;
}

/// Writes prompt and line anew and puts the cursor where it belongs.
static void show(struct edit *e) {
    char move[48];
    int cols = e->tty->cols > 0 ? e->tty->cols : 80;
    if (e->cursor_row > 0) {
        fmt_str(move, sizeof move, "\x1b[%dA", e->cursor_row);
        put(e, move);
    }
    put(e, "\r\x1b[J");
    put(e, e->prompt);
    e->tty->output(e->tty, e->line, e->len_b);
    int end = e->prompt_cols + columns(e->line, e->len_b);
    int cursor = e->prompt_cols + columns(e->line, e->at_b);
    if (end % cols == 0) {
        put(e, "\r\n"); // the terminal waits at the edge; go on below
    }
    int up = end / cols - cursor / cols;
    if (up > 0) {
        fmt_str(move, sizeof move, "\x1b[%dA", up);
        put(e, move);
    }
    fmt_str(move, sizeof move, "\x1b[%dG", cursor % cols + 1);
    put(e, move);
    e->cursor_row = cursor / cols;
}

static void set_line(struct edit *e, const char *text) {
    e->len_b = strlen(text);
    memmove(e->line, text, e->len_b + 1);
    e->at_b = e->len_b;
    show(e);
}

static void erase(struct edit *e, size_t from, size_t to) {
    memmove(e->line + from, e->line + to, e->len_b - to + 1);
    e->len_b -= to - from;
    e->at_b = from;
    show(e);
}

static void insert(struct edit *e, const char *bytes, size_t len_b) {
    if (e->len_b + len_b > EDIT_MAX) {
        put(e, "\a");
        return;
    }
    bool at_end = e->at_b == e->len_b;
    memmove(e->line + e->at_b + len_b, e->line + e->at_b, e->len_b - e->at_b + 1);
    memcpy(e->line + e->at_b, bytes, len_b);
    e->len_b += len_b;
    e->at_b += len_b;
    int cols = e->tty->cols > 0 ? e->tty->cols : 80;
    int end = e->prompt_cols + columns(e->line, e->len_b);
    if (at_end && end % cols != 0 && !is_tail(bytes[0])) {
        e->tty->output(e->tty, bytes, len_b); // what is there stays
        e->cursor_row = end / cols;
        return;
    }
    show(e);
}

static size_t word_start(const struct edit *e, size_t at) {
    while (at > 0 && e->line[at - 1] == ' ') {
        at--;
    }
    while (at > 0 && e->line[at - 1] != ' ') {
        at--;
    }
    return at;
}

static size_t word_end(const struct edit *e, size_t at) {
    while (at < e->len_b && e->line[at] == ' ') {
        at++;
    }
    while (at < e->len_b && e->line[at] != ' ') {
        at++;
    }
    return at;
}

static void move_to(struct edit *e, size_t at) {
    if (at != e->at_b) {
        e->at_b = at;
        show(e);
    }
}

static void show_history(struct edit *e, int which) {
    if (which < 0 || which > e->num_history) {
        return;
    }
    if (e->shown_history == e->num_history) {
        memcpy(e->draft, e->line, e->len_b + 1);
    }
    e->shown_history = which;
    set_line(e, which == e->num_history ? e->draft : e->history[which]);
}

static void remember(struct edit *e) {
    if (e->len_b == 0 ||
        (e->num_history > 0 && strcmp(e->history[e->num_history - 1], e->line) == 0)) {
        return;
    }
    if (e->num_history == EDIT_HISTORY) {
        memmove(e->history[0], e->history[1], sizeof e->history - sizeof e->history[0]);
        e->num_history--;
    }
    memcpy(e->history[e->num_history++], e->line, e->len_b + 1);
}

/// Tab: what all words that fit have in common; when that is nothing more, the words themselves.
static void complete(struct edit *e) {
    size_t start = e->at_b;
    while (start > 0 && e->line[start - 1] != ' ') {
        start--;
    }
    char prefix[EDIT_MAX + 1];
    size_t have_b = e->at_b - start;
    memcpy(prefix, e->line + start, have_b);
    prefix[have_b] = 0;
    bool first = word_start(e, start) == start && start == 0;
    const char *one = e->complete != NULL ? e->complete(e, prefix, first, 0) : NULL;
    if (one == NULL) {
        put(e, "\a");
        return;
    }
    char common[EDIT_MAX + 1];
    size_t common_b = strlen(one) < EDIT_MAX ? strlen(one) : EDIT_MAX;
    memcpy(common, one, common_b);
    int num = 1;
    for (; (one = e->complete(e, prefix, first, num)) != NULL; num++) {
        size_t same = 0;
        while (same < common_b && one[same] == common[same]) {
            same++;
        }
        common_b = same;
    }
    if (common_b > have_b) {
        insert(e, common + have_b, common_b - have_b);
    }
    if (num == 1) {
        insert(e, " ", 1);
    } else if (common_b == have_b) {
        move_to(e, e->len_b);
        for (int i = 0; i < num; i++) {
            put(e, i == 0 ? "\r\n" : "  ");
            put(e, e->complete(e, prefix, first, i));
        }
        put(e, "\r\n");
        e->cursor_row = 0;
        show(e);
    }
}

void edit_start(struct edit *e) {
    e->len_b = e->at_b = 0;
    e->line[0] = 0;
    e->shown_history = e->num_history;
    e->cursor_row = 0;
    put(e, e->prompt);
}

static void finish(struct edit *e) {
    move_to(e, e->len_b);
    put(e, "\r\n");
    remember(e);
    char line[EDIT_MAX + 1];
    memcpy(line, e->line, e->len_b + 1);
    e->len_b = e->at_b = 0;
    e->line[0] = 0;
    e->done(e, line);
}

static void control(struct edit *e, char c) {
    switch (c) {
    case 'A' - 64:
        move_to(e, 0);
        break;
    case 'B' - 64:
        move_to(e, before(e, e->at_b));
        break;
    case 'C' - 64:
        put(e, "^C\r\n");
        e->interrupt(e);
        break;
    case 'D' - 64:
        if (e->len_b == 0) {
            e->end(e);
        } else {
            erase(e, e->at_b, after(e, e->at_b));
        }
        break;
    case 'E' - 64:
        move_to(e, e->len_b);
        break;
    case 'F' - 64:
        move_to(e, after(e, e->at_b));
        break;
    case 'K' - 64:
        erase(e, e->at_b, e->len_b);
        break;
    case 'L' - 64:
        put(e, "\x1b[H\x1b[2J");
        e->cursor_row = 0;
        show(e);
        break;
    case 'N' - 64:
        show_history(e, e->shown_history + 1);
        break;
    case 'P' - 64:
        show_history(e, e->shown_history - 1);
        break;
    case 'U' - 64:
        erase(e, 0, e->at_b);
        break;
    case 'W' - 64:
        erase(e, word_start(e, e->at_b), e->at_b);
        break;
    case '\t':
        complete(e);
        break;
    case '\r':
    case '\n':
        finish(e);
        break;
    case '\b':
        erase(e, before(e, e->at_b), e->at_b);
        break;
    default:
        break;
    }
}

/// A complete escape sequence without its ESC.
static void sequence(struct edit *e, const char *s) {
    static const struct {
        const char *name;
        char act; // the control character that does the same
    } keys[] = {
        { "[A", 'P' - 64 },  { "[B", 'N' - 64 },  { "[C", 'F' - 64 }, { "[D", 'B' - 64 },
        { "OA", 'P' - 64 },  { "OB", 'N' - 64 },  { "OC", 'F' - 64 }, { "OD", 'B' - 64 },
        { "[H", 'A' - 64 },  { "[F", 'E' - 64 },  { "OH", 'A' - 64 }, { "OF", 'E' - 64 },
        { "[1~", 'A' - 64 }, { "[4~", 'E' - 64 },
    };
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (strcmp(s, keys[i].name) == 0) {
            control(e, keys[i].act);
            return;
        }
    }
    if (strcmp(s, "[3~") == 0 && e->at_b < e->len_b) {
        erase(e, e->at_b, after(e, e->at_b));
    } else if (strcmp(s, "[1;5C") == 0) {
        move_to(e, word_end(e, e->at_b));
    } else if (strcmp(s, "[1;5D") == 0) {
        move_to(e, word_start(e, e->at_b));
    }
}

/// Takes one byte of an escape sequence. False when it is none.
static bool escape(struct edit *e, char c) {
    if (e->escape_b == 0) {
        e->escape_b = c == '\x1b' ? 1 : 0;
        e->escape[0] = 0;
        return e->escape_b != 0;
    }
    size_t n = e->escape_b - 1;
    if (n + 2 > sizeof e->escape) {
        e->escape_b = 0; // nothing that we know is so long
        return true;
    }
    e->escape[n] = c;
    e->escape[n + 1] = 0;
    e->escape_b++;
    bool more = n == 0 ? c == '[' || c == 'O' : !(c >= 0x40 && c <= 0x7e);
    if (!more) {
        e->escape_b = 0;
        sequence(e, e->escape);
    }
    return true;
}

void edit_input(struct edit *e, const char *bytes, size_t len_b) {
    for (size_t i = 0; i < len_b; i++) {
        char c = bytes[i];
        if (escape(e, c)) {
            continue;
        }
        if (c == 0x7f) {
            control(e, '\b');
        } else if ((unsigned char)c < 0x20) {
            control(e, c);
        } else {
            size_t n = 1;
            while (i + n < len_b && is_tail(bytes[i + n])) {
                n++;
            }
            insert(e, bytes + i, n);
            i += n - 1;
        }
    }
}
