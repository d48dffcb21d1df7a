// SPDX-License-Identifier: MIT
// Deletion where it is hard: circles of tables, interruption, closed marks.
#include "kit.h"

#include <base/string.h>

enum {
    POOL_LOG2 = 17
};

static handle_t pool;

static void set_up(void) {
    kit_boot();
    pool = kit_carve(OBJECT_UNTYPED, POOL_LOG2);
    CHECK(pool != 0);
}

static handle_t carve(handle_t from, enum object_type type, uint64_t parameter) {
    return kit_make(from, UNTYPED_CARVE, type, parameter, UNTYPED_NEXT);
}

static handle_t insert(handle_t table, handle_t what, uint64_t mode) {
    return kit_make(table, CAPTABLE_INSERT, what, 0, RIGHT_ALL, 0, mode);
}

static void check_pool_is_empty(void) {
    CHECK_EQ(kit_slot(pool)->child, 0);
    CHECK_EQ(kit_invoke(pool, CAP_INFO).words[5], 1 << POOL_LOG2);
    CHECK_EQ(kernel.dying, 0);
    kit_check_all();
}

TEST(a_table_dies_with_all_it_holds) {
    set_up();
    handle_t table = carve(pool, OBJECT_CAPTABLE, 64);
    for (uint32_t i = 0; i < 20; i++) {
        CHECK(insert(table, carve(pool, OBJECT_ENDPOINT, 0), CAPTABLE_MOVE) != 0);
    }
    handle_t kept = carve(pool, OBJECT_ENDPOINT, 0);
    CHECK(insert(table, kept, CAPTABLE_COPY) != 0);
    CHECK_EQ(*cap_refs(kit_slot(kept)), 2);
    CHECK_STATUS(kit_do(table, CAP_DELETE), OK);
    CHECK_EQ(*cap_refs(kit_slot(kept)), 1);
    CHECK(kit_slot(table) == NULL);
    CHECK_STATUS(kit_do(kept, CAP_DELETE), OK);
    check_pool_is_empty();
}

TEST(children_outside_die_with_a_table_slot) {
    set_up();
    handle_t table = carve(pool, OBJECT_CAPTABLE, 64);
    handle_t endpoint = carve(pool, OBJECT_ENDPOINT, 0);
    handle_t child = kit_make(endpoint, CAP_DERIVE, RIGHT_ALL, 5);
    CHECK(insert(table, endpoint, CAPTABLE_MOVE) != 0);
    CHECK(kit_slot(child) != NULL);
    CHECK_STATUS(kit_do(table, CAP_DELETE), OK);
    CHECK(kit_slot(child) == NULL);
    check_pool_is_empty();
}

TEST(a_table_that_holds_the_memory_it_was_made_of) {
    for (uint32_t period = 0; period < 4; period++) {
        set_up();
        handle_t memory = carve(pool, OBJECT_UNTYPED, 16);
        handle_t table = carve(memory, OBJECT_CAPTABLE, 64);
        CHECK(insert(table, carve(memory, OBJECT_ENDPOINT, 0), CAPTABLE_MOVE) != 0);
        CHECK(insert(table, memory, CAPTABLE_MOVE) != 0);
        host.irq_period = period;
        host.irq_countdown = period == 0 ? UINT32_MAX : 0;
        CHECK_STATUS(kit_do(table, CAP_DELETE), OK);
        CHECK(kit_slot(table) == NULL);
        check_pool_is_empty();
    }
}

TEST(two_tables_that_hold_each_other) {
    set_up();
    handle_t first = carve(pool, OBJECT_CAPTABLE, 64);
    handle_t second = carve(pool, OBJECT_CAPTABLE, 64);
    CHECK(insert(first, second, CAPTABLE_COPY) != 0);
    CHECK(insert(second, first, CAPTABLE_MOVE) != 0);
    CHECK_STATUS(kit_do(second, CAP_DELETE), OK);
    CHECK(kit_slot(pool)->child != 0); // out of reach, but not gone
    CHECK_STATUS(kit_do(pool, CAP_REVOKE), OK);
    check_pool_is_empty();
}

TEST(a_table_that_holds_itself) {
    set_up();
    handle_t table = carve(pool, OBJECT_CAPTABLE, 64);
    CHECK(insert(table, table, CAPTABLE_MOVE) != 0);
    CHECK(kit_slot(pool)->child != 0);
    CHECK_STATUS(kit_do(pool, CAP_REVOKE), OK);
    check_pool_is_empty();
}

TEST(a_chain_of_tables_each_in_the_one_before) {
    set_up();
    enum {
        TABLES = 12
    };
    handle_t first = carve(pool, OBJECT_CAPTABLE, 64);
    handle_t outer = first;
    for (uint32_t i = 1; i < TABLES; i++) {
        handle_t inner = carve(pool, OBJECT_CAPTABLE, 64);
        CHECK(insert(inner, carve(pool, OBJECT_ENDPOINT, 0), CAPTABLE_MOVE) != 0);
        // What is moved must be named in init's table, so a copy stays until the end.
        CHECK(insert(outer, inner, CAPTABLE_COPY) != 0);
        if (outer != first) {
            CHECK_STATUS(kit_do(outer, CAP_DELETE), OK);
        }
        outer = inner;
    }
    CHECK_STATUS(kit_do(outer, CAP_DELETE), OK);
    host.irq_period = 1;
    host.irq_countdown = 0;
    CHECK_STATUS(kit_do(first, CAP_DELETE), OK);
    check_pool_is_empty();
}

TEST(revoke_restarts_and_everything_is_consistent_in_between) {
    set_up();
    handle_t endpoint = carve(pool, OBJECT_ENDPOINT, 0);
    for (uint32_t i = 0; i < 100; i++) {
        CHECK(kit_make(endpoint, CAP_DERIVE, RIGHT_ALL, 1 + i) != 0);
    }
    uint32_t again = 0;
    for (;;) {
        host.irq_countdown = 0;
        struct result got = kit_trap(TRAP_INVOKE, endpoint, TAG(CAP_REVOKE, 0, 0, 0), NULL);
        kit_check_all();
        if (got.status != ERR_AGAIN) {
            CHECK_STATUS(got.status, OK);
            break;
        }
        again++;
    }
    CHECK(again >= 100 / RESTART_STEPS - 1);
    CHECK_EQ(kit_slot(endpoint)->child, 0);
}

TEST(deleting_a_large_table_is_interrupted) {
    kit_boot();
    handle_t table = kit_carve(OBJECT_CAPTABLE, 20000);
    handle_t endpoint = kit_carve(OBJECT_ENDPOINT, 0);
    CHECK_STATUS(kit_do(table, CAPTABLE_INSERT, endpoint, 19999, RIGHT_ALL, 0, CAPTABLE_DERIVE),
                 OK);
    host.irq_countdown = 0;
    uint64_t words = 0;
    CHECK_STATUS(kit_trap(TRAP_INVOKE, table, TAG(CAP_DELETE, 0, 0, 0), &words).status, ERR_AGAIN);
    // Half deleted: it can be deleted further and nothing else.
    CHECK_STATUS(kit_do(table, CAP_INFO), ERR_BAD_HANDLE);
    CHECK_STATUS(kit_do(table, CAPTABLE_INSERT, endpoint, 0, RIGHT_ALL, 0, CAPTABLE_COPY),
                 ERR_BAD_HANDLE);
    CHECK_STATUS(kit_do(table, CAP_DELETE), OK);
    CHECK_EQ(kernel.dying, 0);
    CHECK_EQ(kit_slot(endpoint)->child, 0);
}

TEST(a_manager_deletes_in_anothers_table) {
    set_up();
    handle_t table = carve(pool, OBJECT_CAPTABLE, 64);
    handle_t endpoint = carve(pool, OBJECT_ENDPOINT, 0);
    handle_t inside = insert(table, endpoint, CAPTABLE_DERIVE);
    CHECK_STATUS(kit_do(table, CAPTABLE_DELETE, inside), OK);
    CHECK_EQ(kit_slot(endpoint)->child, 0);
    CHECK_STATUS(kit_do(table, CAPTABLE_DELETE, inside), ERR_BAD_HANDLE);
    CHECK_STATUS(kit_do(table, CAPTABLE_INSERT, endpoint, 64, RIGHT_ALL, 0, 0), ERR_BAD_ARG);
    host.irq_countdown = 0;
    const uint64_t words[] = { endpoint, 63, RIGHT_ALL, 0, CAPTABLE_COPY };
    CHECK_EQ(kit_trap(TRAP_INVOKE, table, TAG(CAPTABLE_INSERT, 5, 0, 0), words).words[0],
             START_HANDLE(63));
}

TEST(stale_and_guessed_handles_name_nothing) {
    set_up();
    handle_t old = carve(pool, OBJECT_ENDPOINT, 0);
    CHECK_STATUS(kit_do(old, CAP_DELETE), OK);
    handle_t young = carve(pool, OBJECT_ENDPOINT, 0);
    CHECK_EQ((uint32_t)old, (uint32_t)young); // the same slot
    CHECK_EQ(young >> 32, (old >> 32) + 1);
    uint64_t before = state_hash();
    CHECK_STATUS(kit_do(old, CAP_INFO), ERR_BAD_HANDLE);
    CHECK_STATUS(kit_do(young + (UINT64_C(1) << 32), CAP_INFO), ERR_BAD_HANDLE);
    CHECK_STATUS(kit_do((uint32_t)young, CAP_INFO), ERR_BAD_HANDLE);
    CHECK_STATUS(kit_do(UINT64_C(1) << 32, CAP_INFO), ERR_BAD_HANDLE); // slot 0
    CHECK_STATUS(kit_do(START_HANDLE(5000), CAP_INFO), ERR_BAD_HANDLE);
    CHECK_EQ(state_hash(), before);
}

TEST(a_slot_whose_generation_would_wrap_retires) {
    set_up();
    handle_t handle = carve(pool, OBJECT_ENDPOINT, 0);
    kit_slot(handle)->generation = UINT32_MAX - 1;
    handle = UINT64_C(0xfffffffe) << 32 | (uint32_t)handle;
    CHECK_STATUS(kit_do(handle, CAP_DELETE), OK);
    handle_t last = carve(pool, OBJECT_ENDPOINT, 0);
    CHECK_EQ(last, UINT64_C(0xffffffff) << 32 | (uint32_t)handle);
    CHECK_STATUS(kit_do(last, CAP_DELETE), OK);
    handle_t other = carve(pool, OBJECT_ENDPOINT, 0);
    CHECK((uint32_t)other != (uint32_t)last);
    CHECK_STATUS(kit_do(last, CAP_INFO), ERR_BAD_HANDLE);
    kit_check_all();
}

TEST(derivation_depth_is_bounded) {
    set_up();
    handle_t handle = carve(pool, OBJECT_ENDPOINT, 0);
    handle_t next = handle;
    uint32_t depth = 0;
    struct result got;
    for (;;) {
        got = kit_invoke(next, CAP_DERIVE, RIGHT_ALL, 0);
        if (got.status != OK) {
            break;
        }
        next = got.words[0];
        depth++;
    }
    CHECK_STATUS(got.status, ERR_DEPTH);
    CHECK(depth >= SLOT_DEPTH_MAX - 4 && depth <= SLOT_DEPTH_MAX);
    CHECK_STATUS(kit_do(handle, CAP_DELETE), OK);
    check_pool_is_empty();
}

TEST(a_dying_domain_runs_nobody_before_its_tables_go) {
    set_up();
    enum {
        REGIONS = 20
    };
    struct task task = kit_task(1, 0);
    handle_t upper = carve(pool, OBJECT_TABLE, 0);
    handle_t lower = carve(pool, OBJECT_TABLE, 0);
    for (uint32_t i = 0; i < REGIONS; i++) {
        vaddr_t address = 0;
        handle_t region = kit_region(1, &address);
        if (i == 0) {
            vaddr_t high = ALIGN_DOWN(address, BIT64(39));
            CHECK_STATUS(kit_do(task.domain, DOMAIN_SET_TABLE, upper, high, 3), OK);
            vaddr_t low = ALIGN_DOWN(address, BIT64(30));
            CHECK_STATUS(kit_do(task.domain, DOMAIN_SET_TABLE, lower, low, 2), OK);
        }
        CHECK(kit_make(task.domain, DOMAIN_ATTACH, region, RIGHT_READ) != 0);
    }
    // Interrupted at the first look: a Region may now die without a trace in the domain's tables.
    host.irq_countdown = 0;
    struct result got = kit_trap(TRAP_INVOKE, task.domain, TAG(CAP_DELETE, 0, 0, 0), NULL);
    CHECK_STATUS(got.status, ERR_AGAIN);
    CHECK(task.t->domain == NULL);
    CHECK_EQ(task.t->state, THREAD_STOPPED);
    kit_check_all();
    CHECK_STATUS(kit_do(task.domain, CAP_DELETE), OK);
    CHECK_STATUS(kit_do(task.thread, THREAD_RESUME), ERR_BAD_STATE);
}

// --- Closed marks ---

TEST(an_anchor_is_closed_when_its_last_descendant_goes) {
    set_up();
    handle_t endpoint = carve(pool, OBJECT_ENDPOINT, 0);
    handle_t notification = carve(pool, OBJECT_NOTIFICATION, 0);
    handle_t bit = kit_make(notification, CAP_DERIVE, RIGHT_WRITE, BIT64(NOTIFICATION_CLOSED_BIT));
    CHECK_STATUS(kit_do(endpoint, ENDPOINT_BIND, bit), OK);
    handle_t anchor = kit_make(endpoint, CAP_DERIVE, RIGHT_ALL, 1234);
    handle_t client = kit_make(anchor, CAP_DERIVE, RIGHT_WRITE | RIGHT_DUP, 0);
    handle_t copy = kit_make(client, CAP_COPY);
    handle_t third = kit_make(copy, CAP_DERIVE, RIGHT_WRITE, 0);
    struct notification *word = kit_object(notification);

    CHECK_STATUS(kit_do(third, CAP_DELETE), OK); // a client's own children do not count
    CHECK_STATUS(kit_do(client, CAP_DELETE), OK);
    CHECK_EQ(word->word, 0);
    CHECK_STATUS(kit_do(endpoint, ENDPOINT_NEXT_CLOSED), ERR_NOT_FOUND);
    CHECK_STATUS(kit_do(copy, CAP_DELETE), OK);
    CHECK_EQ(word->word, BIT64(NOTIFICATION_CLOSED_BIT));
    struct result got = kit_invoke(endpoint, ENDPOINT_NEXT_CLOSED);
    CHECK_STATUS(got.status, OK);
    CHECK_EQ(got.words[0], 1234);
    CHECK_STATUS(kit_do(endpoint, ENDPOINT_NEXT_CLOSED), ERR_NOT_FOUND);

    handle_t again = kit_make(anchor, CAP_DERIVE, RIGHT_WRITE, 0);
    CHECK_STATUS(kit_do(again, CAP_DELETE), OK);
    handle_t moved = kit_make(anchor, CAP_MOVE); // the mark moves along
    CHECK_STATUS(kit_do(moved, CAP_DELETE), OK);
    CHECK_STATUS(kit_do(endpoint, ENDPOINT_NEXT_CLOSED), ERR_NOT_FOUND);
    kit_check_all();
}

TEST(closing_many_at_once_is_collected_once_each) {
    set_up();
    enum {
        CLIENTS = 30
    };
    bool seen[CLIENTS + 1] = { false };
    handle_t endpoint = carve(pool, OBJECT_ENDPOINT, 0);
    handle_t table = carve(pool, OBJECT_CAPTABLE, 64);
    for (uint64_t i = 1; i <= CLIENTS; i++) {
        handle_t anchor = kit_make(endpoint, CAP_DERIVE, RIGHT_ALL, i);
        handle_t client = kit_make(anchor, CAP_DERIVE, RIGHT_ALL, 0);
        CHECK(insert(table, client, CAPTABLE_MOVE) != 0);
    }
    CHECK_STATUS(kit_do(table, CAP_DELETE), OK); // a task with 30 connections dies
    for (uint64_t i = 1; i <= CLIENTS; i++) {
        struct result got = kit_invoke(endpoint, ENDPOINT_NEXT_CLOSED);
        REQUIRE(got.status == OK && got.words[0] >= 1 && got.words[0] <= CLIENTS);
        CHECK(!seen[got.words[0]]);
        seen[got.words[0]] = true;
    }
    CHECK_STATUS(kit_do(endpoint, ENDPOINT_NEXT_CLOSED), ERR_NOT_FOUND);
}
