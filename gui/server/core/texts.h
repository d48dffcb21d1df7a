// SPDX-License-Identifier: MIT
/// @file
/// What apps say about texts besides their trees: documents of text areas, the clipboard, widths.
/// `text` is a private copy of what the app sent.
#pragma once

#include "core.h"

/// Most texts measured at once.
#define TEXTS_MEASURE_MAX 32u

/// Makes `text` document `id`. `*out_rev` is its revision: events of earlier ones do not fit it.
///
/// @return OK, ERR_NOT_FOUND (no session), ERR_BAD_ARG (id 0), ERR_BAD_FORMAT (no UTF-8),
///         ERR_TOO_BIG, ERR_NO_SPACE (too many), ERR_NO_MEMORY. On an error nothing has changed.
status_t gui_core_doc_set(struct gui_core *core, uint64_t badge, uint32_t id, struct ui_text text,
                          uint64_t *out_rev);

/// Replaces `change.removed_b` bytes at `change.at` by `text`. `rev` is the revision that the app
/// knows.
///
/// @return as gui_core_doc_set(), or ERR_BAD_STATE: the user changed something meanwhile;
///         ERR_BAD_ARG: not within the text, or within a character.
status_t gui_core_doc_edit(struct gui_core *core, uint64_t badge, uint32_t id, uint64_t rev,
                           struct edit_change change, const char *text, uint64_t *out_rev);

/// The document with this id; NULL when there is none.
struct scene_doc *gui_core_doc(struct gui_core *core, uint64_t badge, uint32_t id);

void gui_core_doc_close(struct gui_core *core, uint64_t badge, uint32_t id);

/// See clipboard_set_by_app().
status_t gui_core_clipboard_set(struct gui_core *core, uint64_t badge, struct ui_text text);

/// Size of `text` in logical pixels, broken at `max_w` unless that is 0.
void gui_core_measure(struct gui_core *core, enum ui_style style, struct ui_text text,
                      uint32_t max_w, uint32_t out_size[2]);

/// The user changed the document of area `node`: shows that and tells the app.
void texts_changed(struct window *w, uint32_t node, const struct edit_change *change);

/// Tells the app to read documents whose changes it missed, if it listens.
void texts_flush(struct session *s);
