// SPDX-License-Identifier: MIT
#include <ui_enums.h>

#include "dnd.h"
#include "input.h"
#include "keymap.h"
#include "shape.h"
#include "snap.h"
#include "switcher.h"
#include "winmove.h"

/// One press of an arrow key moves an edge or a window by this much; with Shift by one pixel.
#define STEP LPX(20)

static bool arrow(uint16_t code, int32_t *dx, int32_t *dy) {
    *dx = code == KEY_LEFT ? -1 : code == KEY_RIGHT ? 1 : 0;
    *dy = code == KEY_UP ? -1 : code == KEY_DOWN ? 1 : 0;
    return *dx != 0 || *dy != 0;
}

void winkeys_leave(struct gui_core *core, bool undo) {
    struct window *w = core->window_keys.window;
    if (w == NULL) {
        return;
    }
    core->window_keys.window = NULL;
    if (undo) {
        winmove_undo(core);
    }
    core->press = (struct press){ 0 };
    input_recheck(core);
}

/// Alt+F7 and Alt+F8: the window is pressed as by its header, and arrow keys are the pointer.
static void enter(struct gui_core *core, struct window *w, bool resize) {
    if (w->frameless || window_is_square(w) || (resize && !snap_allowed(w))) {
        return;
    }
    input_cancel(core);
    core->press.window = w;
    winmove_begin(core, w);
    core->press.by_key = true;
    core->press.target = resize ? PRESS_RESIZE : PRESS_MOVE;
    core->press.edges = resize ? EDGE_RIGHT | EDGE_BOTTOM : 0;
    core->window_keys = (struct window_keys){ w, resize };
    w->arranged = false;
    shape_update(core);
}

/// A key in that mode: nobody else gets it.
static void mode_key(struct gui_core *core, uint16_t code) {
    struct window *w = core->window_keys.window;
    int32_t dx;
    int32_t dy;
    if (code == KEY_ESC || code == KEY_ENTER || code == KEY_KP_ENTER) {
        winkeys_leave(core, code == KEY_ESC);
    } else if (arrow(code, &dx, &dy)) {
        bool fine = (core->mods & UI_MOD_SHIFT) != 0;
        int32_t step = fine ? 1 : lpx_snap(STEP, core->scale);
        if (core->window_keys.resize) {
            struct lpx_size content = {
                w->content.w + lpx_from_px(dx * step, core->scale),
                w->content.h + lpx_from_px(dy * step, core->scale),
            };
            window_resize(w, w->x_px, w->y_px, content);
        } else {
            window_move(w, w->x_px + dx * step, w->y_px + dy * step);
            window_keep_inside(w);
        }
    }
}

/// Super and an arrow key.
static void snap_key(struct gui_core *core, struct window *w, int32_t dx, int32_t dy) {
    enum window_snap from = snap_of(w);
    if (from == SNAP_NONE && dy > 0) {
        window_set_minimised(w, true);
    } else {
        snap_set(w, snap_next(from, dx, dy));
    }
    input_recheck(core);
}

/// Super+D: nothing but the desktop; once more: everything that it put away is back.
static void show_desktop(struct gui_core *core) {
    bool any = false;
    struct window *w;
    list_for_each (w, &core->windows, link) {
        any = any || (!w->minimised && !w->frameless);
    }
    struct window *top = NULL;
    list_for_each (w, &core->windows, link) {
        w->put_away = any ? !w->minimised && !w->frameless : w->put_away;
        if (w->put_away) {
            window_set_minimised(w, any);
            top = any ? NULL : w;
            w->put_away = any;
        }
    }
    if (!any) {
        window_activate(core, top);
    }
    input_recheck(core);
}

static bool super_key(struct gui_core *core, uint16_t code) {
    int32_t dx;
    int32_t dy;
    if (code == KEY_D) {
        show_desktop(core);
        return true;
    }
    if (arrow(code, &dx, &dy) && core->active != NULL && !core->active->frameless) {
        snap_key(core, core->active, dx, dy);
        return true;
    }
    return false;
}

static bool alt_key(struct gui_core *core, uint16_t code) {
    switch (code) {
    case KEY_TAB:
    case KEY_GRAVE:
        input_cancel(core);
        switcher_step(core, (core->mods & UI_MOD_SHIFT) != 0, code == KEY_GRAVE);
        return true;
    case KEY_F4:
        if (core->active != NULL && !core->active->frameless) {
            window_close(core->active); // may free it
        }
        return true;
    case KEY_F7:
    case KEY_F8:
        if (core->active != NULL) {
            enter(core, core->active, code == KEY_F8);
        }
        return true;
    default:
        return false;
    }
}

bool winkeys_down(struct gui_core *core, uint16_t code, int32_t value) {
    if (switcher_is_open(core)) {
        switcher_key(core, code);
        return true;
    }
    if (core->window_keys.window != NULL) {
        mode_key(core, code);
        return true;
    }
    if (dnd_is_on(core)) {
        if (code == KEY_ESC) {
            dnd_cancel(core);
            input_recheck(core);
        }
        return true;
    }
    bool drag = core->press.target == PRESS_MOVE || core->press.target == PRESS_RESIZE;
    if (drag && code == KEY_ESC) {
        winmove_undo(core);
        input_cancel(core);
        input_recheck(core);
        return true;
    }
    uint32_t mods = core->mods & (UI_MOD_ALT | UI_MOD_SUPER | UI_MOD_CTRL);
    if (drag || (value != 1 && code != KEY_TAB)) {
        return drag;
    }
    if (mods == UI_MOD_SUPER) {
        return super_key(core, code);
    }
    return mods == UI_MOD_ALT && alt_key(core, code);
}
