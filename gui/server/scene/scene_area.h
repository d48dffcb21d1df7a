// SPDX-License-Identifier: MIT
/// @file
/// Text areas: documents, and the rows of them that can be seen.
///
/// Only rows on the screen (and as many as a scroll passes) are laid out. What a row looked like when
/// it was reported last is kept, so that a change damages the rows that look different and no others.
/// A row is a line, or a part of one when wrapping is on; lines longer than AREA_PART_B are shown in
/// parts of that size, which bounds the work for each of them.
#pragma once

#include "scene.h"

/// Documents of one app; bytes in all of them together.
#define AREA_DOCS_MAX 32u
#define AREA_DOCS_B (16u << 20)

/// Bytes of a line that are laid out as one.
#define AREA_PART_B 1024u

/// A document of an app.
struct scene_doc {
    uint32_t id;  ///< Given by the app; 0 = free.
    uint64_t rev; ///< Rises with every change, whoever made it.
    bool resync;  ///< The app missed changes: it is told to read all of it when it listens again.
    struct edit edit;
};

/// A row: bytes at_b..end_b, its line feed excluded.
struct area_row {
    uint32_t at_b, end_b;
    uint32_t look; ///< Hash of what is painted in it.
};

/// A text area. Owned by its node.
struct scene_area {
    uint32_t doc;   ///< Which document it shows.
    uint32_t top_b; ///< Where the top row begins.
    lpx_t top_dy;   ///< How much of it is hidden above.
    lpx_t scroll_x; ///< Without wrapping: how far rows are moved to the left.
    lpx_t goal_x;   ///< Where the caret wants to be in rows above and below; -1 = where it is.
    struct area_row *rows; ///< Owned. Those that show, from the top one on.
    uint32_t num_rows;
    uint32_t max_rows;
    uint32_t bar_look; ///< Hash of the thumb.
};

/// Opens document `id` or makes `text` (valid UTF-8) all of it.
///
/// @return OK, ERR_TOO_BIG, ERR_NO_SPACE (too many), ERR_NO_MEMORY; then nothing has changed.
status_t scene_doc_set(struct scene *s, uint32_t id, const char *text, uint32_t len_b);

/// NULL when there is none.
struct scene_doc *scene_doc_find(const struct scene *s, uint32_t id);

/// The document that text area `node` shows; NULL when there is none.
struct scene_doc *scene_doc_of(const struct scene *s, uint32_t node);

void scene_doc_close(struct scene *s, uint32_t id);
void scene_docs_free(struct scene *s);

/// Document `id` changed: areas that show it look at it again, but for node `except`.
void scene_doc_touch(struct scene *s, uint32_t id, uint32_t except);

/// Lays out what shows of area `node` and reports the rows that look different.
void area_refresh(struct scene *s, uint32_t node);

/// Scrolls so that the caret shows.
void area_reveal(struct scene *s, uint32_t node);

/// Scrolls by `dx`, `dy`. True when something moved.
bool area_scroll(struct scene *s, uint32_t node, int64_t dx, int64_t dy);

/// Moves the caret by `rows` rows (negative: up), keeping its distance from the left edge. True when
/// caret or selection changed.
bool area_move_rows(struct scene *s, uint32_t node, int32_t rows, bool extend);

/// Moves it to the start or end of its row.
bool area_move_end(struct scene *s, uint32_t node, bool back, bool extend);

/// Rows that fit.
int32_t area_page(const struct scene *s, uint32_t node);

/// Byte at a point of the window.
uint32_t area_at(const struct scene *s, uint32_t node, lpx_t x, lpx_t y);

/// The thumb of the scroll bar in the window; false when all of the text shows.
bool area_thumb(const struct scene *s, uint32_t node, struct lpx_rect *out);

/// Scrolls so that the thumb's middle is at `y` of the window.
void area_thumb_to(struct scene *s, uint32_t node, lpx_t y);

struct px_box area_caret_box(const struct scene *s, uint32_t node);
void area_paint(const struct scene *s, uint32_t node, const struct paint *p);
void area_free(struct scene_area *area);

/// The app's tree was taken over: the area may be new, or show another document.
void area_take(struct scene *s, uint32_t node);
