// SPDX-License-Identifier: MIT
/// @file
/// Malformed traps, wrong handles, missing rights: the exact status, and nothing changed.
#include "kt.h"

static status_t raw(uint64_t trap, handle_t handle, uint64_t tag) {
    struct trap_regs regs = { .handle = handle, .tag = tag };
    return hsys_trap(trap, &regs);
}

static status_t invoke(handle_t handle, uint32_t method, uint32_t num_words, uint64_t word0) {
    struct trap_regs regs = {
        .handle = handle,
        .tag = TAG(method, num_words, 0, 0),
        .words = { word0 },
    };
    return hsys_trap(TRAP_INVOKE, &regs);
}

KT(trap_number_unknown) {
    CHECK_REFUSED(raw(TRAP_COUNT, kt.endpoint, 0), ERR_BAD_SYSCALL);
    CHECK_REFUSED(raw(0xffff, kt.endpoint, 0), ERR_BAD_SYSCALL);
    CHECK_REFUSED(raw(UINT64_MAX, kt.endpoint, 0), ERR_BAD_SYSCALL);
    CHECK_REFUSED(raw(UINT64_C(1) << 32 | TRAP_YIELD, kt.endpoint, 0), ERR_BAD_SYSCALL);
}

KT(trap_null_handle) {
    for (uint64_t trap = 0; trap < TRAP_COUNT; trap++) {
        if (trap != TRAP_YIELD) {
            CHECK_REFUSED(raw(trap, HANDLE_NONE, 0), ERR_BAD_HANDLE);
        }
    }
    CHECK_REFUSED(invoke(HANDLE_NONE, CAP_INFO, 0, 0), ERR_BAD_HANDLE);
}

KT(trap_guess_handle) {
    uint64_t before = kt_hash();
    uint64_t seed = 88172645463325252u;
    for (uint32_t i = 0; i < 2000; i++) {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        handle_t guess = seed | UINT64_C(2) << 32; // Generations of our slots are small.
        CHECK_STATUS(invoke(guess, CAP_DELETE, 0, 0), ERR_BAD_HANDLE);
    }
    CHECK_EQ(kt_hash(), before);
}

KT(trap_guess_generation) {
    handle_t cap = kt_carve(OBJECT_NOTIFICATION, 0);
    CHECK_REFUSED(invoke(cap + (UINT64_C(1) << 32), CAP_INFO, 0, 0), ERR_BAD_HANDLE);
    CHECK_REFUSED(invoke(cap & UINT32_MAX, CAP_INFO, 0, 0), ERR_BAD_HANDLE);
    CHECK_STATUS(invoke(cap, CAP_INFO, 0, 0), OK);
}

KT(trap_stale_handle) {
    handle_t cap = kt_carve(OBJECT_NOTIFICATION, 0);
    CHECK_STATUS(raw(TRAP_NOTIFY, cap, TAG(0, 1, 0, 0)), OK);
    CHECK_STATUS(cap_delete(cap), OK);
    CHECK_REFUSED(raw(TRAP_NOTIFY, cap, TAG(0, 1, 0, 0)), ERR_BAD_HANDLE);
    handle_t next = kt_carve(OBJECT_NOTIFICATION, 0); // Perhaps the same slot again.
    CHECK(next != cap);
    CHECK_REFUSED(raw(TRAP_NOTIFY, cap, TAG(0, 1, 0, 0)), ERR_BAD_HANDLE);
    CHECK_REFUSED(invoke(cap, CAP_DELETE, 0, 0), ERR_BAD_HANDLE);
}

KT(trap_notify_arguments) {
    handle_t cap = kt_carve(OBJECT_NOTIFICATION, 0);
    CHECK_REFUSED(raw(TRAP_NOTIFY, cap, 0), ERR_BAD_MESSAGE); // No badge, no bits.
    CHECK_REFUSED(raw(TRAP_NOTIFY, cap, TAG(0, 2, 0, 0)), ERR_BAD_MESSAGE);
    CHECK_REFUSED(raw(TRAP_NOTIFY, cap, TAG(0, 1, 1, 0)), ERR_BAD_MESSAGE);
    CHECK_REFUSED(raw(TRAP_NOTIFY, cap, TAG(0, 1, 0, TAG_NONBLOCK)), ERR_BAD_MESSAGE);
}

KT(trap_wrong_type) {
    handle_t endpoint = kt_carve(OBJECT_ENDPOINT, 0);
    handle_t notification = kt_carve(OBJECT_NOTIFICATION, 0);
    CHECK_REFUSED(raw(TRAP_CALL, notification, 0), ERR_BAD_TYPE);
    CHECK_REFUSED(raw(TRAP_SEND, notification, 0), ERR_BAD_TYPE);
    CHECK_REFUSED(raw(TRAP_NOTIFY, endpoint, 0), ERR_BAD_TYPE);
    CHECK_REFUSED(raw(TRAP_RECV, kt.untyped, TAG(0, 0, 0, TAG_NONBLOCK)), ERR_BAD_TYPE);
    CHECK_REFUSED(timer_bind(kt.timer, endpoint), ERR_BAD_TYPE);
    CHECK_REFUSED(thread_set_sched(KT_SELF, endpoint), ERR_BAD_TYPE);
    handle_t out;
    uint32_t level;
    CHECK_REFUSED(domain_attach(KT_DOMAIN, endpoint, RIGHT_READ, &out, &level), ERR_BAD_TYPE);
}

KT(trap_missing_right) {
    handle_t endpoint = kt_carve(OBJECT_ENDPOINT, 0);
    handle_t notification = kt_carve(OBJECT_NOTIFICATION, 0);
    handle_t recv_only;
    handle_t wait_only;
    handle_t no_dup;
    handle_t out;
    REQUIRE_OK(cap_derive(endpoint, RIGHT_READ, 0, &recv_only));
    REQUIRE_OK(cap_derive(notification, RIGHT_READ | RIGHT_DUP, 0, &wait_only));
    REQUIRE_OK(cap_derive(notification, RIGHT_WRITE, 0, &no_dup));
    CHECK_REFUSED(raw(TRAP_CALL, recv_only, 0), ERR_DENIED);
    CHECK_REFUSED(raw(TRAP_SEND, recv_only, TAG(0, 0, 0, TAG_NONBLOCK)), ERR_DENIED);
    CHECK_REFUSED(raw(TRAP_NOTIFY, wait_only, 0), ERR_DENIED);
    CHECK_REFUSED(raw(TRAP_RECV, no_dup, TAG(0, 0, 0, TAG_NONBLOCK)), ERR_DENIED);
    CHECK_REFUSED(cap_copy(no_dup, &out), ERR_DENIED);
    CHECK_REFUSED(cap_derive(no_dup, RIGHT_WRITE, 0, &out), ERR_DENIED);
}

KT(trap_derive_only_takes_away) {
    handle_t notification = kt_carve(OBJECT_NOTIFICATION, 0);
    handle_t weak;
    handle_t weaker;
    struct cap_info info;
    REQUIRE_OK(cap_derive(notification, RIGHT_READ | RIGHT_DUP, 0, &weak));
    REQUIRE_OK(cap_derive(weak, RIGHT_ALL, 0, &weaker));
    REQUIRE_OK(cap_info(weaker, &info));
    CHECK_EQ(info.rights, RIGHT_READ | RIGHT_DUP);
}

KT(trap_tag_reserved_bits) {
    handle_t endpoint = kt_carve(OBJECT_ENDPOINT, 0);
    for (uint32_t bit = 8; bit < 16; bit++) {
        CHECK_REFUSED(raw(TRAP_SEND, endpoint, BIT64(bit) | TAG(0, 0, 0, TAG_NONBLOCK)),
                      ERR_BAD_MESSAGE);
        CHECK_REFUSED(raw(TRAP_INVOKE, endpoint, BIT64(bit) | TAG(CAP_INFO, 0, 0, 0)),
                      ERR_BAD_MESSAGE);
    }
}

KT(trap_tag_flags_unknown) {
    handle_t endpoint = kt_carve(OBJECT_ENDPOINT, 0);
    const uint32_t known = TAG_NONBLOCK | TAG_MOVE;
    for (uint32_t flag = 1; flag < 0x100; flag <<= 1) {
        if ((flag & known) == 0) {
            CHECK_REFUSED(raw(TRAP_SEND, endpoint, TAG(0, 0, 0, flag | TAG_NONBLOCK)),
                          ERR_BAD_MESSAGE);
            CHECK_REFUSED(raw(TRAP_RECV, endpoint, TAG(0, 0, 0, flag | TAG_NONBLOCK)),
                          ERR_BAD_MESSAGE);
        }
    }
    CHECK_REFUSED(raw(TRAP_CALL, endpoint, TAG(0, 0, 0, TAG_NONBLOCK)), ERR_BAD_MESSAGE);
}

KT(trap_too_many_words) {
    handle_t endpoint = kt_carve(OBJECT_ENDPOINT, 0);
    for (uint32_t words = FRAME_WORDS_MAX + 1; words < 0x100; words++) {
        CHECK_REFUSED(raw(TRAP_SEND, endpoint, TAG(0, words, 0, TAG_NONBLOCK)), ERR_BAD_MESSAGE);
        CHECK_REFUSED(raw(TRAP_CALL, endpoint, TAG(0, words, 0, 0)), ERR_BAD_MESSAGE);
    }
}

KT(trap_too_many_caps) {
    handle_t endpoint = kt_carve(OBJECT_ENDPOINT, 0);
    for (uint32_t caps = FRAME_CAPS_MAX + 1; caps < 0x100; caps += 9) {
        CHECK_REFUSED(raw(TRAP_SEND, endpoint, TAG(0, 0, caps, TAG_NONBLOCK)), ERR_BAD_MESSAGE);
        CHECK_REFUSED(raw(TRAP_CALL, endpoint, TAG(0, 0, caps, 0)), ERR_BAD_MESSAGE);
    }
}

KT(trap_method_unknown) {
    CHECK_REFUSED(invoke(kt.endpoint, 0, 0, 0), ERR_BAD_SYSCALL);
    CHECK_REFUSED(invoke(kt.endpoint, 15, 0, 0), ERR_BAD_SYSCALL);
    CHECK_REFUSED(invoke(kt.endpoint, 200, 0, 0), ERR_BAD_SYSCALL);
    CHECK_REFUSED(invoke(kt.untyped, UINT32_MAX, 0, 0), ERR_BAD_SYSCALL);
}

KT(trap_method_words) {
    CHECK_REFUSED(invoke(KT_SELF, THREAD_SET_PRIORITY, 0, 0), ERR_BAD_MESSAGE);
    CHECK_REFUSED(invoke(kt.untyped, UNTYPED_CARVE, 1, OBJECT_ENDPOINT), ERR_BAD_MESSAGE);
    CHECK_REFUSED(invoke(KT_SELF, THREAD_SET_PRIORITY, 1, PRIORITY_COUNT), ERR_BAD_ARG);
}

KT(trap_debug_arguments) {
    CHECK_REFUSED(invoke(KT_DEBUG, DEBUG_COUNTERS, 1, COUNTER_COUNT), ERR_BAD_ARG);
    CHECK_REFUSED(invoke(KT_DEBUG, DEBUG_COUNTERS, 1, UINT64_MAX), ERR_BAD_ARG);
    struct trap_regs regs = {
        .handle = KT_DEBUG,
        .tag = TAG(DEBUG_WRITE, 6, 0, 0),
        .words = { 0, 0, 0, 0, 0, DEBUG_WRITE_MAX_B + 1 },
    };
    CHECK_REFUSED(hsys_trap(TRAP_INVOKE, &regs), ERR_BAD_ARG);
}
