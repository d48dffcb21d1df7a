// SPDX-License-Identifier: MIT
// The commit protocol: heads, generations, memory that changes while it is read, memory that goes
// away, and the credit rule against a concurrent writer.
#include "fixture.h"

#include <test/test.h>

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

/// Commits the sample, then changes the head in the bank.
static void expect_head_reject(size_t offset, uint32_t value, enum ui_reject reason) {
    struct fixture f;
    fixture_init(&f);
    fixture_sample(&f);
    fixture_commit(&f);
    memcpy(ui_up_bank(f.up, FIXTURE_BANK_B, 1) + offset, &value, sizeof value);
    CHECK_EQ(ui_import(&f.im, &f.tree), UI_IMPORT_REJECTED);
    CHECK_EQ(f.im.reason, reason);
    CHECK_EQ(f.im.node, UI_NODE_NONE);
    fixture_free(&f);
}

#define HEAD(field) offsetof(struct ui_tree_head, field)

TEST(head_magic) {
    expect_head_reject(HEAD(magic), 0, UI_REJECT_MAGIC);
}
TEST(head_version) {
    expect_head_reject(HEAD(version), UI_TREE_VERSION + 1, UI_REJECT_VERSION);
}
TEST(head_generation) {
    expect_head_reject(HEAD(gen), 7, UI_REJECT_GEN);
}
TEST(head_padding) {
    expect_head_reject(HEAD(pad0), 1, UI_REJECT_PAD);
}
TEST(head_no_nodes) {
    expect_head_reject(HEAD(num_nodes), 0, UI_REJECT_COUNT);
}
TEST(head_too_many_nodes) {
    expect_head_reject(HEAD(num_nodes), 8193, UI_REJECT_COUNT);
}
TEST(head_nodes_beyond_bank) {
    expect_head_reject(HEAD(num_nodes), 8192, UI_REJECT_LEN);
}
TEST(head_attrs_beyond_bank) {
    expect_head_reject(HEAD(num_attrs), 0x20000001, UI_REJECT_LEN);
}
TEST(head_pool_beyond_bank) {
    expect_head_reject(HEAD(pool_b), 0xffffffff, UI_REJECT_LEN);
}
TEST(head_pool_too_short) {
    expect_head_reject(HEAD(pool_b), 1, UI_REJECT_LEN);
}

TEST(length_out_of_bounds) {
    const uint32_t lengths[] = { 0, sizeof(struct ui_tree_head) - 1, FIXTURE_BANK_B + 1,
                                 0xffffffff };
    for (size_t i = 0; i < ARRAY_LEN(lengths); i++) {
        struct fixture f;
        fixture_init(&f);
        fixture_sample(&f);
        fixture_commit(&f);
        f.up->len[1] = lengths[i];
        CHECK_EQ(ui_import(&f.im, &f.tree), UI_IMPORT_REJECTED);
        CHECK_EQ(f.im.reason, UI_REJECT_LEN);
        CHECK_EQ(f.down->copied, 1);
        fixture_free(&f);
    }
}

TEST(nothing_new) {
    struct fixture f;
    fixture_init(&f);
    CHECK_EQ(ui_import(&f.im, &f.tree), UI_IMPORT_NOTHING);
    fixture_sample(&f);
    CHECK_EQ(fixture_import(&f), UI_IMPORT_ACCEPTED);
    CHECK_EQ(ui_import(&f.im, &f.tree), UI_IMPORT_NOTHING);
    CHECK_EQ(f.tree.num_nodes, S_NUM); // still there
    CHECK_EQ(f.down->copied, 1);
    CHECK_EQ(f.down->accepted, 1);
    ui_import_presented(f.down, 1);
    CHECK_EQ(f.down->presented, 1);
    fixture_free(&f);
}

TEST(rejections_are_counted_and_forgiven) {
    struct fixture f;
    fixture_init(&f);
    fixture_sample(&f);
    f.b.nodes[S_ROW].id = 0;
    for (uint32_t i = 1; i <= UI_REJECTIONS_MAX; i++) {
        CHECK_EQ(fixture_import(&f), UI_IMPORT_REJECTED);
        CHECK_EQ(f.im.rejections, i);
        CHECK_EQ(f.down->rejected, i);
    }
    f.b.nodes[S_ROW].id = 5;
    CHECK_EQ(fixture_import(&f), UI_IMPORT_ACCEPTED);
    CHECK_EQ(f.im.rejections, 0);
    CHECK_EQ(f.down->rejected, 3);
    CHECK_EQ(f.down->accepted, 4);
    fixture_free(&f);
}

/// Overwrites app memory with rubbish as soon as it was read; counts bytes of banks that are read.
static status_t read_and_destroy(void *context, void *dst, const volatile void *src, size_t len_b) {
    struct fixture *f = context;
    status_t st = ui_read_words(NULL, dst, src, len_b);
    const uint8_t *at = (const uint8_t *)(uintptr_t)src;
    if (at >= (uint8_t *)f->up + UI_HEADER_B) {
        memset((uint8_t *)(uintptr_t)src, 0xee, len_b);
    } else if (at == (const uint8_t *)&f->up->len[1]) {
        f->up->len[1] = 0xffffffff;
    }
    return st;
}

TEST(bank_and_length_are_read_once) {
    struct fixture f;
    fixture_init(&f);
    fixture_sample(&f);
    f.im.read = read_and_destroy;
    f.im.read_context = &f;
    CHECK_EQ(fixture_import(&f), UI_IMPORT_ACCEPTED);
    struct ui_text title = ui_tree_text(&f.tree, S_WINDOW, UI_ATTR_TITLE);
    CHECK(title.len_b == 6 && memcmp(title.bytes, "Sample", 6) == 0);
    fixture_free(&f);
}

/// Publishes two more generations while the bank is being read, against the credit rule.
static status_t read_and_overtake(void *context, void *dst, const volatile void *src,
                                  size_t len_b) {
    struct fixture *f = context;
    if ((const uint8_t *)(uintptr_t)src >= (uint8_t *)f->up + UI_HEADER_B) {
        fixture_commit(f);
        fixture_commit(f);
    }
    return ui_read_words(NULL, dst, src, len_b);
}

TEST(overtaken_copy_is_dropped_not_rejected) {
    struct fixture f;
    fixture_init(&f);
    fixture_sample(&f);
    f.im.read = read_and_overtake;
    f.im.read_context = &f;
    CHECK_EQ(fixture_import(&f), UI_IMPORT_TORN);
    CHECK_EQ(f.im.rejections, 0);
    CHECK_EQ(f.down->copied, 1);
    CHECK_EQ(f.down->rejected, 0);
    f.im.read = ui_read_words;
    CHECK_EQ(ui_import(&f.im, &f.tree), UI_IMPORT_ACCEPTED);
    CHECK_EQ(f.tree.gen, 3);
    fixture_free(&f);
}

/// Publishes one more generation during the copy, as the credit rule allows.
static status_t read_and_follow(void *context, void *dst, const volatile void *src, size_t len_b) {
    struct fixture *f = context;
    if ((const uint8_t *)(uintptr_t)src >= (uint8_t *)f->up + UI_HEADER_B) {
        fixture_commit(f);
    }
    return ui_read_words(NULL, dst, src, len_b);
}

TEST(one_commit_during_the_copy_is_harmless) {
    struct fixture f;
    fixture_init(&f);
    fixture_sample(&f);
    f.im.read = read_and_follow;
    f.im.read_context = &f;
    CHECK_EQ(fixture_import(&f), UI_IMPORT_ACCEPTED);
    CHECK_EQ(f.tree.gen, 1);
    fixture_free(&f);
}

/// Fails at the n-th read; the region is gone from then on.
static status_t read_until(void *context, void *dst, const volatile void *src, size_t len_b) {
    int *left = context;
    return (*left)-- > 0 ? ui_read_words(NULL, dst, src, len_b) : ERR_FAULT;
}

TEST(fault_at_every_read) {
    for (int reads = 0; reads < 4; reads++) {
        struct fixture f;
        fixture_init(&f);
        fixture_sample(&f);
        int left = reads;
        f.im.read = read_until;
        f.im.read_context = &left;
        CHECK_EQ(fixture_import(&f), UI_IMPORT_FAULT);
        CHECK_EQ(f.down->copied, 0);
        CHECK_EQ(f.down->accepted, 0);
        CHECK_EQ(f.im.rejections, 0);
        fixture_free(&f);
    }
}

TEST(generation_running_backwards) {
    struct fixture f;
    fixture_init(&f);
    fixture_sample(&f);
    CHECK_EQ(fixture_import(&f), UI_IMPORT_ACCEPTED);
    f.up->gen = 0; // bank 0 was never written
    CHECK_EQ(ui_import(&f.im, &f.tree), UI_IMPORT_REJECTED);
    f.up->gen = UINT64_MAX;
    CHECK_EQ(ui_import(&f.im, &f.tree), UI_IMPORT_REJECTED);
    CHECK_EQ(f.im.reason, UI_REJECT_GEN);
    fixture_free(&f);
}

TEST(waiting_app_is_woken) {
    struct fixture f;
    fixture_init(&f);
    fixture_sample(&f);
    CHECK_EQ(fixture_import(&f), UI_IMPORT_ACCEPTED);
    CHECK(!f.im.wake);
    f.up->waiting = 1;
    CHECK_EQ(ui_import(&f.im, &f.tree), UI_IMPORT_NOTHING);
    CHECK(!f.im.wake);
    CHECK_EQ(fixture_import(&f), UI_IMPORT_ACCEPTED);
    CHECK(f.im.wake);
    f.b.nodes[S_ROW].id = 0;
    f.up->waiting = 0;
    CHECK_EQ(fixture_import(&f), UI_IMPORT_REJECTED);
    CHECK(f.im.wake); // its log is to say why
    fixture_free(&f);
}

TEST(credit_arithmetic) {
    CHECK(!ui_no_credit(0, 1));
    CHECK(!ui_no_credit(0, 2));
    CHECK(ui_no_credit(0, 3));
    CHECK(!ui_no_credit(1, 3));
    CHECK(ui_no_credit(1, 4));
    CHECK(!ui_no_credit(4, 5));
}

#define RACE_NODES 600u

struct race {
    struct fixture f;
    _Atomic bool stop;
    uint64_t commits;
};

/// An app that publishes as fast as the credit rule lets it; all nodes say the generation.
static void *race_writer(void *context) {
    struct race *r = context;
    while (!atomic_load(&r->stop)) {
        uint64_t gen = r->f.up->gen + 1;
        if (ui_no_credit(atomic_load_explicit(&r->f.down->copied, memory_order_acquire), gen)) {
            continue;
        }
        ui_build_reset(&r->f.b);
        for (uint32_t i = 0; i < RACE_NODES; i++) {
            enum ui_kind kind = i == 0 ? UI_KIND_APP : i == 1 ? UI_KIND_WINDOW : UI_KIND_TEXT;
            (void)ui_build_node(&r->f.b, i < 2 ? 0 : 1, kind, i + 1);
            ui_build_u32(&r->f.b, UI_ATTR_W, (uint32_t)gen & 0x3fff);
        }
        fixture_commit(&r->f);
        r->commits++;
    }
    return NULL;
}

TEST(credit_rule_accepts_no_torn_tree) {
    static struct race r;
    memset(&r, 0, sizeof r);
    fixture_init(&r.f);
    pthread_t thread;
    REQUIRE(pthread_create(&thread, NULL, race_writer, &r) == 0);
    uint32_t accepted = 0;
    uint32_t torn = 0;
    while (accepted < 1500) {
        enum ui_import_result result = ui_import(&r.f.im, &r.f.tree);
        if (result == UI_IMPORT_NOTHING) {
            continue;
        }
        CHECK_EQ(result, UI_IMPORT_ACCEPTED); // an honest app is never dropped or refused
        if (result != UI_IMPORT_ACCEPTED) {
            break;
        }
        accepted++;
        for (uint32_t i = 0; i < RACE_NODES; i++) {
            torn += ui_tree_u32(&r.f.tree, i, UI_ATTR_W) != ((uint32_t)r.f.tree.gen & 0x3fff);
        }
    }
    atomic_store(&r.stop, true);
    pthread_join(thread, NULL);
    CHECK_EQ(torn, 0);
    CHECK(r.commits >= accepted);
    fixture_free(&r.f);
}
