// SPDX-License-Identifier: MIT
/// @file
/// The readable notation of a tree: golden text of tests, tree view of the web API and of testd.
///
///     App {
///       items: [
///         Window {
///           title: "Counter" w: 280
///           content: Column {
///             pad: 20 gap: 16 align: center
///             items: [
///               Text { text: "0" style: display }
///
/// Attributes stand in the order of their numbers, then flags (`disabled: true`), then events
/// (`on: [click]`).
/// A window names its children: `canvas:`, `menu_bar:` or `content:`. Control characters in text
/// are written \n, \t, \", \\ or \u{1b}; the text of secret fields is written as "***".
#pragma once

#include <ui_wire/tree.h>

/// Where the text goes. `write` may be called many times; it cannot fail.
struct ui_dump_sink {
    void (*write)(void *context, const char *bytes, size_t len_b);
    void *context;
};

/// What to write besides the usual.
enum ui_dump_options {
    UI_DUMP_IDS = 1,     ///< `#1a2b3c4d` after the kind.
    UI_DUMP_SECRETS = 2, ///< Text of secret fields. For the app's own debugging only.
};

/// Extra words for a node, e.g. `bounds: 10,20,30,40`; called after the node's own. May be NULL.
typedef void (*ui_dump_extra_fn)(void *context, const struct ui_dump_sink *sink, uint32_t node);

/// Writes node `node` of `tree` and all below it.
void ui_tree_dump(const struct ui_tree *tree, uint32_t node, uint32_t options,
                  const struct ui_dump_sink *sink);

/// As ui_tree_dump(), and `extra` adds to every node.
void ui_tree_dump_extra(const struct ui_tree *tree, uint32_t node, uint32_t options,
                        const struct ui_dump_sink *sink, ui_dump_extra_fn extra,
                        void *extra_context);

/// A sink into memory: keeps what fits and always ends in NUL.
struct ui_dump_buffer {
    char *bytes;
    size_t size_b; ///< Room; at least 1.
    size_t len_b;  ///< Length that the whole text would have, without NUL; cut when >= size_b.
};

/// The sink that writes into `buffer`, which must outlive it.
struct ui_dump_sink ui_dump_to_buffer(struct ui_dump_buffer *buffer);
