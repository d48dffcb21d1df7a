// SPDX-License-Identifier: MIT
/// @file
/// Trees that no honest app makes.
#pragma once

#include "app.h"

/// What a mistake may change, after a good tree was written.
struct forgery {
    struct ui_tree_head *head;
    struct ui_node *nodes;
    struct ui_attr *attrs;
    uint8_t *pool;
    uint64_t gen;   ///< To be published.
    uint32_t len_b; ///< To be published.
};

struct mistake {
    const char *name;
    void (*build)(struct ui_builder *b); ///< NULL: the usual tree.
    void (*forge)(struct forgery *f);    ///< NULL: the tree itself is the mistake.
    enum ui_reject reason;               ///< What the server must say.
    uint32_t node;
};

extern const struct mistake mistakes[];
extern const uint32_t num_mistakes;

/// The usual tree: App, Window, Column, Text "still here", Button "Next".
void build_good(struct ui_builder *b);
