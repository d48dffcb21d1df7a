// SPDX-License-Identifier: MIT
/// @file
/// Driver of the framebuffer that firmware set up: for screens that no other driver knows. It has one
/// mode. The GUI server paints into shared memory, and what changed is copied to the screen.
#include <base/log.h>
#include <drv/device.h>
#include <idl/display.h>
#include <idl/dm.h>
#include <idl/init.h>
#include <idl/vm.h>
#include <ipc/conn.h>
#include <ipc/server.h>
#include <manifest.h>

#include "copy.h"

#define LOG_TAG "boot_fb"

#define DISPLAY_OBJECT 1u ///< Session of the capability that the GUI server gets.

static struct state {
    struct drv_device device;
    struct screen_memory screen;
    handle_t region; ///< The shared pixels.
    const uint32_t *pixels;
    uint64_t size_b;
    handle_t anchor; ///< Its last descendant's end tells that the GUI server is gone.
    struct ipc_conn attach;
} state = { .attach = IPC_CONN(CAP_USES_DISPLAY_ATTACH) };

static struct ipc_server server;

static status_t on_set_mode(void *self, uint64_t badge, struct display_display_set_mode_req *req,
                            struct display_display_set_mode_rep *rep) {
    (void)self;
    (void)badge;
    (void)req; // there is one mode: whoever asks for another one gets it all the same
    rep->w = state.screen.w_px;
    rep->h = state.screen.h_px;
    rep->stride_b = state.screen.w_px * SCREEN_PIXEL_B;
    return OK;
}

static status_t on_num_buffers(void *self, uint64_t badge,
                               struct display_display_num_buffers_req *req,
                               struct display_display_num_buffers_rep *rep) {
    (void)self;
    (void)badge;
    (void)req;
    rep->count = 1;
    return OK;
}

static status_t on_get_buffer(void *self, uint64_t badge,
                              struct display_display_get_buffer_req *req,
                              struct display_display_get_buffer_rep *rep) {
    (void)self;
    (void)badge;
    if (req->index != 0) {
        return ERR_NOT_FOUND;
    }
    rep->pixels = state.region;
    rep->size = state.size_b;
    return OK;
}

static status_t on_show_buffer(void *self, uint64_t badge,
                               struct display_display_show_buffer_req *req,
                               struct display_display_show_buffer_rep *rep) {
    (void)self;
    (void)badge;
    (void)rep;
    if (req->index != 0) {
        return ERR_BAD_ARG;
    }
    for (size_t i = 0; i < req->damage.len; i++) {
        const struct display_rect *r = &req->damage.ptr[i];
        screen_copy(&state.screen, state.pixels, r->x, r->y, r->w, r->h);
    }
    return OK;
}

static status_t on_cursor_image(void *self, uint64_t badge,
                                struct display_display_cursor_image_req *req,
                                struct display_display_cursor_image_rep *rep) {
    (void)self;
    (void)badge;
    (void)req;
    (void)rep;
    return ERR_NOT_SUPPORTED;
}

static status_t on_cursor_move(void *self, uint64_t badge,
                               struct display_display_cursor_move_req *req,
                               struct display_display_cursor_move_rep *rep) {
    (void)self;
    (void)badge;
    (void)req;
    (void)rep;
    return ERR_NOT_SUPPORTED;
}

static const struct display_display_ops display_ops = {
    .set_mode = on_set_mode,
    .num_buffers = on_num_buffers,
    .get_buffer = on_get_buffer,
    .show_buffer = on_show_buffer,
    .cursor_image = on_cursor_image,
    .cursor_move = on_cursor_move,
};

static status_t serve_display(void *self, const struct ipc_msg *in, struct ipc_msg *out) {
    return display_display_dispatch(&display_ops, self, in, out);
}

/// Offers the display to the running GUI server; waits for one. ERR_NO_SPACE when it has a better one.
static status_t offer_display(void) {
    handle_t client;
    TRY(ipc_server_object(&server, DISPLAY_OBJECT, &state.anchor, &client));
    struct display_attach_attach_req request = {
        .display = client,
        .fallback = true,
        .name = ipc_text_of("firmware framebuffer"),
    };
    struct display_attach_attach_rep reply;
    status_t status =
        IPC_CONN_CALL(&state.attach, display_attach_attach(state.attach.handle, &request, &reply));
    ipc_cap_drop(client);
    if (status == OK) {
        ipc_cap_drop(reply.changed); // there is one mode
    }
    return status;
}

/// A better display came, or the GUI server died.
static void on_closed(void *self, uint64_t badge) {
    (void)self;
    (void)badge;
    ipc_cap_drop(state.anchor);
    status_t status = offer_display();
    if (status != OK) {
        task_exit(status == ERR_NO_SPACE ? 0 : 1);
    }
}

static status_t get_piece(uint32_t bar, uint64_t index, struct dm_device_bar_rep *out) {
    struct dm_device_bar_req ask = { .bar = bar, .index = (uint32_t)index };
    return dm_device_bar(CAP_USES_DM_DEVICE, &ask, out);
}

static status_t map_piece(uint32_t bar, uint64_t index, volatile uint8_t **out) {
    struct dm_device_bar_rep piece;
    TRY(get_piece(bar, index, &piece));
    struct vm_memory_map_device_req map = { .frame = piece.frame,
                                            .cache = VM_CACHE_WRITE_COMBINING };
    struct vm_memory_map_device_rep mapped;
    status_t status = vm_memory_map_device(START_HANDLE(SLOT_VM), &map, &mapped);
    ipc_cap_drop(piece.frame); // vm has its own copy now
    TRY(status);
    *out = (volatile uint8_t *)mapped.address;
    return OK;
}

/// Maps the pieces of the screen's BAR that its pixels lie in.
static status_t map_screen(const struct dm_device_screen_rep *mode) {
    struct screen_memory *screen = &state.screen;
    struct dm_device_bar_rep any;
    TRY(get_piece(mode->bar, 0, &any)); // all have its size
    ipc_cap_drop(any.frame);
    uint64_t first = mode->offset / any.size;
    uint64_t last = (mode->offset + (uint64_t)mode->stride_b * mode->h - 1) / any.size;
    if (last - first >= SCREEN_PIECES_MAX) {
        return ERR_TOO_BIG;
    }
    for (uint64_t i = first; i <= last; i++) {
        TRY(map_piece(mode->bar, i, &screen->pieces[i - first]));
    }
    screen->piece_b = any.size;
    screen->offset_b = mode->offset % any.size;
    screen->w_px = mode->w;
    screen->h_px = mode->h;
    screen->stride_b = mode->stride_b;
    return OK;
}

static status_t make_pixels(void) {
    state.size_b = (uint64_t)state.screen.w_px * state.screen.h_px * SCREEN_PIXEL_B;
    struct vm_memory_create_req create = { .size = state.size_b, .kind = VM_REGION_KIND_SHARED };
    struct vm_memory_create_rep created;
    TRY(vm_memory_create(START_HANDLE(SLOT_VM), &create, &created));
    state.region = created.region;
    struct vm_memory_attach_req attach = { .region = created.region, .rights = VM_RIGHTS_READ };
    struct vm_memory_attach_rep attached;
    TRY(vm_memory_attach(START_HANDLE(SLOT_VM), &attach, &attached));
    state.pixels = (const uint32_t *)attached.address;
    return OK;
}

static status_t start(void) {
    TRY(ipc_server_init(&server));
    TRY(drv_device_open(CAP_USES_DM_DEVICE, &state.device));
    struct dm_device_screen_rep mode;
    TRY(dm_device_screen(CAP_USES_DM_DEVICE, &(struct dm_device_screen_req){ 0 }, &mode));
    TRY(map_screen(&mode));
    TRY(make_pixels());
    LOG_INFO("%ux%u", mode.w, mode.h);
    return offer_display();
}

static const struct ipc_service services[] = { { DISPLAY_DISPLAY_PROTOCOL, serve_display, NULL } };

int main(void) {
    ipc_log_open(CAP_USES_LOG_SINK);
    server.services = services;
    server.num_services = ARRAY_LEN(services);
    server.on_closed = on_closed;
    status_t status = start();
    if (status == ERR_NO_SPACE) {
        LOG_INFO("not needed: there is a better display");
        return 0;
    }
    if (status != OK) {
        LOG_ERROR("the screen cannot be used: %s", status_text(status));
        return 1;
    }
    (void)init_component_ready(START_HANDLE(SLOT_PARENT), &(struct init_component_ready_req){ 0 },
                               NULL);
    ipc_serve(&server);
}
