// SPDX-License-Identifier: MIT
#include <base/string.h>
#include <drv/input.h>
#include <hsys/time.h>
#include <idl/input.h>
#include <idl/vm.h>

/// All bits of the driver itself.
#define DEVICE_BITS (~(BIT64(NOTIFICATION_TIMER_BIT) | BIT64(NOTIFICATION_CLOSED_BIT)))

enum {
    RING_B = 16384, ///< About 400 events.
    EV_SYN = 0,
    SYN_DROPPED = 3, ///< Readers ask for the device's state again.
};

static status_t make_ring_memory(struct drv_input *in) {
    struct vm_memory_create_req create = { .size = RING_B, .kind = VM_REGION_KIND_SHARED };
    struct vm_memory_create_rep created;
    TRY(vm_memory_create(START_HANDLE(SLOT_VM), &create, &created));
    struct vm_memory_attach_req attach = { .region = created.region,
                                           .rights = VM_RIGHTS_READ | VM_RIGHTS_WRITE };
    struct vm_memory_attach_rep attached;
    status_t status = vm_memory_attach(START_HANDLE(SLOT_VM), &attach, &attached);
    if (status != OK) {
        ipc_cap_drop(created.region);
        return status;
    }
    in->ring_region = created.region;
    in->ring_memory = (void *)attached.address;
    return OK;
}

static void forget_reader(struct drv_input *in) {
    if (in->ack_address != 0) {
        struct vm_memory_detach_req detach = { .address = in->ack_address };
        (void)vm_memory_detach(START_HANDLE(SLOT_VM), &detach,
                               NULL); // vm may have done it when the region went
        in->ack_address = 0;
    }
    if (in->wake != HANDLE_NONE) {
        ipc_cap_drop(in->wake);
        in->wake = HANDLE_NONE;
    }
}

/// One attempt, which ends when the device has something.
static status_t ask(struct drv_input *in, const struct input_attach_attach_req *request,
                    struct input_attach_attach_rep *reply) {
    status_t status;
    do {
        ipc_abort_calls_on(DEVICE_BITS);
        status = input_attach_attach(in->attach->handle, request, reply);
        ipc_abort_calls_on(0);
    } while (ipc_conn_reopen(in->attach, status));
    return status;
}

/// Hands the ring to the running GUI server, with what nobody has read yet.
static status_t offer(struct drv_input *in) {
    handle_t readable;
    handle_t presence;
    TRY(ipc_server_object(in->server, in->object, &in->anchor, &presence));
    TRY(cap_derive(in->ring_region, RIGHT_READ | RIGHT_DUP, 0, &readable));
    struct input_attach_attach_req request = {
        .kinds = in->facts.kinds,
        .abs_max = in->facts.abs_max,
        .tail = in->ring.tail,
        .events = readable,
        .presence = presence,
        .name = ipc_text_of(in->facts.name),
    };
    struct input_attach_attach_rep reply;
    status_t status;
    while ((status = ask(in, &request, &reply)) == ERR_TIMEOUT) {
        // The device has something, and little room for it: the ring has more.
        in->server->on_signal(in->server->self, ipc_wait_bits(DEVICE_BITS, 0));
        request.tail = in->ring.tail;
    }
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
    in->wake = reply.wake;
    in->ack_address = attached.address;
    // The server's tail word is the first word of its region, which stays attached when the server
    // dies: what it has sent is no child of its own capability.
    ring_writer_set_tail_word(&in->ring, (const uint64_t *)attached.address);
    return OK;
}

status_t drv_input_open(struct drv_input *in, struct ipc_server *server, uint32_t object,
                        struct ipc_conn *attach, const struct drv_input_facts *facts) {
    *in =
        (struct drv_input){ .facts = *facts, .server = server, .object = object, .attach = attach };
    TRY(make_ring_memory(in));
    TRY(ring_writer_init(&in->ring, in->ring_memory, RING_B, NULL));
    return offer(in);
}

status_t drv_input_reattach(struct drv_input *in) {
    ipc_cap_drop(in->anchor);
    ring_writer_set_tail_word(&in->ring, NULL);
    forget_reader(in);
    return offer(in);
}

static status_t put(struct drv_input *in, uint16_t kind, uint16_t code, int32_t value) {
    struct input_attach_event_input record = {
        .time_ns = time_now_ns(),
        .kind = kind,
        .code = code,
        .value = value,
    };
    return input_attach_event_input_write(&in->ring, &record);
}

void drv_input_put(struct drv_input *in, uint16_t kind, uint16_t code, int32_t value) {
    if (in->dropped && put(in, EV_SYN, SYN_DROPPED, 0) == OK) {
        in->dropped = false;
    }
    in->dropped = in->dropped || put(in, kind, code, value) != OK;
    in->fresh = true;
}

void drv_input_flush(struct drv_input *in) {
    if (in->fresh && in->wake != HANDLE_NONE) {
        (void)notification_signal(in->wake); // a dead server is noticed by the closed mark
    }
    in->fresh = false;
}
