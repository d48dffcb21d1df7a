// SPDX-License-Identifier: MIT
/// @file
/// What tests may see.
#include <base/hash.h>
#include <idl/inspect.h>
#include <stdlib.h>

#include "lint.h"
#include "task.h"

/// Longest dump; what is longer is cut.
#define DUMP_MAX_B (256u * 1024u)

void task_inspect_idle(struct task *t) {
    for (uint32_t i = 0; i < TASK_IDLE_MAX; i++) {
        if (t->idle[i] != HANDLE_NONE && gui_core_is_idle(&t->core)) {
            static struct ipc_msg out;
            struct inspect_inspect_idle_rep rep = {
                .generation = gui_core_generation(&t->core),
            };
            inspect_inspect_idle_reply(&out, OK, &rep);
            ipc_reply_send(t->idle[i], &out);
            t->idle[i] = HANDLE_NONE;
        }
    }
}

static status_t on_idle(void *self, uint64_t badge, struct inspect_inspect_idle_req *req,
                        struct inspect_inspect_idle_rep *rep) {
    struct task *t = self;
    (void)badge;
    (void)req;
    (void)rep;
    // Signals that are still on their way must not be missed: look at everything first.
    task_input_read(t);
    task_session_doorbells(t, UINT64_MAX);
    for (uint32_t i = 0; i < TASK_IDLE_MAX; i++) {
        if (t->idle[i] == HANDLE_NONE) {
            TRY(ipc_defer(&t->idle[i]));
            return IPC_DEFERRED;
        }
    }
    return ERR_NO_SPACE;
}

/// Makes the text that on_dump() or on_lint() hands out in pieces.
static status_t make_text(struct task *t, bool lint) {
    if (t->dump == NULL) {
        t->dump = malloc(DUMP_MAX_B);
        if (t->dump == NULL) {
            return ERR_NO_MEMORY;
        }
    }
    struct ui_dump_buffer buffer = { t->dump, DUMP_MAX_B, 0 };
    struct ui_dump_sink sink = ui_dump_to_buffer(&buffer);
    if (lint) {
        (void)gui_core_lint(&t->core, &sink, NULL);
    } else {
        gui_core_dump(&t->core, &sink);
    }
    t->dump_b = MIN(buffer.len_b, (size_t)DUMP_MAX_B - 1);
    return OK;
}

static status_t on_dump(void *self, uint64_t badge, struct inspect_inspect_dump_req *req,
                        struct inspect_inspect_dump_rep *rep) {
    struct task *t = self;
    (void)badge;
    if (req->offset == 0) {
        TRY(make_text(t, false)); // later pieces are of the same moment
    }
    size_t offset = MIN((size_t)req->offset, t->dump_b);
    rep->total = (uint32_t)t->dump_b;
    rep->text.ptr = (const uint8_t *)t->dump + offset;
    rep->text.len = MIN(t->dump_b - offset, (size_t)INSPECT_CHUNK_MAX);
    return OK;
}

static status_t on_lint(void *self, uint64_t badge, struct inspect_inspect_lint_req *req,
                        struct inspect_inspect_lint_rep *rep) {
    struct task *t = self;
    (void)badge;
    if (req->offset == 0) {
        TRY(make_text(t, true));
    }
    size_t offset = MIN((size_t)req->offset, t->dump_b);
    rep->total = (uint32_t)t->dump_b;
    rep->text.ptr = (const uint8_t *)t->dump + offset;
    rep->text.len = MIN(t->dump_b - offset, (size_t)INSPECT_CHUNK_MAX);
    return OK;
}

static status_t on_surface(void *self, uint64_t badge, struct inspect_inspect_surface_req *req,
                           struct inspect_inspect_surface_rep *rep) {
    struct task *t = self;
    const struct surface *s = gui_core_surface(&t->core);
    (void)badge;
    (void)req;
    if (s->pixels == NULL) {
        return ERR_NOT_FOUND;
    }
    if (cap_derive(t->display.region, RIGHT_READ | RIGHT_DUP, 0, &rep->pixels) != OK) {
        return ERR_NO_MEMORY;
    }
    ipc_give_reply_caps();
    rep->w = (uint32_t)s->w_px;
    rep->h = (uint32_t)s->h_px;
    rep->stride_b = (uint32_t)s->stride_px * 4u;
    return OK;
}

/// Adds one row as XRGB words with X = 0; the core's own pixels have alpha there.
static void hash_row(struct sha256 *sha, const pargb_t *row, int32_t w_px) {
    pargb_t part[256];
    for (int32_t x = 0; x < w_px;) {
        int32_t n = MIN(w_px - x, (int32_t)ARRAY_LEN(part));
        for (int32_t i = 0; i < n; i++) {
            part[i] = row[x + i] & 0x00ffffffu;
        }
        sha256_add(sha, part, (size_t)n * sizeof(part[0]));
        x += n;
    }
}

static status_t on_surface_hash(void *self, uint64_t badge,
                                struct inspect_inspect_surface_hash_req *req,
                                struct inspect_inspect_surface_hash_rep *rep) {
    static uint8_t digest[SHA256_B]; // read by the encoder after we return
    struct task *t = self;
    const struct surface *s = gui_core_surface(&t->core);
    (void)badge;
    (void)req;
    if (s->pixels == NULL) {
        return ERR_NOT_FOUND;
    }
    struct sha256 sha;
    sha256_init(&sha);
    for (int32_t y = 0; y < s->h_px; y++) {
        hash_row(&sha, surface_row(s, y), s->w_px);
    }
    sha256_finish(&sha, digest);
    rep->w = (uint32_t)s->w_px;
    rep->h = (uint32_t)s->h_px;
    rep->hash.ptr = digest;
    rep->hash.len = sizeof(digest);
    return OK;
}

static status_t on_repaint(void *self, uint64_t badge, struct inspect_inspect_repaint_req *req,
                           struct inspect_inspect_repaint_rep *rep) {
    struct task *t = self;
    (void)badge;
    (void)req;
    (void)rep;
    if (gui_core_surface(&t->core)->pixels == NULL) {
        return ERR_NOT_FOUND;
    }
    gui_core_repaint(&t->core);
    return OK;
}

static const struct inspect_inspect_ops inspect_ops = {
    .idle = on_idle,
    .dump = on_dump,
    .surface = on_surface,
    .surface_hash = on_surface_hash,
    .repaint = on_repaint,
    .lint = on_lint,
};

status_t task_serve_inspect(void *self, const struct ipc_msg *in, struct ipc_msg *out) {
    return inspect_inspect_dispatch(&inspect_ops, self, in, out);
}
