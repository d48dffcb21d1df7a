// SPDX-License-Identifier: MIT
#include "shell.h"

#include <ui_enums.h>

#include "float.h"
#include "input.h"
#include "keymap.h"
#include "window.h"

/// Start and factor of the 64-bit FNV-1a hash.
#define FNV_START UINT64_C(0xcbf29ce484222325)
#define FNV_FACTOR UINT64_C(0x100000001b3)

void gui_shell_watch(struct gui_core *core, bool watched) {
    core->shell.watched = watched;
    if (!watched) {
        core->shell.num_wishes = 0;
    }
}

struct window *gui_shell_find(const struct gui_core *core, uint32_t number) {
    struct window *w;
    list_for_each (w, &core->windows, link) {
        if (number != 0 && w->number == number) {
            return w;
        }
    }
    return NULL;
}

/// Panels and floats are no windows to the user.
static bool is_told(const struct window *w) {
    return !w->panel && !window_is_float(w);
}

static struct gui_area area_of(const struct gui_core *core, struct px_box b) {
    scale_t scale = core->scale;
    int32_t x = lpx_from_px(b.x1, scale) >> LPX_SHIFT;
    int32_t y = lpx_from_px(b.y1, scale) >> LPX_SHIFT;
    return (struct gui_area){ x, y, (lpx_from_px(b.x2, scale) >> LPX_SHIFT) - x,
                              (lpx_from_px(b.y2, scale) >> LPX_SHIFT) - y };
}

void gui_shell_status(const struct gui_core *core, struct gui_status *out) {
    *out = (struct gui_status){
        .revision = core->shell.revision,
        .active = core->front != NULL ? core->front->number : 0,
        .screen = area_of(core, surface_box(&core->screen)),
        .work = area_of(core, core->work),
    };
    const struct window *w;
    list_for_each (w, &core->windows, link) {
        out->windows += is_told(w) ? 1 : 0;
    }
}

static void describe(const struct window *w, struct gui_entry *out) {
    const struct session *s = w->session;
    *out = (struct gui_entry){
        .number = w->number,
        .component = (uint32_t)(s->badge >> 32),
        .app = s->app,
        .title = w->title,
        .title_b = w->title_b,
    };
    out->state |= w->core->front == w ? GUI_STATE_ACTIVE : 0;
    out->state |= w->minimised ? GUI_STATE_MINIMISED : 0;
    out->state |= w->maximised ? GUI_STATE_MAXIMISED : 0;
    out->state |= s->stalled ? GUI_STATE_NOT_RESPONDING : 0;
    out->state |= scene_kind(&s->scene, w->node) == UI_KIND_DIALOG ? GUI_STATE_DIALOG : 0;
    out->state |=
        (s->scene.tree.nodes[w->node].flags & UI_FLAG_UNSAVED) != 0 ? GUI_STATE_UNSAVED : 0;
}

/// Order of use; what was never used goes by age.
static bool used_before(const struct window *a, const struct window *b) {
    return a->used != b->used ? a->used < b->used : a->number < b->number;
}

status_t gui_shell_window(const struct gui_core *core, uint32_t index, struct gui_entry *out) {
    // There are few: the next one in the order of use is looked for each time.
    const struct window *found = NULL;
    for (uint32_t i = 0; i <= index; i++) {
        const struct window *next = NULL;
        const struct window *w;
        list_for_each (w, &core->windows, link) {
            bool behind = found == NULL || used_before(found, w);
            if (is_told(w) && behind && (next == NULL || used_before(w, next))) {
                next = w;
            }
        }
        if (next == NULL) {
            return ERR_NOT_FOUND;
        }
        found = next;
    }
    describe(found, out);
    return OK;
}

status_t gui_shell_act(struct gui_core *core, uint32_t number, enum gui_action action) {
    struct window *w = gui_shell_find(core, number);
    if (w == NULL || !is_told(w)) {
        return ERR_NOT_FOUND;
    }
    core->generation++;
    core->arranging = false;
    switch (action) {
    case GUI_ACTION_ACTIVATE:
        window_set_minimised(w, false);
        window_raise(w);
        window_activate(core, w);
        break;
    case GUI_ACTION_MINIMISE:
        window_set_minimised(w, true);
        break;
    case GUI_ACTION_CLOSE:
        window_close(w); // may free it
        break;
    case GUI_ACTION_TOGGLE_MAXIMISED:
        window_toggle_maximised(w);
        break;
    }
    input_recheck(core);
    return OK;
}

struct gui_request gui_shell_take(struct gui_core *core) {
    struct gui_shell *s = &core->shell;
    if (s->num_wishes == 0) {
        return (struct gui_request){ .wish = GUI_WISH_NONE };
    }
    struct gui_request first = s->wishes[0];
    s->num_wishes--;
    for (uint32_t i = 0; i < s->num_wishes; i++) {
        s->wishes[i] = s->wishes[i + 1];
    }
    return first;
}

void gui_shell_wish(struct gui_core *core, enum gui_wish wish, int32_t x, int32_t y) {
    struct gui_shell *s = &core->shell;
    if (!s->watched) {
        return; // the next shell must not do what was wanted minutes ago
    }
    if (s->num_wishes == GUI_WISHES_MAX) {
        (void)gui_shell_take(core);
    }
    s->wishes[s->num_wishes++] = (struct gui_request){ wish, x, y };
    core->port.shell(core->port.self);
}

/// What Super and another key mean; GUI_WISH_NONE when nothing.
static enum gui_wish wish_of(uint16_t code) {
    switch (code) {
    case KEY_SPACE:
        return GUI_WISH_NEXT_LAYOUT;
    case KEY_L:
        return GUI_WISH_LOCK;
    default:
        return code >= KEY_1 && code <= KEY_9 ? GUI_WISH_LAUNCH : GUI_WISH_NONE;
    }
}

bool gui_shell_key(struct gui_core *core, uint16_t code, bool down) {
    struct gui_shell *s = &core->shell;
    if (keymap_mod(code) == (uint32_t)UI_MOD_SUPER) {
        bool tapped = !down && s->super_alone;
        s->super_alone = down && core->mods == 0 && core->pointer.buttons == 0;
        if (tapped) {
            gui_shell_wish(core, GUI_WISH_START_MENU, 0, 0);
        }
        return false; // it is a modifier as well
    }
    if (!down) {
        return false;
    }
    s->super_alone = false;
    if (code == KEY_POWER) {
        gui_shell_wish(core, GUI_WISH_POWER_MENU, 0, 0);
        return true;
    }
    enum gui_wish wish =
        (core->mods & ~(uint32_t)UI_MOD_CAPS) == UI_MOD_SUPER ? wish_of(code) : GUI_WISH_NONE;
    if (wish != GUI_WISH_NONE) {
        gui_shell_wish(core, wish, wish == GUI_WISH_LAUNCH ? code - KEY_1 + 1 : 0, 0);
    }
    return wish != GUI_WISH_NONE;
}

static void add_hash(uint64_t *hash, const void *bytes, size_t len_b) {
    for (size_t i = 0; i < len_b; i++) {
        *hash = (*hash ^ ((const uint8_t *)bytes)[i]) * FNV_FACTOR;
    }
}

static uint64_t signature(const struct gui_core *core) {
    uint64_t hash = FNV_START;
    struct gui_status status;
    gui_shell_status(core, &status);
    add_hash(&hash, &status.screen, sizeof(status.screen));
    add_hash(&hash, &status.work, sizeof(status.work));
    const struct window *w;
    list_for_each (w, &core->windows, link) {
        if (is_told(w)) {
            struct gui_entry told;
            describe(w, &told);
            add_hash(&hash, &told.number, sizeof(told.number));
            add_hash(&hash, &told.state, sizeof(told.state));
            add_hash(&hash, &w->used, sizeof(w->used));
            add_hash(&hash, told.title, told.title_b);
        }
    }
    return hash;
}

void gui_shell_tick(struct gui_core *core) {
    struct gui_shell *s = &core->shell;
    if (!s->watched) {
        return;
    }
    uint64_t now = signature(core);
    if (now != s->signature) {
        s->signature = now;
        s->revision++;
        core->port.shell(core->port.self);
    }
}
