// SPDX-License-Identifier: MIT
#include "lint.h"

#include <base/fmt.h>
#include <stdlib.h>
#include <string.h>

#include "scene_rows.h"
#include "scene_tabs.h"
#include "window.h"

#define TARGET_MIN LPX(24)
#define NAME_SHOWN_B 40u ///< Of a name in a finding.

/// Colours with the same four upper bits of each part count as one ground.
#define GROUND_BITS 4
#define GROUND_BUCKETS (1u << 3 * GROUND_BITS)

struct bucket {
    uint32_t count, r, g, b;
};

struct lint {
    const struct gui_core *core;
    const struct ui_dump_sink *sink;
    const struct window *window;
    const struct scene *scene;
    struct bucket *buckets; ///< GROUND_BUCKETS of them; NULL: no memory, contrast is not checked.
    uint32_t errors[LINT_NUM_RULES];
};

static void put(const struct lint *l, const char *text, size_t len_b) {
    l->sink->write(l->sink->context, text, len_b);
}

/// The words that a node is called by, without what stands below it.
static struct ui_text own_name(const struct scene *s, uint32_t node) {
    static const enum ui_attr_name all[] = { UI_ATTR_LABEL, UI_ATTR_TEXT, UI_ATTR_TITLE,
                                             UI_ATTR_TIP, UI_ATTR_PLACEHOLDER };
    enum ui_kind kind = scene_kind(s, node);
    for (size_t i = 0; i < ARRAY_LEN(all); i++) {
        if (all[i] == UI_ATTR_TEXT && scene_is_text(kind)) {
            continue; // what the user writes is no name
        }
        struct ui_text text = ui_tree_text(&s->tree, node, all[i]);
        if (text.len_b > 0) {
            return text;
        }
    }
    return (struct ui_text){ "", 0 };
}

/// What holds other nodes is called by its content.
static struct ui_text name_of(const struct scene *s, uint32_t node) {
    struct ui_text name = own_name(s, node);
    for (uint32_t i = node + 1; name.len_b == 0 && i < s->tree.end[node]; i++) {
        name = own_name(s, i);
    }
    return name;
}

/// Begins a line; the caller writes the rest and the line feed.
static void report(struct lint *l, enum lint_rule rule, bool warning, uint32_t node) {
    static const char *const rules[] = { "name", "contrast", "focus", "target" };
    struct ui_text name = name_of(l->scene, node);
    char line[128];
    l->errors[rule] += warning ? 0 : 1;
    fmt_str(line, sizeof(line), "%s %s %s \"", warning ? "warning" : "error", rules[rule],
            ui_kind_table[scene_kind(l->scene, node)].name);
    put(l, line, strlen(line));
    uint32_t shown_b = MIN(name.len_b, NAME_SHOWN_B);
    while (shown_b < name.len_b && shown_b > 0 && ((uint8_t)name.bytes[shown_b] & 0xc0) == 0x80) {
        shown_b--;
    }
    for (uint32_t i = 0; i < shown_b; i++) {
        put(l, (uint8_t)name.bytes[i] < ' ' ? " " : &name.bytes[i], 1);
    }
    put(l, "\" in \"", 6);
    put(l, l->window->title, l->window->title_b);
    put(l, "\": ", 3);
}

static void report_text(struct lint *l, enum lint_rule rule, bool warning, uint32_t node,
                        const char *text) {
    report(l, rule, warning, node);
    put(l, text, strlen(text));
    put(l, "\n", 1);
}

// --- What can be acted on ---

/// Kinds that only hold what can be acted on: their content has the names.
static bool is_frame(enum ui_kind kind) {
    return rows_kind(kind) || kind == UI_KIND_TABS || kind == UI_KIND_SPLIT ||
           kind == UI_KIND_SCROLL || kind == UI_KIND_APP_MENU;
}

static bool is_interactive(const struct scene *s, uint32_t node) {
    enum ui_kind kind = scene_kind(s, node);
    const struct ui_node *n = &s->tree.nodes[node];
    if (kind == UI_KIND_CANVAS || kind == UI_KIND_CELLS || kind == UI_KIND_ITEM) {
        return (n->on & (UI_ON_CLICK | UI_ON_KEY | UI_ON_TEXT)) != 0;
    }
    return ui_kind_table[kind].focusable || (n->on & UI_ON_CLICK) != 0;
}

static bool is_disabled(const struct scene *s, uint32_t node) {
    return (s->nodes[node].state & SCENE_DISABLED) != 0;
}

static void check_name(struct lint *l, uint32_t node) {
    if (name_of(l->scene, node).len_b == 0) {
        report_text(l, LINT_NAME, is_disabled(l->scene, node), node,
                    "nobody can tell what it does");
    }
}

static void check_target(struct lint *l, uint32_t node) {
    struct lpx_rect box = l->scene->nodes[node].box;
    if (box.w < TARGET_MIN || box.h < TARGET_MIN) {
        char line[64];
        fmt_str(line, sizeof(line), "%dx%d px, 24x24 wanted", box.w / LPX(1), box.h / LPX(1));
        report_text(l, LINT_TARGET, is_disabled(l->scene, node), node, line);
    }
}

/// Whether the keyboard comes to `node`: Tab, or the arrows in a list that Tab comes to.
static bool is_reached(const struct scene *s, uint32_t node) {
    uint32_t list = rows_list_of(s, node);
    uint32_t stop = list != SCENE_NONE && scene_focusable(s, list) ? list : node;
    if (!scene_focusable(s, stop)) {
        return false;
    }
    uint32_t before = scene_tab(s, s->nodes[stop].top, stop, true);
    return before != SCENE_NONE && scene_tab(s, s->nodes[stop].top, before, false) == stop;
}

static void check_focus(struct lint *l, uint32_t node) {
    if (!is_disabled(l->scene, node) && !is_reached(l->scene, node)) {
        report_text(l, LINT_FOCUS, false, node, "Tab does not come to it");
    }
}

// --- Contrast ---

struct ink {
    argb_t color;
    enum ui_style style;
    bool literal;
    struct lpx_rect box; ///< Where the text stands.
};

/// Colour of texts and labels of buttons, which have tones.
static argb_t tone_ink(const struct theme *theme, const struct paint_node *p) {
    if ((p->flags & PAINT_COLOR) != 0) {
        return p->color;
    }
    if (p->kind == PAINT_BUTTON && p->tone == UI_ACCENT) {
        return theme->color[COLOR_ON_ACCENT];
    }
    if (p->kind == PAINT_TEXT && p->tone == UI_PLAIN && p->style == UI_CAPTION) {
        return theme->color[COLOR_TEXT_2];
    }
    return theme_tone_color(theme, p->tone);
}

/// How the text of `node` is painted. False when it shows none.
static bool ink_of(const struct scene *s, const struct theme *theme, uint32_t node,
                   struct ink *out) {
    const argb_t *color = theme->color;
    *out = (struct ink){ .style = UI_BODY, .box = s->nodes[node].box };
    if (scene_kind(s, node) == UI_KIND_TAB) {
        bool chosen = (s->nodes[node].state & SCENE_SHOWN) != 0;
        out->color = color[chosen ? COLOR_TEXT_1 : COLOR_TEXT_2];
        return tabs_title(s, node, &out->box);
    }
    struct paint_node p;
    scene_paint_node(s, node, &p);
    if (p.len_b == 0) {
        return false;
    }
    if (p.kind == PAINT_TEXT || p.kind == PAINT_BUTTON) {
        out->style = p.kind == PAINT_TEXT ? p.style : UI_HEADING;
        out->literal = (p.flags & PAINT_COLOR) != 0;
        out->color = tone_ink(theme, &p);
        return true;
    }
    if (p.kind == PAINT_FIELD || p.kind == PAINT_AREA) {
        out->color = color[(p.flags & PAINT_PLACEHOLDER) != 0 ? COLOR_TEXT_3 : COLOR_TEXT_1];
        return true;
    }
    if (p.kind == PAINT_COLUMN) {
        out->color = color[p.icon != UI_NO_ICON ? COLOR_TEXT_1 : COLOR_TEXT_2];
        return true;
    }
    out->color = color[(p.flags & PAINT_STRIKE) != 0 ? COLOR_TEXT_3 : COLOR_TEXT_1];
    return p.kind == PAINT_CHECKBOX || p.kind == PAINT_RADIO || p.kind == PAINT_SWITCH;
}

/// The colour that most pixels in `box` of the window have: text covers less than its ground.
static bool ground_of(struct lint *l, struct px_box box, argb_t *out) {
    const struct surface *surface = l->window->surface;
    if (surface == NULL || l->buckets == NULL) {
        return false;
    }
    box = px_box_intersect(box, surface_box(surface));
    memset(l->buckets, 0, GROUND_BUCKETS * sizeof(l->buckets[0]));
    struct bucket *most = &l->buckets[0];
    for (int32_t y = box.y1; y < box.y2; y++) {
        for (int32_t x = box.x1; x < box.x2; x++) {
            pargb_t c = surface_row(surface, y)[x];
            uint32_t r = ARGB_R(c), g = ARGB_G(c), b = ARGB_B(c);
            uint32_t shift = 8 - GROUND_BITS;
            struct bucket *k =
                &l->buckets[r >> shift << 2 * GROUND_BITS | g >> shift << GROUND_BITS | b >> shift];
            *k = (struct bucket){ k->count + 1, k->r + r, k->g + g, k->b + b };
            most = k->count > most->count ? k : most;
        }
    }
    if (most->count == 0) {
        return false; // nothing of it shows
    }
    *out = ARGB(255, most->r / most->count, most->g / most->count, most->b / most->count);
    return true;
}

static uint32_t wanted_x100(enum ui_style style) {
    const struct theme_type *type = theme_type(style);
    bool bold = type->font == FONT_SEMIBOLD || type->font == FONT_DISPLAY;
    return type->size >= LPX(24) || (bold && type->size >= LPX(18.7)) ? 300 : 450;
}

/// Whether what lies behind `node` is tinted now: it, or something around it, is pointed at, pressed
/// or selected.
static bool is_tinted(const struct scene *s, uint32_t node) {
    for (uint32_t i = node; i != s->nodes[node].top; i = s->tree.nodes[i].parent) {
        if ((s->nodes[i].state & (SCENE_HOVER | SCENE_PRESSED)) != 0 ||
            (s->tree.nodes[i].flags & UI_FLAG_SELECTED) != 0) {
            return true;
        }
    }
    return false;
}

static void check_contrast(struct lint *l, uint32_t node) {
    const struct scene *s = l->scene;
    struct ink ink;
    argb_t ground;
    if (is_disabled(s, node) || !ink_of(s, l->core->theme, node, &ink)) {
        return;
    }
    struct px_box box = lpx_snap_rect(ink.box, l->core->scale);
    if (scene_kind(s, node) != UI_KIND_TAB) {
        box = px_box_intersect(box, lpx_snap_rect(s->nodes[node].clip, l->core->scale));
    }
    if (!ground_of(l, box, &ground)) {
        return;
    }
    uint32_t have = theme_contrast_x100(color_on(ground, ink.color), ground);
    uint32_t want = wanted_x100(ink.style);
    if (have < want) {
        char line[96];
        fmt_str(line, sizeof(line), "%u.%02u of %u.%02u, #%06x on #%06x", have / 100, have % 100,
                want / 100, want % 100, ink.color & 0xffffffu, ground & 0xffffffu);
        report_text(l, LINT_CONTRAST, ink.literal || is_tinted(s, node), node, line);
    }
}

// --- All of it ---

static void check_node(struct lint *l, uint32_t node) {
    const struct scene *s = l->scene;
    enum ui_kind kind = scene_kind(s, node);
    if (kind == UI_KIND_MENU || kind == UI_KIND_MENU_BAR || kind == UI_KIND_MENU_ITEM) {
        return;
    }
    if (kind == UI_KIND_TAB) {
        check_name(l, node);
        check_contrast(l, node);
        return;
    }
    if ((s->nodes[node].state & SCENE_SHOWN) == 0) {
        return;
    }
    check_contrast(l, node);
    if (is_interactive(s, node) && !is_frame(kind)) {
        check_name(l, node);
        check_target(l, node);
        check_focus(l, node);
    }
}

uint32_t gui_core_lint(const struct gui_core *core, const struct ui_dump_sink *sink,
                       uint32_t *by_rule) {
    struct lint l = { .core = core, .sink = sink };
    l.buckets = malloc(GROUND_BUCKETS * sizeof(l.buckets[0]));
    const struct window *w;
    list_for_each (w, &core->windows, link) {
        if (!window_shown(w)) {
            continue;
        }
        l.window = w;
        l.scene = &w->session->scene;
        for (uint32_t i = w->node + 1; i < l.scene->tree.end[w->node]; i++) {
            check_node(&l, i);
        }
    }
    free(l.buckets);
    uint32_t errors = 0;
    for (int i = 0; i < LINT_NUM_RULES; i++) {
        errors += l.errors[i];
        if (by_rule != NULL) {
            by_rule[i] = l.errors[i];
        }
    }
    return errors;
}
