// SPDX-License-Identifier: MIT
#include "engine.h"

#include <stdio.h>
#include <string.h>

void engine_init(struct engine *e) {
    *e = (struct engine){ .entry = "0" };
}

static void fail(struct engine *e, const char *why) {
    e->failed = true;
    e->typing = false;
    e->pending = e->repeat = 0;
    snprintf(e->entry, sizeof e->entry, "%s", why);
}

static void show(struct engine *e, struct decimal value) {
    e->typing = false;
    if (decimal_overflows(value)) {
        fail(e, "Too large");
    } else {
        decimal_print(value, e->entry);
    }
}

static void remember(struct engine *e, struct decimal a, char op, struct decimal b) {
    char left[DECIMAL_TEXT_B];
    char right[DECIMAL_TEXT_B];
    decimal_print(a, left);
    decimal_print(b, right);
    memmove(e->history[1], e->history[0], sizeof e->history - sizeof e->history[0]);
    const char *sign = op == '*' ? "×" : op == '/' ? "÷" : op == '-' ? "−" : "+";
    snprintf(e->history[0], sizeof e->history[0], "%.30s %s %.30s = %.30s", left, sign, right,
             e->entry);
    e->history_count += e->history_count < ENGINE_HISTORY;
}

static void calculate(struct engine *e, struct decimal a, char op, struct decimal b) {
    struct decimal result = a;
    if (op == '/' && !decimal_divide(a, b, &result)) {
        fail(e, "Cannot divide by 0");
        return;
    }
    result = op == '+'   ? decimal_add(a, b)
             : op == '-' ? decimal_add(a, decimal_negate(b))
             : op == '*' ? decimal_multiply(a, b)
                         : result;
    show(e, result);
    if (!e->failed) {
        remember(e, a, op, b);
    }
}

static void type(struct engine *e, char c) {
    if (!e->typing) {
        strcpy(e->entry, "0");
        e->typing = true;
    }
    size_t len = strlen(e->entry);
    size_t digits = 0;
    for (size_t i = 0; i < len; i++) {
        digits += e->entry[i] >= '0' && e->entry[i] <= '9';
    }
    if (c == '.' ? strchr(e->entry, '.') != NULL : digits >= DECIMAL_DIGITS) {
        return;
    }
    if (c != '.' && strcmp(e->entry, "0") == 0) {
        len = 0;
    }
    e->entry[len] = c;
    e->entry[len + 1] = '\0';
}

static void erase(struct engine *e) {
    size_t len = strlen(e->entry);
    if (e->typing && len > 0) {
        e->entry[len - 1] = '\0';
        if (len == 1 || strcmp(e->entry, "-") == 0) {
            strcpy(e->entry, "0");
        }
    }
}

static void clear(struct engine *e) {
    if (e->failed || !e->typing) {
        e->pending = e->repeat = 0;
    }
    e->failed = e->typing = false;
    strcpy(e->entry, "0");
}

static void negate(struct engine *e) {
    size_t len = strlen(e->entry);
    if (e->entry[0] == '-') {
        memmove(e->entry, e->entry + 1, len);
    } else if (strcmp(e->entry, "0") != 0 && len + 2 < sizeof e->entry) {
        memmove(e->entry + 1, e->entry, len + 1);
        e->entry[0] = '-';
    }
}

static void operate(struct engine *e, char op) {
    struct decimal value = decimal_parse(e->entry);
    if (e->pending != 0 && e->typing) {
        calculate(e, e->left, e->pending, value);
    }
    e->left = e->failed ? e->left : decimal_parse(e->entry);
    e->pending = e->failed ? 0 : op;
    e->repeat = 0;
    e->typing = false;
}

static void equals(struct engine *e) {
    struct decimal value = decimal_parse(e->entry);
    if (e->pending != 0) {
        e->repeat = e->pending;
        e->repeat_right = value;
        e->pending = 0;
        calculate(e, e->left, e->repeat, value);
    } else if (e->repeat != 0) {
        calculate(e, value, e->repeat, e->repeat_right);
    }
    e->typing = false;
}

/// A share of the left side for + and -, a hundredth for the others.
static void percent(struct engine *e) {
    struct decimal value = decimal_multiply(decimal_parse(e->entry), decimal_parse("0.01"));
    if (e->pending == '+' || e->pending == '-') {
        value = decimal_multiply(value, e->left);
    }
    show(e, value);
    e->typing = !e->failed; // it counts as the right side
}

void engine_key(struct engine *e, char key) {
    if (e->failed && key != 'C') {
        return;
    }
    struct decimal value = e->failed ? e->memory : decimal_parse(e->entry);
    switch (key) {
    case '+':
    case '-':
    case '*':
    case '/':
        operate(e, key);
        break;
    case '=':
        equals(e);
        break;
    case '%':
        percent(e);
        break;
    case 'n':
        negate(e);
        break;
    case 'b':
        erase(e);
        break;
    case 'C':
        clear(e);
        break;
    case 'M':
        e->memory = decimal_add(e->memory, value);
        e->typing = false;
        break;
    case 'm':
        e->memory = decimal_add(e->memory, decimal_negate(value));
        e->typing = false;
        break;
    case 'R':
        show(e, e->memory);
        e->typing = !e->failed;
        break;
    case 'X':
        e->memory = (struct decimal){ 0 };
        break;
    default:
        type(e, key);
        break;
    }
}
