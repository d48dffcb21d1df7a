// SPDX-License-Identifier: MIT
#include "layout_text.h"

#include <stdlib.h>
#include <string.h>

struct layout_size layout_text_measure(void *self, uint32_t box, lpx_t max_w, lpx_t max_h) {
    const struct layout_text *t = self;
    (void)max_h;
    lpx_t w = t->natural[box][0];
    lpx_t h = t->natural[box][1];
    if (t->wraps[box] && max_w < w && max_w > 0) {
        lpx_t lines = (w + max_w - 1) / max_w;
        return (struct layout_size){ { max_w, lines * h } };
    }
    return (struct layout_size){ { w, h } };
}

static uint8_t parse_align(const char *v) {
    switch (*v) {
    case 'c':
        return LAYOUT_CENTER;
    case 'e':
        return LAYOUT_END;
    case 'x':
        return LAYOUT_STRETCH;
    case 'b':
        return LAYOUT_BETWEEN;
    default:
        return LAYOUT_START;
    }
}

static bool parse_kind(struct layout_style *s, char kind) {
    static const char letters[] = "RCOPGSKLTH";
    static const uint8_t kinds[] = { LAYOUT_FLEX, LAYOUT_FLEX,  LAYOUT_SCROLL, LAYOUT_SCROLL,
                                     LAYOUT_GRID, LAYOUT_STACK, LAYOUT_CANVAS, LAYOUT_LEAF,
                                     LAYOUT_LEAF, LAYOUT_HIDDEN };
    const char *at = kind != '\0' ? strchr(letters, kind) : NULL;
    if (at == NULL) {
        return false;
    }
    *s = layout_style_default(kinds[at - letters]);
    s->axis = kind == 'C' || kind == 'O' ? AXIS_Y : AXIS_X;
    s->shrink = strchr("RCOPGST", kind) != NULL;
    return true;
}

static bool parse_attr(struct layout_text *t, uint32_t box, const char *key, const char *v) {
    struct layout_style *s = &t->boxes[box].style;
    lpx_t n = LPX(atoi(v));
    const struct {
        const char *key;
        lpx_t *field;
    } lengths[] = {
        { "w", &s->want[0] },   { "h", &s->want[1] },   { "minw", &s->min[0] },
        { "minh", &s->min[1] }, { "maxw", &s->max[0] }, { "maxh", &s->max[1] },
        { "gap", &s->gap },     { "x", &s->at[0] },     { "y", &s->at[1] },
    };
    for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
        if (strcmp(key, lengths[i].key) == 0) {
            *lengths[i].field = n;
            return true;
        }
    }
    if (strcmp(key, "pad") == 0) {
        s->pad[0] = s->pad[1] = s->pad_end[0] = s->pad_end[1] = n;
    } else if (strcmp(key, "grow") == 0) {
        s->grow = (uint16_t)atoi(v);
    } else if (strcmp(key, "cols") == 0) {
        s->cols = (uint8_t)atoi(v);
    } else if (strcmp(key, "shrink") == 0) {
        s->shrink = atoi(v) != 0;
    } else if (strcmp(key, "align") == 0) {
        s->align = parse_align(v);
    } else if (strcmp(key, "just") == 0) {
        s->justify = parse_align(v);
    } else if (strcmp(key, "nat") == 0) {
        const char *x = strchr(v, 'x');
        t->natural[box][0] = n;
        t->natural[box][1] = x != NULL ? LPX(atoi(x + 1)) : 0;
    } else {
        return false;
    }
    return true;
}

bool layout_text_parse(struct layout_text *t, const char *text) {
    memset(t, 0, sizeof(*t));
    t->l = (struct layout){ .boxes = t->boxes, .measure = layout_text_measure, .self = t };
    uint32_t parent = LAYOUT_NONE;
    uint32_t last = LAYOUT_NONE;
    char copy[2048];
    if (strlen(text) >= sizeof(copy)) {
        return false;
    }
    strcpy(copy, text);
    for (char *word = strtok(copy, " \n"); word != NULL; word = strtok(NULL, " \n")) {
        char *equals = strchr(word, '=');
        if (strcmp(word, "{") == 0) {
            parent = last;
        } else if (strcmp(word, "}") == 0) {
            last = parent;
            parent = t->boxes[parent].parent;
        } else if (equals != NULL) {
            *equals = '\0';
            if (last == LAYOUT_NONE || !parse_attr(t, last, word, equals + 1)) {
                return false;
            }
        } else {
            last = t->l.count++;
            if (last >= LAYOUT_TEXT_MAX || !parse_kind(&t->boxes[last].style, word[0])) {
                return false;
            }
            t->boxes[last].parent = parent;
            t->wraps[last] = word[0] == 'T';
        }
    }
    layout_link(&t->l);
    return t->l.count > 0;
}
