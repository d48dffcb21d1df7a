// SPDX-License-Identifier: MIT
/// @file
/// Costs in TSC ticks, which under `-icount shift=0` are guest instructions.
#include "child.h"

enum {
    ROUNDS = 1000,
    SLOT_SERVICE = KT_SLOT_FREE
};

CHILD_INLINE uint64_t ticks(void) {
    uint32_t low;
    uint32_t high;
    __asm__ volatile("rdtsc" : "=a"(low), "=d"(high));
    return (uint64_t)high << 32 | low;
}

/// The cheapest way into the kernel and back.
KT_BENCH(trap_null, "trap.null", "instructions") {
    uint64_t start = ticks();
    for (uint32_t i = 0; i < ROUNDS; i++) {
        __asm__ volatile("syscall"
                         :
                         : "a"(TRAP_COUNT), "D"(0), "S"(0)
                         : "rcx", "rdx", "r8", "r9", "r10", "r11", "r12", "r13", "memory");
    }
    return (ticks() - start) / ROUNDS;
}

CHILD static void child_echo(struct kt_shared *shared) {
    __asm__ volatile("mov %0, %%rdi\n\txor %%esi, %%esi\n\tmov %1, %%eax\n\tsyscall\n\t"
                     "1: mov %0, %%rdi\n\tmov $1, %%esi\n\tmov %2, %%eax\n\tsyscall\n\tjmp 1b"
                     :
                     : "r"(START_HANDLE(SLOT_SERVICE)), "i"(TRAP_RECV), "i"(TRAP_REPLY_RECV)
                     : "rax", "rcx", "rdx", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "r13",
                       "memory");
    child_done(shared, 0);
}

/// A call with one word to a server in another domain and its answer; the loops of both included.
KT_BENCH(ipc_call_reply, "ipc.call_reply", "instructions") {
    struct kt_task server;
    handle_t endpoint = kt_carve(OBJECT_ENDPOINT, 0);
    if (!kt_make(&server, child_echo, (struct kt_options){ .priority = KT_PRIORITY_MAIN + 1 })) {
        return 0;
    }
    kt_give(&server, endpoint, SLOT_SERVICE, RIGHT_READ, 0);
    kt_start(&server);
    CHECK_STATUS(thread_set_sched(server.thread, HANDLE_NONE), OK);
    handle_t client;
    CHECK_STATUS(cap_derive(endpoint, RIGHT_WRITE, 1, &client), OK);
    uint64_t start = 0;
    for (uint32_t i = 0; i < ROUNDS + 10; i++) {
        if (i == 10) {
            start = ticks(); // The first ones filled caches and tables.
        }
        uint64_t handle = client;
        uint64_t tag = TAG(1, 1, 0, 0);
        __asm__ volatile("syscall"
                         : "+D"(handle), "+S"(tag)
                         : "a"(TRAP_CALL)
                         : "rcx", "rdx", "r8", "r9", "r10", "r11", "r12", "r13", "memory");
    }
    return (ticks() - start) / ROUNDS;
}

KT_BENCH(notify_wake, "notify.signal", "instructions") {
    handle_t notification = kt_carve(OBJECT_NOTIFICATION, 0);
    uint64_t start = ticks();
    for (uint32_t i = 0; i < ROUNDS; i++) {
        (void)notification_signal(notification);
    }
    return (ticks() - start) / ROUNDS;
}
