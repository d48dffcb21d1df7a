// SPDX-License-Identifier: MIT
// Entries from arch code, and the decoding of TRAP_INVOKE.
#include "invoke.h"
#include "ipc.h"
#include "irq.h"
#include "kernel.h"
#include "thread.h"

static const struct method no_methods[METHODS_MAX];

static const struct method *const methods_of[OBJECT_TYPE_COUNT] = {
    [OBJECT_NONE] = no_methods,
    [OBJECT_UNTYPED] = untyped_methods,
    [OBJECT_SPAN] = span_methods,
    [OBJECT_CAPTABLE] = captable_methods,
    [OBJECT_DOMAIN] = domain_methods,
    [OBJECT_REGION] = region_methods,
    [OBJECT_ATTACHMENT] = no_methods,
    [OBJECT_FRAME] = frame_methods,
    [OBJECT_TABLE] = table_methods,
    [OBJECT_THREAD] = thread_methods,
    [OBJECT_SCHED_CONTEXT] = sched_context_methods,
    [OBJECT_ENDPOINT] = endpoint_methods,
    [OBJECT_REPLY] = reply_methods,
    [OBJECT_NOTIFICATION] = no_methods,
    [OBJECT_TIMER] = timer_methods,
    [OBJECT_IRQ_CONTROL] = irq_control_methods,
    [OBJECT_IRQ] = irq_methods,
    [OBJECT_IOPORT] = ioport_methods,
    [OBJECT_CLOCK] = no_methods,
    [OBJECT_DEBUG] = debug_methods,
};

static const struct method *find_method(const struct slot *slot, uint32_t label) {
    const struct method *method = NULL;
    if (label <= CAP_INFO) {
        method = &cap_methods[label];
    } else if (label >= METHOD_FIRST && label - METHOD_FIRST < METHODS_MAX) {
        method = &methods_of[slot->type][label - METHOD_FIRST];
    }
    return method == NULL || method->run == NULL ? NULL : method;
}

/// Capability, method, right, number of words; then the method itself.
static status_t invoke_decode(struct invoke *invoke, handle_t handle, uint64_t tag) {
    struct slot *slot = NULL;
    TRY(cap_find_any(invoke->table, handle, &slot));
    uint32_t label = TAG_LABEL(tag);
    if ((slot->flags & SLOT_DYING) != 0 && label != CAP_DELETE && label != CAP_REVOKE) {
        return ERR_BAD_HANDLE;
    }
    const struct method *method = find_method(slot, label);
    if (method == NULL) {
        return ERR_BAD_SYSCALL;
    }
    if ((slot->rights & method->rights) != method->rights) {
        return ERR_DENIED;
    }
    uint32_t num_words = TAG_WORDS(tag);
    if ((tag & UINT32_MAX) != num_words || num_words < method->num_words ||
        num_words > TRAP_REG_WORDS) {
        return ERR_BAD_MESSAGE;
    }
    const uint64_t *words = arch_context_words(&invoke->self->context);
    for (uint32_t i = 0; i < TRAP_REG_WORDS; i++) {
        invoke->args[i] = i < num_words ? words[i] : 0;
    }
    invoke->slot = slot;
    return method->run(invoke);
}

void invoke_trap(struct thread *self, handle_t handle, uint64_t tag) {
    struct invoke invoke = { .self = self, .table = self->table };
    status_t st = invoke_decode(&invoke, handle, tag);
    // The thread may have deleted itself: its memory is still there until somebody carves it.
    uint64_t *words = arch_context_words(&self->context);
    for (uint32_t i = 0; i < invoke.num_results; i++) {
        words[i] = invoke.results[i];
    }
    arch_context_set_result(&self->context, st, 0, TAG(0, invoke.num_results, 0, 0));
}

struct arch_context *trap_general(handle_t handle, uint64_t tag, uint64_t trap) {
    struct thread *self = thread_current();
    switch (trap) {
    case TRAP_CALL:
        ipc_call(self, handle, tag);
        break;
    case TRAP_REPLY_RECV:
        ipc_reply_recv(self, handle, tag);
        break;
    case TRAP_SEND:
        ipc_send(self, handle, tag);
        break;
    case TRAP_RECV:
        ipc_recv(self, handle, tag);
        break;
    case TRAP_NOTIFY:
        ipc_notify(self, handle, tag);
        break;
    case TRAP_YIELD:
        arch_context_set_result(&self->context, OK, 0, 0);
        sched_yield();
        break;
    case TRAP_INVOKE:
        invoke_trap(self, handle, tag);
        break;
    default:
        arch_context_set_result(&self->context, ERR_BAD_SYSCALL, 0, 0);
        break;
    }
    return sched_return();
}

struct arch_context *core_fault(const struct core_fault *fault) {
    KERNEL_LOCK();
    thread_fault(thread_current(), fault);
    return sched_return();
}

struct arch_context *core_irq(uint32_t irq) {
    KERNEL_LOCK();
    irq_deliver(irq);
    board_irq_eoi(irq);
    return sched_return();
}

struct arch_context *core_timer(void) {
    KERNEL_LOCK();
    sched_tick();
    return sched_return();
}
