// SPDX-License-Identifier: MIT
/// @file
/// Driver of the virtio GPU: offers its display to the GUI server and serves display.Display.
#include <base/log.h>
#include <base/string.h>
#include <idl/display.h>
#include <idl/init.h>
#include <idl/vm.h>
#include <ipc/conn.h>
#include <ipc/server.h>
#include <manifest.h>

#include "gpu.h"

#define LOG_TAG "virtio_gpu"

enum {
    CURSOR_RESOURCE = 1,
    FIRST_SCREEN_RESOURCE = 2, ///< The screen's resource alternates between this one and the next.
    BYTES_PER_PIXEL = 4,
    DISPLAY_OBJECT = 1, ///< Session of the capability that the GUI server gets.
};

/// The current mode. w == 0: none yet.
struct mode {
    uint32_t w, h, stride_b;
    uint32_t resource;
    struct dma pixels;
};

static struct state {
    struct gpu gpu;
    struct mode mode;
    struct dma cursor_pixels;
    bool has_cursor;
    uint32_t cursor_x, cursor_y, hot_x, hot_y;
    bool cursor_visible;
    handle_t anchor;  ///< Its last descendant's end tells that the GUI server is gone.
    handle_t changed; ///< Tells the GUI server that another mode is preferred now.
    struct ipc_conn attach;
} state = { .attach = IPC_CONN(CAP_USES_DISPLAY_ATTACH) };

static struct ipc_server server;

static status_t make_mode(uint32_t w, uint32_t h, struct mode *out) {
    *out = (struct mode){
        .w = w,
        .h = h,
        .stride_b = w * BYTES_PER_PIXEL,
        .resource = state.mode.resource == FIRST_SCREEN_RESOURCE ? FIRST_SCREEN_RESOURCE + 1
                                                                 : FIRST_SCREEN_RESOURCE,
    };
    TRY(dma_create((uint64_t)out->stride_b * h, &out->pixels));
    status_t status = gpu_create_resource(&state.gpu, out->resource, w, h, false, &out->pixels);
    if (status == OK) {
        status = gpu_set_scanout(&state.gpu, out->resource, w, h);
        if (status != OK) {
            (void)gpu_destroy_resource(&state.gpu, out->resource); // the first error counts
        }
    }
    if (status != OK && !state.gpu.failed) {
        dma_destroy(&out->pixels);
    }
    return status;
}

static status_t on_set_mode(void *self, uint64_t badge, struct display_display_set_mode_req *req,
                            struct display_display_set_mode_rep *rep) {
    (void)self;
    (void)badge;
    uint32_t w = req->w, h = req->h;
    if (w == 0 || h == 0) {
        TRY(gpu_get_size(&state.gpu, &w, &h));
    }
    if (w == state.mode.w && h == state.mode.h) {
        // The picture stays on the screen until the next GUI server shows its own.
        *rep = (struct display_display_set_mode_rep){ w, h, state.mode.stride_b };
        return OK;
    }
    struct mode fresh;
    TRY(make_mode(w, h, &fresh));
    if (state.mode.w != 0 && gpu_destroy_resource(&state.gpu, state.mode.resource) == OK) {
        dma_destroy(&state.mode.pixels);
    }
    state.mode = fresh;
    *rep = (struct display_display_set_mode_rep){ w, h, fresh.stride_b };
    LOG_INFO("mode %ux%u", w, h);
    return OK;
}

static status_t on_num_buffers(void *self, uint64_t badge,
                               struct display_display_num_buffers_req *req,
                               struct display_display_num_buffers_rep *rep) {
    (void)self;
    (void)badge;
    (void)req;
    rep->count = 1; // copying to the host is the flip
    return OK;
}

static status_t on_get_buffer(void *self, uint64_t badge,
                              struct display_display_get_buffer_req *req,
                              struct display_display_get_buffer_rep *rep) {
    (void)self;
    (void)badge;
    if (state.mode.w == 0) {
        return ERR_BAD_STATE;
    }
    if (req->index != 0) {
        return ERR_NOT_FOUND;
    }
    rep->pixels = state.mode.pixels.region;
    rep->size = state.mode.pixels.size_b;
    return OK;
}

/// `in` within the screen; false when nothing is left.
static bool clip(const struct display_rect *in, struct gpu_rect *out) {
    int64_t left = MAX(in->x, 0), top = MAX(in->y, 0);
    int64_t right = MIN((int64_t)in->x + in->w, (int64_t)state.mode.w);
    int64_t bottom = MIN((int64_t)in->y + in->h, (int64_t)state.mode.h);
    if (left >= right || top >= bottom) {
        return false;
    }
    *out = (struct gpu_rect){ (uint32_t)left, (uint32_t)top, (uint32_t)(right - left),
                              (uint32_t)(bottom - top) };
    return true;
}

static status_t on_show_buffer(void *self, uint64_t badge,
                               struct display_display_show_buffer_req *req,
                               struct display_display_show_buffer_rep *rep) {
    (void)self;
    (void)badge;
    (void)rep;
    struct gpu_rect rects[DISPLAY_DAMAGE_MAX];
    size_t count = 0;
    if (state.mode.w == 0) {
        return ERR_BAD_STATE;
    }
    if (req->index != 0) {
        return ERR_BAD_ARG;
    }
    for (size_t i = 0; i < req->damage.len; i++) {
        count += clip(&req->damage.ptr[i], &rects[count]) ? 1 : 0;
    }
    return gpu_show(&state.gpu, state.mode.resource, state.mode.stride_b, rects, count);
}

/// Copies the image out of the caller's region, which may go away at any time: vm then answers instead of us faulting
/// later, because it stays attached only for the copy.
static status_t copy_cursor(handle_t region) {
    struct vm_memory_attach_req attach = { .region = region, .rights = VM_RIGHTS_READ };
    struct vm_memory_attach_rep attached;
    const uint32_t size_b = GPU_CURSOR_SIDE_PX * GPU_CURSOR_SIDE_PX * BYTES_PER_PIXEL;
    TRY(vm_memory_attach(START_HANDLE(SLOT_VM), &attach, &attached));
    bool fits = attached.size >= size_b;
    if (fits) {
        memcpy(state.cursor_pixels.at, (const void *)attached.address, size_b);
    }
    struct vm_memory_detach_req detach = { .address = attached.address };
    (void)vm_memory_detach(START_HANDLE(SLOT_VM), &detach, NULL); // it was attached a moment ago
    return fits ? OK : ERR_IO;
}

static status_t show_cursor(void) {
    return gpu_set_cursor(&state.gpu, state.cursor_visible ? CURSOR_RESOURCE : 0, state.hot_x,
                          state.hot_y, state.cursor_x, state.cursor_y);
}

static status_t on_cursor_image(void *self, uint64_t badge,
                                struct display_display_cursor_image_req *req,
                                struct display_display_cursor_image_rep *rep) {
    (void)self;
    (void)badge;
    (void)rep;
    if (!state.has_cursor) {
        return ERR_NOT_SUPPORTED;
    }
    if (copy_cursor(req->pixels) != OK) {
        return ERR_IO;
    }
    state.hot_x = req->hot_x;
    state.hot_y = req->hot_y;
    return show_cursor();
}

static status_t on_cursor_move(void *self, uint64_t badge,
                               struct display_display_cursor_move_req *req,
                               struct display_display_cursor_move_rep *rep) {
    (void)self;
    (void)badge;
    (void)rep;
    if (!state.has_cursor) {
        return ERR_NOT_SUPPORTED;
    }
    state.cursor_x = (uint32_t)MAX(req->x, 0);
    state.cursor_y = (uint32_t)MAX(req->y, 0);
    if (req->visible != state.cursor_visible) {
        state.cursor_visible = req->visible;
        return show_cursor();
    }
    return req->visible ? gpu_move_cursor(&state.gpu, state.cursor_x, state.cursor_y) : OK;
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
    status_t status = display_display_dispatch(&display_ops, self, in, out);
    if (state.gpu.failed) {
        task_exit(1); // restart = always: the next instance finds a reset device
    }
    return status;
}

/// Offers the display to the running GUI server; waits for one.
static status_t offer_display(void) {
    handle_t client;
    TRY(ipc_server_object(&server, DISPLAY_OBJECT, &state.anchor, &client));
    struct display_attach_attach_req request = {
        .display = client,
        .name = ipc_text_of("virtio-gpu"),
    };
    struct display_attach_attach_rep reply;
    status_t status =
        IPC_CONN_CALL(&state.attach, display_attach_attach(state.attach.handle, &request, &reply));
    ipc_cap_drop(client);
    state.changed = status == OK ? reply.changed : HANDLE_NONE;
    return status;
}

/// The GUI server is gone: what it knew of us too.
static void on_closed(void *self, uint64_t badge) {
    (void)self;
    (void)badge;
    ipc_cap_drop(state.anchor);
    ipc_cap_drop(state.changed);
    state.cursor_visible = false;
    if (offer_display() != OK) {
        task_exit(1);
    }
}

static void on_signal(void *self, uint64_t bits) {
    (void)self;
    if ((bits & BIT64(GPU_CONFIG_BIT)) != 0 && gpu_display_changed(&state.gpu)) {
        (void)notification_signal(state.changed); // a dead server is noticed by the closed mark
    }
    // An interrupt that came after its request was answered: without the acknowledgement it would be
    // the last one.
    (void)irq_ack(state.gpu.irq); // ours for as long as we live
}

static status_t make_cursor(void) {
    const uint32_t size_b = GPU_CURSOR_SIDE_PX * GPU_CURSOR_SIDE_PX * BYTES_PER_PIXEL;
    TRY(dma_create(size_b, &state.cursor_pixels));
    return gpu_create_resource(&state.gpu, CURSOR_RESOURCE, GPU_CURSOR_SIDE_PX, GPU_CURSOR_SIDE_PX,
                               true, &state.cursor_pixels);
}

static const struct ipc_service services[] = { { DISPLAY_DISPLAY_PROTOCOL, serve_display, NULL } };

int main(void) {
    ipc_log_open(CAP_USES_LOG_SINK);
    server.services = services;
    server.num_services = ARRAY_LEN(services);
    server.on_closed = on_closed;
    server.on_signal = on_signal;
    status_t status = ipc_server_init(&server);
    status = status != OK ? status : gpu_open(CAP_USES_DM_DEVICE, &state.gpu);
    if (status != OK) {
        LOG_ERROR("the device does not start: %s", status_text(status));
        return 1;
    }
    state.has_cursor = make_cursor() == OK;
    status = offer_display();
    if (status != OK) {
        LOG_ERROR("the GUI server refuses the display: %s", status_text(status));
        return 1;
    }
    (void)init_component_ready(START_HANDLE(SLOT_PARENT), &(struct init_component_ready_req){ 0 },
                               NULL);
    ipc_serve(&server);
}
