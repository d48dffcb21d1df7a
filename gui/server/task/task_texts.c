// SPDX-License-Identifier: MIT
/// @file
/// Texts of apps. Long ones lie in a region of the app, which is copied once and let go.
#include <base/log.h>
#include <idl/ui.h>
#include <idl/vm.h>
#include <stdlib.h>
#include <string.h>

#include "scene_area.h"
#include "task.h"
#include "texts.h"

#define LOG_TAG "gui.texts"

int task_copy(void *dst, const volatile void *src, size_t len_b);

/// A private copy of `len_b` bytes of `region`, which stays the caller's.
static status_t copy_in(handle_t region, uint32_t len_b, char **out) {
    uint64_t address = 0;
    uint64_t size_b = 0;
    TRY(task_attach(region, VM_RIGHTS_READ, &address, &size_b));
    char *copy = len_b <= size_b ? malloc(MAX(len_b, 1u)) : NULL;
    status_t st = len_b > size_b ? ERR_BAD_SIZE : copy == NULL ? ERR_NO_MEMORY : OK;
    if (st == OK && task_copy(copy, (const void *)address, len_b) != 0) {
        st = ERR_FAULT; // it went away meanwhile
    }
    handle_t none = HANDLE_NONE;
    task_drop_region(&none, &address);
    if (st != OK) {
        free(copy);
        return st;
    }
    *out = copy;
    return OK;
}

status_t task_doc_set(void *self, uint64_t badge, struct ui_session_doc_set_req *req,
                      struct ui_session_doc_set_rep *rep) {
    struct task *t = self;
    char *text = NULL;
    TRY(copy_in(req->text, req->len_b, &text));
    status_t st = gui_core_doc_set(&t->core, task_core_badge(badge), req->doc,
                                   (struct ui_text){ text, req->len_b }, &rep->rev);
    free(text);
    return st;
}

status_t task_doc_edit(void *self, uint64_t badge, struct ui_session_doc_edit_req *req,
                       struct ui_session_doc_edit_rep *rep) {
    struct task *t = self;
    struct edit_change change = { req->at, req->removed_b, (uint32_t)req->text.len };
    return gui_core_doc_edit(&t->core, task_core_badge(badge), req->doc, req->rev, change,
                             req->text.ptr, &rep->rev);
}

status_t task_doc_get(void *self, uint64_t badge, struct ui_session_doc_get_req *req,
                      struct ui_session_doc_get_rep *rep) {
    struct task *t = self;
    struct scene_doc *d = gui_core_doc(&t->core, task_core_badge(badge), req->doc);
    if (d == NULL) {
        return ERR_NOT_FOUND;
    }
    uint64_t address = 0;
    uint64_t size_b = 0;
    uint32_t len_b = d->edit.doc.len_b;
    TRY(task_attach(req->text, VM_RIGHTS_READ | VM_RIGHTS_WRITE, &address, &size_b));
    status_t st = req->room_b <= size_b ? OK : ERR_BAD_SIZE;
    uint32_t n = 0;
    for (uint32_t at = 0; st == OK && len_b <= req->room_b && at < len_b; at += n) {
        const char *span = doc_span(&d->edit.doc, at, &n);
        if (task_copy((void *)(address + at), span, n) != 0) {
            st = ERR_FAULT;
        }
    }
    handle_t none = HANDLE_NONE;
    task_drop_region(&none, &address);
    rep->len_b = len_b;
    rep->rev = d->rev;
    return st;
}

status_t task_doc_close(void *self, uint64_t badge, struct ui_session_doc_close_req *req,
                        struct ui_session_doc_close_rep *rep) {
    struct task *t = self;
    (void)rep;
    gui_core_doc_close(&t->core, task_core_badge(badge), req->doc);
    return OK;
}

status_t task_clipboard_set(void *self, uint64_t badge, struct ui_session_clipboard_set_req *req,
                            struct ui_session_clipboard_set_rep *rep) {
    struct task *t = self;
    (void)rep;
    char *text = NULL;
    TRY(copy_in(req->text, req->len_b, &text));
    status_t st = gui_core_clipboard_set(&t->core, task_core_badge(badge),
                                         (struct ui_text){ text, req->len_b });
    free(text);
    return st;
}

status_t task_measure(void *self, uint64_t badge, struct ui_session_measure_req *req,
                      struct ui_session_measure_rep *rep) {
    static struct ui_text_size sizes[TEXTS_MEASURE_MAX]; // until the answer is encoded
    struct task *t = self;
    (void)badge;
    uint32_t count = 0;
    const char *at = (const char *)req->texts.ptr;
    const char *end = at + req->texts.len;
    while (at < end) {
        const char *nul = memchr(at, '\0', (size_t)(end - at));
        if (nul == NULL || count == TEXTS_MEASURE_MAX) {
            return ERR_BAD_ARG;
        }
        uint32_t size[2];
        gui_core_measure(&t->core, (enum ui_style)req->style,
                         (struct ui_text){ at, (uint32_t)(nul - at) }, req->max_w, size);
        sizes[count++] = (struct ui_text_size){ size[0], size[1] };
        at = nul + 1;
    }
    rep->sizes.ptr = sizes;
    rep->sizes.len = count;
    return OK;
}
