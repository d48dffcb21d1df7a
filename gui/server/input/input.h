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

/// Shows tab `index` of Tabs `node` and tells the app.
void activate_tab(struct window *w, uint32_t node, int32_t index);

/// A key that changes tabs while `node` (SCENE_NONE: nothing) has the keyboard. False: it does not.
bool activate_tab_key(struct window *w, uint32_t node, uint16_t code);

/// Moves a slider's knob to `x` of the window.
void activate_slider_at(struct window *w, uint32_t node, lpx_t x);

/// Makes `value`, brought into its range and onto its steps, the number of a slider or field.
void activate_set_number(struct window *w, uint32_t node, double value);

/// Moves a slider by `steps`.
void activate_slider_step(struct window *w, uint32_t node, int32_t steps);

/// Posts CHANGE with the text of a field.
void activate_text_changed(struct window *w, uint32_t node);

// edit.c

/// What keys and menus do with a text.
enum edit_command {
    EDIT_CUT,
    EDIT_COPY,
    EDIT_PASTE,
    EDIT_SELECT_ALL,
    EDIT_UNDO,
    EDIT_REDO,
};

/// Whether the user can do `command` with the text of `node` now.
bool edit_can(const struct window *w, uint32_t node, enum edit_command command);
void edit_do(struct window *w, uint32_t node, enum edit_command command);

/// Gives a key to the focused text. False when it has no use for it.
bool edit_key(struct window *w, uint32_t node, uint16_t code);

/// Types `utf8` (composed elsewhere, pasted, dropped) over the selection.
void edit_type(struct window *w, uint32_t node, const char *utf8, uint32_t len_b);

/// Shows `utf8` at the caret of the focused text, underlined, until the next call: a composition
/// that is not part of the text yet. Empty: none.
void edit_preedit(struct gui_core *core, const char *utf8, uint32_t len_b);

/// `node` lost the keyboard, or the window that it is in.
void edit_blur(struct window *w, uint32_t node);

// edit_pointer.c

/// The button goes down on a text at `x`, `y` of the window; `extend` keeps the selection's other end.
void edit_press(struct window *w, uint32_t node, lpx_t x, lpx_t y, bool extend);

/// The pointer moves with the button down: extends the selection by characters, words or lines.
void edit_drag(struct window *w, uint32_t node, lpx_t x, lpx_t y);

/// The wheel turns over the focused number field: steps it. False when it is none.
bool edit_wheel(struct window *w, uint32_t node, int32_t notches);

// edit_time.c

/// The user did something in a text: the caret shows and blinks from now on.
void edit_acted(struct gui_core *core);

/// Does what is due: blinks, gives keys to a field whose app has answered a SUBMIT.
void edit_tick(struct gui_core *core, nsec_t now);

/// When edit_tick() is due; UINT64_MAX = not.
nsec_t edit_due(const struct gui_core *core);

/// Whether keys to `node` wait; takes the one that is down now if so.
bool edit_wait(struct window *w, uint32_t node, uint16_t code);

/// `seq` told the app of a SUBMIT of `node`: keys wait for its answer.
void edit_wait_begin(struct window *w, uint32_t node, uint64_t seq);

/// Texts have the keyboard in `w`, or none: starts or stops blinking.
void edit_focused(struct gui_core *core);

// number.c

/// Reads the text of a number field; tells the app when it is another number in its range.
void number_typed(struct window *w, uint32_t node);

/// Leaves the field: its number, brought into its range, becomes its text.
void number_commit(struct window *w, uint32_t node);

/// Steps it.
void number_step(struct window *w, uint32_t node, int32_t steps);
