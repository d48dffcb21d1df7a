// SPDX-License-Identifier: MIT
/// @file
/// Texts: documents for text areas, the clipboard, how large a text will be. Included by <ui.h>.
#pragma once

/// A text that the user edits in a text area. The server edits; this is the app's copy, which
/// follows every change before on_edit runs, and from which a server that was restarted gets the
/// text back.
typedef struct ui_doc ui_doc;

/// A size in whole logical pixels.
typedef struct ui_size {
    int w, h;
} ui_size;

struct ui_area_p {
    ui_doc *doc;             ///< What it shows; the app may show it in several areas.
    const char *placeholder; ///< Shown while the document is empty.
    ui_handler on_edit;      ///< After each change by the user.
    enum ui_style style;     ///< UI_MONO for code.
    bool readonly;
    bool no_wrap; ///< Lines stay in one piece and scroll sideways.
    UI_COMMON_;
};

#ifdef __cplusplus
extern "C" {
#endif

/// A document with `text`, which may be NULL. Lives until ui_doc_free(). At most 32 of them; 16 MiB
/// in all.
ui_doc *ui_doc_new(const char *text);
/// NULL is allowed. No area may show it any more.
void ui_doc_free(ui_doc *doc);
/// The text, ended by NUL. Valid until the next handler or change.
const char *ui_doc_text(ui_doc *doc);
size_t ui_doc_len(const ui_doc *doc);
/// Makes `text` all of it. The user can take nothing back behind that.
void ui_doc_set(ui_doc *doc, const char *text);
/// Rises with every change, by the user or the app.
uint64_t ui_doc_changes(const ui_doc *doc);

ui_leaf_t ui_text_area_(struct ui_site, struct ui_area_p);
#define ui_text_area(...) UI_MAKE_(ui_text_area_, ui_area_p, __VA_ARGS__)

/// Puts `text` on the clipboard. Only within two seconds after a key or a click in this app; false
/// otherwise.
bool ui_clipboard_set(const char *text);

/// Sizes of `num` texts (at most 32) in `style`, lines broken at `max_w` unless that is 0. Asks the
/// server: views that let layout decide never need it. False when the server does not answer.
bool ui_measure(const char *const *texts, int num, enum ui_style style, int max_w, ui_size *out);

#ifdef __cplusplus
} // extern "C"
#endif
