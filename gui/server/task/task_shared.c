// SPDX-License-Identifier: MIT
/// @file
/// Regions that apps lend the server: grids of characters and pixels of images. The app owns and pays
/// for them, and they may go at any time; they are read only through the function that survives that.
#include <idl/ui.h>
#include <idl/vm.h>
#include <stdlib.h>

#include "task.h"

/// One region. In `shared`, owned.
struct shared {
    struct list link;
    uint64_t badge; ///< What the core calls its session.
    bool image;
    uint32_t number;
    handle_t region; ///< Owned.
    uint64_t address;
    uint64_t size_b;
};

static struct list shared = { &shared, &shared };

static void drop(struct shared *s) {
    list_remove(&s->link);
    task_drop_region(&s->region, &s->address);
    free(s);
}

void task_shared_closed(uint64_t core_badge) {
    struct shared *s;
    struct shared *after;
    list_for_each_safe (s, after, &shared, link) {
        if (s->badge == core_badge) {
            drop(s);
        }
    }
}

static struct shared *find(uint64_t core_badge, bool image, uint32_t number) {
    struct shared *s;
    list_for_each (s, &shared, link) {
        if (s->badge == core_badge && s->image == image && s->number == number) {
            return s;
        }
    }
    return NULL;
}

/// Attaches what the app sent. It is in the list, its number is not given yet.
static status_t take(uint64_t badge, handle_t region, bool image, struct shared **out) {
    struct shared *s = calloc(1, sizeof(*s));
    if (s == NULL) {
        return ERR_NO_MEMORY;
    }
    s->badge = task_core_badge(badge);
    s->image = image;
    s->region = region;
    status_t st = task_attach(region, VM_RIGHTS_READ, &s->address, &s->size_b);
    if (st != OK) {
        free(s); // the region is the message's, which drops it
        return st == ERR_NO_MEMORY || st == ERR_NO_SPACE ? st : ERR_BAD_SIZE;
    }
    list_insert_before(&shared, &s->link);
    *out = s;
    return OK;
}

/// Only what the interface promises.
static status_t answer(status_t st) {
    return st == ERR_NOT_FOUND ? ERR_BAD_STATE : st;
}

status_t task_on_cells_open(void *self, uint64_t badge, struct ui_session_cells_open_req *req,
                            struct ui_session_cells_open_rep *rep) {
    struct task *t = self;
    struct shared *s = NULL;
    TRY(take(badge, req->region, false, &s));
    req->region = HANDLE_NONE;
    status_t st =
        gui_core_cells_open(&t->core, s->badge, (void *)s->address, s->size_b, &s->number);
    rep->surface = s->number;
    if (st != OK) {
        drop(s);
    }
    return answer(st);
}

status_t task_on_cells_close(void *self, uint64_t badge, struct ui_session_cells_close_req *req,
                             struct ui_session_cells_close_rep *rep) {
    (void)rep; // it is empty
    struct task *t = self;
    struct shared *s = find(task_core_badge(badge), false, req->surface);
    if (s == NULL) {
        return ERR_NOT_FOUND;
    }
    (void)gui_core_cells_close(&t->core, s->badge, s->number); // it is there: both are in step
    drop(s);
    return OK;
}

status_t task_on_image_create(void *self, uint64_t badge, struct ui_session_image_create_req *req,
                              struct ui_session_image_create_rep *rep) {
    struct task *t = self;
    struct shared *s = NULL;
    TRY(take(badge, req->region, true, &s));
    req->region = HANDLE_NONE;
    const struct gui_image image = {
        .pixels = (const volatile void *)s->address,
        .size_b = s->size_b,
        .w_px = req->w,
        .h_px = req->h,
        .stride_b = req->stride_b,
    };
    status_t st = gui_core_image_create(&t->core, s->badge, &image, &s->number);
    rep->image = s->number;
    if (st != OK) {
        drop(s);
    }
    return answer(st);
}

status_t task_on_image_update(void *self, uint64_t badge, struct ui_session_image_update_req *req,
                              struct ui_session_image_update_rep *rep) {
    (void)rep; // it is empty
    struct task *t = self;
    const struct px_box box = { (int32_t)req->x, (int32_t)req->y, (int32_t)(req->x + req->w),
                                (int32_t)(req->y + req->h) };
    return gui_core_image_update(&t->core, task_core_badge(badge), req->image, box);
}

status_t task_on_image_destroy(void *self, uint64_t badge, struct ui_session_image_destroy_req *req,
                               struct ui_session_image_destroy_rep *rep) {
    (void)rep; // it is empty
    struct task *t = self;
    struct shared *s = find(task_core_badge(badge), true, req->image);
    if (s == NULL) {
        return ERR_NOT_FOUND;
    }
    (void)gui_core_image_destroy(&t->core, s->badge, s->number); // it is there: both are in step
    drop(s);
    return OK;
}
