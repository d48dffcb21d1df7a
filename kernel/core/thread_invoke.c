// SPDX-License-Identifier: MIT
// Methods of Threads.
#include "invoke.h"
#include "ipc.h"
#include "kernel.h"
#include "memory.h"
#include "notification.h"
#include "thread.h"

_Static_assert((int)THREAD_STATE_STOPPED == (int)THREAD_STOPPED, "abi");
_Static_assert((int)THREAD_STATE_READY == (int)THREAD_READY, "abi");
_Static_assert((int)THREAD_STATE_FAULTED == (int)THREAD_FAULTED, "abi");

/// The Frame of a new IPC frame: one page of RAM, mapped writable at `address`, nobody else's.
static status_t find_ipc_frame(struct invoke *invoke, handle_t handle, vaddr_t address,
                               struct slot **out) {
    *out = NULL;
    if (handle == HANDLE_NONE) {
        return address == 0 ? OK : ERR_BAD_ARG;
    }
    struct slot *slot = NULL;
    TRY(cap_find(invoke->table, handle, OBJECT_FRAME, RIGHT_READ | RIGHT_WRITE, &slot));
    if (slot->frame.order != 0 || slot->frame.kind != UNTYPED_RAM || slot->frame.region == 0 ||
        (slot->frame.mapped & RIGHT_WRITE) == 0) {
        return ERR_BAD_ARG;
    }
    const struct region *region = ref_ptr(slot->frame.region);
    if (region->address + slot->frame.page * PAGE_SIZE_B != address) {
        return ERR_BAD_ARG;
    }
    if (slot->frame.thread != 0) {
        return ERR_BUSY;
    }
    *out = slot;
    return OK;
}

static status_t on_configure(struct invoke *invoke) {
    struct thread *thread = cap_object(invoke->slot);
    struct slot *domain = NULL;
    struct slot *table = NULL;
    struct slot *frame = NULL;
    TRY(cap_find(invoke->table, invoke->args[0], OBJECT_DOMAIN, RIGHT_MANAGE, &domain));
    TRY(cap_find(invoke->table, invoke->args[1], OBJECT_CAPTABLE, RIGHT_MANAGE, &table));
    if ((invoke->args[2] & ~(uint64_t)THREAD_FPU) != 0 || invoke->args[5] > CAPTABLE_SLOTS_MAX) {
        return ERR_BAD_ARG;
    }
    TRY(find_ipc_frame(invoke, invoke->args[4], invoke->args[3], &frame));
    if (thread->configured) {
        return ERR_BAD_STATE;
    }
    struct captable *captable = captable_at(table->object);
    uint32_t window = (uint32_t)invoke->args[5];
    if (window != 0) {
        TRY(captable_window_reserve(captable, window));
    }

    thread->configured = true;
    thread->has_fpu = (invoke->args[2] & THREAD_FPU) != 0;
    thread->window = window;
    thread_set_domain(thread, cap_object(domain), captable);
    if (frame != NULL) {
        thread_set_frame(thread, arch_phys_to_ptr(frame->frame.paddr), frame);
    }
    return OK;
}

static bool is_stopped(const struct thread *thread) {
    return thread->state == THREAD_STOPPED || thread->state == THREAD_FAULTED;
}

static status_t on_set_regs(struct invoke *invoke) {
    struct thread *thread = cap_object(invoke->slot);
    if (invoke->args[0] >= ARCH_USER_END || invoke->args[1] >= ARCH_USER_END) {
        return ERR_BAD_ARG;
    }
    if (!is_stopped(thread)) {
        return ERR_BAD_STATE;
    }
    arch_context_start(&thread->context, invoke->args[0], invoke->args[1], invoke->args[2],
                       invoke->args[3]);
    return OK;
}

static status_t on_set_ip(struct invoke *invoke) {
    struct thread *thread = cap_object(invoke->slot);
    if (invoke->args[0] >= ARCH_USER_END) {
        return ERR_BAD_ARG;
    }
    if (!is_stopped(thread)) {
        return ERR_BAD_STATE;
    }
    arch_context_set_ip(&thread->context, invoke->args[0]);
    return OK;
}

static status_t on_get_regs(struct invoke *invoke) {
    const struct thread *thread = cap_object(invoke->slot);
    invoke->results[0] = arch_context_ip(&thread->context);
    invoke->results[1] = arch_context_sp(&thread->context);
    invoke->results[2] = arch_context_fp(&thread->context);
    invoke->results[3] = thread->state;
    invoke->results[4] = (uint64_t)thread->fault_kind << 32 | thread->fault[2];
    invoke->results[5] = thread->fault[0];
    invoke->num_results = 6;
    return OK;
}

static status_t on_resume(struct invoke *invoke) {
    struct thread *thread = cap_object(invoke->slot);
    if (!thread->configured || thread->domain == NULL || thread->table == NULL ||
        !is_stopped(thread)) {
        return ERR_BAD_STATE;
    }
    sched_wake(thread);
    return OK;
}

static status_t on_suspend(struct invoke *invoke) {
    thread_stop(cap_object(invoke->slot), THREAD_STOPPED, ERR_AGAIN);
    return OK;
}

static status_t on_set_priority(struct invoke *invoke) {
    if (invoke->args[0] >= PRIORITY_COUNT) {
        return ERR_BAD_ARG;
    }
    sched_set_priority(cap_object(invoke->slot), (uint32_t)invoke->args[0]);
    return OK;
}

static status_t on_set_sched(struct invoke *invoke) {
    struct thread *thread = cap_object(invoke->slot);
    struct slot *slot = NULL;
    TRY(invoke_find_optional(invoke, invoke->args[0], OBJECT_SCHED_CONTEXT, RIGHT_MANAGE, &slot));
    struct sched_context *sched = slot == NULL ? NULL : cap_object(slot);
    bool borrows = thread->sched != NULL && thread->sched->owner != thread;
    if (borrows || thread->lent != NULL || (sched != NULL && sched->owner != NULL)) {
        return ERR_BUSY;
    }
    sched_context_assign(sched, thread);
    return OK;
}

static status_t on_bind(struct invoke *invoke) {
    struct thread *thread = cap_object(invoke->slot);
    struct slot *slot = NULL;
    TRY(invoke_find_optional(invoke, invoke->args[0], OBJECT_NOTIFICATION, RIGHT_READ, &slot));
    struct notification *notification = slot == NULL ? NULL : cap_object(slot);
    if (notification != NULL && notification->bound != NULL && notification->bound != thread) {
        return ERR_BUSY;
    }
    thread_bind(thread, notification);
    if (notification != NULL) {
        notification_signal(notification, 0); // it may wait already for what is pending
    }
    return OK;
}

static status_t on_set_tls(struct invoke *invoke) {
    struct thread *thread = cap_object(invoke->slot);
    if (invoke->args[0] >= ARCH_USER_END) {
        return ERR_BAD_ARG;
    }
    if (thread != invoke->self && (invoke->slot->rights & RIGHT_MANAGE) == 0) {
        return ERR_DENIED;
    }
    arch_context_set_tls(&thread->context, invoke->args[0]);
    if (thread == invoke->self) {
        arch_context_activate(&thread->context);
    }
    return OK;
}

const struct method thread_methods[METHODS_MAX] = {
    [THREAD_CONFIGURE - METHOD_FIRST] = { on_configure, RIGHT_MANAGE, 6 },
    [THREAD_SET_REGS - METHOD_FIRST] = { on_set_regs, RIGHT_MANAGE, 4 },
    [THREAD_GET_REGS - METHOD_FIRST] = { on_get_regs, RIGHT_MANAGE, 0 },
    [THREAD_RESUME - METHOD_FIRST] = { on_resume, RIGHT_MANAGE, 0 },
    [THREAD_SUSPEND - METHOD_FIRST] = { on_suspend, RIGHT_MANAGE, 0 },
    [THREAD_SET_PRIORITY - METHOD_FIRST] = { on_set_priority, RIGHT_MANAGE, 1 },
    [THREAD_SET_SCHED - METHOD_FIRST] = { on_set_sched, RIGHT_MANAGE, 1 },
    [THREAD_BIND - METHOD_FIRST] = { on_bind, RIGHT_MANAGE, 1 },
    [THREAD_SET_TLS - METHOD_FIRST] = { on_set_tls, 0, 1 },
    [THREAD_SET_IP - METHOD_FIRST] = { on_set_ip, RIGHT_MANAGE, 1 },
};
