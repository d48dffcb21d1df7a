// SPDX-License-Identifier: MIT
#include "input.h"

#include <ui_enums.h>

#include "dnd.h"
#include "grip.h"
#include "keymap.h"
#include "menubar.h"
#include "popup.h"
#include "snap.h"
#include "switcher.h"
#include "tooltip.h"

/// Codes of relative and absolute axes.
enum {
    CODE_X = 0,
    CODE_Y = 1,
    CODE_HWHEEL = 6,
    CODE_WHEEL = 8,
};

/// Code of a SYN that says that events were lost.
#define CODE_DROPPED 3u

uint32_t input_pressed_node(const struct gui_core *core) {
    const struct press *p = &core->press;
    return p->target == PRESS_NODE ? scene_find(&p->window->session->scene, p->id) : SCENE_NONE;
}

void input_cancel(struct gui_core *core) {
    struct press *p = &core->press;
    if (p->target == PRESS_GRIP) {
        grip_release(core);
        return;
    }
    dnd_cancel(core);
    snap_preview(core, SNAP_NONE);
    uint32_t node = input_pressed_node(core);
    if (node != SCENE_NONE) {
        scene_set_state(&p->window->session->scene, node, SCENE_PRESSED, false);
    }
    if (p->target == PRESS_BUTTON) {
        window_touch_header(p->window, p->button);
        p->window->pressed = PAINT_WIN_BUTTON_NONE;
    }
    *p = (struct press){ 0 };
    core->window_keys.window = NULL;
}

void input_forget(struct gui_core *core, struct window *w) {
    if (core->popups.window == w) {
        popup_close(core);
    }
    menubar_forget(w);
    if (core->tip.window == w) {
        tooltip_hide(core);
        core->tip.window = NULL;
    }
    switcher_forget(core, w);
    dnd_forget(core, w);
    if (core->editing.wait_window == w) {
        core->editing.wait_window = NULL;
        core->editing.num_keys = 0;
    }
    if (core->press.window == w) {
        snap_preview(core, SNAP_NONE);
        core->window_keys.window = NULL;
        core->press = (struct press){ 0 };
    }
    if (core->pointer.grip.window == w) {
        core->pointer.grip = (struct grip){ 0 };
    }
    if (core->pointer.window == w) {
        core->pointer.window = NULL;
        core->pointer.id = 0;
    }
}

void input_recheck(struct gui_core *core) {
    struct press *p = &core->press;
    popup_recheck(core);
    tooltip_recheck(core);
    if (p->target == PRESS_NODE) {
        uint32_t node = input_pressed_node(core);
        const struct scene *s = &p->window->session->scene;
        if (node == SCENE_NONE ||
            (s->nodes[node].state & (SCENE_SHOWN | SCENE_DISABLED)) != SCENE_SHOWN) {
            input_cancel(core);
        }
    }
    bool drags = p->target == PRESS_GRIP || p->target == PRESS_MOVE || p->target == PRESS_RESIZE;
    if (core->pointer.visible && !drags) {
        pointer_moved(core);
    }
}

/// Scales absolute positions to the screen once both axes are known.
static void apply_absolute(struct gui_core *core) {
    struct gui_pointer *p = &core->pointer;
    const int32_t size[2] = { core->screen.w_px, core->screen.h_px };
    int32_t *const at[2] = { &p->x_px, &p->y_px };
    for (int a = 0; a < 2; a++) {
        if (p->pending[a] >= 0 && p->abs_max > 0 && size[a] > 0) {
            int64_t v = MIN((int64_t)p->pending[a], (int64_t)p->abs_max);
            *at[a] = (int32_t)(v * (size[a] - 1) / (int64_t)p->abs_max);
        }
        p->pending[a] = -1;
    }
}

static void syn(struct gui_core *core) {
    struct gui_pointer *p = &core->pointer;
    if (!p->moved) {
        return;
    }
    p->moved = false;
    if (core->screen.pixels == NULL) {
        p->pending[0] = p->pending[1] = -1;
        return; // positions are on the screen; there is none
    }
    apply_absolute(core);
    p->x_px = CLAMP(p->x_px, 0, MAX(core->screen.w_px - 1, 0));
    p->y_px = CLAMP(p->y_px, 0, MAX(core->screen.h_px - 1, 0));
    p->visible = true;
    pointer_damage(core);
    pointer_moved(core);
}

static void relative(struct gui_core *core, uint16_t code, int32_t value) {
    // A device that reports nonsense moves the pointer to the edge at most.
    value = CLAMP(value, -SURFACE_MAX_PX, SURFACE_MAX_PX);
    switch (code) {
    case CODE_X:
        core->pointer.x_px += value;
        core->pointer.moved = true;
        break;
    case CODE_Y:
        core->pointer.y_px += value;
        core->pointer.moved = true;
        break;
    case CODE_HWHEEL:
        pointer_wheel(core, value, 0);
        break;
    case CODE_WHEEL:
        pointer_wheel(core, 0, -value);
        break;
    default:
        break;
    }
    // Between two SYNs, so that sums stay in range.
    core->pointer.x_px = CLAMP(core->pointer.x_px, -SURFACE_MAX_PX, 2 * SURFACE_MAX_PX);
    core->pointer.y_px = CLAMP(core->pointer.y_px, -SURFACE_MAX_PX, 2 * SURFACE_MAX_PX);
}

void gui_core_input(struct gui_core *core, const struct gui_input *event) {
    core->generation++;
    switch (event->kind) {
    case GUI_INPUT_SYN:
        if (event->code == CODE_DROPPED) {
            gui_core_release_all(core); // releases may be among what was lost
        }
        syn(core);
        break;
    case GUI_INPUT_KEY:
        if (event->code >= BUTTON_LEFT && event->code <= BUTTON_LAST) {
            syn(core); // the press belongs where the pointer is now
            pointer_button(core, event->code, event->value != 0);
        } else {
            keyboard_key(core, event->code, event->value);
        }
        break;
    case GUI_INPUT_REL:
        relative(core, event->code, event->value);
        break;
    case GUI_INPUT_ABS:
        if (event->code <= CODE_Y) {
            core->pointer.pending[event->code] = MAX(event->value, 0);
            core->pointer.abs_max = event->abs_max;
            core->pointer.moved = true;
        }
        break;
    default:
        break; // drivers may send what we do not know
    }
}

void gui_core_release_all(struct gui_core *core) {
    input_cancel(core);
    snap_preview(core, SNAP_NONE);
    switcher_close(core, false);
    popup_close(core);
    core->mods &= UI_MOD_CAPS;
    core->keyboard = (struct gui_keyboard){ .layout = core->keyboard.layout };
    core->pointer.buttons = 0;
}
