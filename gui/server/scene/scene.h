// SPDX-License-Identifier: MIT
/// @file
/// What the server knows of an app's tree beyond what the app said: where each node is, how it
/// looks (hovered, pressed, focused), and values that the user changed. Kept by id over commits.
#pragma once

#include <ui_wire/tree.h>

#include "edit.h"
#include "layout.h"
#include "paint.h"

struct window;
struct list;

/// Index of no node.
#define SCENE_NONE UINT32_MAX

/// How a node looks and whether it can be used.
enum scene_state {
    SCENE_HOVER = BIT(0),
    SCENE_PRESSED = BIT(1),
    SCENE_RING = BIT(2),       ///< Has the keyboard focus and shows it.
    SCENE_DISABLED = BIT(3),   ///< Itself or something around it.
    SCENE_SHOWN = BIT(4),      ///< Laid out: neither it nor anything around it is hidden.
    SCENE_CARET = BIT(5),      ///< A text field or Cells with the focus in the active window.
    SCENE_CARET_OFF = BIT(15), ///< With SCENE_CARET: the blinking caret is off now.
};

/// Text of a field that the user edits. Owned by its node.
struct scene_edit {
    struct edit edit;
    lpx_t scroll_x; ///< By how much long text is moved to the left while it is edited.
};

/// Rows that an app gave and was asked for, by number.
struct scene_rows {
    uint32_t first, count;     ///< Given in the tree that is shown.
    uint32_t asked, num_asked; ///< VISIBLE said these last; num_asked 0: never.
    uint64_t asked_seq;        ///< That event.
    int32_t current;           ///< The current row as it is painted.
};

/// Values that belong to the server while the app has not seen the user's last change.
struct scene_value {
    uint64_t changed_seq;    ///< Event that told the app of the last change; 0 = never changed.
    double number;           ///< Slider, progress, number field.
    int32_t choice;          ///< Select, tabs; current row of a list.
    bool on;                 ///< Checkbox, switch, radio.
    int64_t scroll[2];       ///< How far the content of a Scroll or List is moved, lpx.
    int32_t told_choice;     ///< `choice` that the app declared last.
    double told_number;      ///< `value` that the app declared last.
    struct scene_rows rows;  ///< Lists, tables, trees.
    struct scene_edit *edit; ///< Text fields. Owned; NULL without memory.
    struct scene_area *area; ///< Text areas. Owned; NULL without memory.
};

/// Bits of scene_node.bar_look, shifted by the axis.
enum scene_bar_look {
    SCENE_BAR_HOT = BIT(0),  ///< The pointer is over it: AXIS_X, AXIS_Y.
    SCENE_BAR_HELD = BIT(2), ///< It is dragged.
};

struct scene_node {
    struct window *window; ///< Of a top node: its window; NULL otherwise. Borrowed.
    uint32_t top;          ///< The child of App that it lies in; itself for one.
    uint16_t state;        ///< Of enum scene_state.
    bool asked_focus;      ///< The app asked for the focus before.
    bool restored;         ///< Has values that were saved before the server's restart.
    bool repaint;          ///< What it shows has changed since its damage was reported.
    uint64_t closed_seq;   ///< Popover, toast: CLOSE event of the user; UINT64_MAX: not delivered.
    struct lpx_size told;  ///< Size that the app was told of last, for nodes that ask.
    struct lpx_rect box;   ///< In the window, header included, scrolling applied.
    struct lpx_rect clip;  ///< What is visible of its surroundings, same coordinates.
    struct px_box painted; ///< Pixels of the window's surface that show it.
    struct px_box bar[2];  ///< Those of its scroll bars, by axis.
    uint8_t bar_look;      ///< Of enum scene_bar_look.
    uint32_t row;          ///< Items: number in their list.
    struct scene_value value;
};

/// What a commit did.
struct scene_delta {
    uint32_t added;
    uint32_t removed;
    uint32_t changed; ///< Same id, other contents.
    uint32_t moved;   ///< Other parent or another place among its siblings.
    uint32_t same;
};

/// One app's scene. `tree` and the arrays have the same indices.
struct scene {
    struct ui_tree tree;  ///< What is shown. num_nodes is 0 before the first commit.
    struct ui_tree spare; ///< To import the next one into.
    void *memory[2];      ///< Of the two trees. Owned.
    struct scene_node *nodes;
    struct layout layout; ///< layout.boxes is owned.
    struct text *text;    ///< For measuring. Borrowed.
    scale_t scale;
    struct list *images;      ///< Of struct image, see image.h. Borrowed.
    struct list *cells;       ///< Of struct cells_surface, see cells.h. Borrowed.
    struct scene_delta delta; ///< Of the last commit.
    struct scene_doc **docs;  ///< Owned, each of them too. See scene_area.h.
    uint32_t num_docs;
    const char *preedit; ///< Composition at the caret; borrowed from the core.
    uint32_t preedit_b;
    uint32_t version; ///< Rises when something changes that scene_save() writes.
    void *saved;      ///< Of scene_save() before a restart, until the first commit. Owned.
    size_t saved_b;

    /// Told about pixels that have to be painted again.
    void (*damage)(void *self, struct window *window, struct px_box box);
    void *damage_self;
    bool quiet; ///< Private to scene_shift(): nothing is reported.

    /// Paints and measures kinds that show what the scene does not know (AppMenu); may be NULL.
    void (*paint_foreign)(void *self, uint32_t node, const struct paint *p);
    struct lpx_size (*measure_foreign)(void *self, uint32_t node);
};

/// @return OK, ERR_NO_MEMORY; then nothing is held.
status_t scene_init(struct scene *s, uint32_t bank_b, struct text *text, scale_t scale);
void scene_deinit(struct scene *s);

/// Makes the validated tree in `spare` the one that is shown. State is taken over by id; what was
/// removed is reported as damage. Nothing is laid out yet.
///
/// @return OK, ERR_NO_MEMORY: then everything is as before.
status_t scene_commit(struct scene *s);

/// Index of the node with `id`, SCENE_NONE when there is none. `id` 0 names no node.
uint32_t scene_find(const struct scene *s, uint32_t id);

/// Lays out top node `top` with a content of `w` x `h` that starts at `y`; reports what has to be
/// painted again.
void scene_layout(struct scene *s, uint32_t top, lpx_t w, lpx_t h, lpx_t y);

/// Natural content size of top node `top` no wider than `max_w`.
struct lpx_size scene_natural(struct scene *s, uint32_t top, lpx_t max_w, lpx_t max_h);

/// Sets or clears `bits`; reports damage when that changes how the node looks.
void scene_set_state(struct scene *s, uint32_t node, uint16_t bits, bool on);

/// The node's value changed: reports its pixels.
void scene_touch(struct scene *s, uint32_t node);

/// Something changed that is saved (scene_state.h) but does not show.
static inline void scene_changed(struct scene *s) {
    s->version++;
}

/// Scrolls `node` by up to `dx`, `dy`. True when it moved; the window must be laid out again.
bool scene_scroll(struct scene *s, uint32_t node, int64_t dx, int64_t dy);

/// Puts what lies in `node` where it belongs after it was scrolled, and reports nothing: the caller
/// moves the pixels, or repaints all of scene_view().
void scene_shift(struct scene *s, uint32_t node);

/// Where the content of scrolling `node` shows, in the window.
struct lpx_rect scene_view(const struct scene *s, uint32_t node);

/// How long the content of scrolling `node` is.
int64_t scene_content(const struct scene *s, uint32_t node, enum layout_axis axis);

/// Scrolls what stands around `node` so that it can be seen. True when something moved; the window
/// must be laid out again.
bool scene_reveal(struct scene *s, uint32_t node);

/// The thumb of the scroll bar of `node` on `axis`. False when it has none.
bool scene_scrollbar(const struct scene *s, uint32_t node, enum layout_axis axis,
                     struct paint_node *out);

/// The band of the window in which the thumb moves; valid when there is one.
struct lpx_rect scene_bar_track(const struct scene *s, uint32_t node, enum layout_axis axis);

/// Scroll position of `node` when its thumb on `axis` begins at `at` of the window.
int64_t scene_bar_scroll(const struct scene *s, uint32_t node, enum layout_axis axis, lpx_t at);

/// Sets how the scroll bars of `node` look; reports damage.
void scene_bar_set_look(struct scene *s, uint32_t node, uint8_t look);

/// Deepest shown node below `top` at `x`, `y` of the window; `top` itself when there is none.
uint32_t scene_hit(const struct scene *s, uint32_t top, lpx_t x, lpx_t y);

/// `node` or the closest node around it that reacts to pointers; SCENE_NONE when there is none.
uint32_t scene_reacting(const struct scene *s, uint32_t node);

/// Whether the keyboard can reach `node` now.
bool scene_focusable(const struct scene *s, uint32_t node);

/// The focusable node below `top` after `node` in reading order (before it when `back`), going
/// round at the end; SCENE_NONE when there is none. `node` SCENE_NONE: the first (last).
uint32_t scene_tab(const struct scene *s, uint32_t top, uint32_t node, bool back);

/// Describes `node` for painting and measuring. The texts are borrowed.
void scene_paint_node(const struct scene *s, uint32_t node, struct paint_node *out);

/// Paints what lies below `top` and touches p->draw.clip.
void scene_paint(const struct scene *s, uint32_t top, const struct paint *p);

/// Paints the drawing of a canvas node.
void scene_paint_canvas(const struct scene *s, uint32_t node, const struct paint *p);

/// What layout must know of `node`.
struct layout_style scene_style(const struct ui_tree *tree, uint32_t node);

/// Kind of a node, shorter to write.
static inline enum ui_kind scene_kind(const struct scene *s, uint32_t node) {
    return (enum ui_kind)s->tree.nodes[node].kind;
}

/// Whether the user edits one line of text in it.
static inline bool scene_is_field(enum ui_kind kind) {
    return kind == UI_KIND_TEXT_FIELD || kind == UI_KIND_SEARCH_FIELD ||
           kind == UI_KIND_NUMBER_FIELD;
}

/// Whether the user edits text in it.
static inline bool scene_is_text(enum ui_kind kind) {
    return scene_is_field(kind) || kind == UI_KIND_TEXT_AREA;
}

/// Takes over or makes the server-owned values of `node`: called for every node of a commit.
/// `fresh`: the node is new.
void scene_take_value(struct scene *s, uint32_t node, bool fresh);

/// Tells layout of what the server knows of `node`: called after scene_take_value().
void scene_apply_value(struct scene *s, uint32_t node);
// scene_field.c

/// Takes over the app's text or number for field `node`, see scene_take_value().
void scene_take_text(struct scene *s, uint32_t node);

/// The editor of a text that the user can change or select in; NULL when `node` has none.
struct edit *scene_editor(const struct scene *s, uint32_t node);

/// The caret or the text of field `node` changed: moves long text so that the caret can be seen, and
/// reports its pixels.
void scene_edit_touch(struct scene *s, uint32_t node);

/// Byte of the text of `node` that lies at `x`, `y` of the window.
uint32_t scene_edit_at(const struct scene *s, uint32_t node, lpx_t x, lpx_t y);

/// Pixels of the caret of `node` in its window; empty when it shows none.
struct px_box scene_caret_box(const struct scene *s, uint32_t node);

/// Shows the number that `node` holds, when it is a number field.
void scene_number_text(struct scene *s, uint32_t node);

/// Gives a text field the text that it had before a restart; what cannot be is made possible.
void scene_restore_text(struct scene *s, uint32_t node, struct ui_text text, uint32_t caret_b,
                        uint32_t anchor_b, lpx_t scroll_x);

/// Frees what `value` owns.
void scene_free_value(struct scene_value *value);
