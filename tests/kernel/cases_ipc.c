// SPDX-License-Identifier: MIT
/// @file
/// Calls, answers, messages and capabilities between two domains.
#include "child.h"

enum {
    SLOT_SERVICE = KT_SLOT_FREE,
    SLOT_REPLY_0,
    SLOT_GIFT,
    LABEL_ADD = 0x1001,
    LABEL_LONG
};

/// Answers word0 + word1 of each call with the sum, forever.
CHILD static void child_adder(struct kt_shared *shared) {
    struct trap_regs regs = { 0 };
    regs.handle = START_HANDLE(SLOT_SERVICE);
    regs.tag = 0;
    status_t st = child_trap(TRAP_RECV, &regs);
    while (st == OK) {
        shared->words[0] = regs.handle; // badge
        shared->words[1] = regs.tag;
        for (uint32_t i = 0; i < TRAP_REG_WORDS; i++) {
            shared->words[2 + i] = regs.words[i];
        }
        regs.words[0] += regs.words[1];
        regs.handle = START_HANDLE(SLOT_SERVICE);
        regs.tag = TAG(OK, 1, 0, 0);
        st = child_trap(TRAP_REPLY_RECV, &regs);
    }
    child_done(shared, (uint64_t)(int64_t)st);
}

/// Sends back all words of each call, doubled.
CHILD static void child_doubler(struct kt_shared *shared) {
    struct ipc_frame *frame = (struct ipc_frame *)shared->words[0];
    struct trap_regs regs = { 0 };
    regs.handle = START_HANDLE(SLOT_SERVICE);
    regs.tag = 0;
    status_t st = child_trap(TRAP_RECV, &regs);
    while (st == OK) {
        uint32_t words = TAG_WORDS(regs.tag);
        for (uint32_t i = 0; i < TRAP_REG_WORDS; i++) {
            regs.words[i] *= 2;
        }
        for (uint32_t i = TRAP_REG_WORDS; i < words; i++) {
            frame->send.words[i] = frame->recv.words[i] * 2;
        }
        regs.handle = START_HANDLE(SLOT_SERVICE);
        regs.tag = TAG(OK, words, 0, 0);
        st = child_trap(TRAP_REPLY_RECV, &regs);
    }
    child_done(shared, (uint64_t)(int64_t)st);
}

/// Starts a server on a new endpoint. @return the endpoint to call, badged 0x77.
static handle_t serve(struct kt_task *task, kt_child_fn fn, struct kt_options options) {
    handle_t endpoint = kt_carve(OBJECT_ENDPOINT, 0);
    handle_t client = HANDLE_NONE;
    CHECK_STATUS(cap_derive(endpoint, RIGHT_WRITE | RIGHT_DUP, 0x77, &client), OK);
    options.priority = KT_PRIORITY_MAIN + 1; // It waits in recv before we go on.
    if (kt_make(task, fn, options)) {
        task->shared->words[0] = (uint64_t)(uintptr_t)task->frame;
        kt_give(task, endpoint, SLOT_SERVICE, RIGHT_READ, 0);
        kt_start(task);
    }
    return client;
}

static status_t call_add(handle_t client, uint64_t a, uint64_t b, uint64_t *out) {
    struct trap_regs regs = {
        .handle = client,
        .tag = TAG(LABEL_ADD, 2, 0, 0),
        .words = { a, b, 3, 4, 5, 6 },
    };
    TRY(hsys_trap(TRAP_CALL, &regs));
    *out = regs.words[0];
    return (status_t)(int32_t)TAG_LABEL(regs.tag);
}

KT(ipc_call_reply) {
    struct kt_task task;
    handle_t client = serve(&task, child_adder, (struct kt_options){ 0 });
    uint64_t sum = 0;
    CHECK_STATUS(call_add(client, 30, 12, &sum), OK);
    CHECK_EQ(sum, 42);
    CHECK_EQ(task.shared->words[0], 0x77);
    CHECK_EQ(task.shared->words[1], TAG(LABEL_ADD, 2, 0, 0));
    for (uint64_t i = 0; i < 1000; i++) {
        CHECK_STATUS(call_add(client, i, i, &sum), OK);
        CHECK_EQ(sum, 2 * i);
    }
}

KT(ipc_words_not_sent_do_not_leak) {
    struct kt_task task;
    handle_t client = serve(&task, child_adder, (struct kt_options){ 0 });
    uint64_t sum;
    CHECK_STATUS(call_add(client, 1, 2, &sum), OK);
    for (uint32_t i = 2; i < TRAP_REG_WORDS; i++) {
        CHECK(task.shared->words[2 + i] != i + 1); // 3, 4, 5, 6 were only in our registers.
    }
}

KT(ipc_six_words) {
    struct kt_task task;
    handle_t client = serve(&task, child_doubler, (struct kt_options){ 0 });
    struct trap_regs regs = {
        .handle = client,
        .tag = TAG(LABEL_LONG, 6, 0, 0),
        .words = { 1, 2, 3, 4, 5, 6 },
    };
    CHECK_STATUS(hsys_trap(TRAP_CALL, &regs), OK);
    CHECK_EQ(regs.tag, TAG(OK, 6, 0, 0));
    for (uint64_t i = 0; i < TRAP_REG_WORDS; i++) {
        CHECK_EQ(regs.words[i], 2 * (i + 1));
    }
}

KT(ipc_words_in_frame) {
    struct kt_task task;
    handle_t client = serve(&task, child_doubler, (struct kt_options){ 0 });
    struct ipc_frame *frame = hsys_ipc_frame();
    static const uint32_t sizes[] = { 7, 64, FRAME_WORDS_MAX };
    for (uint32_t s = 0; s < ARRAY_LEN(sizes); s++) {
        for (uint32_t i = 0; i < FRAME_WORDS_MAX; i++) {
            frame->send.words[i] = 1000 + i;
            frame->recv.words[i] = 0xdead;
        }
        struct trap_regs regs = { .handle = client, .tag = TAG(LABEL_LONG, sizes[s], 0, 0) };
        CHECK_STATUS(hsys_trap(TRAP_CALL, &regs), OK);
        CHECK_EQ(TAG_WORDS(regs.tag), sizes[s]);
        for (uint32_t i = TRAP_REG_WORDS; i < FRAME_WORDS_MAX; i++) {
            CHECK_EQ(frame->recv.words[i], i < sizes[s] ? 2 * (1000 + i) : 0xdead);
        }
    }
}

CHILD static void child_long_without_frame(struct kt_shared *shared) {
    struct trap_regs regs = { 0 };
    regs.handle = START_HANDLE(KT_SLOT_MAIN);
    regs.tag = TAG(LABEL_LONG, TRAP_REG_WORDS + 1, 0, 0);
    status_t st = child_trap(TRAP_CALL, &regs);
    child_done(shared, (uint64_t)(int64_t)st);
}

KT(ipc_no_frame) {
    struct kt_task task;
    if (kt_spawn(&task, child_long_without_frame, (struct kt_options){ .no_frame = true })) {
        CHECK_EQ((int64_t)kt_join(&task), ERR_FAULT);
    }
}

KT(ipc_frame_must_be_mapped_there) {
    struct kt_task task;
    if (!kt_make(&task, child_adder, (struct kt_options){ .no_frame = true })) {
        return;
    }
    handle_t thread = kt_carve(OBJECT_THREAD, 0);
    handle_t loose = kt_carve(OBJECT_FRAME, 0);
    handle_t mapped = kt_frame_at(task.data_region, 0x10000, 0, RIGHT_READ | RIGHT_WRITE);
    handle_t read_only = kt_frame_at(task.data_region, 0x11000, 0, RIGHT_READ);
    vaddr_t base = (vaddr_t)(uintptr_t)task.shared;
    struct thread_config config = {
        .domain = task.domain,
        .captable = task.captable,
        .ipc_vaddr = base + 0x10000,
        .ipc_frame = loose,
    };
    CHECK_REFUSED(thread_configure(thread, &config), ERR_BAD_ARG);
    config.ipc_frame = mapped;
    config.ipc_vaddr = base + 0x10008;
    CHECK_REFUSED(thread_configure(thread, &config), ERR_BAD_ARG);
    config.ipc_vaddr = base + 0x20000;
    CHECK_REFUSED(thread_configure(thread, &config), ERR_BAD_ARG);
    config.ipc_vaddr = UINT64_C(0xffff800000000000);
    CHECK_REFUSED(thread_configure(thread, &config), ERR_BAD_ARG);
    config.ipc_frame = read_only;
    config.ipc_vaddr = base + 0x11000;
    CHECK_REFUSED(thread_configure(thread, &config), ERR_BAD_ARG);
    config.ipc_frame = mapped;
    config.ipc_vaddr = base + 0x10000;
    config.window_slot = KT_CHILD_SLOTS;
    CHECK_REFUSED(thread_configure(thread, &config), ERR_BAD_ARG);
    config.window_slot = 0;
    CHECK_STATUS(thread_configure(thread, &config), OK);
    CHECK_REFUSED(frame_protect(mapped, RIGHT_READ), ERR_BUSY); // The kernel writes to it.
}

/// Receives a message with a capability, signals it, answers with what it was given in a slot.
CHILD static void child_gift(struct kt_shared *shared) {
    struct ipc_frame *frame = (struct ipc_frame *)shared->words[0];
    struct trap_regs regs = { 0 };
    regs.handle = START_HANDLE(SLOT_SERVICE);
    regs.tag = 0;
    (void)child_trap(TRAP_RECV, &regs);
    shared->words[1] = TAG_CAPS(regs.tag);
    shared->words[2] = frame->recv.caps[0];
    shared->words[3] = (uint64_t)(int64_t)child_simple(TRAP_NOTIFY, frame->recv.caps[0]);
    frame->send.caps[0] = START_HANDLE(SLOT_GIFT);
    regs.handle = START_HANDLE(SLOT_SERVICE);
    regs.tag = TAG(OK, 0, 1, 0);
    status_t st = child_trap(TRAP_REPLY_RECV, &regs);
    child_done(shared, (uint64_t)(int64_t)st);
}

KT(ipc_caps_transfer) {
    struct kt_task task;
    handle_t endpoint = kt_carve(OBJECT_ENDPOINT, 0);
    handle_t notification = kt_carve(OBJECT_NOTIFICATION, 0);
    handle_t gift = kt_carve(OBJECT_NOTIFICATION, 0);
    handle_t bit;
    REQUIRE_OK(cap_derive(notification, RIGHT_WRITE | RIGHT_DUP, 0x20, &bit));
    if (!kt_make(&task, child_gift, (struct kt_options){ .priority = KT_PRIORITY_MAIN + 1 })) {
        return;
    }
    kt_give(&task, endpoint, SLOT_SERVICE, RIGHT_READ, 0);
    kt_give(&task, gift, SLOT_GIFT, RIGHT_ALL, 0x40);
    task.shared->words[0] = (uint64_t)(uintptr_t)task.frame;
    kt_start(&task);
    struct ipc_frame *frame = hsys_ipc_frame();
    frame->send.caps[0] = bit;
    struct trap_regs regs = { .handle = endpoint, .tag = TAG(LABEL_ADD, 0, 1, 0) };
    CHECK_STATUS(hsys_trap(TRAP_CALL, &regs), OK);
    CHECK_EQ(task.shared->words[1], 1);
    CHECK_EQ((uint32_t)task.shared->words[2], SLOT_WINDOW);
    CHECK_EQ(task.shared->words[3], OK);
    struct trap_regs wait = { .handle = notification, .tag = TAG(0, 0, 0, TAG_NONBLOCK) };
    CHECK_STATUS(hsys_trap(TRAP_RECV, &wait), OK);
    CHECK_EQ(wait.words[0], 0x20);
    CHECK_EQ(TAG_CAPS(regs.tag), 1);
    struct cap_info info;
    CHECK_STATUS(cap_info(frame->recv.caps[0], &info), OK);
    CHECK_EQ(info.type, OBJECT_NOTIFICATION);
    CHECK_EQ(info.badge, 0x40);
    CHECK_STATUS(notification_signal(frame->recv.caps[0]), OK);
    handle_t kept;
    CHECK_STATUS(cap_move(frame->recv.caps[0], &kept), OK);
    CHECK_REFUSED(notification_signal(frame->recv.caps[0]), ERR_BAD_HANDLE);
    CHECK_STATUS(notification_signal(kept), OK);
    wait = (struct trap_regs){ .handle = gift, .tag = TAG(0, 0, 0, TAG_NONBLOCK) };
    CHECK_STATUS(hsys_trap(TRAP_RECV, &wait), OK);
    CHECK_EQ(wait.words[0], 0x40);
    CHECK_STATUS(cap_delete(kept), OK);
}

KT(ipc_caps_bad_handle) {
    struct kt_task task;
    handle_t client = serve(&task, child_adder, (struct kt_options){ 0 });
    struct ipc_frame *frame = hsys_ipc_frame();
    frame->send.caps[0] = UINT64_C(0x7777) << 32 | 9;
    struct trap_regs regs = { .handle = client, .tag = TAG(LABEL_ADD, 0, 1, 0) };
    CHECK_REFUSED(hsys_trap(TRAP_CALL, &regs), ERR_BAD_HANDLE);
    uint64_t sum;
    CHECK_STATUS(call_add(client, 1, 1, &sum), OK); // The server did not notice.
}

CHILD static void child_die_with_caller(struct kt_shared *shared) {
    struct trap_regs regs = { 0 };
    regs.handle = START_HANDLE(SLOT_SERVICE);
    regs.tag = 0;
    (void)child_trap(TRAP_RECV, &regs);
    __asm__ volatile("ud2");
    child_done(shared, 0);
}

/// Calls the service; its result is the status.
CHILD static void child_caller(struct kt_shared *shared) {
    uint64_t out;
    status_t st = child_call(SLOT_SERVICE, LABEL_ADD, 1, &out);
    shared->words[1] = out;
    child_done(shared, (uint64_t)(int64_t)st);
}

KT(ipc_peer_died) {
    struct kt_task server;
    struct kt_task caller;
    handle_t client = serve(&server, child_die_with_caller, (struct kt_options){ 0 });
    if (!kt_make(&caller, child_caller, (struct kt_options){ 0 })) {
        return;
    }
    kt_give(&caller, client, SLOT_SERVICE, RIGHT_WRITE, 0);
    kt_start(&caller);
    (void)kt_expect_fault(&server, FAULT_ILLEGAL, UINT64_MAX);
    CHECK_STATUS(cap_delete(server.thread), OK);
    CHECK_EQ((int64_t)kt_join(&caller), ERR_PEER_DIED);
}

KT(ipc_endpoint_dies_while_waiting) {
    struct kt_task caller;
    handle_t endpoint = kt_carve(OBJECT_ENDPOINT, 0);
    if (!kt_make(&caller, child_caller, (struct kt_options){ .priority = KT_PRIORITY_MAIN + 1 })) {
        return;
    }
    kt_give(&caller, endpoint, SLOT_SERVICE, RIGHT_WRITE, 0);
    kt_start(&caller);
    CHECK_STATUS(cap_delete(endpoint), OK);
    CHECK_EQ((int64_t)kt_join(&caller), ERR_PEER_DIED);
}

/// Saves two callers, then answers the second before the first.
CHILD static void child_deferrer(struct kt_shared *shared) {
    struct trap_regs regs = { 0 };
    for (uint32_t i = 0; i < 2; i++) {
        regs.handle = START_HANDLE(SLOT_SERVICE);
        regs.tag = 0;
        (void)child_trap(TRAP_RECV, &regs);
        regs.handle = START_HANDLE(SLOT_REPLY_0 + i);
        regs.tag = TAG(REPLY_SAVE, 0, 0, 0);
        (void)child_trap(TRAP_INVOKE, &regs);
    }
    for (uint32_t i = 2; i-- > 0;) {
        regs.handle = START_HANDLE(SLOT_REPLY_0 + i);
        regs.tag = TAG(OK, 1, 0, 0);
        regs.words[0] = 100 + i;
        shared->words[10 + i] = (uint64_t)(int64_t)child_trap(TRAP_SEND, &regs);
    }
    // A second answer has nobody to go to.
    regs.handle = START_HANDLE(SLOT_REPLY_0);
    regs.tag = TAG(OK, 0, 0, 0);
    shared->words[12] = (uint64_t)(int64_t)child_trap(TRAP_SEND, &regs);
    child_done(shared, 0);
}

KT(ipc_reply_saved) {
    struct kt_task server;
    struct kt_task callers[2];
    handle_t endpoint = kt_carve(OBJECT_ENDPOINT, 0);
    if (!kt_make(&server, child_deferrer, (struct kt_options){ 0 })) {
        return;
    }
    kt_give(&server, endpoint, SLOT_SERVICE, RIGHT_READ, 0);
    handle_t there;
    for (uint32_t i = 0; i < 2; i++) {
        REQUIRE_OK(captable_insert(server.captable, kt_carve(OBJECT_REPLY, 0), SLOT_REPLY_0 + i,
                                   RIGHT_ALL, 0, CAPTABLE_MOVE, &there));
        if (!kt_make(&callers[i], child_caller,
                     (struct kt_options){ .priority = KT_PRIORITY_CHILD + 10 - i })) {
            return;
        }
        kt_give(&callers[i], endpoint, SLOT_SERVICE, RIGHT_WRITE, 0);
    }
    kt_start(&callers[0]);
    kt_start(&callers[1]);
    kt_start(&server);
    CHECK_EQ(kt_join(&callers[1]), OK); // Answered first, though its priority is lower.
    CHECK_EQ(kt_join(&callers[0]), OK);
    CHECK_EQ(kt_join(&server), OK);
    CHECK_EQ(callers[0].shared->words[1], 100);
    CHECK_EQ(callers[1].shared->words[1], 101);
    CHECK_EQ(server.shared->words[10], OK);
    CHECK_EQ((int64_t)server.shared->words[12], ERR_BAD_STATE);
}
