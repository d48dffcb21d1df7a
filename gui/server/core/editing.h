// SPDX-License-Identifier: MIT
/// @file
/// What the server remembers of editing beyond the texts themselves: clipboard, composition, the
/// caret's blinking, clicks on text, keys that wait. Used by input/edit*.c and input/clipboard.c.
#pragma once

#include <base/base.h>

struct window;

#define EDITING_PREEDIT_MAX_B 64u
#define EDITING_KEYS_MAX 32u

/// A key for a field whose app has not answered a SUBMIT yet.
struct editing_key {
    uint16_t code;
    uint32_t mods;
    char typed[8]; ///< What it types, UTF-8.
    uint32_t typed_b;
};

struct editing {
    // The clipboard: text of whoever copied last.
    char *clip; ///< Owned; NULL = empty.
    uint32_t clip_b;

    // Composition: what stands at the caret and is not part of the text yet.
    char preedit[EDITING_PREEDIT_MAX_B];
    uint32_t preedit_b;

    // Blinking. Only outside of test mode, and not for ever after the last act.
    nsec_t blink_ns; ///< When the caret changes next; 0 = it does not blink.
    nsec_t acted_ns; ///< Last act of the user in a text.

    // Clicks: 2 select a word, 3 a line; dragging then goes by those.
    uint32_t click_id;
    uint32_t clicks;
    nsec_t click_ns;
    uint32_t from_b, to_b; ///< What the press selected.
    bool bar;              ///< The press holds the scroll bar of a text area.

    // After SUBMIT.
    struct window *wait_window; ///< NULL = nothing waits. Cleared when the window goes.
    uint32_t wait_id;
    uint64_t wait_seq; ///< The SUBMIT.
    nsec_t wait_ns;    ///< When waiting ends whatever the app does.
    struct editing_key keys[EDITING_KEYS_MAX];
    uint32_t num_keys;
};
