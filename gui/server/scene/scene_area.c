// SPDX-License-Identifier: MIT
/// @file
/// Scrolling of text areas, carets in them, and which pixels change.
#include <base/hash.h>
#include <stdlib.h>
#include <string.h>

#include "area_int.h"

#define CARET_ROOM LPX(2)

/// Carets and selections may stand out of the text by this much.
#define PAD_OF_ROWS LPX(6)
#define BAR_W LPX(6)
#define BAR_INSET LPX(3)
#define BAR_MIN_H LPX(24)

void area_free(struct scene_area *area) {
    if (area != NULL) {
        free(area->rows);
        free(area);
    }
}

void area_take(struct scene *s, uint32_t node) {
    struct scene_value *v = &s->nodes[node].value;
    if (v->area == NULL) {
        v->area = calloc(1, sizeof(*v->area)); // without memory it shows nothing
    }
    uint32_t doc = ui_tree_u32(&s->tree, node, UI_ATTR_DOC);
    if (v->area != NULL && v->area->doc != doc) {
        v->area->doc = doc;
        v->area->top_b = 0;
        v->area->top_dy = v->area->scroll_x = 0;
        v->area->goal_x = -1;
    }
}

static lpx_t caret_x(const struct area_view *v, const struct area_row *row, uint32_t at_b) {
    char buffer[AREA_BUFFER_B];
    struct text_spec spec = area_row_text(v, row, buffer);
    return text_caret_x(v->text, &spec, at_b - row->at_b);
}

/// What `row` looks like: its text, what is selected, its caret.
static uint32_t look_of(const struct area_view *v, const struct scene_node *n,
                        const struct area_row *row) {
    char buffer[AREA_BUFFER_B];
    struct text_spec spec = area_row_text(v, row, buffer);
    const struct edit *e = v->edit;
    uint32_t first = CLAMP(edit_first(e), row->at_b, row->end_b);
    uint32_t last = CLAMP(edit_last(e), row->at_b, row->end_b);
    bool caret =
        (n->state & SCENE_CARET) != 0 && e->caret_b >= row->at_b && e->caret_b <= row->end_b;
    bool whole = edit_last(e) > row->end_b && edit_first(e) <= row->end_b;
    uint32_t parts[5] = { hash_fnv1a32(spec.utf8, spec.len_b), first - row->at_b,
                          last - row->at_b + (whole ? 1u << 31 : 0),
                          caret ? e->caret_b - row->at_b + 1 : 0, spec.len_b };
    return hash_fnv1a32(parts, sizeof(parts)) | 1;
}

static void report(struct scene *s, uint32_t node, struct lpx_rect r) {
    struct window *window = s->nodes[s->nodes[node].top].window;
    struct px_box box = px_box_intersect(lpx_snap_rect(r, s->scale), s->nodes[node].painted);
    if (window != NULL && !px_box_empty(box)) {
        s->damage(s->damage_self, window, box);
    }
}

static bool make_room(struct scene_area *a, uint32_t rows) {
    if (rows <= a->max_rows) {
        return true;
    }
    struct area_row *more = realloc(a->rows, rows * sizeof(*more));
    if (more == NULL) {
        return false;
    }
    memset(more + a->max_rows, 0, (rows - a->max_rows) * sizeof(*more));
    a->rows = more;
    a->max_rows = rows;
    return true;
}

/// Fills the rows from the top one on; moves the top up when the text ends too early.
static void settle(struct scene_area *a, const struct area_view *v, struct area_row *fresh,
                   uint32_t *out_count, uint32_t max) {
    a->top_b = MIN(a->top_b, v->edit->doc.len_b);
    struct area_row top = area_row_at(v, a->top_b);
    for (;;) {
        uint32_t n = 0;
        lpx_t y = -a->top_dy;
        struct area_row row = top;
        bool more = true;
        while (more && y < v->box.h && n < max) {
            fresh[n++] = row;
            y += v->line;
            more = area_row_next(v, &row, &row);
        }
        lpx_t spare = v->box.h - y;
        a->top_b = top.at_b;
        *out_count = n;
        if (more || spare <= 0) {
            return;
        }
        if (a->top_dy > 0) {
            a->top_dy = MAX(a->top_dy - spare, 0);
        } else if (spare >= v->line && area_row_prev(v, &top, &top)) {
            continue; // at most as many times as rows fit
        } else {
            struct area_row above;
            if (!area_row_prev(v, &top, &above)) {
                return; // all of the text fits
            }
            top = above;
            a->top_dy = v->line - spare;
            if (a->top_dy <= 0) {
                a->top_dy = 0;
            }
        }
    }
}

/// Reports the thumb when it is another one.
static void refresh_bar(struct scene *s, uint32_t node) {
    struct lpx_rect thumb = { 0 };
    (void)area_thumb(s, node, &thumb); // without one it is empty
    uint32_t look = hash_fnv1a32(&thumb, sizeof(thumb));
    struct scene_area *a = s->nodes[node].value.area;
    if (a->bar_look != look) {
        struct lpx_rect box = s->nodes[node].box;
        report(s, node,
               (struct lpx_rect){ box.x + box.w - BAR_W - 2 * BAR_INSET, box.y,
                                  BAR_W + 2 * BAR_INSET, box.h });
        a->bar_look = look;
    }
}

void area_refresh(struct scene *s, uint32_t node) {
    struct scene_area *a = s->nodes[node].value.area;
    struct area_view v;
    if (!area_view_of(s, node, &v)) {
        if (a != NULL && a->num_rows > 0) {
            a->num_rows = 0;
            report(s, node, s->nodes[node].box);
        }
        return;
    }
    uint32_t max = (uint32_t)(v.box.h / v.line) + 2;
    struct area_row *fresh = malloc(max * sizeof(*fresh));
    if (fresh == NULL || !make_room(a, max)) {
        free(fresh);
        return; // it shows what it showed
    }
    lpx_t dy = a->top_dy;
    uint32_t count = 0;
    settle(a, &v, fresh, &count, max);
    bool all = a->top_dy != dy;
    for (uint32_t i = 0; i < max; i++) {
        uint32_t look = i < count ? look_of(&v, &s->nodes[node], &fresh[i]) : 0;
        uint32_t was = i < a->num_rows ? a->rows[i].look : 0;
        if (i < count) {
            a->rows[i] = fresh[i];
            a->rows[i].look = look;
        }
        if (look != was && !all) {
            report(s, node,
                   (struct lpx_rect){ v.box.x - PAD_OF_ROWS,
                                      v.box.y - a->top_dy + (lpx_t)i * v.line,
                                      v.box.w + 2 * PAD_OF_ROWS, v.line });
        }
    }
    a->num_rows = count;
    free(fresh);
    if (all) {
        report(s, node, s->nodes[node].box);
    }
    refresh_bar(s, node);
}

/// Moves everything to the left or right.
static void set_scroll_x(struct scene *s, uint32_t node, lpx_t x) {
    struct scene_area *a = s->nodes[node].value.area;
    if (a->scroll_x != x) {
        a->scroll_x = x;
        report(s, node, s->nodes[node].box);
    }
}

/// The top row as it is.
static struct area_row top_row(const struct area_view *v, const struct scene_area *a) {
    return area_row_at(v, MIN(a->top_b, v->edit->doc.len_b));
}

void area_reveal(struct scene *s, uint32_t node) {
    struct area_view v;
    if (!area_view_of(s, node, &v)) {
        return;
    }
    struct scene_area *a = s->nodes[node].value.area;
    struct area_row row = area_row_at(&v, v.edit->caret_b);
    struct area_row top = top_row(&v, a);
    if (row.at_b < top.at_b || (row.at_b == top.at_b && a->top_dy > 0)) {
        a->top_b = row.at_b;
        a->top_dy = 0;
        report(s, node, s->nodes[node].box);
    } else {
        // Up from the caret's row until the view is full: does that reach the top?
        lpx_t above = v.box.h - v.line;
        struct area_row first = row;
        while (above > 0 && first.at_b > top.at_b && area_row_prev(&v, &first, &first)) {
            above -= v.line;
        }
        if (first.at_b > top.at_b || (first.at_b == top.at_b && -above > a->top_dy)) {
            a->top_b = first.at_b;
            a->top_dy = MAX(-above, 0);
            report(s, node, s->nodes[node].box);
        }
    }
    lpx_t x = caret_x(&v, &row, v.edit->caret_b);
    lpx_t shift = v.wrap ? 0 : CLAMP(a->scroll_x, MAX(x + CARET_ROOM - v.box.w, 0), x);
    set_scroll_x(s, node, shift);
    area_refresh(s, node);
}

/// Widest row on the screen.
static lpx_t widest(const struct scene *s, uint32_t node, const struct area_view *v) {
    const struct scene_area *a = s->nodes[node].value.area;
    lpx_t w = 0;
    for (uint32_t i = 0; i < a->num_rows; i++) {
        w = MAX(w, caret_x(v, &a->rows[i], a->rows[i].end_b));
    }
    return w + CARET_ROOM;
}

bool area_scroll(struct scene *s, uint32_t node, int64_t dx, int64_t dy) {
    struct area_view v;
    if (!area_view_of(s, node, &v)) {
        return false;
    }
    struct scene_area *a = s->nodes[node].value.area;
    const uint32_t top_b = a->top_b;
    const lpx_t top_dy = a->top_dy;
    const lpx_t scroll_x = a->scroll_x;
    if (!v.wrap && dx != 0) {
        lpx_t most = MAX(widest(s, node, &v) - v.box.w, a->scroll_x);
        set_scroll_x(s, node, (lpx_t)CLAMP(a->scroll_x + dx, (int64_t)0, (int64_t)most));
    }
    int64_t y = (int64_t)a->top_dy + CLAMP(dy, -(int64_t)LPX(6400), (int64_t)LPX(6400));
    struct area_row row = top_row(&v, a);
    while (y < 0 && area_row_prev(&v, &row, &row)) {
        y += v.line;
    }
    while (y >= v.line && area_row_next(&v, &row, &row)) {
        y -= v.line;
    }
    a->top_b = row.at_b;
    a->top_dy = (lpx_t)CLAMP(y, (int64_t)0, (int64_t)v.line - 1);
    if (a->top_dy != top_dy) {
        report(s, node, s->nodes[node].box);
    }
    area_refresh(s, node);
    return a->top_b != top_b || a->top_dy != top_dy || a->scroll_x != scroll_x;
}

int32_t area_page(const struct scene *s, uint32_t node) {
    struct area_view v;
    return area_view_of(s, node, &v) ? MAX(v.box.h / v.line - 1, 1) : 1;
}

static uint32_t byte_at(const struct area_view *v, const struct area_row *row, lpx_t x) {
    char buffer[AREA_BUFFER_B];
    struct text_spec spec = area_row_text(v, row, buffer);
    uint32_t at = row->at_b + text_caret_at(v->text, &spec, x);
    struct area_row next;
    // The end of a wrapped row is the start of the next one: the caret stays in this one.
    if (at == row->end_b && at > row->at_b && area_row_next(v, row, &next) && next.at_b == at) {
        at = grapheme_prev(&v->edit->doc, at);
    }
    return at;
}

bool area_move_rows(struct scene *s, uint32_t node, int32_t rows, bool extend) {
    struct area_view v;
    if (!area_view_of(s, node, &v)) {
        return false;
    }
    struct scene_area *a = s->nodes[node].value.area;
    struct area_row row = area_row_at(&v, v.edit->caret_b);
    lpx_t x = a->goal_x >= 0 ? a->goal_x : caret_x(&v, &row, v.edit->caret_b);
    uint32_t to = v.edit->caret_b;
    bool there = true;
    for (int32_t i = 0; i < abs(rows) && there; i++) {
        there = rows < 0 ? area_row_prev(&v, &row, &row) : area_row_next(&v, &row, &row);
    }
    to = there || abs(rows) > 1 ? byte_at(&v, &row, x) : rows < 0 ? 0 : v.edit->doc.len_b;
    bool moved = edit_select(v.edit, extend ? v.edit->anchor_b : to, to);
    a->goal_x = x;
    return moved;
}

bool area_move_end(struct scene *s, uint32_t node, bool back, bool extend) {
    struct area_view v;
    if (!area_view_of(s, node, &v)) {
        return false;
    }
    struct area_row row = area_row_at(&v, v.edit->caret_b);
    uint32_t to = back ? row.at_b : byte_at(&v, &row, LPX_INF);
    return edit_select(v.edit, extend ? v.edit->anchor_b : to, to);
}

uint32_t area_at(const struct scene *s, uint32_t node, lpx_t x, lpx_t y) {
    struct area_view v;
    const struct scene_area *a = s->nodes[node].value.area;
    if (!area_view_of(s, node, &v) || a->num_rows == 0) {
        return 0;
    }
    lpx_t from_top = y - v.box.y + a->top_dy;
    // Above and below: one row further, so that dragging scrolls.
    struct area_row row = a->rows[0];
    if (from_top < 0) {
        (void)area_row_prev(&v, &row, &row); // else it is the first
    } else {
        uint32_t i = MIN((uint32_t)(from_top / v.line), a->num_rows - 1);
        row = a->rows[i];
    }
    return byte_at(&v, &row, x - v.box.x + a->scroll_x);
}

bool area_thumb(const struct scene *s, uint32_t node, struct lpx_rect *out) {
    struct area_view v;
    const struct scene_area *a = s->nodes[node].value.area;
    if (!area_view_of(s, node, &v) || a->num_rows == 0) {
        return false;
    }
    // By lines, and by bytes within one: exact enough, and costs nothing.
    struct doc *d = &v.edit->doc;
    const struct area_row *last = &a->rows[a->num_rows - 1];
    bool fits = a->top_b == 0 && a->top_dy == 0 && last->end_b == d->len_b &&
                (lpx_t)a->num_rows * v.line <= v.box.h;
    lpx_t track = s->nodes[node].box.h - 2 * BAR_INSET;
    if (fits || track < BAR_MIN_H) {
        return false;
    }
    bool by_lines = d->feeds > 0;
    int64_t total = by_lines ? (int64_t)d->feeds + 1 : d->len_b;
    int64_t at = by_lines ? doc_line_of(d, a->top_b) : a->top_b;
    int64_t end = by_lines ? doc_line_of(d, last->end_b) + 1 : last->end_b;
    bool bottom = last->end_b == d->len_b && (lpx_t)a->num_rows * v.line - a->top_dy <= v.box.h;
    lpx_t h = (lpx_t)MAX(track * (end - at) / MAX(total, (int64_t)1), (int64_t)BAR_MIN_H);
    h = MIN(h, track);
    int64_t room = MAX(total - (end - at), (int64_t)1);
    lpx_t y = (lpx_t)MIN((track - h) * at / room, (int64_t)(track - h));
    y = bottom ? track - h : y;
    struct lpx_rect box = s->nodes[node].box;
    *out = (struct lpx_rect){ box.x + box.w - BAR_W - BAR_INSET, box.y + BAR_INSET + y, BAR_W, h };
    return true;
}

void area_thumb_to(struct scene *s, uint32_t node, lpx_t y) {
    struct lpx_rect thumb;
    struct area_view v;
    struct scene_area *a = s->nodes[node].value.area;
    if (!area_view_of(s, node, &v) || !area_thumb(s, node, &thumb)) {
        return;
    }
    struct lpx_rect box = s->nodes[node].box;
    lpx_t room = MAX(box.h - 2 * BAR_INSET - thumb.h, 1);
    lpx_t at = CLAMP(y - thumb.h / 2 - box.y - BAR_INSET, 0, room);
    struct doc *d = &v.edit->doc;
    uint64_t part = (uint64_t)at << 16;
    if (d->feeds > 0) {
        uint64_t lines = (uint64_t)d->feeds + 1;
        a->top_b = doc_line(d, (uint32_t)((part * lines / (uint64_t)room) >> 16));
    } else {
        a->top_b = (uint32_t)((part * d->len_b / (uint64_t)room) >> 16);
    }
    a->top_dy = 0;
    report(s, node, box);
    area_refresh(s, node);
}

struct px_box area_caret_box(const struct scene *s, uint32_t node) {
    struct area_view v;
    if (!area_view_of(s, node, &v)) {
        return (struct px_box){ 0 };
    }
    const struct scene_area *a = s->nodes[node].value.area;
    for (uint32_t i = 0; i < a->num_rows; i++) {
        const struct area_row *r = &a->rows[i];
        if (v.edit->caret_b >= r->at_b && v.edit->caret_b <= r->end_b) {
            lpx_t x = v.box.x + caret_x(&v, r, v.edit->caret_b) - a->scroll_x;
            struct lpx_rect box = { x - LPX(2), v.box.y - a->top_dy + (lpx_t)i * v.line, LPX(4),
                                    v.line };
            return px_box_intersect(px_box_grow(lpx_snap_rect(box, s->scale), 1),
                                    s->nodes[node].painted);
        }
    }
    return (struct px_box){ 0 };
}

void area_paint(const struct scene *s, uint32_t node, const struct paint *p) {
    struct paint_node n;
    scene_paint_node(s, node, &n);
    paint_node(p, &n);
    struct area_view v;
    if (!area_view_of(s, node, &v)) {
        return;
    }
    const struct scene_area *a = s->nodes[node].value.area;
    const struct edit *e = v.edit;
    for (uint32_t i = 0; i < a->num_rows; i++) {
        char buffer[AREA_BUFFER_B];
        const struct area_row *r = &a->rows[i];
        struct paint_area_row row = {
            .spec = area_row_text(&v, r, buffer),
            .box = { v.box.x - a->scroll_x, v.box.y - a->top_dy + (lpx_t)i * v.line, v.box.w,
                     v.line },
            .view = v.box,
            .select_b = CLAMP(edit_first(e), r->at_b, r->end_b) - r->at_b,
            .select_end_b = CLAMP(edit_last(e), r->at_b, r->end_b) - r->at_b,
            .select_feed = edit_first(e) <= r->end_b && edit_last(e) > r->end_b,
            .caret_b = UINT32_MAX,
        };
        bool last_of_line = i + 1 == a->num_rows || a->rows[i + 1].at_b != r->end_b;
        if ((n.flags & PAINT_CARET) != 0 && e->caret_b >= r->at_b &&
            (e->caret_b < r->end_b || (e->caret_b == r->end_b && last_of_line))) {
            row.caret_b = e->caret_b - r->at_b;
        }
        paint_area_row(p, &n, &row);
    }
    struct paint_node bar = { .kind = PAINT_SCROLLBAR };
    if (area_thumb(s, node, &bar.box)) {
        paint_node(p, &bar);
    }
}
