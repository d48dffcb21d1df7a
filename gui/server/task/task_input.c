// SPDX-License-Identifier: MIT
/// @file
/// Input drivers: each writes events into a ring.
#include <base/log.h>
#include <idl/input.h>
#include <idl/vm.h>

#include "task.h"

#define LOG_TAG "gui.input"

/// Events taken from one driver before others have their turn.
#define BATCH 64u

/// Smallest ring, as interfaces/input.idl says.
#define RING_MIN_B 4096u

/// Whose events are being read; `self` of the event handler.
struct reading {
    struct task *task;
    struct task_input *input;
};

static void drop_input(struct task_input *input) {
    task_drop_region(&input->events_region, &input->events_address);
    task_drop_region(&input->ack_region, &input->ack_address);
    task_drop(&input->presence);
    *input = (struct task_input){ 0 };
}

static void on_input(void *self, const struct input_attach_event_input *event) {
    const struct reading *r = self;
    struct gui_input in = {
        .time_ns = event->time_ns,
        .kind = event->kind,
        .code = event->code,
        .value = event->value,
        .abs_max = r->input->abs_max,
    };
    gui_core_input(&r->task->core, &in);
}

/// Names a device in the saved state: the connection without the server's instance.
static uint64_t device_key(uint64_t badge) {
    return IPC_BADGE_SESSION(badge);
}

void task_input_read(struct task *t) {
    static const struct input_attach_events handlers = { .input = on_input };
    bool more = false;
    if (state_is_loading(&t->core.state)) {
        return; // windows first
    }
    for (uint32_t i = 0; i < TASK_INPUTS_MAX; i++) {
        struct task_input *input = &t->inputs[i];
        if (input->badge == 0) {
            continue;
        }
        struct reading r = { t, input };
        status_t st = input_attach_events_dispatch(&handlers, &r, &input->reader, BATCH);
        if (st == ERR_BAD_FORMAT) {
            LOG_WARN("an input driver writes nonsense");
        }
        more = more || st != OK;
        state_set_device(&t->core.state, device_key(input->badge), input->reader.tail);
    }
    if (more) {
        task_call_again();
    }
}

void task_input_closed(struct task *t, uint64_t badge) {
    for (uint32_t i = 0; i < TASK_INPUTS_MAX; i++) {
        if (t->inputs[i].badge == badge) {
            drop_input(&t->inputs[i]);
            state_forget_device(&t->core.state, device_key(badge));
            gui_core_release_all(&t->core);
        }
    }
}

/// A driver that gave up waiting asks again: how far it was read still holds.
static void forget_attachment(struct task *t, uint64_t badge) {
    for (uint32_t i = 0; i < TASK_INPUTS_MAX; i++) {
        if (t->inputs[i].badge == badge) {
            drop_input(&t->inputs[i]);
        }
    }
}

static struct task_input *find_free(struct task *t) {
    for (uint32_t i = 0; i < TASK_INPUTS_MAX; i++) {
        if (t->inputs[i].badge == 0) {
            return &t->inputs[i];
        }
    }
    return NULL;
}

/// Where reading begins: where the predecessor had read to, if it was this device.
static uint64_t begin_at(struct task *t, uint64_t badge, uint64_t tail) {
    struct core_state *state = &t->core.state;
    uint64_t position = tail;
    if (state_device_position(state, device_key(badge), &position)) {
        return MAX(position, tail);
    }
    for (uint32_t i = 0; i < STATE_DEVICES_MAX; i++) {
        uint32_t other = (uint32_t)state->devices[i].key;
        if (other != 0 &&
            IPC_SESSION_COMPONENT(other) == IPC_SESSION_COMPONENT(IPC_BADGE_SESSION(badge))) {
            // Its driver died together with the predecessor: what it held down is up.
            state_forget_device(state, other);
            gui_core_release_all(&t->core);
        }
    }
    return tail;
}

static status_t take_ring(struct task_input *input, struct input_attach_attach_req *req,
                          uint64_t begin) {
    uint64_t size_b = 0;
    input->events_region = ipc_take(&req->events);
    TRY(task_attach(input->events_region, VM_RIGHTS_READ, &input->events_address, &size_b));
    if (size_b < RING_MIN_B) {
        return ERR_BAD_SIZE;
    }
    TRY(task_make_region(START_HANDLE(SLOT_VM), PAGE_SIZE_B, VM_RIGHTS_READ | VM_RIGHTS_WRITE,
                         &input->ack_region, &input->ack_address));
    TRY(ring_reader_resume(&input->reader, (const void *)input->events_address, (size_t)size_b,
                           begin));
    __atomic_store_n((uint64_t *)input->ack_address, input->reader.tail, __ATOMIC_RELEASE);
    return OK;
}

static status_t on_attach(void *self, uint64_t badge, struct input_attach_attach_req *req,
                          struct input_attach_attach_rep *rep) {
    struct task *t = self;
    forget_attachment(t, badge);
    struct task_input *input = find_free(t);
    if (input == NULL) {
        return ERR_NO_SPACE;
    }
    status_t st = take_ring(input, req, begin_at(t, badge, req->tail));
    st = st != OK ? st : ipc_signal_cap(BIT_INPUT, &rep->wake);
    if (st == OK) {
        // A copy, no child: the driver reads on in it while we are dead.
        st = cap_copy(input->ack_region, &rep->ack);
    }
    if (st != OK) {
        LOG_WARN("an input driver cannot attach: %s", status_text(st));
        task_drop(&rep->wake);
        drop_input(input);
        return st == ERR_BAD_SIZE ? st : ERR_NO_SPACE;
    }
    ipc_give_reply_caps();
    input->badge = badge;
    input->abs_max = req->abs_max;
    input->presence = ipc_take(&req->presence);
    task_call_again(); // something may wait in the ring
    return OK;
}

void task_input_acknowledge(struct task *t) {
    for (uint32_t i = 0; i < TASK_INPUTS_MAX; i++) {
        struct task_input *input = &t->inputs[i];
        if (input->badge != 0) {
            __atomic_store_n((uint64_t *)input->ack_address, input->reader.tail, __ATOMIC_RELEASE);
        }
    }
}

static const struct input_attach_ops attach_ops = { .attach = on_attach };

status_t task_serve_input(void *self, const struct ipc_msg *in, struct ipc_msg *out) {
    return input_attach_dispatch(&attach_ops, self, in, out);
}
