// SPDX-License-Identifier: MIT
/// @file
/// Internal to libui: nodes that constructors make, and the tables that events are looked up in.
///
/// There are two stores of nodes. The nodes of a view live until the next view() and take their
/// memory from an arena; retained nodes live until ui_destroy() and own theirs. A reference (the
/// number in a handle) says store, index and generation, so a stale one is noticed.
///
/// Everything that the linker sees begins with ui_ or uii_ ("ui internal"): apps own the other names.
#pragma once

#include <ui.h>

#include <base/base.h>
#include <ui_tree.h>
#include <ui_wire/build.h>
#include <ui_wire/events.h>

#include "port.h"

#define APP_ID 1u                    ///< Id of node 0.
#define DEPTH_MAX (UI_DEPTH_MAX - 1) ///< Open blocks: the leaves in the last one are at the limit.
#define CLOSED_MAX 16u               ///< Windows that the user closed and the view still shows.
#define TIMERS_MAX 8u                ///< ui_every().
#define LISTS_MAX 32u                ///< Long lists whose wanted rows are remembered.
#define CANVASES_MAX 32u             ///< Canvases whose size is remembered.
#define TABLES 5u                    ///< Four published generations and the one being built.

/// One attribute; those of a node are sorted by name.
struct attr {
    struct attr *next;
    uint16_t name;     ///< enum ui_attr_name.
    uint32_t value;    ///< Plain numbers.
    uint32_t len_b;    ///< Slices.
    const void *bytes; ///< Slices, right behind this struct.
};

/// Canvas operations of a node, growing.
struct ops {
    uint32_t *words;
    uint32_t num_words, max_words;
};

/// What an event of a node means to the app.
enum binding {
    BIND_NONE, ///< A handler: `fn`, `arg`.
    BIND_BOOL,
    BIND_INT,
    BIND_DOUBLE,
    BIND_TEXT,    ///< `arg` = room in bytes.
    BIND_RADIO,   ///< `arg` = value when chosen.
    BIND_DOC,     ///< `arg` = number of the document.
    BIND_OPEN,    ///< CLOSE: the variable becomes false.
    BIND_CLICKED, ///< Retained button: `arg` = reference.
};

/// One line of a table: the handler or the binding of a node.
struct entry {
    uint32_t id;
    uint16_t event; ///< enum ui_event_kind.
    uint16_t binding;
    union {
        ui_fn fn;
        void *target;
        void (*clicked)(ui_event_t, ui_button_t);
    };
    intptr_t arg;
};

/// A handler or binding of a retained node.
struct held {
    struct held *next;
    struct entry entry;
};

/// A node. Indices are of the node's own store, 0 = none.
struct node {
    uint32_t ref; ///< Its own reference; 0 = free.
    uint32_t id;
    uint8_t kind;       ///< enum ui_kind.
    bool keyed;         ///< `key` was given.
    bool shown;         ///< False: a window that the user closed; not published.
    uint32_t flags, on; ///< As on the wire.
    uint32_t parent, first, last, next, prev;
    uint32_t ordinal; ///< Among the siblings of the same call site and kind.
    uint64_t key;
    struct ui_site site;
    struct attr *attrs;
    struct ops ops;
    struct held *held; ///< Retained nodes: their handlers and bindings, owned.
};

/// Handlers and bindings of one view.
struct table {
    uint64_t gen; ///< Generation it was published as; 0 = not.
    struct entry *entries;
    uint32_t num_entries, max_entries;
};

/// A piece of the arena.
struct chunk {
    struct chunk *next;
    size_t size_b, used_b;
};

/// A store: chunks of nodes that never move. Index 0 is never used.
#define STORE_CHUNK 64u
#define STORE_CHUNKS 256u
struct store {
    struct node *chunks[STORE_CHUNKS];
    uint32_t num;         ///< Nodes ever used, with number 0.
    uint32_t free;        ///< First free one, linked by `next` (retained store).
    uint32_t generation;  ///< Of the nodes of the present view (view store).
    uint32_t first, last; ///< Windows.
};

struct timer {
    ui_fn fn;
    nsec_t period_ns, first_ns, due;
};

/// Everything libui knows.
struct ui {
    const struct ui_port *port;
    struct ui_up *up;
    struct ui_down *down;
    uint32_t bank_b;
    struct ui_builder builder;
    void *builder_memory;
    struct ui_event_reader reader;

    void (*view)(void); ///< NULL in the retained style.
    bool in_view;
    bool dirty; ///< Something is to be published.
    bool stale; ///< view() is to be run.
    bool quit;
    int exit_code;
    uint64_t rejected; ///< down->rejected when it was reported last.
    uint32_t refusals; ///< Consecutive ones.
    uintptr_t stack;   ///< Frame of ui_run(), for the check of bindings.

    struct store views, kept;
    struct chunk *arena;
    uint32_t open[DEPTH_MAX]; ///< References of the open blocks.
    uint32_t depth;
    uint32_t *ids; ///< Hash set of ids of the present view and of retained nodes.
    uint32_t ids_mask, num_ids;

    struct table tables[TABLES];
    struct table *table; ///< Of the newest view.
    uint32_t closed[CLOSED_MAX];
    uint32_t num_closed;
    struct timer timers[TIMERS_MAX];
    struct {
        uint32_t id;
        double w, h;
    } canvases[CANVASES_MAX];
    struct {
        uint32_t id, first, count;
    } lists[LISTS_MAX];
    char event_text[UI_EVENT_TEXT_MAX + 1];
};
extern struct ui uii;

// --- text.c
/// Logs a line for the programmer.
void ui_log(const char *format, ...) __attribute__((format(printf, 1, 2)));
/// "file:line" of a call site, for messages; a static buffer.
const char *uii_site_text(struct ui_site site);

// --- store.c
/// Memory until the next view; never NULL.
void *uii_arena_alloc(size_t size_b);
void uii_arena_reset(void);
/// Grows or makes memory, ends the program when there is none.
void *uii_grow(void *memory, size_t size_b);
struct node *uii_node_at(struct store *store, uint32_t index);
uint32_t uii_node_index(uint32_t ref);
/// The node, or NULL after a log line when the reference is stale.
struct node *uii_node_of(uint32_t ref, const char *caller);
bool uii_node_is_kept(const struct node *node);
struct store *uii_store_of(const struct node *node);
/// Adds a node below `parent` (NULL: a window when its kind is one, else detached).
struct node *uii_node_new(bool kept, struct node *parent, enum ui_kind kind, struct ui_site site);
void uii_node_attach(struct node *parent, struct node *node);
void uii_node_detach(struct node *node);
/// Frees a retained node and all below it.
void uii_node_free(struct node *node);
/// Forgets the nodes of the present view.
void uii_views_reset(void);

// Attributes: defaults are left out, numbers clamped to the range of the table.
void uii_attr_number(struct node *node, enum ui_attr_name name, int64_t value);
void uii_attr_f64(struct node *node, enum ui_attr_name name, double value);
/// NULL: removes it. Invalid UTF-8 becomes U+FFFD, too long text is cut.
void uii_attr_text(struct node *node, enum ui_attr_name name, const char *text);
void uii_attr_bytes(struct node *node, enum ui_attr_name name, const void *bytes, size_t len_b);
const struct attr *uii_attr_find(const struct node *node, enum ui_attr_name name);
void uii_flag_set(struct node *node, uint32_t flag, bool on);
void uii_ops_add(struct node *node, const uint32_t *words, uint32_t num_words);

// --- ident.c
/// Gives `node` its id. Logs and repairs duplicate keys.
void uii_node_identify(struct node *node, const struct node *parent);
/// Forgets the ids of the view; those of retained nodes stay.
void uii_ids_reset(void);

// --- table.c
void uii_table_begin(void);
void uii_table_add(struct node *node, enum ui_event_kind event, ui_handler handler);
void uii_table_bind(struct node *node, enum binding binding, void *target, intptr_t arg);
/// The function of a retained button; NULL takes it away.
void uii_table_set_clicked(struct node *node, void (*clicked)(ui_event_t, ui_button_t));
/// Adds what retained nodes want.
void uii_table_add_kept(void);
/// The entry of the newest view or of a published generation; NULL when there is none.
const struct entry *uii_table_find(const struct table *table, uint32_t id, enum ui_event_kind event,
                                   bool binding);
const struct table *uii_table_of_generation(uint64_t gen);

// --- publish.c
/// Runs view() when it is stale.
void uii_rebuild(void);
/// Publishes when something is dirty and there is credit. ERR_TOO_BIG: the view is too large.
status_t uii_publish(void);
/// Opens the session, or opens it again with larger banks.
status_t uii_session_open(uint32_t bank_b);
/// Windows that are shown.
uint32_t uii_windows_shown(void);
/// Logs a refusal by the server. False when it was the last that the server takes.
bool uii_report_rejection(void);

// --- lists.c
/// Remembers the rows that VISIBLE asks for.
void uii_rows_remember(const struct ui_event_rec *rec);

// --- floats.c
/// Adds the toasts that are shown to the view.
void uii_toasts_show(void);

// --- dispatch.c
/// Handles all events that have come.
void uii_dispatch_all(void);

// --- doc.c
/// The server does not have the documents any more: those that were shown are given to it.
void uii_docs_lost(void);
/// An EDIT event of document `id`. False when it is of a text that the document has no more.
bool uii_doc_edited(uint32_t id, const struct ui_event_rec *rec, const char *text);
