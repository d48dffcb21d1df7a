// SPDX-License-Identifier: MIT
/// @file
/// Registers, FPU state and TLS base belong to their thread.
#include "child.h"

#include <hsys/time.h>

/// Fills the FPU registers from words[0], yields often, counts differences.
CHILD static void child_fpu_keeper(struct kt_shared *shared) {
    uint64_t mine = shared->words[0];
    uint64_t wrong = 0;
    uint64_t low;
    uint64_t high;
    __asm__ volatile("movq %0, %%xmm0\n\tmovq %0, %%xmm15\n\tfninit\n\tfildll %1"
                     :
                     : "r"(mine), "m"(shared->words[0]));
    for (uint32_t i = 0; i < 200; i++) {
        (void)child_simple(TRAP_YIELD, 0);
        __asm__ volatile("movq %%xmm0, %0\n\tmovq %%xmm15, %1" : "=r"(low), "=r"(high));
        wrong += low != mine || high != mine ? 1 : 0;
    }
    __asm__ volatile("fistpll %0" : "=m"(shared->words[1]));
    wrong += shared->words[1] != mine ? 1 : 0;
    child_done(shared, wrong);
}

CHILD static void child_yielder(struct kt_shared *shared) {
    for (uint32_t i = 0; i < 200; i++) {
        (void)child_simple(TRAP_YIELD, 0);
    }
    child_done(shared, 0);
}

KT(cpu_fpu_state_is_kept) {
    struct kt_task tasks[4];
    for (uint32_t i = 0; i < 4; i++) {
        bool fpu = i != 3; // One without between them.
        if (!kt_make(&tasks[i], fpu ? child_fpu_keeper : child_yielder,
                     (struct kt_options){ .flags = fpu ? THREAD_FPU : 0 })) {
            return;
        }
        tasks[i].shared->words[0] = 0x1111111111111111 * (i + 1);
    }
    for (uint32_t i = 0; i < 4; i++) {
        kt_start(&tasks[i]);
    }
    for (uint32_t i = 0; i < 4; i++) {
        struct kt_message m = kt_wait();
        CHECK_EQ(m.status, OK);
        CHECK_EQ(m.flags, 0);
        CHECK_EQ(m.words[0], 0);
    }
}

/// The state of a new thread: xmm0 and the control words.
CHILD static void child_fpu_fresh(struct kt_shared *shared) {
    uint64_t low;
    uint32_t mxcsr;
    uint16_t control;
    __asm__ volatile("movq %%xmm0, %0\n\tstmxcsr %1\n\tfnstcw %2"
                     : "=r"(low), "=m"(mxcsr), "=m"(control));
    shared->words[0] = low;
    shared->words[1] = mxcsr;
    shared->words[2] = control;
    child_done(shared, 0);
}

KT(cpu_fpu_starts_clean) {
    struct kt_task first;
    struct kt_task second;
    if (!kt_make(&first, child_fpu_keeper, (struct kt_options){ .flags = THREAD_FPU }) ||
        !kt_make(&second, child_fpu_fresh, (struct kt_options){ .flags = THREAD_FPU })) {
        return;
    }
    first.shared->words[0] = 0x5ec2e7;
    kt_start(&first);
    CHECK_EQ(kt_join(&first), 0);
    kt_start(&second);
    CHECK_EQ(kt_join(&second), 0);
    CHECK_EQ(second.shared->words[0], 0);
    CHECK_EQ(second.shared->words[1], 0x1f80);
    CHECK_EQ(second.shared->words[2], 0x37f);
}

/// Sets its TLS base to words[0], yields, reads through it.
CHILD static void child_tls(struct kt_shared *shared) {
    struct trap_regs regs = { 0 };
    regs.handle = START_HANDLE(SLOT_THREAD);
    regs.tag = TAG(THREAD_SET_TLS, 1, 0, 0);
    regs.words[0] = shared->words[0];
    status_t st = child_trap(TRAP_INVOKE, &regs);
    uint64_t wrong = st == OK ? 0 : 1000;
    for (uint32_t i = 0; i < 100; i++) {
        uint64_t value;
        (void)child_simple(TRAP_YIELD, 0);
        __asm__ volatile("movq %%fs:0, %0" : "=r"(value));
        wrong += value != shared->words[0] ? 1 : 0;
    }
    child_done(shared, wrong);
}

KT(cpu_tls_base_is_kept) {
    struct kt_task tasks[3];
    for (uint32_t i = 0; i < 3; i++) {
        if (!kt_make(&tasks[i], child_tls, (struct kt_options){ 0 })) {
            return;
        }
        tasks[i].shared->words[8] = (uint64_t)(uintptr_t)&tasks[i].shared->words[8];
        tasks[i].shared->words[0] = tasks[i].shared->words[8];
    }
    for (uint32_t i = 0; i < 3; i++) {
        kt_start(&tasks[i]);
    }
    for (uint32_t i = 0; i < 3; i++) {
        struct kt_message m = kt_wait();
        CHECK_EQ(m.status, OK);
        CHECK_EQ(m.flags, 0);
        CHECK_EQ(m.words[0], 0);
    }
}

KT(cpu_tls_base_of_the_kernel) {
    struct kt_task task;
    if (!kt_make(&task, child_tls, (struct kt_options){ 0 })) {
        return;
    }
    // Refused or harmless, but never a fault in the kernel.
    task.shared->words[0] = UINT64_C(0xdead000000000000);
    kt_start(&task);
    struct kt_message m = kt_wait();
    CHECK_EQ(m.status, OK);
}

/// Spins with known values in all registers until words[0] is set, then counts differences.
CHILD static void child_registers(struct kt_shared *shared) {
    uint64_t wrong;
    __asm__ volatile("pushq %%rbx\n\tpushq %%rbp\n\t"
                     "movq $1, %%rax\n\tmovq $2, %%rbx\n\tmovq $3, %%rcx\n\tmovq $4, %%rdx\n\t"
                     "movq $5, %%rsi\n\tmovq $7, %%rbp\n\tmovq $8, %%r8\n\tmovq $9, %%r9\n\t"
                     "movq $10, %%r10\n\tmovq $11, %%r11\n\tmovq $12, %%r12\n\tmovq $13, %%r13\n\t"
                     "movq $14, %%r14\n\tmovq $15, %%r15\n\t"
                     "1: cmpq $0, (%%rdi)\n\tje 1b\n\t"
                     "leaq (%%rax,%%rbx), %%rax\n\taddq %%rcx, %%rax\n\taddq %%rdx, %%rax\n\t"
                     "addq %%rsi, %%rax\n\taddq %%rbp, %%rax\n\taddq %%r8, %%rax\n\t"
                     "addq %%r9, %%rax\n\taddq %%r10, %%rax\n\taddq %%r11, %%rax\n\t"
                     "addq %%r12, %%rax\n\taddq %%r13, %%rax\n\taddq %%r14, %%rax\n\t"
                     "addq %%r15, %%rax\n\tpopq %%rbp\n\tpopq %%rbx"
                     : "=&a"(wrong)
                     : "D"(&shared->words[0])
                     : "rcx", "rdx", "rsi", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15",
                       "memory", "cc");
    child_done(shared, wrong);
}

KT(cpu_registers_survive_interrupts) {
    struct kt_task tasks[2];
    handle_t notification = kt_carve(OBJECT_NOTIFICATION, 0);
    handle_t timer = kt_carve(OBJECT_TIMER, 0);
    if (!kt_spawn(&tasks[0], child_registers, (struct kt_options){ 0 }) ||
        !kt_spawn(&tasks[1], child_registers, (struct kt_options){ 0 })) {
        return;
    }
    handle_t bit;
    REQUIRE_OK(cap_derive(notification, RIGHT_WRITE, 1, &bit));
    REQUIRE_OK(timer_bind(timer, bit));
    for (uint32_t i = 0; i < 20; i++) {
        REQUIRE_OK(timer_set(timer, 0));
        struct trap_regs regs = { .handle = notification };
        CHECK_STATUS(hsys_trap(TRAP_RECV, &regs), OK);
    }
    tasks[0].shared->words[0] = 1;
    tasks[1].shared->words[0] = 1;
    for (uint32_t i = 0; i < 2; i++) {
        struct kt_message m = kt_wait();
        CHECK_EQ(m.words[0], 1 + 2 + 3 + 4 + 5 + 7 + 8 + 9 + 10 + 11 + 12 + 13 + 14 + 15);
    }
}

/// A trap changes nothing that it does not name.
CHILD static void child_preserved(struct kt_shared *shared) {
    uint64_t wrong;
    __asm__ volatile("pushq %%rbx\n\tpushq %%rbp\n\tmovq $0x1b, %%rbx\n\tmovq $0x1c, %%rbp\n\t"
                     "movq $0x1d, %%r14\n\tmovq $0x1e, %%r15\n\t"
                     "xor %%edi, %%edi\n\txor %%esi, %%esi\n\tmov $5, %%eax\n\tsyscall\n\t"
                     "leaq (%%rbx,%%rbp), %%rax\n\taddq %%r14, %%rax\n\taddq %%r15, %%rax\n\t"
                     "popq %%rbp\n\tpopq %%rbx"
                     : "=&a"(wrong)
                     :
                     : "rcx", "rdx", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "r13", "r14",
                       "r15", "memory", "cc");
    child_done(shared, wrong);
}

KT(cpu_traps_preserve_registers) {
    struct kt_task task;
    if (kt_spawn(&task, child_preserved, (struct kt_options){ 0 })) {
        CHECK_EQ(kt_join(&task), 0x1b + 0x1c + 0x1d + 0x1e);
    }
}

/// Enters the kernel with all flags set that user mode can set, but TF (words[0]).
CHILD static void child_flags(struct kt_shared *shared) {
    uint64_t flags = shared->words[0];
    uint64_t seen;
    __asm__ volatile("pushq %1\n\tpopfq\n\txor %%edi, %%edi\n\tmov $0, %%esi\n\tmov $5, %%eax\n\t"
                     "syscall\n\tpushfq\n\tpopq %0\n\tpushq $2\n\tpopfq"
                     : "=&b"(seen)
                     : "r"(flags)
                     : "rax", "rcx", "rdx", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "r13",
                       "memory", "cc");
    child_done(shared, seen);
}

/// The same, then waits for an interrupt.
CHILD static void child_flags_interrupted(struct kt_shared *shared) {
    __asm__ volatile("pushq %1\n\tpopfq\n\t1: cmpq $0, (%0)\n\tjne 1b\n\tpushq $2\n\tpopfq"
                     :
                     : "r"(&shared->words[0]), "r"(shared->words[0])
                     : "memory", "cc");
    child_done(shared, 5);
}

enum {
    FLAGS_DF = 1 << 10,
    FLAGS_NT = 1 << 14,
    FLAGS_AC = 1 << 18,
    FLAGS_ID = 1 << 21,
    FLAGS_ANY = FLAGS_DF | FLAGS_NT | FLAGS_AC | FLAGS_ID,
};

KT(cpu_flags_do_not_reach_the_kernel) {
    struct kt_task task;
    if (!kt_make(&task, child_flags, (struct kt_options){ 0 })) {
        return;
    }
    task.shared->words[0] = FLAGS_ANY | 2;
    kt_start(&task);
    CHECK_EQ(kt_join(&task) & FLAGS_ANY, FLAGS_ANY);
    struct kt_task spinner;
    if (!kt_make(&spinner, child_flags_interrupted, (struct kt_options){ 0 })) {
        return;
    }
    spinner.shared->words[0] = FLAGS_ANY | 2;
    kt_start(&spinner);
    handle_t notification = kt_carve(OBJECT_NOTIFICATION, 0);
    handle_t timer = kt_carve(OBJECT_TIMER, 0);
    handle_t bit;
    REQUIRE_OK(cap_derive(notification, RIGHT_WRITE, 1, &bit));
    REQUIRE_OK(timer_bind(timer, bit));
    for (uint32_t i = 0; i < 5; i++) {
        REQUIRE_OK(timer_set(timer, time_now_ns() + 1000000));
        struct trap_regs regs = { .handle = notification };
        CHECK_STATUS(hsys_trap(TRAP_RECV, &regs), OK);
    }
    spinner.shared->words[0] = 0;
    CHECK_EQ(kt_join(&spinner), 5);
}

/// Single-steps itself into the kernel.
CHILD static void child_single_step(struct kt_shared *shared) {
    __asm__ volatile("xor %%edi, %%edi\n\txor %%esi, %%esi\n\tmov $5, %%eax\n\t"
                     "pushq $0x102\n\tpopfq\n\tsyscall\n\tnop\n\tnop"
                     :
                     :
                     : "rax", "rcx", "rdx", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "r13",
                       "memory", "cc");
    child_done(shared, 0);
}

KT(cpu_single_step_into_the_kernel) {
    struct kt_task task;
    if (kt_spawn(&task, child_single_step, (struct kt_options){ 0 })) {
        (void)kt_expect_fault(&task, FAULT_DEBUG, UINT64_MAX);
    }
}
