// SPDX-License-Identifier: MIT
/// @file
/// Internal to libui: what all constructors share.
#pragma once

#include "internal.h"

/// Makes a node of `kind` for a constructor call, with its identity and the members that every
/// constructor has. `flags` are set before the identity is computed. NULL after a log line when it
/// may not stand here.
struct node *uii_make(struct ui_site site, enum ui_kind kind, const struct ui_common *common,
                      uint32_t flags);

/// The same for what floats: below App itself, although its identity is that of the block it is made
/// in.
struct node *uii_make_top(struct ui_site site, enum ui_kind kind, const struct ui_common *common,
                          uint32_t flags);

/// The open block; NULL when there is none.
struct node *uii_block(void);

/// Of a block that is not to be entered.
#define REF_CLOSED 0u

/// The reference of a node that may be NULL.
static inline uint32_t ref_of(const struct node *node) {
    return node != NULL ? node->ref : 0;
}

/// Adds a handler and asks the server for its event.
void uii_make_handler(struct node *node, enum ui_event_kind event, ui_handler handler);
