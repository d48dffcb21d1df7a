// SPDX-License-Identifier: MIT
/// @file
/// The clipboard. Only the server holds it; an app sees its text when the user pastes it there.
#pragma once

#include "window.h"

/// Longest text that is kept.
#define CLIPBOARD_MAX_B (4u << 20)

/// Most bytes that an app gets by one PASTE: half of what its ring of events holds.
#define CLIPBOARD_PASTE_MAX_B (2u * UI_EVENT_TEXT_MAX)

/// How long after an act of the user an app may fill the clipboard.
#define CLIPBOARD_ACT_NS UINT64_C(2000000000)

/// Makes `len_b` bytes of valid UTF-8 its text.
///
/// @return OK, ERR_TOO_BIG, ERR_NO_MEMORY; then it holds what it held.
status_t clipboard_set(struct gui_core *core, const char *text, uint32_t len_b);

/// The same for an app: `s` must have had a click or a key from the user just before.
///
/// @return as clipboard_set(), or ERR_DENIED, ERR_BAD_FORMAT (no UTF-8).
status_t clipboard_set_by_app(struct session *s, const char *text, uint32_t len_b);

/// Copies the selection of the editor of `node`. False when nothing is selected, or it is secret.
bool clipboard_copy(struct window *w, uint32_t node);

/// Whether `code` pastes into `node`, a node whose app wants PASTE itself (Shift+Insert; Ctrl+V, with
/// Shift where Ctrl+V is a character of its own: in cells). Posts the text if so: its first
/// CLIPBOARD_PASTE_MAX_B bytes, in several events when it is long.
bool clipboard_paste_key(struct window *w, uint32_t node, uint16_t code);

void clipboard_clear(struct gui_core *core);
