// SPDX-License-Identifier: MIT
/// @file
/// What a task in ring 3 must not do, each with the exact fault that reaches the handler.
#include "child.h"

#define KERNEL_TEXT UINT64_C(0xffffffff80200000)
#define KERNEL_DIRECT UINT64_C(0xffff800000200000)
#define NON_CANONICAL UINT64_C(0x0000900000000000)

CHILD static void child_read(struct kt_shared *shared) {
    uint64_t value = *(volatile uint64_t *)shared->words[0];
    child_done(shared, value);
}

CHILD static void child_write(struct kt_shared *shared) {
    *(volatile uint64_t *)shared->words[0] = 0x1234;
    child_done(shared, 1);
}

CHILD static void child_jump(struct kt_shared *shared) {
    __asm__ volatile("jmp *%0" : : "r"(shared->words[0]));
    child_done(shared, 1);
}

/// Runs `fn` with an address and expects a fault of kind and flags there.
static void expect(kt_child_fn fn, uint64_t address, enum fault_kind kind, uint64_t flags) {
    struct kt_task task;
    if (!kt_make(&task, fn, (struct kt_options){ 0 })) {
        return;
    }
    task.shared->words[0] = address;
    kt_start(&task);
    struct kt_message m = kt_expect_fault(&task, kind, kind == FAULT_PAGE ? address : UINT64_MAX);
    CHECK_EQ(m.words[2], flags);
    // A jump to what is not canonical faults there or, on some processors, before it is taken.
    if (fn != child_jump || m.words[1] != address) {
        CHECK(kind != FAULT_PAGE || fn != child_jump);
        CHECK(m.words[1] >= kt.code && m.words[1] < kt.code + 0x10000);
    }
}

/// As expect(), for an address inside the task's own data region.
static void expect_in_data(kt_child_fn fn, uint64_t offset_b, uint64_t flags) {
    struct kt_task task;
    if (!kt_make(&task, fn, (struct kt_options){ 0 })) {
        return;
    }
    uint64_t address = (uint64_t)(uintptr_t)task.shared + offset_b;
    task.shared->words[0] = address;
    kt_start(&task);
    struct kt_message m = kt_expect_fault(&task, FAULT_PAGE, address);
    CHECK_EQ(m.words[2], flags);
}

KT(fault_null_pointer) {
    expect(child_read, 8, FAULT_PAGE, 0);
    expect(child_write, 8, FAULT_PAGE, FAULT_WRITE);
    expect(child_jump, 0, FAULT_PAGE, FAULT_EXEC);
}

KT(fault_unattached_region) {
    handle_t region;
    uint64_t *page = kt_page(&region, NULL); // Attached here, not there.
    if (page != NULL) {
        *page = 0x5ec2e7;
        expect(child_read, (uint64_t)(uintptr_t)page, FAULT_PAGE, 0);
        expect(child_write, (uint64_t)(uintptr_t)page, FAULT_PAGE, FAULT_WRITE);
        CHECK_EQ(*page, 0x5ec2e7);
    }
}

KT(fault_init_image) {
    expect(child_read, INIT_VADDR, FAULT_PAGE, 0);
    expect(child_write, INIT_VADDR, FAULT_PAGE, FAULT_WRITE);
}

KT(fault_write_text) {
    expect(child_write, kt.code, FAULT_PAGE, FAULT_WRITE | FAULT_PRESENT);
}

KT(fault_jump_to_data) {
    expect_in_data(child_jump, 0x40, FAULT_EXEC | FAULT_PRESENT);
}

KT(fault_execute_stack) {
    expect_in_data(child_jump, 0x2100, FAULT_EXEC | FAULT_PRESENT);
}

KT(fault_unmapped_page) {
    expect_in_data(child_read, 0x100000, 0);
    expect_in_data(child_write, 0x1ff000, FAULT_WRITE);
}

KT(fault_kernel_read) {
    expect(child_read, KERNEL_TEXT, FAULT_PAGE, FAULT_PRESENT);
    expect(child_read, KERNEL_DIRECT, FAULT_PAGE, 0);
    expect(child_read, KERNEL_DIRECT + 0x800000, FAULT_PAGE, FAULT_PRESENT);
}

KT(fault_kernel_write) {
    expect(child_write, KERNEL_TEXT, FAULT_PAGE, FAULT_WRITE | FAULT_PRESENT);
    expect(child_write, KERNEL_DIRECT + 0x800000, FAULT_PAGE, FAULT_WRITE | FAULT_PRESENT);
}

KT(fault_kernel_jump) {
    expect(child_jump, KERNEL_TEXT, FAULT_PAGE, FAULT_EXEC | FAULT_PRESENT);
}

KT(fault_non_canonical) {
    expect(child_read, NON_CANONICAL, FAULT_ILLEGAL, 0);
    expect(child_write, UINT64_C(0x8000000000000000), FAULT_ILLEGAL, 0);
    expect(child_jump, NON_CANONICAL, FAULT_ILLEGAL, 0);
}

KT(fault_resume_where_it_cannot_go) {
    struct kt_task task;
    if (!kt_make(&task, child_jump, (struct kt_options){ 0 })) {
        return;
    }
    task.shared->words[0] = NON_CANONICAL;
    kt_start(&task);
    struct kt_message m = kt_expect_fault(&task, FAULT_ILLEGAL, UINT64_MAX);
    for (uint32_t i = 0; i < 3; i++) {
        // Back to the same address: the fault is the task's, not the kernel's. A CPU that reports an
        // address that it cannot return to is given one that it can: with the upper bits as they must.
        kt_reply(OK, 0);
        m = m.words[1] == NON_CANONICAL
                ? kt_expect_fault(&task, FAULT_PAGE, NON_CANONICAL | UINT64_C(0xffff) << 48)
                : kt_expect_fault(&task, (enum fault_kind)m.label, UINT64_MAX);
    }
}

KT(fault_start_outside_user_space) {
    struct kt_task task;
    if (!kt_make(&task, child_read, (struct kt_options){ 0 })) {
        return;
    }
    CHECK_REFUSED(thread_set_regs(task.thread, NON_CANONICAL, 0, 0, 0), ERR_BAD_ARG);
    CHECK_REFUSED(thread_set_regs(task.thread, KERNEL_TEXT, 0, 0, 0), ERR_BAD_ARG);
}

#define INSTRUCTION(name, text)                                                                    \
    CHILD static void name(struct kt_shared *shared) {                                             \
        __asm__ volatile(text : : "a"(shared->words[0]), "c"(0xc0000080u), "d"(0x80u) : "memory"); \
        child_done(shared, 1);                                                                     \
    }
INSTRUCTION(child_hlt, "hlt")
INSTRUCTION(child_cli, "cli")
INSTRUCTION(child_sti, "sti")
INSTRUCTION(child_cr3, "mov %%rax, %%cr3")
INSTRUCTION(child_read_cr0, "mov %%cr0, %%rax")
INSTRUCTION(child_rdmsr, "rdmsr")
INSTRUCTION(child_wrmsr, "wrmsr")
INSTRUCTION(child_lgdt, "lgdt (%%rsp)")
INSTRUCTION(child_ltr, "ltr %%ax")
INSTRUCTION(child_swapgs, "swapgs")
INSTRUCTION(child_invlpg, "invlpg (%%rsp)")
INSTRUCTION(child_in, "inb %%dx, %%al")
INSTRUCTION(child_out, "outb %%al, %%dx")
INSTRUCTION(child_int, "int $0x80")
INSTRUCTION(child_ud2, "ud2")
INSTRUCTION(child_wrgsbase, "wrgsbase %%rax")

static void expect_illegal(kt_child_fn fn) {
    expect(fn, 0, FAULT_ILLEGAL, 0);
}

KT(fault_privileged_instruction) {
    expect_illegal(child_hlt);
    expect_illegal(child_cli);
    expect_illegal(child_sti);
    expect_illegal(child_cr3);
    expect_illegal(child_read_cr0);
    expect_illegal(child_rdmsr);
    expect_illegal(child_wrmsr);
    expect_illegal(child_lgdt);
    expect_illegal(child_ltr);
    expect_illegal(child_swapgs);
    expect_illegal(child_invlpg);
}

KT(fault_port_instruction) {
    expect_illegal(child_in);
    expect_illegal(child_out);
}

KT(fault_other_vectors) {
    expect_illegal(child_int);
    expect_illegal(child_ud2);
    expect_illegal(child_wrgsbase);
}

INSTRUCTION(child_divide, "xor %%edx, %%edx\n\txor %%ecx, %%ecx\n\tdiv %%ecx")
INSTRUCTION(child_int3, "int3")

KT(fault_arithmetic_and_debug) {
    expect(child_divide, 1, FAULT_ARITH, 0);
    expect(child_int3, 0, FAULT_DEBUG, 0);
}

CHILD static void child_fpu(struct kt_shared *shared) {
    __asm__ volatile("fninit");
    child_done(shared, 1);
}
CHILD static void child_sse(struct kt_shared *shared) {
    __asm__ volatile("movq %%rax, %%xmm0" : : "a"(1));
    child_done(shared, 1);
}

KT(fault_fpu_without_flag) {
    expect_illegal(child_fpu);
    expect_illegal(child_sse);
    struct kt_task task;
    if (kt_spawn(&task, child_sse, (struct kt_options){ .flags = THREAD_FPU })) {
        CHECK_EQ(kt_join(&task), 1);
    }
}

KT(fault_handler_resumes) {
    struct kt_task task;
    if (!kt_make(&task, child_read, (struct kt_options){ 0 })) {
        return;
    }
    uint64_t offset_b = 0x80000;
    uint64_t address = (uint64_t)(uintptr_t)task.shared + offset_b;
    task.shared->words[0] = address;
    kt_start(&task);
    (void)kt_expect_fault(&task, FAULT_PAGE, address);
    (void)kt_frame_at(task.data_region, offset_b, 0, RIGHT_READ | RIGHT_WRITE);
    *(volatile uint64_t *)address = 0xfeed;
    kt_reply(OK, 0);
    CHECK_EQ(kt_join(&task), 0xfeed);
}

KT(fault_unanswered_stays_stopped) {
    struct kt_task task;
    if (!kt_make(&task, child_ud2, (struct kt_options){ 0 })) {
        return;
    }
    kt_start(&task);
    struct kt_message m = kt_expect_fault(&task, FAULT_ILLEGAL, UINT64_MAX);
    kt_reply(1, 0); // Not resolved.
    struct thread_regs regs;
    CHECK_STATUS(thread_get_regs(task.thread, &regs), OK);
    CHECK_EQ(regs.ip, m.words[1]);
    CHECK_EQ(regs.fault >> 32, FAULT_ILLEGAL);
    // Whoever manages it may still let it go on, behind the instruction.
    CHECK_STATUS(thread_set_regs(task.thread, kt_code_address(child_fpu), task.stack_top - 8,
                                 (uint64_t)(uintptr_t)task.shared, 0),
                 OK);
    CHECK_STATUS(thread_resume(task.thread), OK);
    (void)kt_expect_fault(&task, FAULT_ILLEGAL, UINT64_MAX);
}
