// SPDX-License-Identifier: MIT
// Canvas operations: words in which the first says operation and number of arguments.
#include "validate.h"

#include <base/string.h>
#include <base/utf8.h>

/// Operation in the low byte of a head word, argument words (without text) above it.
#define OP_OF(head) ((head)&0xffu)
#define ARGS_OF(head) ((head) >> 8)

/// Bits of the float 16384.0 = UI_COORD_MAX. Floats without their sign bit order like integers, so
/// this one comparison refuses numbers that are too large, infinite or not a number.
#define COORD_MAX_BITS 0x46800000u
_Static_assert(UI_COORD_MAX == 16384, "COORD_MAX_BITS follows it");

/// Whether an argument word is legal for its letter in the table.
static bool arg_valid(const struct ui_op_info *info, uint32_t index, uint32_t word) {
    switch (info->args[index]) {
    case 'f':
        return (word & 0x7fffffffu) <= COORD_MAX_BITS;
    case 'e':
        return word <= info->high[index];
    default: // colours, image numbers and text lengths may be anything
        return true;
    }
}

/// Whether an operation may follow, given that a path is begun or not; keeps `path` up to date.
static bool place_valid(enum ui_op op, bool *path) {
    bool had_path = *path;
    switch (op) {
    case UI_OP_MOVE:
        *path = true;
        return true;
    case UI_OP_LINE_TO:
    case UI_OP_CURVE_TO:
    case UI_OP_CLOSE:
        return had_path;
    case UI_OP_FILL:
    case UI_OP_STROKE:
        *path = false;
        return had_path;
    case UI_OP_LINE:
    case UI_OP_RECT:
    case UI_OP_RRECT:
    case UI_OP_CIRCLE:
    case UI_OP_TEXT:
    case UI_OP_IMAGE:
        return !had_path; // they draw with a path of their own
    case UI_OP_COLOR:
    case UI_OP_TOKEN:
        return true;
    case UI_NUM_OPS:
        break;
    }
    return false;
}

bool ui_ops_valid(const uint32_t *words, uint32_t num_words, bool *out_utf8_bad) {
    bool path = false;
    for (uint32_t at = 0; at < num_words;) {
        uint32_t head = words[at++];
        uint32_t op = OP_OF(head);
        if (op >= UI_NUM_OPS || ui_op_table[op].name == NULL) {
            return false;
        }
        const struct ui_op_info *info = &ui_op_table[op];
        uint32_t num_args = (uint32_t)strlen(info->args);
        if (ARGS_OF(head) != num_args || num_args > num_words - at ||
            !place_valid((enum ui_op)op, &path)) {
            return false;
        }
        for (uint32_t i = 0; i < num_args; i++) {
            if (!arg_valid(info, i, words[at + i])) {
                return false;
            }
        }
        at += num_args;
        if (num_args != 0 && info->args[num_args - 1] == 's') {
            uint32_t text_b = words[at - 1];
            uint32_t room_b = (num_words - at) * 4;
            if (text_b > room_b) {
                return false;
            }
            if (!utf8_is_valid((const char *)&words[at], text_b)) {
                *out_utf8_bad = true;
                return false;
            }
            at += (text_b + 3) / 4;
        }
    }
    return !path;
}

bool ui_ops_next(struct ui_ops *ops, struct ui_canvas_op *out) {
    if (ops->num_words == 0) {
        return false;
    }
    uint32_t num_args = ARGS_OF(ops->words[0]);
    out->op = (enum ui_op)OP_OF(ops->words[0]);
    out->args = ops->words + 1;
    out->text = (struct ui_text){ "", 0 };
    uint32_t taken = 1 + num_args;
    const char *letters = ui_op_table[out->op].args;
    if (num_args != 0 && letters[num_args - 1] == 's') {
        out->text.len_b = out->args[num_args - 1];
        out->text.bytes = (const char *)(out->args + num_args);
        taken += (out->text.len_b + 3) / 4;
    }
    ops->words += taken;
    ops->num_words -= taken;
    return true;
}
