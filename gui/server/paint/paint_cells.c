// SPDX-License-Identifier: MIT
#include "paint_cells.h"

#include <base/utf8.h>

/// Everything that painting a line needs.
struct pen {
    const struct paint *p;
    const struct paint_cells *c;
    const uint32_t *palette;
    struct text_cell_size size;
    argb_t ground; ///< Of cells that say nothing.
};

struct look {
    argb_t fg, bg; ///< Opaque.
};

struct px_box paint_cells_box(const struct paint_cells *c, scale_t scale, uint32_t y,
                              uint32_t first, uint32_t end) {
    struct text_cell_size s = text_cell_size(scale);
    return (struct px_box){
        c->at.x + (int32_t)first * s.w_px,
        c->at.y + (int32_t)y * s.h_px,
        c->at.x + (int32_t)end * s.w_px,
        c->at.y + (int32_t)(y + 1) * s.h_px,
    };
}

static argb_t color(const struct pen *pen, uint32_t index) {
    argb_t own = pen->palette[index];
    return own != 0 ? own | 0xff000000u : paint_cells_color(pen->p->theme, index);
}

static struct look look_of(const struct pen *pen, struct ui_cell cell) {
    struct look look = { color(pen, ui_cell_fg(cell)), color(pen, ui_cell_bg(cell)) };
    if ((cell.attrs & UI_CELL_DIM) != 0) {
        look.fg = color_on(look.bg, color_percent(look.fg, 60));
    }
    if ((cell.attrs & UI_CELL_INVERSE) != 0) {
        look = (struct look){ look.bg, look.fg };
    }
    if ((cell.attrs & UI_CELL_SELECTED) != 0) {
        look.bg = color_on(look.bg, pen->p->theme->color[COLOR_TEXT_SELECTION]);
    }
    if (pen->c->grid->flash != 0) {
        look.bg = color_on(look.bg, color_percent(color(pen, UI_CELLS_FG), 12));
    }
    return look;
}

/// A character that the fixed-width font lacks, or one with a mark: by way of all other text,
/// centred and cut to its cell.
static void put_other(const struct pen *pen, struct ui_cell cell, struct px_box box, argb_t ink) {
    char utf8[2 * UTF8_BYTES_MAX];
    size_t len_b = utf8_encode(UI_CELL_CHAR(cell.text), utf8);
    uint32_t mark = ui_cell_mark_char(cell.text >> UI_CELL_MARK_SHIFT);
    len_b += mark != 0 ? utf8_encode(mark, utf8 + len_b) : 0;
    struct text_spec spec = { .utf8 = utf8, .len_b = (uint32_t)len_b, .style = UI_MONO };
    struct draw d = pen->p->draw;
    d.clip = px_box_intersect(d.clip, px_box_move(box, d.ox_px, d.oy_px));
    lpx_t width = text_measure(pen->p->text, &spec).size.w;
    lpx_t room = lpx_from_px(box.x2 - box.x1, d.scale);
    struct lpx_point at = {
        lpx_from_px(box.x1, d.scale) + (room - width) / 2,
        lpx_from_px(box.y1 + pen->size.baseline_px, d.scale) + 1,
    };
    text_draw_at(pen->p->text, &d, &spec, at, TEXT_START, ink);
}

/// The character of a cell whose ground is there.
static void put_cell(const struct pen *pen, struct ui_cell cell, struct px_box box, argb_t ink) {
    const struct draw *d = &pen->p->draw;
    uint32_t c = UI_CELL_CHAR(cell.text);
    if (c > ' ') {
        uint32_t flags = ((cell.attrs & UI_CELL_BOLD) != 0 ? TEXT_CELL_BOLD : 0) |
                         ((cell.attrs & UI_CELL_ITALIC) != 0 ? TEXT_CELL_ITALIC : 0);
        bool plain = cell.text >> UI_CELL_MARK_SHIFT == 0 && (cell.attrs & UI_CELL_WIDE) == 0;
        const struct text_cell *glyph =
            plain ? text_cell_get(pen->p->text, c, flags, d->scale) : NULL;
        if (glyph != NULL) {
            draw_mask(d, &glyph->mask, box.x1 + glyph->x_px, box.y1 + glyph->y_px, ink);
        } else {
            put_other(pen, cell, box, ink);
        }
    }
    if ((cell.attrs & (UI_CELL_UNDERLINE | UI_CELL_STRIKE)) != 0) {
        int32_t line = px_hairline(d->scale);
        int32_t base = box.y1 + pen->size.baseline_px;
        if ((cell.attrs & UI_CELL_UNDERLINE) != 0) {
            int32_t y = MIN(base + 2 * line, box.y2 - line);
            draw_fill(d, (struct px_box){ box.x1, y, box.x2, y + line }, ink);
        }
        if ((cell.attrs & UI_CELL_STRIKE) != 0) {
            int32_t y = base - pen->size.w_px / 2;
            draw_fill(d, (struct px_box){ box.x1, y, box.x2, y + line }, ink);
        }
    }
}

/// Paints columns `first`..`end` of line `y`; wide characters are whole.
static void put_line(const struct pen *pen, uint32_t y, uint32_t first, uint32_t end) {
    const struct ui_cell *line = ui_cells_line(pen->c->grid, y);
    const struct draw *d = &pen->p->draw;
    for (uint32_t x = first; x < end;) {
        // Cells of one look: their ground at once, then what stands on it.
        uint32_t run = x + 1;
        while (
            run < end && line[run].fg == line[x].fg && line[run].bg == line[x].bg &&
            ((line[run].attrs ^ line[x].attrs) & (UI_CELL_FG_HIGH | UI_CELL_BG_HIGH | UI_CELL_DIM |
                                                  UI_CELL_INVERSE | UI_CELL_SELECTED)) == 0) {
            run++;
        }
        struct look look = look_of(pen, line[x]);
        if (look.bg != pen->ground) {
            draw_set(d, paint_cells_box(pen->c, d->scale, y, x, run), look.bg);
        }
        struct px_box box = paint_cells_box(pen->c, d->scale, y, x, x + 1);
        for (; x < run; x++) {
            if (line[x].text != 0 || (line[x].attrs & (UI_CELL_UNDERLINE | UI_CELL_STRIKE)) != 0) {
                struct px_box wide = box;
                wide.x2 += (line[x].attrs & UI_CELL_WIDE) != 0 ? pen->size.w_px : 0;
                put_cell(pen, line[x], wide, look.fg);
            }
            box.x1 = box.x2;
            box.x2 += pen->size.w_px;
        }
    }
}

static void put_cursor(const struct pen *pen) {
    const struct ui_cells_copy *g = pen->c->grid;
    const struct draw *d = &pen->p->draw;
    if (g->cursor == UI_CELLS_NONE) {
        return;
    }
    struct ui_cell cell = ui_cells_line(g, g->cursor_y)[g->cursor_x];
    uint32_t x = g->cursor_x - ((cell.attrs & UI_CELL_WIDE_TAIL) != 0 ? 1 : 0);
    cell = ui_cells_line(g, g->cursor_y)[x];
    uint32_t columns = (cell.attrs & UI_CELL_WIDE) != 0 ? 2 : 1;
    struct px_box box = paint_cells_box(pen->c, d->scale, g->cursor_y, x, x + columns);
    argb_t ink = color(pen, UI_CELLS_CURSOR);
    int32_t line = px_hairline(d->scale);
    if (g->cursor == UI_CELLS_LINE) {
        box.y1 = box.y2 - 2 * line;
    } else if (g->cursor == UI_CELLS_BAR) {
        box.x2 = box.x1 + 2 * line;
    } else if (pen->c->focused) {
        draw_set(d, box, ink);
        put_cell(pen, cell, box, color(pen, UI_CELLS_BG));
        return;
    } else {
        draw_rrect_border(d, box, 0, line * 64, ink);
        return;
    }
    draw_fill(d, box, pen->c->focused ? ink : color_percent(ink, 50));
}

/// Lines or columns of cells of `size` px from `start` on that touch `from`..`to`: first and end.
static void range(int32_t from, int32_t to, int32_t start, int32_t size, uint32_t count,
                  uint32_t out[2]) {
    int32_t first = MAX(from - start, 0) / size;
    int32_t end = to <= start ? 0 : (to - start + size - 1) / size;
    out[0] = MIN((uint32_t)first, count);
    out[1] = MIN((uint32_t)end, count);
}

void paint_cells(const struct paint *p, const struct paint_cells *c) {
    static const uint32_t no_palette[UI_CELLS_COLORS];
    const struct ui_cells_copy *g = c->grid;
    struct pen pen = {
        .p = p,
        .c = c,
        .palette = g != NULL ? ui_cells_palette(g) : no_palette,
        .size = text_cell_size(p->draw.scale),
    };
    pen.ground = color(&pen, UI_CELLS_BG);
    draw_set(&p->draw, c->box, pen.ground);
    if (g == NULL || g->rows == 0) {
        return;
    }
    struct px_box clip = px_box_move(p->draw.clip, -p->draw.ox_px, -p->draw.oy_px);
    uint32_t lines[2];
    uint32_t columns[2];
    range(clip.y1, clip.y2, c->at.y, pen.size.h_px, g->rows, lines);
    range(clip.x1, clip.x2, c->at.x, pen.size.w_px, g->cols, columns);
    if (columns[0] > 0) {
        columns[0]--; // the other half of a wide character
    }
    for (uint32_t y = lines[0]; y < lines[1]; y++) {
        put_line(&pen, y, columns[0], columns[1]);
    }
    if (g->cursor_y >= lines[0] && g->cursor_y < lines[1] && g->cursor_x + 2 > columns[0] &&
        g->cursor_x <= columns[1] + 1) {
        put_cursor(&pen);
    }
}
