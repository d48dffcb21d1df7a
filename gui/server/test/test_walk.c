// SPDX-License-Identifier: MIT
/// @file
/// Random walks: apps change their trees, the user does anything; after every step the screen is what
/// painting everything again gives.
#include <base/fmt.h>
#include <base/rng.h>
#include <stdio.h>
#include <string.h>
#include <test/test.h>

#include "popup.h"
#include "rig.h"

#define THINGS 28u
#define STEPS 120u
#define WALKS 4u

static const char *const containers[] = {
    "Column", "Row", "Card", "Grid", "Stack", "List", "Scroll"
};
static const char *const leaves[] = { "Text", "Button",    "Checkbox", "Switch", "Slider",
                                      "Icon", "TextField", "Divider",  "Select", "Radio" };

/// What an app shows. A thing's parent stands before it; 0 is the window.
struct thing {
    uint32_t id;
    uint32_t parent;
    const char *kind;
    bool container;
    uint32_t variant; ///< Decides attributes and flags.
};

struct model {
    struct thing thing[THINGS];
    uint32_t n;
    uint32_t next_id;
    uint32_t variant; ///< Of the window.
};

static struct rig rig;
static struct model models[2];
static char text[16384];

static void make_thing(struct rng *rng, struct model *m, uint32_t at) {
    struct thing *t = &m->thing[at];
    t->container = rng_below(rng, 3) == 0;
    t->kind = t->container ? containers[rng_below(rng, ARRAY_LEN(containers))]
                           : leaves[rng_below(rng, ARRAY_LEN(leaves))];
    t->variant = (uint32_t)rng_next(rng);
    t->id = m->next_id++;
}

/// A container (or the window) that stands before thing `at`.
static uint32_t find_parent(struct rng *rng, const struct model *m, uint32_t at) {
    for (int tries = 0; tries < 8; tries++) {
        uint32_t p = rng_below(rng, at + 1);
        if (p == 0 || m->thing[p - 1].container) {
            return p;
        }
    }
    return 0;
}

static void change(struct rng *rng, struct model *m) {
    uint32_t at = rng_below(rng, MAX(m->n, 1u));
    switch (rng_below(rng, 5)) {
    case 0:
        if (m->n < THINGS) {
            make_thing(rng, m, m->n);
            m->thing[m->n].parent = find_parent(rng, m, m->n);
            m->n++;
        }
        break;
    case 1:
        if (m->n > 4 && !m->thing[at].container) {
            memmove(&m->thing[at], &m->thing[at + 1], (m->n - at - 1) * sizeof(m->thing[0]));
            m->n--;
            for (uint32_t i = 0; i < m->n; i++) { // parents are numbers of things
                m->thing[i].parent -= m->thing[i].parent > at + 1 ? 1 : 0;
            }
        }
        break;
    case 2:
        m->thing[at].parent = find_parent(rng, m, at);
        break;
    case 3:
        m->variant = (uint32_t)rng_next(rng);
        break;
    default:
        m->thing[at].variant = (uint32_t)rng_next(rng);
        break;
    }
}

static size_t put_thing(const struct thing *t, size_t used) {
    uint32_t v = t->variant;
    used += fmt_str(text + used, sizeof(text) - used, "%s#%u ", t->kind, t->id);
    if (strcmp(t->kind, "Text") == 0 || strcmp(t->kind, "Button") == 0 ||
        strcmp(t->kind, "Checkbox") == 0 || strcmp(t->kind, "Switch") == 0 ||
        strcmp(t->kind, "TextField") == 0) {
        used += fmt_str(text + used, sizeof(text) - used, "text=\"%.*s\" ", (int)(v % 30),
                        "The quick brown fox jumps over");
    }
    if (strcmp(t->kind, "Text") == 0) {
        used += fmt_str(text + used, sizeof(text) - used, "style=%u %s ", v >> 8 & 5,
                        (v & 0x10000) != 0 ? "wrap" : "");
    } else if (strcmp(t->kind, "Button") == 0) {
        used += fmt_str(text + used, sizeof(text) - used, "tone=%u on=click ", v >> 8 & 3);
    } else if (strcmp(t->kind, "Slider") == 0) {
        used += fmt_str(text + used, sizeof(text) - used, "value=0.%u on=change ", v >> 8 & 7);
    } else if (strcmp(t->kind, "Icon") == 0) {
        used += fmt_str(text + used, sizeof(text) - used, "icon=%u ", 1 + (v >> 8) % 30);
    } else if (t->container && strcmp(t->kind, "Stack") != 0 && strcmp(t->kind, "List") != 0) {
        used += fmt_str(text + used, sizeof(text) - used, "pad=%u gap=%u align=%u justify=%u ",
                        v & 15, v >> 4 & 15, v >> 8 & 3, v >> 11 & 3);
    }
    if (strcmp(t->kind, "Select") == 0) {
        used += fmt_str(text + used, sizeof(text) - used, "options=\"one|two|three\" choice=%u ",
                        v & 1);
    }
    if (strcmp(t->kind, "Grid") == 0) {
        used += fmt_str(text + used, sizeof(text) - used, "cols=%u ", 1 + (v >> 16 & 3));
    }
    if (strcmp(t->kind, "Scroll") == 0) {
        used += fmt_str(text + used, sizeof(text) - used, "max_h=%u ", 30 + (v >> 16 & 63));
    }
    used += fmt_str(text + used, sizeof(text) - used, "%s%s%s%s",
                    (v >> 28 & 3) == 0 ? "tip=\"Tip\" " : "", (v >> 20 & 7) == 0 ? "grow=1 " : "",
                    (v >> 23 & 7) == 0 && strcmp(t->kind, "Divider") != 0 &&
                            strcmp(t->kind, "Icon") != 0
                        ? "disabled "
                        : "",
                    (v >> 26 & 15) == 0 ? "hidden " : "");
    return used;
}

/// Rows of a list are items around what stands in it.
static size_t put_children(const struct model *m, uint32_t parent, size_t used) {
    bool list = parent > 0 && strcmp(m->thing[parent - 1].kind, "List") == 0;
    used += fmt_str(text + used, sizeof(text) - used, "{ ");
    for (uint32_t i = 0; i < m->n; i++) {
        const struct thing *t = &m->thing[i];
        if (t->parent != parent) {
            continue;
        }
        if (list) {
            used += fmt_str(text + used, sizeof(text) - used, "Item#%u pad=%u %s%s{ ", t->id + 5000,
                            t->variant >> 4 & 15, (t->variant & 1) != 0 ? "on=click " : "",
                            (t->variant & 14) == 0 ? "selected " : "");
        }
        used = put_thing(t, used);
        if (t->container) {
            used = put_children(m, i + 1, used);
        }
        used += fmt_str(text + used, sizeof(text) - used, list ? "} " : "");
    }
    return used + fmt_str(text + used, sizeof(text) - used, "} ");
}

/// What floats: a popover or a context menu at some node, a toast, a dialog.
static size_t put_floats(const struct model *m, size_t at) {
    uint32_t v = m->variant;
    uint32_t anchor = m->n == 0 ? 2 : m->thing[v % m->n].id;
    size_t used = at;
    if ((v & 0x1800000) != 0) {
        used += fmt_str(text + used, sizeof(text) - used,
                        "Menu#9000 anchor=%u { MenuItem#9001 text=\"Cut\" on=click } ", anchor);
    }
    if ((v & 0x6000000) == 0) {
        used += fmt_str(text + used, sizeof(text) - used,
                        "Popover#9010 anchor=%u pad=8 { TextField#9011 text=\"abc\" "
                        "Select#9012 options=\"a|b|c\" } ",
                        anchor);
    }
    if ((v & 0x8000000) != 0) {
        used += fmt_str(text + used, sizeof(text) - used,
                        "Toast#9020 timeout=%u { Button#9021 text=\"Undo\" on=click } ", v >> 24);
    }
    if ((v & 0x70000000) == 0) {
        used += fmt_str(text + used, sizeof(text) - used,
                        "Dialog#9030 title=\"Sure\" owner=2 modal { Button#9031 text=\"Yes\" "
                        "tone=accent tip=\"Really\" on=click } ");
    }
    return used - at;
}

static void write_tree(const struct model *m) {
    uint32_t v = m->variant;
    size_t used = fmt_str(text, sizeof(text), "App { Window#2 title=\"%.*s\" pad=%u ",
                          (int)(v % 20), "A title to look at", v >> 8 & 15);
    if ((v & 0x100000) != 0) {
        used += fmt_str(text + used, sizeof(text) - used, "w=%u ", 150 + (v >> 12 & 255));
    }
    size_t first = used;
    used = put_children(m, 0, used);
    if ((v & 0x600000) != 0) { // behind the brace of the window
        static const char bar[] =
            "{ MenuBar#3 { Menu#4 text=\"File\" { MenuItem#5 text=\"New\" on=click "
            "Menu#6 text=\"More\" { MenuItem#7 text=\"One\" on=click } Divider "
            "MenuItem#8 text=\"Old\" checked disabled } } ";
        memmove(text + first + sizeof(bar) - 1, text + first + 2, used - first - 2);
        memcpy(text + first, bar, sizeof(bar) - 1);
        used += sizeof(bar) - 3;
    }
    used += put_floats(m, used);
    (void)fmt_str(text + used, sizeof(text) - used, "}");
}

static void user(struct rng *rng) {
    rig.now += rng_below(rng, 3) * 20000000u; // toasts go
    gui_core_tick(&rig.core);
    static const uint16_t keys[] = { KEY_TAB, KEY_TAB,      KEY_SPACE,      KEY_ENTER,
                                     KEY_A,   KEY_RIGHT,    KEY_HOME,       KEY_BACKSPACE,
                                     KEY_ESC, KEY_LEFT_ALT, KEY_LEFT_SUPER, KEY_GRAVE,
                                     KEY_UP,  KEY_DOWN,     KEY_LEFT,       KEY_D,
                                     KEY_F7,  KEY_F8,       KEY_F10,        KEY_MENU };
    switch (rng_below(rng, 6)) {
    case 0:
    case 1:
    case 2:
        rig_move(&rig, (int32_t)rng_below(rng, RIG_W), (int32_t)rng_below(rng, RIG_H));
        break;
    case 3:
        if (!list_is_empty(&rig.core.windows)) {
            const struct window *w = list_first(&rig.core.windows, struct window, link);
            rig_move(&rig, w->x_px + 20 + (int32_t)rng_below(rng, 200),
                     w->y_px + 5 + (int32_t)rng_below(rng, 200));
        }
        if (rng_below(rng, 4) == 0) {
            struct gui_input second = { 0, GUI_INPUT_KEY, BUTTON_RIGHT, (int32_t)rng_below(rng, 2),
                                        0 };
            gui_core_input(&rig.core, &second);
            gui_core_tick(&rig.core);
        } else {
            rig_button(&rig, rng_below(rng, 2) != 0);
        }
        break;
    case 4:
        rig_key(&rig, keys[rng_below(rng, ARRAY_LEN(keys))], (int32_t)rng_below(rng, 2));
        break;
    default: {
        struct gui_input wheel = { 0, GUI_INPUT_REL, 8, (int32_t)rng_below(rng, 5) - 2, 0 };
        gui_core_input(&rig.core, &wheel);
        gui_core_tick(&rig.core);
        break;
    }
    }
}

/// Popovers that the user closed come back, and so do tooltips' delays: no restart between.
static bool floats_about(void) {
    bool any = rig.core.overlays[OVERLAY_TIP].surface != NULL;
    for (uint32_t a = 0; a < 2; a++) {
        any = any || (models[a].variant & 0x6000000) == 0 || (models[a].variant & 0x8000000) != 0;
    }
    return any;
}

static bool walk(uint32_t seed) {
    struct rng rng;
    rng_init(&rng, seed);
    if (!rig_init(&rig, true)) {
        return false;
    }
    for (uint32_t a = 0; a < 2; a++) {
        models[a] = (struct model){ .next_id = 10 };
        for (int i = 0; i < 12; i++) {
            change(&rng, &models[a]);
        }
        (void)rig_open(&rig, a + 1);
    }
    for (uint32_t step = 0; step < STEPS; step++) {
        struct rig_app *app = &rig.app[rng_below(&rng, 2)];
        if (rng_below(&rng, 2) == 0) {
            struct model *m = &models[app->badge - 1];
            for (uint32_t k = rng_below(&rng, 3); k > 0; k--) {
                change(&rng, m);
            }
            write_tree(m);
            while (rig_event(app)) {
                app->events_seen = rng_below(&rng, 3) == 0 ? app->event.seq : app->events_seen;
            }
            if (!rig_commit(app, text) || app->down->accepted != app->gen) {
                printf("# refused %u: %s\n", app->down->reason, text);
                return false;
            }
        } else {
            user(&rng);
        }
        // Open menus and drags are lost on purpose.
        bool resume = rng_below(&rng, 6) == 0 && !popup_is_open(&rig.core) && !floats_about() &&
                      rig.core.press.target <= PRESS_BUTTON;
        input_recheck(&rig.core);
        gui_core_tick(&rig.core);
        if (!rig_same_when_repainted(&rig) || (resume && !rig_same_when_resumed(&rig))) {
            printf("# seed %u step %u\n", seed, step);
            return false;
        }
    }
    rig_deinit(&rig);
    return true;
}

TEST(incremental_painting_equals_full) {
    for (uint32_t seed = 1; seed <= WALKS; seed++) {
        REQUIRE(walk(seed));
    }
}
