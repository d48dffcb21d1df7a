// SPDX-License-Identifier: MIT
#include "state_fields.h"

#include <base/utf8.h>

#include "keymap.h"
#include "look.h"
#include "window.h"

#define PX_LIMIT (4 * SURFACE_MAX_PX) ///< No place or length in px is further out.
#define LPX_LIMIT LPX(SURFACE_MAX_PX)

/// A key that was down repeats no earlier than this after a restart.
#define REPEAT_PAUSE_NS UINT64_C(1000000000)

#define CORE(m, kind, most) STATE_FIELD(gui_core, m, kind, most)
static const struct state_field core_fields[] = {
    CORE(work.x1, STATE_INT, PX_LIMIT),
    CORE(work.y1, STATE_INT, PX_LIMIT),
    CORE(work.x2, STATE_INT, PX_LIMIT),
    CORE(work.y2, STATE_INT, PX_LIMIT),
    CORE(theme_kind, STATE_ENUM, THEME_NUM_KINDS - 1),
    CORE(scale, STATE_ENUM, 300),
    CORE(night, STATE_BOOL, 0),
    CORE(reduce_motion, STATE_BOOL, 0),
    CORE(arranging, STATE_BOOL, 0),
    CORE(mods, STATE_U32, 0),
    CORE(pointer.x_px, STATE_INT, PX_LIMIT),
    CORE(pointer.y_px, STATE_INT, PX_LIMIT),
    CORE(pointer.pending, STATE_INT, INT32_MAX),
    CORE(pointer.abs_max, STATE_U32, 0),
    CORE(pointer.moved, STATE_BOOL, 0),
    CORE(pointer.visible, STATE_BOOL, 0),
    CORE(pointer.buttons, STATE_U32, 0),
    CORE(pointer.click_ns, STATE_U64, 0),
    CORE(pointer.click_id, STATE_U32, 0),
    CORE(pointer.click_count, STATE_U32, 0),
    CORE(keyboard.down, STATE_U64, 0),
    CORE(keyboard.repeat_ns, STATE_U64, 0),
    CORE(keyboard.layout, STATE_ENUM, KEYMAP_NUM - 1),
    CORE(keyboard.dead, STATE_U32, 0),
    CORE(keyboard.composing, STATE_BOOL, 0),
    CORE(keyboard.typed, STATE_U32, 0),
    CORE(keyboard.typed_b, STATE_ENUM, 8),
    CORE(uses, STATE_U64, 0),
    CORE(shell.last_number, STATE_U32, 0),
};

#define WINDOW(m, kind, most) STATE_FIELD(window, m, kind, most)
static const struct state_field window_fields[] = {
    WINDOW(number, STATE_U32, 0),
    WINDOW(return_to, STATE_U32, 0),
    WINDOW(x_px, STATE_INT, PX_LIMIT),
    WINDOW(y_px, STATE_INT, PX_LIMIT),
    WINDOW(content.w, STATE_INT, LPX_LIMIT),
    WINDOW(content.h, STATE_INT, LPX_LIMIT),
    WINDOW(declared, STATE_INT, LPX_LIMIT),
    WINDOW(sized, STATE_BOOL, 0),
    WINDOW(arranged, STATE_BOOL, 0),
    WINDOW(maximised, STATE_BOOL, 0),
    WINDOW(snap, STATE_ENUM, SNAP_MAXIMISED),
    WINDOW(minimised, STATE_BOOL, 0),
    WINDOW(had_keyboard, STATE_BOOL, 0),
    WINDOW(expires_ns, STATE_U64, 0),
    WINDOW(put_away, STATE_BOOL, 0),
    WINDOW(used, STATE_U64, 0),
    WINDOW(restore.x1, STATE_INT, PX_LIMIT),
    WINDOW(restore.y1, STATE_INT, PX_LIMIT),
    WINDOW(homed, STATE_BOOL, 0),
    WINDOW(home.x, STATE_INT, LPX_LIMIT),
    WINDOW(home.y, STATE_INT, LPX_LIMIT),
    WINDOW(homed_at.x, STATE_INT, PX_LIMIT),
    WINDOW(homed_at.y, STATE_INT, PX_LIMIT),
    WINDOW(restore_content.w, STATE_INT, LPX_LIMIT),
    WINDOW(restore_content.h, STATE_INT, LPX_LIMIT),
};

uint64_t state_version(void) {
    uint64_t h = state_fields_version(1, core_fields, ARRAY_LEN(core_fields));
    return state_fields_version(h, window_fields, ARRAY_LEN(window_fields));
}

void state_put_core(struct state_out *out, const struct gui_core *core) {
    uint64_t repeat_code = core->keyboard.repeat_code;
    state_put_fields(out, core_fields, ARRAY_LEN(core_fields), core);
    state_put(out, &repeat_code, sizeof(repeat_code));
}

bool state_take_core(struct state_in *in, struct gui_core *core) {
    struct gui_core taken = *core;
    uint64_t repeat_code = 0;
    (void)state_take_fields(in, core_fields, ARRAY_LEN(core_fields), &taken);
    state_take(in, &repeat_code, sizeof(repeat_code));
    if (in->bad || repeat_code >= GUI_KEYS || taken.work.x2 < taken.work.x1 ||
        taken.work.y2 < taken.work.y1 ||
        !utf8_is_valid(taken.keyboard.typed, taken.keyboard.typed_b)) {
        return false;
    }
    struct gui_look look = gui_core_look(&taken);
    gui_core_set_look(core, &look); // until settings say something else
    core->work = taken.work;
    core->arranging = taken.arranging;
    core->uses = taken.uses;
    core->shell.last_number = taken.shell.last_number;
    core->mods = taken.mods;
    core->pointer = taken.pointer;
    core->keyboard = taken.keyboard;
    core->keyboard.repeat_code = (uint16_t)repeat_code;
    // It may have been released meanwhile: that waits in its driver's ring.
    nsec_t soon = core->port.now(core->port.self) + REPEAT_PAUSE_NS;
    core->keyboard.repeat_ns = MAX(core->keyboard.repeat_ns, soon);
    return true;
}

void state_put_window(struct state_out *out, const struct window *w) {
    state_put_fields(out, window_fields, ARRAY_LEN(window_fields), w);
}

bool state_take_window(struct state_in *in, struct window *saved) {
    return state_take_fields(in, window_fields, ARRAY_LEN(window_fields), saved) &&
           saved->content.w > 0 && saved->content.h > 0;
}

void state_apply_window(struct window *w, const struct window *saved) {
    for (size_t i = 0; i < ARRAY_LEN(window_fields); i++) {
        const struct state_field *f = &window_fields[i];
        memcpy((uint8_t *)w + f->offset_b, (const uint8_t *)saved + f->offset_b,
               (size_t)f->size_b * f->count);
    }
}
