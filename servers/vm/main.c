// SPDX-License-Identifier: MIT
/// @file
/// vm: owner of memory and addresses. It answers, pages and signals; it calls no one.

#include "handlers.h"
#include "shared.h"
#include "start.h"
#include "tasks.h"

#include <base/string.h>
#include <hsys/object.h>
#include <ipc/ipc.h>

static struct vm state;

/// A request, by what its badge allows.
static status_t dispatch(struct vm *vm, const struct ipc_msg *in, struct ipc_msg *out) {
    uint32_t protocol = IPC_LABEL_PROTOCOL(in->label);
    uint64_t kind = in->badge >> 32;
    if (protocol == VM_MEMORY_PROTOCOL && (kind == VM_BADGE_MEMORY || kind == VM_BADGE_ACCOUNT)) {
        return vm_memory_dispatch(&memory_ops, vm, in, out);
    }
    if (protocol == VM_PROCESS_PROTOCOL && kind == VM_BADGE_PROCESS) {
        return vm_process_dispatch(&process_ops, vm, in, out);
    }
    return ipc_refuse(in, out, ERR_DENIED);
}

/// A fault message. Returns the answer that lets the thread go on, or NULL when that is settled.
static const struct ipc_msg *handle_fault(struct vm *vm, const struct ipc_msg *in,
                                          struct ipc_msg *out) {
    struct task *task = vm_task(vm, (uint32_t)in->badge);
    uint64_t words[TRAP_REG_WORDS];
    memcpy(words, in->words, sizeof(words));
    out->label = OK;
    out->num_words = 0;
    out->num_caps = 0;
    if (task != NULL && task_fault(vm, task, in->label, words)) {
        return out;
    }
    // Answered at once: the thread must count as stopped before its registers can be set or read.
    handle_t reply = HANDLE_NONE;
    if (ipc_defer(&reply) != OK) {
        return NULL; // its domain is gone already
    }
    ipc_reply_send_status(reply, ERR_FAULT);
    if (task != NULL && !task_fixup(task, in->label, words) && vm->wake != HANDLE_NONE) {
        (void)notification_signal(vm->wake);
    }
    return NULL;
}

int main(void) {
    static struct ipc_msg in;
    static struct ipc_msg out;
    const struct ipc_msg *reply = NULL;
    vm_start(&state);
    for (;;) {
        enum ipc_what what = IPC_GOT_BITS;
        uint64_t bits = 0;
        status_t st = ipc_receive(state.endpoint, reply, &in, &what, &bits);
        ASSERT(st == OK);
        reply = NULL;
        if (what == IPC_GOT_BITS) {
            shared_collect(&state, bits);
        } else if (what == IPC_GOT_FAULT) {
            reply = handle_fault(&state, &in, &out);
        } else if (dispatch(&state, &in, &out) == OK) {
            reply = &out;
        }
    }
}
