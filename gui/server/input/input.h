// SPDX-License-Identifier: MIT
/// @file
/// From keys and pointers to what happens in windows. Order of one event: state of the devices,
/// then what is pressed, then hover, then events to the app.
#pragma once

#include "window.h"

/// Clicks on the same thing within this time count on.
#define INPUT_DOUBLE_NS UINT64_C(400000000)

/// A commit, a moved window or a closed one: tests again what lies under the pointer and whether
/// what is pressed is still there.
void input_recheck(struct gui_core *core);

/// `w` is about to be freed.
void input_forget(struct gui_core *core, struct window *w);

/// Lets go of what is pressed without a click.
void input_cancel(struct gui_core *core);

/// Index of the pressed node in its window's scene; SCENE_NONE when none is.
uint32_t input_pressed_node(const struct gui_core *core);

// pointer.c

/// The pointer is at another place: moves what it drags, tests hover.
void pointer_moved(struct gui_core *core);
void pointer_button(struct gui_core *core, uint16_t code, bool down);

/// `dx`, `dy` in notches; positive = right and down.
void pointer_wheel(struct gui_core *core, int32_t dx, int32_t dy);

/// Damages the composed cursor where it was and where it is.
void pointer_damage(struct gui_core *core);

// keyboard.c

/// `value`: 0 up, others down.
void keyboard_key(struct gui_core *core, uint16_t code, int32_t value);

/// Repeats the key that is held, if it is time.
void keyboard_repeat(struct gui_core *core, nsec_t now);

// dead_key.c

/// Key `code` goes down: finds the text that it types (core->keyboard.typed), dead keys included.
void keyboard_compose(struct gui_core *core, uint16_t code);

/// Chooses the layout (enum keymap_layout; others mean US).
void keyboard_set_layout(struct gui_core *core, uint32_t layout);

// activate.c

/// The user clicked `node` (or pressed Space on it): changes its value and tells the app.
void activate_node(struct window *w, uint32_t node, uint32_t button, uint32_t count);

/// Chooses option `index` of a select and tells the app.
void activate_choose(struct window *w, uint32_t node, int32_t index);

/// Moves a slider's knob to `x` of the window.
void activate_slider_at(struct window *w, uint32_t node, lpx_t x);

/// Moves a slider by `steps`.
void activate_slider_step(struct window *w, uint32_t node, int32_t steps);

/// Posts CHANGE with the text of a field.
void activate_text_changed(struct window *w, uint32_t node);

// edit.c

/// Gives a key to the focused text field. False when the field has no use for it.
bool edit_key(struct window *w, uint32_t node, uint16_t code);

/// Sets the caret to `x` of the window; `extend` keeps the other end of the selection.
void edit_caret_at(struct window *w, uint32_t node, lpx_t x, bool extend);
