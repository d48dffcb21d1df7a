// SPDX-License-Identifier: MIT
/// @file
/// From a document to rows.
#include <string.h>

#include "area_int.h"

/// Room around the text.
#define PAD_X LPX(11)
#define PAD_Y LPX(8)

bool area_view_of(const struct scene *s, uint32_t node, struct area_view *out) {
    struct scene_doc *d = scene_doc_of(s, node);
    const struct scene_node *n = &s->nodes[node];
    if (d == NULL || n->value.area == NULL || (n->state & SCENE_SHOWN) == 0) {
        return false;
    }
    enum ui_style style = (enum ui_style)ui_tree_u32(&s->tree, node, UI_ATTR_STYLE);
    *out = (struct area_view){
        .edit = &d->edit,
        .text = s->text,
        .style = style,
        .wrap = (s->tree.nodes[node].flags & UI_FLAG_WRAP) != 0,
        .line = theme_type(style)->line,
        .box = { n->box.x + PAD_X, n->box.y + PAD_Y, MAX(n->box.w - 2 * PAD_X, LPX(1)),
                 MAX(n->box.h - 2 * PAD_Y, LPX(1)) },
    };
    return true;
}

/// Where part number `k` of a line that begins at `line_b` begins: at a character.
static uint32_t part_start(struct doc *d, uint32_t line_b, uint32_t k) {
    uint32_t at = line_b + k * AREA_PART_B;
    for (uint32_t i = 0; i < 3 && k > 0; i++) {
        uint32_t n;
        const char *span = doc_span(d, at, &n);
        if (span == NULL || ((uint8_t)span[0] & 0xc0) != 0x80) {
            break;
        }
        at--;
    }
    return at;
}

/// The part of a line with `at_b`.
static struct area_row part_at(struct doc *d, uint32_t at_b) {
    struct area_row part = { doc_line_start(d, at_b), doc_line_end(d, at_b), 0 };
    if (part.end_b - part.at_b <= AREA_PART_B) {
        return part;
    }
    uint32_t line_b = part.at_b;
    uint32_t k = (at_b - line_b) / AREA_PART_B;
    // The end of the line belongs to what stands before it.
    if (k > 0 && part_start(d, line_b, k) == part.end_b) {
        k--;
    }
    uint32_t next = part_start(d, line_b, k + 1);
    if (at_b >= next && next < part.end_b) {
        k++;
        next = part_start(d, line_b, k + 1);
    }
    part.at_b = part_start(d, line_b, k);
    part.end_b = MIN(next, part.end_b);
    return part;
}

struct text_spec area_row_text(const struct area_view *v, const struct area_row *row,
                               char *buffer) {
    uint32_t len_b = MIN(row->end_b - row->at_b, AREA_BUFFER_B);
    uint32_t span_b = 0;
    const char *utf8 = doc_span(&v->edit->doc, row->at_b, &span_b);
    if (span_b < len_b) {
        (void)doc_read(&v->edit->doc, row->at_b, buffer, len_b); // it exists
        utf8 = buffer;
    }
    return (struct text_spec){ .utf8 = utf8, .len_b = len_b, .style = v->style };
}

struct area_row area_row_at(const struct area_view *v, uint32_t at_b) {
    char buffer[AREA_BUFFER_B];
    struct area_row row = part_at(&v->edit->doc, at_b);
    if (!v->wrap || row.end_b == row.at_b) {
        return row;
    }
    struct text_spec spec = area_row_text(v, &row, buffer);
    spec.flags = TEXT_WRAP;
    spec.width = v->box.w;
    uint32_t from = 0;
    uint32_t to = text_row_at(v->text, &spec, at_b - row.at_b, &from);
    return (struct area_row){ row.at_b + from, row.at_b + to, 0 };
}

bool area_row_next(const struct area_view *v, const struct area_row *row, struct area_row *out) {
    struct doc *d = &v->edit->doc;
    uint32_t len_b;
    bool feed = doc_char_at(d, row->end_b, &len_b) == '\n';
    if (len_b == 0) {
        return false;
    }
    *out = area_row_at(v, feed ? row->end_b + 1 : row->end_b);
    return true;
}

bool area_row_prev(const struct area_view *v, const struct area_row *row, struct area_row *out) {
    if (row->at_b == 0) {
        return false;
    }
    *out = area_row_at(v, row->at_b - 1); // its line feed, or a byte of its last character
    return true;
}
