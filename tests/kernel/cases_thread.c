// SPDX-License-Identifier: MIT
/// @file
/// Threads that are started or stop in unusual ways: the kernel survives them.
#include "child.h"

/// An illegal instruction with a chosen frame pointer.
CHILD static void child_bad_chain(struct kt_shared *shared) {
    __asm__ volatile("mov %0, %%rbp\n\tud2" : : "r"(shared->words[0]));
    child_done(shared, 1);
}

KT(thread_never_given_registers_faults_at_zero) {
    struct kt_task task;
    handle_t thread = kt_carve(OBJECT_THREAD, 0);
    handle_t sched = kt_carve(OBJECT_SCHED_CONTEXT, 0);
    if (!kt_make(&task, child_bad_chain, (struct kt_options){ 0 })) {
        return;
    }
    struct thread_config config = { .domain = task.domain, .captable = task.captable };
    REQUIRE_OK(thread_configure(thread, &config));
    REQUIRE_OK(thread_set_sched(thread, sched));
    REQUIRE_OK(thread_set_priority(thread, KT_PRIORITY_CHILD));
    REQUIRE_OK(thread_resume(thread));
    struct kt_message m = kt_expect_fault(&task, FAULT_PAGE, 0);
    CHECK_EQ(m.words[1], 0);
    CHECK_EQ(m.words[2], FAULT_EXEC);
}

/// A page of device memory at `offset_b` of `region`. 0: a failure is recorded.
static handle_t map_device(handle_t region, uint64_t offset_b) {
    for (uint32_t i = 0; i < kt.boot->num_untypeds; i++) {
        handle_t device = START_HANDLE(INIT_SLOT_FIRST_UNTYPED + i);
        handle_t frame;
        if (kt.boot->untypeds[i].kind == UNTYPED_DEVICE &&
            kt.boot->untypeds[i].paddr < UINT64_C(1) << 32 &&
            untyped_carve(device, OBJECT_FRAME, 0, &frame) == OK) {
            CHECK_STATUS(
                frame_map(frame, region, offset_b, RIGHT_READ | RIGHT_EXEC, CACHE_UNCACHED),
                ERR_DENIED);
            CHECK_STATUS(frame_map(frame, region, offset_b, RIGHT_READ, CACHE_UNCACHED), OK);
            return frame;
        }
    }
    kt_fail(__FILE__, __LINE__, "no device memory");
    return HANDLE_NONE;
}

KT(thread_backtrace_leaves_devices_alone) {
    enum {
        OFFSET_DEVICE_B = 0x100000
    };
    struct kt_task task;
    struct thread_regs regs;
    if (!kt_make(&task, child_bad_chain, (struct kt_options){ 0 })) {
        return;
    }
    handle_t frame = map_device(task.data_region, OFFSET_DEVICE_B);
    // Nobody hears of its fault, so the kernel prints it with the chain of its frames.
    CHECK_STATUS(domain_set_fault(task.domain, HANDLE_NONE), OK);
    task.shared->words[0] = (uint64_t)(uintptr_t)task.shared + OFFSET_DEVICE_B;
    CHECK_STATUS(thread_set_priority(task.thread, KT_PRIORITY_MAIN + 1), OK);
    kt_start(&task);
    CHECK_STATUS(thread_get_regs(task.thread, &regs), OK);
    CHECK_EQ(regs.state, THREAD_STATE_FAULTED);
    CHECK_EQ(regs.fault >> 32, FAULT_ILLEGAL);
    CHECK_STATUS(cap_delete(frame), OK);
}
