// SPDX-License-Identifier: MIT
/// @file
/// The display: a driver attaches, the core's pixels lie in its buffer.
///
/// A driver waits for its answer while it attaches, so it is called only afterwards (BIT_PENDING).
#include <base/log.h>
#include <idl/display.h>
#include <idl/vm.h>
#include <string.h>

#include "task.h"

#define LOG_TAG "gui.display"

/// Side of the hardware cursor's picture.
#define CURSOR_SIDE_PX 64
#define CURSOR_B (CURSOR_SIDE_PX * CURSOR_SIDE_PX * 4u)

static void drop_pixels(struct task *t) {
    gui_core_detach_display(&t->core);
    task_drop_region(&t->display.region, &t->display.address);
}

static void drop_display(struct task *t) {
    drop_pixels(t);
    t->core.port.cursor = NULL;
    task_drop_region(&t->display.cursor_region, &t->display.cursor_address);
    task_drop(&t->display.display);
    t->display = (struct task_display){ 0 };
}

static void move_cursor(void *self, int32_t x_px, int32_t y_px, bool visible) {
    struct task *t = self;
    struct display_display_cursor_move_req req = { x_px, y_px, visible };
    // A cursor that does not move is noticed by the next frame, which fails likewise.
    (void)display_display_cursor_move(t->display.display, &req, NULL);
}

/// Gives the driver the cursor's picture. Without a hardware cursor it is composed.
static status_t set_cursor(struct task *t) {
    const struct cursor *c = &t->core.cursor;
    struct task_display *d = &t->display;
    if (c->image->w_px > CURSOR_SIDE_PX || c->image->h_px > CURSOR_SIDE_PX) {
        return ERR_NOT_SUPPORTED;
    }
    if (d->cursor_region == HANDLE_NONE) {
        TRY(task_make_region(START_HANDLE(SLOT_VM), CURSOR_B, VM_RIGHTS_READ | VM_RIGHTS_WRITE,
                             &d->cursor_region, &d->cursor_address));
    }
    pargb_t *to = (pargb_t *)d->cursor_address;
    memset(to, 0, CURSOR_B);
    for (int32_t y = 0; y < c->image->h_px; y++) {
        memcpy(to + y * CURSOR_SIDE_PX, surface_row(c->image, y),
               (size_t)c->image->w_px * sizeof(pargb_t));
    }
    struct display_display_cursor_image_req req = {
        .pixels = d->cursor_region,
        .hot_x = (uint32_t)c->hot_x_px,
        .hot_y = (uint32_t)c->hot_y_px,
    };
    return display_display_cursor_image(d->display, &req, NULL);
}

void task_cursor_image(void *self) {
    struct task *t = self;
    if (t->core.port.cursor != NULL && set_cursor(t) != OK) {
        move_cursor(t, 0, 0, false);
        t->core.port.cursor = NULL; // composed from now on
    }
}

static status_t set_mode(struct task *t) {
    struct task_display *d = &t->display;
    drop_pixels(t);
    struct display_display_set_mode_req req = { d->w, d->h };
    struct display_display_set_mode_rep mode;
    TRY(display_display_set_mode(d->display, &req, &mode));
    struct display_display_get_buffer_req get = { .index = 0 };
    struct display_display_get_buffer_rep buffer;
    TRY(display_display_get_buffer(d->display, &get, &buffer));
    d->region = buffer.pixels;
    uint64_t size_b = 0;
    TRY(task_attach(d->region, VM_RIGHTS_READ | VM_RIGHTS_WRITE, &d->address, &size_b));
    // The driver is believed about nothing: its buffer must hold the mode it reported.
    if (mode.stride_b < mode.w * UINT64_C(4) || (uint64_t)mode.stride_b * mode.h > size_b) {
        return ERR_BAD_SIZE;
    }
    TRY(gui_core_attach_display(&t->core, (void *)d->address, mode.w, mode.h, mode.stride_b));
    task_settings_screen(t);
    LOG_INFO("%u x %u px", mode.w, mode.h);
    return OK;
}

void task_display_pending(struct task *t) {
    struct task_display *d = &t->display;
    if (d->badge == 0 || !d->set_mode) {
        return;
    }
    d->set_mode = false;
    status_t st = set_mode(t);
    if (st != OK) {
        LOG_ERROR("the display gives no mode: %s", status_text(st));
        drop_display(t);
        return;
    }
    // Screenshots show the composed cursor only.
    if (!t->test_mode && d->cursor_region == HANDLE_NONE) {
        t->core.port.cursor = set_cursor(t) == OK ? move_cursor : NULL;
    }
}

void task_display_changed(struct task *t) {
    t->display.set_mode = t->display.badge != 0;
    task_display_pending(t);
}

status_t task_present(void *self, const struct px_box *boxes, uint32_t count) {
    struct task *t = self;
    struct display_rect rects[DAMAGE_BOXES];
    for (uint32_t i = 0; i < count; i++) {
        rects[i] = (struct display_rect){ boxes[i].x1, boxes[i].y1, boxes[i].x2 - boxes[i].x1,
                                          boxes[i].y2 - boxes[i].y1 };
    }
    struct display_display_show_buffer_req req = { .index = 0 };
    req.damage.ptr = rects;
    req.damage.len = count;
    status_t st = display_display_show_buffer(t->display.display, &req, NULL);
    if (st != OK) {
        // The core stops painting; the driver's next instance attaches again.
        drop_display(t);
    }
    return st;
}

void task_display_closed(struct task *t, uint64_t badge) {
    if (badge == t->display.badge) {
        LOG_INFO("the display is gone");
        drop_display(t);
    }
}

static status_t on_attach(void *self, uint64_t badge, struct display_attach_attach_req *req,
                          struct display_attach_attach_rep *rep) {
    struct task *t = self;
    if (t->display.badge != 0 && t->display.badge != badge && req->fallback) {
        return ERR_NO_SPACE;
    }
    TRY(ipc_signal_cap(BIT_DISPLAY, &rep->changed));
    drop_display(t);
    t->display = (struct task_display){
        .badge = badge,
        .display = ipc_take(&req->display),
        .fallback = req->fallback,
        .set_mode = true,
    };
    task_call_again();
    return OK;
}

static const struct display_attach_ops attach_ops = { .attach = on_attach };

status_t task_serve_display(void *self, const struct ipc_msg *in, struct ipc_msg *out) {
    return display_attach_dispatch(&attach_ops, self, in, out);
}
