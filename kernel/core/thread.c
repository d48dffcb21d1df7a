// SPDX-License-Identifier: MIT
// Threads: life and death.
#include "thread.h"

#include "ipc.h"
#include "kernel.h"
#include "memory.h"
#include "notification.h"
#include "symbols.h"

void thread_init(struct thread *thread) {
    list_init(&thread->queue_link);
    list_init(&thread->domain_link);
    arch_fpu_init(thread_fpu(thread));
    // Resumed without registers it faults at 0, in user mode.
    arch_context_start(&thread->context, 0, 0, 0, 0);
}

void thread_stop(struct thread *thread, enum thread_state state, status_t status) {
    if (thread->state == THREAD_READY) {
        sched_block(thread, state);
        return;
    }
    if (thread->state != THREAD_STOPPED && thread->state != THREAD_FAULTED) {
        bool fault = thread->sending == SENDING_FAULT;
        ipc_cancel(thread);
        if (!fault) {
            arch_context_set_result(&thread->context, status, 0, 0);
        }
    }
    thread->state = (uint8_t)state;
}

void thread_set_domain(struct thread *thread, struct domain *domain, struct captable *table) {
    thread->domain = domain;
    list_push_back(&domain->threads, &thread->domain_link);
    thread->table = table;
    thread->table_next = ref_ptr(table->threads);
    thread->table_prev = NULL;
    if (thread->table_next != NULL) {
        thread->table_next->table_prev = thread;
    }
    table->threads = ref_of(thread);
}

static void leave_table(struct thread *thread) {
    if (thread->table == NULL) {
        return;
    }
    if (thread->table_prev != NULL) {
        thread->table_prev->table_next = thread->table_next;
    } else {
        thread->table->threads = ref_of(thread->table_next);
    }
    if (thread->table_next != NULL) {
        thread->table_next->table_prev = thread->table_prev;
    }
    thread->table = NULL;
    thread->window = 0;
}

static void leave_domain(struct thread *thread) {
    list_remove(&thread->domain_link);
    thread->domain = NULL;
}

void thread_lose_table(struct thread *thread) {
    thread_stop(thread, THREAD_STOPPED, ERR_PEER_DIED);
    ipc_drop_caller(thread);
    leave_table(thread);
}

void thread_lose_domain(struct thread *thread) {
    thread_stop(thread, THREAD_STOPPED, ERR_PEER_DIED);
    ipc_drop_caller(thread);
    leave_domain(thread);
}

void thread_set_frame(struct thread *thread, struct ipc_frame *frame, struct slot *slot) {
    if (thread->frame_slot != 0) {
        slot_at(thread->frame_slot)->frame.thread = 0;
    }
    thread->frame = frame;
    thread->frame_slot = ref_of(slot);
    if (slot != NULL) {
        slot->frame.thread = ref_of(thread);
    }
}

void thread_bind(struct thread *thread, struct notification *notification) {
    if (thread->bound != NULL) {
        notification_unbind_thread(thread->bound);
    }
    if (notification != NULL) {
        notification->bound = thread;
        thread->bound = notification;
    }
}

void thread_destroy(struct thread *thread) {
    thread_stop(thread, THREAD_STOPPED, ERR_PEER_DIED);
    ipc_drop_caller(thread);
    struct sched_context *sched = thread->sched;
    if (sched != NULL) {
        sched_charge(arch_cpu());
        if (sched->owner == thread) {
            sched->owner = NULL;
        }
        sched->holder = NULL;
        thread->sched = NULL;
    }
    thread_bind(thread, NULL);
    thread_set_frame(thread, NULL, NULL);
    if (thread->window != 0) {
        captable_window_release(thread->table, thread->window);
    }
    leave_table(thread);
    leave_domain(thread);
    sched_forget(thread);
}

/// The return addresses of a thread, by its frame pointers, as its domain can read them.
static void print_calls(struct thread *thread) {
    enum {
        CALLS_MAX = 24
    };
    vaddr_t frame = arch_context_fp(&thread->context);
    symbols_print("at", arch_context_ip(&thread->context));
    for (uint32_t i = 0; i < CALLS_MAX && frame % sizeof(uint64_t) == 0; i++) {
        paddr_t next = domain_translate(thread->domain, frame);
        paddr_t back = domain_translate(thread->domain, frame + sizeof(uint64_t));
        if (next == 0 || back == 0 || back >= ARCH_DIRECT_LIMIT || next >= ARCH_DIRECT_LIMIT) {
            return;
        }
        symbols_print("from", *(vaddr_t *)arch_phys_to_ptr(back));
        frame = *(uint64_t *)arch_phys_to_ptr(next);
    }
}

static const char *fault_name(enum fault_kind kind) {
    static const char *const names[] = { [FAULT_PAGE] = "page fault",
                                         [FAULT_ILLEGAL] = "illegal instruction",
                                         [FAULT_ARITH] = "arithmetic exception",
                                         [FAULT_DEBUG] = "breakpoint",
                                         [FAULT_OTHER] = "exception" };
    return names[kind];
}

static void print_fault(struct thread *thread, const struct core_fault *fault) {
    char name[sizeof(thread->name) + 1] = { 0 };
    for (uint32_t i = 0; i < sizeof(thread->name); i++) {
        name[i] = (char)(thread->name >> (8 * i));
    }
    kprintf("thread '%s': %s at %#llx%s%s%s, code %#llx\n", name, fault_name(fault->kind),
            (unsigned long long)fault->address, (fault->flags & FAULT_WRITE) != 0 ? " write" : "",
            (fault->flags & FAULT_EXEC) != 0 ? " exec" : "",
            (fault->flags & FAULT_PRESENT) != 0 ? " present" : "", (unsigned long long)fault->code);
    arch_context_print(&thread->context);
    print_calls(thread);
}

void thread_fault(struct thread *thread, const struct core_fault *fault) {
    thread->fault_kind = fault->kind;
    thread->fault[0] = fault->address;
    thread->fault[1] = arch_context_ip(&thread->context);
    thread->fault[2] = fault->flags;
    thread->fault[3] = arch_context_sp(&thread->context);
    thread->fault[4] = arch_context_fp(&thread->context);
    thread->fault[5] = fault->code;
    struct domain *domain = thread->domain;
    if (domain->fault_endpoint != NULL) {
        ipc_send_fault(thread, domain->fault_endpoint, domain->fault_badge);
        return;
    }
    print_fault(thread, fault);
    if (domain->trusted) {
        panic("a task that the system cannot do without has failed");
    }
    thread_stop(thread, THREAD_FAULTED, OK);
}
