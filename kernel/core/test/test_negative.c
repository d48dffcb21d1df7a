// SPDX-License-Identifier: MIT
// Malformed invocations: the exact status, and nothing changed.
#include "kit.h"

#include <base/rng.h>

enum {
    FUZZ_ROUNDS = 40,
    FUZZ_STEPS = 1000,
    LABELS = 64
};

static handle_t caps[OBJECT_TYPE_COUNT]; ///< One of each type, all rights.

static handle_t boot_untyped(enum untyped_kind kind) {
    for (uint32_t i = INIT_SLOT_FIRST_UNTYPED;; i++) {
        if (kit_slot(START_HANDLE(i))->kind == kind) {
            return START_HANDLE(i);
        }
    }
}

static void set_up(void) {
    kit_boot();
    vaddr_t address = 0;
    caps[OBJECT_UNTYPED] = kit_carve(OBJECT_UNTYPED, 16);
    caps[OBJECT_SPAN] = kit_make(START_HANDLE(INIT_SLOT_SPAN), SPAN_CARVE, 4, UNTYPED_NEXT);
    caps[OBJECT_REGION] = kit_region(1, &address);
    static const enum object_type carved[] = {
        OBJECT_DOMAIN, OBJECT_TABLE,        OBJECT_THREAD, OBJECT_SCHED_CONTEXT, OBJECT_ENDPOINT,
        OBJECT_REPLY,  OBJECT_NOTIFICATION, OBJECT_TIMER,  OBJECT_FRAME
    };
    for (uint32_t i = 0; i < ARRAY_LEN(carved); i++) {
        caps[carved[i]] = kit_carve(carved[i], 0);
    }
    caps[OBJECT_CAPTABLE] = kit_carve(OBJECT_CAPTABLE, 64);
    handle_t domain = kit_carve(OBJECT_DOMAIN, 0);
    CHECK_STATUS(kit_do(domain, DOMAIN_SET_TABLE, kit_carve(OBJECT_TABLE, 0), 0, 3), OK);
    CHECK_STATUS(kit_do(domain, DOMAIN_SET_TABLE, kit_carve(OBJECT_TABLE, 0),
                        ALIGN_DOWN(address, BIT64(30)), 2),
                 OK);
    caps[OBJECT_ATTACHMENT] = kit_make(domain, DOMAIN_ATTACH, caps[OBJECT_REGION], RIGHT_READ);
    caps[OBJECT_IRQ_CONTROL] = START_HANDLE(INIT_SLOT_IRQ_CONTROL);
    caps[OBJECT_IRQ] = kit_make(caps[OBJECT_IRQ_CONTROL], IRQ_CONTROL_MSI, kit_untyped());
    caps[OBJECT_IOPORT] = kit_make(START_HANDLE(INIT_SLOT_IOPORT), IOPORT_CARVE, 0x60, 8);
    caps[OBJECT_CLOCK] = START_HANDLE(INIT_SLOT_CLOCK);
    caps[OBJECT_DEBUG] = START_HANDLE(INIT_SLOT_DEBUG);
    for (uint32_t type = 1; type < OBJECT_TYPE_COUNT; type++) {
        CHECK(caps[type] != 0);
    }
}

/// What the kernel says the method needs; NULL: there is none.
static const struct method *method_of(uint32_t type, uint32_t label) {
    static const struct method *const methods[OBJECT_TYPE_COUNT] = {
        [OBJECT_UNTYPED] = untyped_methods,
        [OBJECT_SPAN] = span_methods,
        [OBJECT_CAPTABLE] = captable_methods,
        [OBJECT_DOMAIN] = domain_methods,
        [OBJECT_REGION] = region_methods,
        [OBJECT_FRAME] = frame_methods,
        [OBJECT_TABLE] = table_methods,
        [OBJECT_THREAD] = thread_methods,
        [OBJECT_SCHED_CONTEXT] = sched_context_methods,
        [OBJECT_ENDPOINT] = endpoint_methods,
        [OBJECT_REPLY] = reply_methods,
        [OBJECT_TIMER] = timer_methods,
        [OBJECT_IRQ_CONTROL] = irq_control_methods,
        [OBJECT_IRQ] = irq_methods,
        [OBJECT_IOPORT] = ioport_methods,
        [OBJECT_DEBUG] = debug_methods,
    };
    const struct method *method = NULL;
    if (label <= CAP_INFO) {
        method = &cap_methods[label];
    } else if (label >= METHOD_FIRST && label < METHOD_FIRST + METHODS_MAX &&
               methods[type] != NULL) {
        method = &methods[type][label - METHOD_FIRST];
    }
    return method == NULL || method->run == NULL ? NULL : method;
}

static void expect(handle_t handle, uint64_t tag, status_t status) {
    static const uint64_t words[TRAP_REG_WORDS] = { 0 };
    uint64_t before = state_hash();
    CHECK_STATUS(kit_trap(TRAP_INVOKE, handle, tag, words).status, status);
    CHECK_EQ(state_hash(), before);
}

TEST(methods_that_do_not_exist) {
    set_up();
    uint32_t found = 0;
    for (uint32_t type = 1; type < OBJECT_TYPE_COUNT; type++) {
        for (uint32_t label = 0; label < LABELS; label++) {
            if (method_of(type, label) == NULL) {
                expect(caps[type], TAG(label, 6, 0, 0), ERR_BAD_SYSCALL);
            } else {
                found++;
            }
        }
        expect(caps[type], TAG(UINT32_MAX, 6, 0, 0), ERR_BAD_SYSCALL);
    }
    CHECK_EQ(found, 19 * 6 + 45); // as many as <abi/object.h> lists
}

TEST(each_method_without_its_right) {
    set_up();
    for (uint32_t type = 1; type < OBJECT_TYPE_COUNT; type++) {
        struct slot *slot = kit_slot(caps[type]);
        uint8_t all = slot->rights;
        for (uint32_t label = 0; label < LABELS; label++) {
            const struct method *method = method_of(type, label);
            if (method != NULL && method->rights != 0) {
                slot->rights = all & (uint8_t)~method->rights;
                expect(caps[type], TAG(label, 6, 0, 0), ERR_DENIED);
                slot->rights = all;
            }
        }
    }
}

TEST(each_method_with_a_wrong_length) {
    set_up();
    for (uint32_t type = 1; type < OBJECT_TYPE_COUNT; type++) {
        kit_slot(caps[type])->rights = RIGHT_ALL;
        for (uint32_t label = 0; label < LABELS; label++) {
            const struct method *method = method_of(type, label);
            if (method == NULL) {
                continue;
            }
            if (method->num_words > 0) {
                expect(caps[type], TAG(label, method->num_words - 1u, 0, 0), ERR_BAD_MESSAGE);
            }
            expect(caps[type], TAG(label, 7, 0, 0), ERR_BAD_MESSAGE);
            expect(caps[type], TAG(label, 255, 0, 0), ERR_BAD_MESSAGE);
            expect(caps[type], TAG(label, 6, 1, 0), ERR_BAD_MESSAGE);
            expect(caps[type], TAG(label, 6, 0, TAG_NONBLOCK), ERR_BAD_MESSAGE);
            expect(caps[type], TAG(label, 6, 0, 0) | 0x8000, ERR_BAD_MESSAGE);
        }
    }
}

TEST(each_handle_argument_of_a_wrong_type) {
    static const struct {
        enum object_type type;
        uint32_t method;
        uint32_t argument; ///< Which word is the handle.
        enum object_type wants;
    } uses[] = {
        { OBJECT_CAPTABLE, CAPTABLE_INSERT, 0, OBJECT_NONE },
        { OBJECT_DOMAIN, DOMAIN_SET_TABLE, 0, OBJECT_TABLE },
        { OBJECT_DOMAIN, DOMAIN_ATTACH, 0, OBJECT_REGION },
        { OBJECT_DOMAIN, DOMAIN_SET_FAULT, 0, OBJECT_ENDPOINT },
        { OBJECT_REGION, REGION_BIND, 0, OBJECT_NOTIFICATION },
        { OBJECT_FRAME, FRAME_MAP, 0, OBJECT_REGION },
        { OBJECT_THREAD, THREAD_CONFIGURE, 0, OBJECT_DOMAIN },
        { OBJECT_THREAD, THREAD_SET_SCHED, 0, OBJECT_SCHED_CONTEXT },
        { OBJECT_THREAD, THREAD_BIND, 0, OBJECT_NOTIFICATION },
        { OBJECT_ENDPOINT, ENDPOINT_BIND, 0, OBJECT_NOTIFICATION },
        { OBJECT_TIMER, TIMER_BIND, 0, OBJECT_NOTIFICATION },
        { OBJECT_IRQ_CONTROL, IRQ_CONTROL_MSI, 0, OBJECT_UNTYPED },
        { OBJECT_IRQ_CONTROL, IRQ_CONTROL_LINE, 0, OBJECT_UNTYPED },
        { OBJECT_IRQ, IRQ_BIND, 0, OBJECT_NOTIFICATION },
        { OBJECT_DEBUG, DEBUG_THREAD, 0, OBJECT_THREAD },
        { OBJECT_DEBUG, DEBUG_TRUST, 0, OBJECT_DOMAIN },
    };
    set_up();
    for (uint32_t i = 0; i < ARRAY_LEN(uses); i++) {
        for (uint32_t type = 1; type < OBJECT_TYPE_COUNT; type++) {
            uint64_t words[TRAP_REG_WORDS] = { 0 };
            words[uses[i].argument] = caps[type];
            if (type == uses[i].wants || uses[i].wants == OBJECT_NONE) {
                continue;
            }
            uint64_t before = state_hash();
            CHECK_STATUS(kit_invoke_words(caps[uses[i].type], uses[i].method, 6, words).status,
                         ERR_BAD_TYPE);
            CHECK_EQ(state_hash(), before);
        }
        uint64_t words[TRAP_REG_WORDS] = { 0 };
        words[uses[i].argument] = 0xdeadbeef;
        uint64_t before = state_hash();
        CHECK_STATUS(kit_invoke_words(caps[uses[i].type], uses[i].method, 6, words).status,
                     ERR_BAD_HANDLE);
        CHECK_EQ(state_hash(), before);
    }
}

TEST(untypeds_of_each_kind_refuse_what_they_cannot_be) {
    set_up();
    for (uint64_t type = 0; type < OBJECT_TYPE_COUNT + 3; type++) {
        bool carvable = type != OBJECT_NONE && type != OBJECT_SPAN && type != OBJECT_ATTACHMENT &&
                        type < OBJECT_IRQ_CONTROL;
        bool memory = type == OBJECT_UNTYPED || type == OBJECT_FRAME;
        uint64_t parameter = type == OBJECT_CAPTABLE ? 64 : type == OBJECT_UNTYPED ? 12 : 0;
        uint64_t before = state_hash();
        if (!carvable) {
            CHECK_STATUS(kit_do(caps[OBJECT_UNTYPED], UNTYPED_CARVE, type, parameter, 0),
                         ERR_BAD_TYPE);
        } else if (!memory && type != OBJECT_REGION) {
            CHECK_STATUS(kit_do(boot_untyped(UNTYPED_DEVICE), UNTYPED_CARVE, type, parameter, 0),
                         ERR_BAD_TYPE);
            CHECK_STATUS(kit_do(boot_untyped(UNTYPED_ARCHIVE), UNTYPED_CARVE, type, parameter, 0),
                         ERR_BAD_TYPE);
        }
        CHECK_EQ(state_hash(), before);
    }
    static const uint64_t wrong[][2] = {
        { OBJECT_UNTYPED, 11 }, { OBJECT_UNTYPED, 63 },       { OBJECT_UNTYPED, UINT64_MAX },
        { OBJECT_FRAME, 10 },   { OBJECT_FRAME, 1 << 30 },    { OBJECT_CAPTABLE, 63 },
        { OBJECT_REGION, 513 }, { OBJECT_CAPTABLE, 1 << 21 }, { OBJECT_REGION, 0 },
        { OBJECT_ENDPOINT, 1 }, { OBJECT_THREAD, 1 },         { UINT64_C(1) << 32 | 11, 0 },
    };
    for (uint32_t i = 0; i < ARRAY_LEN(wrong); i++) {
        uint64_t before = state_hash();
        status_t st = kit_do(caps[OBJECT_UNTYPED], UNTYPED_CARVE, wrong[i][0], wrong[i][1], 0);
        CHECK_STATUS(st, wrong[i][0] > UINT32_MAX ? ERR_BAD_TYPE : ERR_BAD_ARG);
        CHECK_EQ(state_hash(), before);
    }
}

TEST(a_full_table_is_an_error_for_every_method_that_makes_a_capability) {
    set_up();
    while (kit_do(caps[OBJECT_ENDPOINT], CAP_COPY) == OK) {
    }
    uint64_t before = state_hash();
    CHECK_STATUS(kit_do(caps[OBJECT_ENDPOINT], CAP_COPY), ERR_NO_SLOTS);
    CHECK_STATUS(kit_do(caps[OBJECT_ENDPOINT], CAP_DERIVE, RIGHT_ALL, 0), ERR_NO_SLOTS);
    CHECK_STATUS(kit_do(caps[OBJECT_ENDPOINT], CAP_MOVE), ERR_NO_SLOTS);
    CHECK_STATUS(kit_do(caps[OBJECT_UNTYPED], UNTYPED_CARVE, OBJECT_FRAME, 0, 0), ERR_NO_SLOTS);
    CHECK_STATUS(kit_do(caps[OBJECT_SPAN], SPAN_CARVE, 1, 0), ERR_NO_SLOTS);
    CHECK_STATUS(kit_do(caps[OBJECT_DOMAIN], DOMAIN_ATTACH, caps[OBJECT_REGION], RIGHT_READ),
                 ERR_NO_SLOTS);
    CHECK_STATUS(kit_do(caps[OBJECT_IRQ_CONTROL], IRQ_CONTROL_MSI, kit_untyped()), ERR_NO_SLOTS);
    CHECK_STATUS(kit_do(caps[OBJECT_IOPORT], IOPORT_CARVE, 0x60, 1), ERR_NO_SLOTS);
    CHECK_EQ(state_hash(), before);
}

// --- Random invocations: whatever fails changes nothing ---

static struct rng rng;

static handle_t random_handle(void) {
    static const uint32_t spread = 120;
    if (rng_below(&rng, 3) != 0) {
        return caps[1 + rng_below(&rng, OBJECT_TYPE_COUNT - 1)];
    }
    const struct captable *table = thread_current()->table;
    uint32_t index = INIT_SLOT_FIRST_UNTYPED + rng_below(&rng, spread);
    const struct slot *slot = captable_slots((struct captable *)(uintptr_t)table) + index;
    return rng_below(&rng, 20) == 0 ? rng_next(&rng) : (handle_t)slot->generation << 32 | index;
}

static uint64_t random_word(void) {
    static const uint64_t likely[] = { 0,       1,    2,    3,          6,
                                       12,      4096, 8192, UINT64_MAX, USER_SPAN_FIRST,
                                       1 << 21, 64,   7,    16,         0x60 };
    uint32_t kind = rng_below(&rng, 8);
    if (kind < 4) {
        return random_handle();
    }
    return kind < 7 ? likely[rng_below(&rng, ARRAY_LEN(likely))] : rng_next(&rng);
}

/// What would end the test itself.
static bool is_spared(const struct slot *slot, uint32_t label) {
    return slot != NULL && slot->type == OBJECT_DEBUG && label == DEBUG_PANIC;
}

/// One invocation; returns whether it succeeded.
static bool random_invocation(void) {
    handle_t handle = random_handle();
    const struct slot *slot = kit_slot(handle);
    uint32_t label = rng_below(&rng, LABELS);
    while (slot != NULL && method_of(slot->type, label) == NULL && rng_below(&rng, 50) != 0) {
        label = rng_below(&rng, 2) != 0 ? METHOD_FIRST + rng_below(&rng, METHODS_MAX)
                                        : rng_below(&rng, CAP_INFO + 2);
    }
    bool deletion = label == CAP_DELETE || label == CAP_REVOKE;
    if (is_spared(slot, label) || (deletion && rng_below(&rng, 8) != 0)) {
        return false;
    }
    uint64_t words[TRAP_REG_WORDS];
    for (uint32_t j = 0; j < TRAP_REG_WORDS; j++) {
        words[j] = random_word();
    }
    uint64_t before = state_hash();
    status_t st = kit_invoke_words(handle, label, 6, words).status;
    if (st != OK && !deletion) { // a deletion may stop half-way at a Span in use
        CHECK_EQ(state_hash(), before);
    }
    return st == OK;
}

TEST(random_invocations_that_fail_change_nothing) {
    uint32_t succeeded = 0;
    rng_init(&rng, 4711);
    for (uint32_t round = 0; round < FUZZ_ROUNDS; round++) {
        set_up();
        for (uint32_t i = 0; i < FUZZ_STEPS; i++) {
            succeeded += random_invocation();
            if (thread_current() != kit_init_thread()) {
                kit_run_init();
            }
        }
        kit_check_all();
    }
    CHECK(succeeded > FUZZ_ROUNDS * FUZZ_STEPS / 20);
}
