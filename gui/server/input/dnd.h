// SPDX-License-Identifier: MIT
/// @file
/// Drag and drop, inside of an app and between apps: what is dragged is text.
///
/// A press on a node with the flag `draggable` (or on something in it) that moves far enough becomes
/// a drag: the press ends without a click, a picture of the node follows the pointer. Nodes with
/// on=drag,drop are targets: they get DRAG with enter, move and leave, and DROP with the text.
/// Input fields get text through core->drop_text. Esc and a vanished source end a drag.
#pragma once

#include "window.h"

/// A press on `node` may become a drag; nothing happens when nothing around it is draggable.
/// Returns the draggable node, SCENE_NONE when there is none.
uint32_t dnd_arm(struct gui_core *core, struct window *w, uint32_t node);

/// Begins to drag `text` (cut to UI_DRAG_MAX bytes) out of `node`: for selected text. The picture
/// is the text itself.
void dnd_begin_text(struct gui_core *core, struct window *w, uint32_t node, struct ui_text text);

/// The pointer is at another place: starts an armed drag, or looks for the target of a running one.
/// False when there is neither.
bool dnd_pointer(struct gui_core *core);

/// The button was let go over the target.
void dnd_drop(struct gui_core *core);

/// Ends a drag without a drop; nothing happens when there is none.
void dnd_cancel(struct gui_core *core);

/// `w` is about to be freed.
void dnd_forget(struct gui_core *core, const struct window *w);

/// Whether something is being dragged.
static inline bool dnd_is_on(const struct gui_core *core) {
    return core->press.target == PRESS_DRAG;
}
