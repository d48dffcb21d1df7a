// SPDX-License-Identifier: MIT
// Registry, runner and output of the unit tests. Freestanding, and without libs/base/fmt, which is
// itself tested with this.
#include <test/test.h>

static struct test_case *first;
static struct test_case *last;
static uint32_t failed_checks; // Of the running case.

void test_register(struct test_case *test) {
    if (last == NULL) {
        first = test;
    } else {
        last->next = test;
    }
    last = test;
}

static void put(const char *text) {
    size_t len = 0;
    while (text[len] != '\0') {
        len++;
    }
    test_write(text, len);
}

static void put_number(long long value) {
    char digits[24];
    size_t at = sizeof(digits);
    unsigned long long rest =
        value < 0 ? 0ull - (unsigned long long)value : (unsigned long long)value;
    do {
        digits[--at] = (char)('0' + (char)(rest % 10));
        rest /= 10;
    } while (rest != 0);
    if (value < 0) {
        digits[--at] = '-';
    }
    test_write(digits + at, sizeof(digits) - at);
}

static void put_hex(unsigned long long value) {
    char digits[16];
    size_t at = sizeof(digits);
    do {
        digits[--at] = "0123456789abcdef"[value % 16];
        value /= 16;
    } while (value != 0);
    put("0x");
    test_write(digits + at, sizeof(digits) - at);
}

static void put_where(const char *file, int line) {
    put("# ");
    put(file);
    put(":");
    put_number(line);
    put(": ");
}

void test_failed(const char *file, int line, const char *text) {
    failed_checks++;
    put_where(file, line);
    put(text);
    put("\n");
}

void test_check_eq(const char *file, int line, const char *text, long long actual,
                   long long expected) {
    if (actual == expected) {
        return;
    }
    failed_checks++;
    put_where(file, line);
    put(text);
    put(": is ");
    put_number(actual);
    put(" (");
    put_hex((unsigned long long)actual);
    put("), expected ");
    put_number(expected);
    put(" (");
    put_hex((unsigned long long)expected);
    put(")\n");
}

void test_check_status(const char *file, int line, const char *text, status_t actual,
                       status_t expected) {
    if (actual == expected) {
        return;
    }
    failed_checks++;
    put_where(file, line);
    put(text);
    put(": is ");
    put(status_name(actual));
    put(" (");
    put_number(actual);
    put("), expected ");
    put(status_name(expected));
    put("\n");
}

static bool same_text(const char *a, const char *b) {
    if (a == NULL || b == NULL) {
        return a == b;
    }
    while (*a != '\0' && *a == *b) {
        a++;
        b++;
    }
    return *a == *b;
}

static void put_quoted(const char *text) {
    if (text == NULL) {
        put("NULL");
        return;
    }
    put("\"");
    put(text);
    put("\"");
}

void test_check_str(const char *file, int line, const char *text, const char *actual,
                    const char *expected) {
    if (same_text(actual, expected)) {
        return;
    }
    failed_checks++;
    put_where(file, line);
    put(text);
    put(": is ");
    put_quoted(actual);
    put(", expected ");
    put_quoted(expected);
    put("\n");
}

/// Writes "file.case" with the folders and the ".c" of the file left out.
static void full_name(const struct test_case *test, char *out, size_t cap) {
    const char *base = test->file;
    for (const char *p = test->file; *p != '\0'; p++) {
        if (*p == '/') {
            base = p + 1;
        }
    }
    size_t len = 0;
    for (; *base != '\0' && *base != '.' && len + 2 < cap; base++) {
        out[len++] = *base;
    }
    out[len++] = '.';
    for (const char *p = test->name; *p != '\0' && len + 1 < cap; p++) {
        out[len++] = *p;
    }
    out[len] = '\0';
}

static bool contains(const char *text, const char *part) {
    for (; *text != '\0'; text++) {
        size_t len = 0;
        while (part[len] != '\0' && text[len] == part[len]) {
            len++;
        }
        if (part[len] == '\0') {
            return true;
        }
    }
    return part[0] == '\0';
}

struct test_totals test_run_all(const char *filter) {
    struct test_totals totals = { 0, 0 };
    for (struct test_case *test = first; test != NULL; test = test->next) {
        char name[160];
        full_name(test, name, sizeof(name));
        if (filter != NULL && !contains(name, filter)) {
            continue;
        }
        failed_checks = 0;
        test->run();
        if (failed_checks == 0) {
            totals.passed++;
            put("ok - ");
        } else {
            totals.failed++;
            put("not ok - ");
        }
        put(name);
        put("\n");
    }
    return totals;
}
