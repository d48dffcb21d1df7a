// SPDX-License-Identifier: MIT
/// @file
/// Child tasks: a domain, a thread, a page shared with this program.
#include "child.h"

#include <base/string.h>
#include <hsys/time.h>

enum {
    OFFSET_FRAME_B = 0x1000,
    OFFSET_STACK_B = 0x2000,
    STACK_ORDER = 1,
    WAIT_S = 5,
};
#define NS_PER_S UINT64_C(1000000000)
#define RW (RIGHT_READ | RIGHT_WRITE)

extern const uint8_t __start_child_text[], __stop_child_text[];

vaddr_t kt_code_address(kt_child_fn fn) {
    return kt.code + ((vaddr_t)(uintptr_t)fn - (vaddr_t)(uintptr_t)__start_child_text);
}

status_t kt_load_code(void) {
    size_t size_b = (size_t)(__stop_child_text - __start_child_text);
    uint32_t order = 0;
    while ((PAGE_SIZE_B << order) < size_b) {
        order++;
    }
    handle_t span;
    handle_t frame;
    handle_t attachment;
    struct cap_info info;
    TRY(span_carve(KT_SPAN, 1, UNTYPED_NEXT, &span));
    TRY(untyped_carve_region(kt.tables, 1, span, &kt.code_region));
    TRY(untyped_carve(kt.tables, OBJECT_FRAME, order, &frame));
    TRY(frame_map(frame, kt.code_region, 0, RW, CACHE_NORMAL));
    TRY(kt_attach(KT_DOMAIN, kt.tables, kt.code_region, RW, &attachment));
    TRY(cap_info(kt.code_region, &info));
    kt.code = info.detail[0];
    memcpy((void *)kt.code, __start_child_text, size_b);
    return frame_protect(frame, RIGHT_READ | RIGHT_EXEC);
}

static status_t make_memory(struct kt_task *task, bool has_frame, handle_t *out_frame) {
    vaddr_t vaddr = 0;
    handle_t attachment;
    task->data_region = kt_region(1, &vaddr);
    (void)kt_frame_at(task->data_region, 0, 0, RW);
    *out_frame = HANDLE_NONE;
    if (has_frame) {
        *out_frame = kt_frame_at(task->data_region, OFFSET_FRAME_B, 0, RW);
    }
    (void)kt_frame_at(task->data_region, OFFSET_STACK_B, STACK_ORDER, RW);
    TRY(kt_attach(KT_DOMAIN, kt.tables, task->data_region, RW, &attachment));
    TRY(kt_attach(task->domain, kt.untyped, task->data_region, RW, &attachment));
    TRY(kt_attach(task->domain, kt.untyped, kt.code_region, RIGHT_READ | RIGHT_EXEC, &attachment));
    task->shared = (struct kt_shared *)vaddr;
    task->frame = (struct ipc_frame *)(vaddr + OFFSET_FRAME_B);
    task->stack_top = vaddr + OFFSET_STACK_B + (PAGE_SIZE_B << STACK_ORDER);
    return OK;
}

static status_t make_thread(struct kt_task *task, kt_child_fn fn, struct kt_options options,
                            handle_t frame) {
    struct thread_config config = {
        .domain = task->domain,
        .captable = task->captable,
        .flags = options.flags,
        .ipc_vaddr = frame != HANDLE_NONE ? (vaddr_t)(uintptr_t)task->frame : 0,
        .ipc_frame = frame,
        .window_slot = SLOT_WINDOW,
    };
    uint32_t priority = options.priority != 0 ? options.priority : (uint32_t)KT_PRIORITY_CHILD;
    TRY(thread_configure(task->thread, &config));
    TRY(thread_set_priority(task->thread, priority));
    if (!options.passive) {
        task->sched = kt_carve(OBJECT_SCHED_CONTEXT, 0);
        TRY(sched_configure(task->sched, NS_PER_S / 100, NS_PER_S / 100));
        TRY(thread_set_sched(task->thread, task->sched));
    }
    TRY(thread_bind(task->thread, task->notification));
    return thread_set_regs(task->thread, kt_code_address(fn), task->stack_top - 8,
                           (uint64_t)(uintptr_t)task->shared, 0);
}

static status_t make_faults(struct kt_task *task) {
    handle_t fault;
    TRY(cap_derive(kt.endpoint, RIGHT_WRITE | RIGHT_DUP, KT_FAULT_BADGE + task->number, &fault));
    return domain_set_fault(task->domain, fault);
}

bool kt_make(struct kt_task *task, kt_child_fn fn, struct kt_options options) {
    uint32_t failures = kt.failures;
    handle_t frame = HANDLE_NONE;
    *task = (struct kt_task){ .number = ++kt.num_tasks };
    task->domain = kt_carve(OBJECT_DOMAIN, 0);
    task->captable = kt_carve(OBJECT_CAPTABLE, KT_CHILD_SLOTS);
    task->thread = kt_carve(OBJECT_THREAD, 0);
    task->notification = kt_carve(OBJECT_NOTIFICATION, 0);
    CHECK_STATUS(make_memory(task, !options.no_frame, &frame), OK);
    CHECK_STATUS(make_thread(task, fn, options, frame), OK);
    CHECK_STATUS(make_faults(task), OK);
    kt_give(task, task->notification, SLOT_NOTIFICATION, RIGHT_ALL, 0);
    kt_give(task, task->thread, SLOT_THREAD, RIGHT_ALL, 0);
    kt_give(task, kt.endpoint, KT_SLOT_MAIN, RIGHT_WRITE | RIGHT_DUP, task->number);
    return kt.failures == failures;
}

void kt_give(struct kt_task *task, handle_t cap, uint32_t slot, uint32_t rights, uint64_t badge) {
    handle_t there;
    status_t st =
        captable_insert(task->captable, cap, slot, rights, badge, CAPTABLE_DERIVE, &there);
    if (st != OK) {
        kt_fail(__FILE__, __LINE__, "give slot %u: %s", slot, status_name(st));
    } else {
        CHECK_EQ(there, START_HANDLE(slot));
    }
}

void kt_start(struct kt_task *task) {
    CHECK_STATUS(thread_resume(task->thread), OK);
}

bool kt_spawn(struct kt_task *task, kt_child_fn fn, struct kt_options options) {
    if (!kt_make(task, fn, options)) {
        return false;
    }
    kt_start(task);
    return true;
}

struct kt_message kt_wait(void) {
    struct kt_message message = { .status = ERR_TIMEOUT };
    struct trap_regs regs = { .handle = kt.endpoint };
    kt_reply(1, 0); // Whoever was received before and not answered: no.
    (void)timer_set(kt.timer, time_now_ns() + WAIT_S * NS_PER_S);
    message.status = hsys_trap(TRAP_RECV, &regs);
    (void)timer_cancel(kt.timer);
    message.badge = regs.handle;
    message.label = TAG_LABEL(regs.tag);
    message.flags = TAG_FLAGS(regs.tag);
    memcpy(message.words, regs.words, sizeof(message.words));
    if ((message.flags & TAG_NOTIFIED) != 0) {
        message.status = ERR_TIMEOUT;
        kt_fail(__FILE__, __LINE__, "nothing happened for %d s", WAIT_S);
    }
    return message;
}

uint64_t kt_join(struct kt_task *task) {
    struct kt_message m = kt_wait();
    if (m.status != OK) {
        return UINT64_MAX;
    }
    if ((m.flags & TAG_FAULT) != 0 || m.badge != task->number || m.label != KT_LABEL_DONE) {
        kt_fail(__FILE__, __LINE__,
                "task %u: badge 0x%lx label 0x%x flags %u address 0x%lx ip 0x%lx (code 0x%lx)",
                task->number, m.badge, m.label, m.flags, m.words[0], m.words[1], kt.code);
        return UINT64_MAX;
    }
    return m.words[0];
}

struct kt_message kt_expect_fault(struct kt_task *task, enum fault_kind kind, uint64_t address) {
    struct kt_message m = kt_wait();
    if (m.status != OK) {
        return m;
    }
    CHECK_EQ(m.flags & TAG_FAULT, TAG_FAULT);
    CHECK_EQ(m.badge, KT_FAULT_BADGE + task->number);
    CHECK_EQ(m.label, kind);
    if (address != UINT64_MAX) {
        CHECK_EQ(m.words[0], address);
    }
    return m;
}

void kt_reply(uint32_t label, uint64_t word0) {
    // Receives from an endpoint that nobody else has, so this only answers.
    struct trap_regs regs = {
        .handle = kt.nobody,
        .tag = TAG(label, 1, 0, TAG_NONBLOCK),
        .words = { word0 },
    };
    (void)hsys_trap(TRAP_REPLY_RECV, &regs);
}
