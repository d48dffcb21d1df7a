// SPDX-License-Identifier: MIT
/// @file
/// Driver of virtio keyboards, mice and tablets: passes their events to the GUI server through a ring.
#include <base/log.h>
#include <base/string.h>
#include <hsys/time.h>
#include <idl/init.h>
#include <idl/input.h>
#include <idl/vm.h>
#include <ipc/conn.h>
#include <ipc/server.h>
#include <manifest.h>

#include "device.h"

#define LOG_TAG "virtio_input"

enum {
    RING_B = 16384, ///< About 400 events.
    EV_SYN = 0,
    SYN_DROPPED = 3, ///< Readers ask for the device's state again.
    READER_OBJECT = 1,
};

static struct state {
    struct input input;
    handle_t ring_region;
    void *ring_memory;
    struct ring_writer ring;
    handle_t anchor;      ///< Its last descendant's end tells that the GUI server is gone.
    handle_t wake;        ///< Signals the GUI server; HANDLE_NONE while there is none.
    uint64_t ack_address; ///< Where the server's tail word is attached, 0 = nowhere.
    bool dropped;         ///< Events were lost: say so as soon as there is room.
    struct ipc_conn attach;
} state = { .attach = IPC_CONN(CAP_USES_INPUT_ATTACH) };

static struct ipc_server server;

static status_t make_ring_memory(void) {
    struct vm_memory_create_req create = { .size = RING_B, .kind = VM_REGION_KIND_SHARED };
    struct vm_memory_create_rep created;
    TRY(vm_memory_create(START_HANDLE(SLOT_VM), &create, &created));
    struct vm_memory_attach_req attach = { .region = created.region,
                                           .rights = VM_RIGHTS_READ | VM_RIGHTS_WRITE };
    struct vm_memory_attach_rep attached;
    TRY(vm_memory_attach(START_HANDLE(SLOT_VM), &attach, &attached));
    state.ring_region = created.region;
    state.ring_memory = (void *)attached.address;
    return OK;
}

static uint32_t kinds(void) {
    return (state.input.has_keys ? INPUT_KINDS_KEYS : 0u) |
           (state.input.has_relative ? INPUT_KINDS_RELATIVE : 0u) |
           (state.input.has_absolute ? INPUT_KINDS_ABSOLUTE : 0u);
}

static void forget_reader(void) {
    if (state.ack_address != 0) {
        struct vm_memory_detach_req detach = { .address = state.ack_address };
        (void)vm_memory_detach(START_HANDLE(SLOT_VM), &detach,
                               NULL); // vm may have done it when the region went
        state.ack_address = 0;
    }
    if (state.wake != HANDLE_NONE) {
        ipc_cap_drop(state.wake);
        state.wake = HANDLE_NONE;
    }
}

/// Starts the ring anew and hands it to the running GUI server; waits for one.
static status_t offer_events(void) {
    handle_t readable;
    TRY(ring_writer_init(&state.ring, state.ring_memory, RING_B, NULL));
    handle_t presence;
    TRY(ipc_server_object(&server, READER_OBJECT, &state.anchor, &presence));
    TRY(cap_derive(state.ring_region, RIGHT_READ | RIGHT_DUP, 0, &readable));
    struct input_attach_attach_req request = {
        .kinds = kinds(),
        .abs_max = state.input.abs_max,
        .events = readable,
        .presence = presence,
        .name = ipc_text_of(state.input.name),
    };
    struct input_attach_attach_rep reply;
    status_t status =
        IPC_CONN_CALL(&state.attach, input_attach_attach(state.attach.handle, &request, &reply));
    ipc_cap_drop(presence);
    ipc_cap_drop(readable);
    TRY(status);
    struct vm_memory_attach_req attach = { .region = reply.ack, .rights = VM_RIGHTS_READ };
    struct vm_memory_attach_rep attached;
    status = vm_memory_attach(START_HANDLE(SLOT_VM), &attach, &attached);
    ipc_cap_drop(reply.ack);
    if (status != OK) {
        ipc_cap_drop(reply.wake);
        return status;
    }
    state.wake = reply.wake;
    state.ack_address = attached.address;
    // The server's tail word is the first word of its region. It cannot go away under us: vm keeps the region as
    // long as it is attached.
    return ring_writer_init(&state.ring, state.ring_memory, RING_B,
                            (const uint64_t *)attached.address);
}

/// The GUI server is gone: the next one starts with an empty ring.
static void on_closed(void *self, uint64_t badge) {
    (void)self;
    (void)badge;
    ipc_cap_drop(state.anchor);
    forget_reader();
    if (offer_events() != OK) {
        task_exit(1);
    }
}

static status_t put(const struct input_event *event) {
    struct input_attach_event_input record = {
        .time_ns = time_now_ns(),
        .kind = event->kind,
        .code = event->code,
        .value = event->value,
    };
    return input_attach_event_input_write(&state.ring, &record);
}

/// Writes `event`; what does not fit is lost, and the reader learns that something is.
static void put_or_drop(const struct input_event *event) {
    static const struct input_event lost = { EV_SYN, SYN_DROPPED, 0 };
    if (state.dropped && put(&lost) == OK) {
        state.dropped = false;
    }
    state.dropped = state.dropped || put(event) != OK;
}

static void on_signal(void *self, uint64_t bits) {
    (void)self;
    (void)bits;
    struct input_event event;
    status_t status;
    bool any = false;
    while ((status = input_take(&state.input, &event)) == OK) {
        any = true;
        put_or_drop(&event);
    }
    if (status != ERR_NOT_FOUND) {
        LOG_ERROR("the device sends nonsense; the driver starts again");
        task_exit(1);
    }
    input_rearm(&state.input);
    if (any && state.wake != HANDLE_NONE) {
        (void)notification_signal(state.wake); // a dead server is noticed by the closed mark
    }
}

int main(void) {
    ipc_log_open(CAP_USES_LOG_SINK);
    server.on_signal = on_signal;
    server.on_closed = on_closed;
    status_t status = ipc_server_init(&server);
    status = status != OK ? status : input_open(CAP_USES_DM_DEVICE, &state.input);
    status = status != OK ? status : make_ring_memory();
    status = status != OK ? status : offer_events();
    if (status != OK) {
        LOG_ERROR("the device does not start: %s", status_text(status));
        return 1;
    }
    LOG_INFO("%s%s%s%s", state.input.name, state.input.has_keys ? ", keys" : "",
             state.input.has_relative ? ", relative" : "",
             state.input.has_absolute ? ", absolute" : "");
    (void)init_component_ready(START_HANDLE(SLOT_PARENT), &(struct init_component_ready_req){ 0 },
                               NULL);
    ipc_serve(&server);
}
