// SPDX-License-Identifier: MIT
/// @file
/// The text that tests and testd see: every tree with where it is and how it looks.
#include <base/fmt.h>
#include <base/utf8.h>
#include <string.h>

#include "cells.h"
#include "popup.h"
#include "scene_rows.h"
#include "scene_tabs.h"
#include "window.h"

struct dump {
    const struct gui_core *core;
    const struct session *session;
};

static void put(const struct ui_dump_sink *sink, const char *text) {
    sink->write(sink->context, text, strlen(text));
}

static void put_bounds(const struct dump *d, const struct ui_dump_sink *sink, struct lpx_rect r,
                       const struct window *w) {
    struct px_box b = px_box_move(lpx_snap_rect(r, d->core->scale), w->x_px, w->y_px);
    char line[80];
    fmt_str(line, sizeof(line), " bounds: %d,%d,%d,%d", b.x1, b.y1, b.x2 - b.x1, b.y2 - b.y1);
    put(sink, line);
}

static void put_window(const struct dump *d, const struct ui_dump_sink *sink,
                       const struct window *w) {
    struct lpx_rect all = { 0, 0, w->content.w, w->content.h + w->head };
    put_bounds(d, sink, all, w);
    put(sink, d->core->active == w ? " active: true" : "");
    put(sink, w->maximised ? " maximised: true" : "");
    static const char *const snaps[] = { "",          "left",        "right",       "top-left",
                                         "top-right", "bottom-left", "bottom-right" };
    if (w->snap != SNAP_NONE) {
        put(sink, " snap: ");
        put(sink, snaps[w->snap]);
    }
    put(sink, w->minimised ? " minimised: true" : "");
}

/// The current row and the scroll position of a list, where there are any.
static void put_rows(const struct scene *s, const struct ui_dump_sink *sink, uint32_t node) {
    const struct scene_value *v = &s->nodes[node].value;
    char line[64];
    if (v->choice >= 0) {
        fmt_str(line, sizeof(line), " current: %d", v->choice);
        put(sink, line);
    }
    if (v->scroll[AXIS_X] != 0 || v->scroll[AXIS_Y] != 0) {
        fmt_str(line, sizeof(line), " scroll: %lld,%lld", (long long)(v->scroll[AXIS_X] / LPX(1)),
                (long long)(v->scroll[AXIS_Y] / LPX(1)));
        put(sink, line);
    }
}

/// Longest part of a document that is dumped.
#define DOCUMENT_MAX_B 2048u

/// The start of a document, escaped.
static void put_document(const struct scene *s, const struct ui_dump_sink *sink, uint32_t node) {
    struct edit *e = scene_editor(s, node);
    char bytes[DOCUMENT_MAX_B];
    uint32_t n = e != NULL ? doc_read(&e->doc, 0, bytes, sizeof(bytes)) : 0;
    put(sink, " on_screen: \"");
    for (uint32_t i = 0; i < n; i++) {
        switch (bytes[i]) {
        case '\n':
            put(sink, "\\n");
            break;
        case '\t':
            put(sink, "\\t");
            break;
        case '"':
        case '\\':
            put(sink, "\\");
            sink->write(sink->context, &bytes[i], 1);
            break;
        default:
            sink->write(sink->context, &bytes[i], 1);
            break;
        }
    }
    put(sink, "\"");
}

/// The characters of a grid, a line of the screen each, without the blanks at its end.
static void put_grid(const struct scene *s, const struct ui_dump_sink *sink, uint32_t node) {
    const struct cells_surface *surface = scene_cells_surface(s, node);
    if (surface == NULL || surface->copy.rows == 0) {
        return;
    }
    put(sink, " grid: \"");
    for (uint32_t y = 0; y < surface->copy.rows; y++) {
        const struct ui_cell *line = ui_cells_line(&surface->copy, y);
        uint32_t end = surface->copy.cols;
        while (end > 0 && line[end - 1].text == 0) {
            end--;
        }
        for (uint32_t x = 0; x < end; x++) {
            uint32_t c = UI_CELL_CHAR(line[x].text);
            char utf8[UTF8_BYTES_MAX + 1] = { '\\' };
            bool escape = c == '"' || c == '\\';
            size_t len = utf8_encode(c != 0 ? c : ' ', utf8 + 1);
            if ((line[x].attrs & UI_CELL_WIDE_TAIL) == 0) {
                sink->write(sink->context, escape ? utf8 : utf8 + 1, len + (escape ? 1 : 0));
            }
        }
        put(sink, "\\n");
    }
    put(sink, "\"");
}

/// Values that the server owns, where the app's may be out of date.
static void put_value(const struct scene *s, const struct ui_dump_sink *sink, uint32_t node) {
    const struct scene_value *v = &s->nodes[node].value;
    char line[40];
    switch (s->tree.nodes[node].kind) { // only the kinds that have one
    case UI_KIND_CHECKBOX:
    case UI_KIND_SWITCH:
    case UI_KIND_RADIO:
        put(sink, v->on ? " on_screen: true" : " on_screen: false");
        break;
    case UI_KIND_SELECT:
    case UI_KIND_TABS:
        fmt_str(line, sizeof(line), " on_screen: %d", v->choice);
        put(sink, line);
        break;
    case UI_KIND_CELLS:
        put_grid(s, sink, node);
        break;
    case UI_KIND_SLIDER:
        fmt_str(line, sizeof(line), " on_screen: %d/1000", (int)(v->number * 1000));
        put(sink, line);
        break;
    case UI_KIND_TEXT_AREA:
        put_document(s, sink, node);
        break;
    case UI_KIND_TEXT_FIELD:
    case UI_KIND_SEARCH_FIELD:
    case UI_KIND_NUMBER_FIELD:
        if (v->edit != NULL && (s->tree.nodes[node].flags & UI_FLAG_SECRET) == 0) {
            put(sink, " on_screen: \"");
            sink->write(sink->context, edit_flat(&v->edit->edit), v->edit->edit.doc.len_b);
            put(sink, "\"");
        }
        break;
    case UI_KIND_SPLIT:
        fmt_str(line, sizeof(line), " on_screen: %d/1000", (int)(v->number * 1000));
        put(sink, line);
        break;
    case UI_KIND_LIST:
    case UI_KIND_TABLE:
    case UI_KIND_TREE:
        put_rows(s, sink, node);
        break;
    case UI_KIND_ITEM:
        fmt_str(line, sizeof(line), " position: %u/%lld", s->nodes[node].row + 1,
                (long long)rows_count(s, s->tree.nodes[node].parent));
        put(sink, line);
        break;
    default:
        break;
    }
}

static void put_extra(void *context, const struct ui_dump_sink *sink, uint32_t node) {
    const struct dump *d = context;
    const struct scene *s = &d->session->scene;
    const struct scene_node *n = &s->nodes[node];
    const struct window *w = s->nodes[n->top].window;
    if (w == NULL) {
        return;
    }
    if (n->top == node) {
        put_window(d, sink, w);
        return;
    }
    struct lpx_rect title;
    if (scene_kind(s, node) == UI_KIND_TAB && tabs_title(s, node, &title)) {
        put_bounds(d, sink, title, w); // what a user would point at
        put(sink, (n->state & SCENE_SHOWN) != 0 ? " on_screen: true" : "");
        return;
    }
    if ((n->state & SCENE_SHOWN) == 0) {
        return;
    }
    put_bounds(d, sink, n->box, w);
    put(sink, w->focus_id == s->tree.nodes[node].id ? " focused: true" : "");
    put(sink, (n->state & SCENE_HOVER) != 0 ? " hover: true" : "");
    put(sink, (n->state & SCENE_PRESSED) != 0 ? " pressed: true" : "");
    put_value(s, sink, node);
}

/// One line for the popup, one for each row: tests click what they read here.
static void put_popup(const struct gui_core *core, const struct popup *p,
                      const struct ui_dump_sink *sink) {
    char line[160];
    fmt_str(line, sizeof(line), "Popup { bounds: %d,%d,%d,%d highlight: %d }\n", p->x_px, p->y_px,
            p->surface->w_px, p->surface->h_px, p->highlight);
    put(sink, line);
    for (uint32_t i = 0; i < p->count; i++) {
        const struct popup_row *row = &p->rows[i];
        if (row->kind == POPUP_DIVIDER) {
            continue;
        }
        struct lpx_rect box = { 0, row->y - p->scroll, p->size.w, popup_row_h(p, i) };
        struct px_box b = px_box_move(lpx_snap_rect(box, core->scale), p->x_px, p->y_px);
        put(sink, "  PopupRow { text: \"");
        sink->write(sink->context, row->text.bytes, row->text.len_b);
        fmt_str(line, sizeof(line), "\" bounds: %d,%d,%d,%d%s%s }\n", b.x1, b.y1, b.x2 - b.x1,
                b.y2 - b.y1, row->disabled ? " disabled: true" : "",
                row->checked ? " checked: true" : "");
        put(sink, line);
    }
}

void gui_core_dump(const struct gui_core *core, const struct ui_dump_sink *sink) {
    char line[120];
    fmt_str(line, sizeof(line), "Screen { size: %dx%d scale: %u pointer: %d,%d }\n",
            core->screen.w_px, core->screen.h_px, core->scale, core->pointer.x_px,
            core->pointer.y_px);
    put(sink, line);
    for (uint32_t i = 0; i < core->popups.depth; i++) {
        put_popup(core, &core->popups.level[i], sink);
    }
    if (core->overlays[OVERLAY_TIP].surface != NULL) {
        fmt_str(line, sizeof(line), "Tooltip { node: %u }\n", core->tip.id);
        put(sink, line);
    }
    const struct session *s;
    list_for_each (s, &core->sessions, link) {
        fmt_str(line, sizeof(line), "Session { badge: %llu generation: %llu }\n",
                (unsigned long long)s->badge, (unsigned long long)s->scene.tree.gen);
        put(sink, line);
        if (s->scene.tree.num_nodes > 0) {
            struct dump d = { core, s };
            ui_tree_dump_extra(&s->scene.tree, 0, 0, sink, put_extra, &d);
        }
    }
}
