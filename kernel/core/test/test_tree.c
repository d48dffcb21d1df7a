// SPDX-License-Identifier: MIT
// The derivation tree against a model: 100,000 random operations, interrupted at random.
#include "tree_model.h"

#include <base/rng.h>

enum {
    OPERATIONS = 100000,
    POOLS = 8,
    POOL_LOG2 = 20,
    LIVE_MAX = 1200,
    BIG_CHECK_EVERY = 2000
};

static struct rng rng;
static int init_object; ///< The model's init table.
static uint64_t next_badge;

static uint64_t any(uint64_t below) {
    return rng_next(&rng) % below;
}

/// Runs an invocation as if the thread had the table that `cap` lies in.
static struct result invoke_at(const struct model_cap *cap, uint32_t method, uint64_t w0,
                               uint64_t w1, uint64_t w2) {
    struct thread *self = thread_current();
    struct captable *mine = self->table;
    self->table = model.objects[cap->table].memory;
    struct result result = kit_invoke(cap->handle, method, w0, w1, w2);
    self->table = mine;
    return result;
}

static struct slot *slot_of(const struct model_cap *cap) {
    struct slot *slot = NULL;
    status_t st = cap_find_any(model.objects[cap->table].memory, cap->handle, &slot);
    return st == OK ? slot : NULL;
}

/// After a deletion everything must be gone, also what an interrupted one left.
static void finish_deletions(void) {
    while (kernel.dying != 0) {
        (void)kit_do(START_HANDLE(SLOT_NOTIFICATION), CAP_REVOKE);
    }
}

static void add_child(int parent, uint8_t type, int object, uint8_t rights, handle_t handle) {
    const struct model_cap *from = &model.caps[parent];
    model_add((struct model_cap){ .type = type,
                                  .rights = rights,
                                  .parent = parent,
                                  .table = from->table,
                                  .object = object,
                                  .handle = handle });
}

static void op_carve(int index) {
    static const uint8_t types[] = { OBJECT_ENDPOINT, OBJECT_NOTIFICATION, OBJECT_CAPTABLE,
                                     OBJECT_REPLY,    OBJECT_UNTYPED,      OBJECT_TIMER };
    uint8_t type = types[any(ARRAY_LEN(types))];
    struct model_cap *cap = &model.caps[index];
    uint64_t parameter = type == OBJECT_CAPTABLE ? 64 : type == OBJECT_UNTYPED ? 13 : 0;
    struct result got = invoke_at(cap, UNTYPED_CARVE, type, parameter, UNTYPED_NEXT);
    if (got.status != OK) {
        CHECK(got.status == ERR_NO_MEMORY || got.status == ERR_NO_SLOTS);
        if (got.status == ERR_NO_MEMORY) {
            CHECK_STATUS(invoke_at(cap, CAP_REVOKE, 0, 0, 0).status, OK);
            finish_deletions();
            model_delete(index, false);
        }
        return;
    }
    int object = model_add_object(type);
    add_child(index, type, object, RIGHT_ALL, got.words[0]);
    if (type == OBJECT_CAPTABLE) {
        struct slot *slot = slot_of(&model.caps[model.num_caps - 1]);
        model.objects[object].memory = captable_at(slot->object);
    }
}

static bool copyable(const struct model_cap *cap) {
    return cap->type != OBJECT_UNTYPED && cap->type != OBJECT_REPLY;
}

static void op_copy(int index) {
    const struct model_cap cap = model.caps[index];
    struct result got = invoke_at(&cap, CAP_COPY, 0, 0, 0);
    if ((cap.rights & RIGHT_DUP) == 0) {
        CHECK_STATUS(got.status, ERR_DENIED);
    } else if (!copyable(&cap)) {
        CHECK_STATUS(got.status, ERR_NOT_SUPPORTED);
    } else if (got.status == OK) {
        struct model_cap copy = cap;
        copy.handle = got.words[0];
        copy.anchor = false;
        copy.closed = false;
        model_add(copy);
    } else {
        CHECK_STATUS(got.status, ERR_NO_SLOTS);
    }
}

static void op_derive(int index) {
    const struct model_cap cap = model.caps[index];
    uint64_t rights = any(4) == 0 ? any(RIGHT_ALL + 1) : RIGHT_ALL;
    uint64_t badge = any(2) == 0 ? next_badge++ : 0;
    struct result got = invoke_at(&cap, CAP_DERIVE, rights, badge, 0);
    bool badgeable =
        cap.badge == 0 && (cap.type == OBJECT_ENDPOINT || cap.type == OBJECT_NOTIFICATION);
    if ((cap.rights & RIGHT_DUP) == 0) {
        CHECK_STATUS(got.status, ERR_DENIED);
    } else if (!copyable(&cap)) {
        CHECK_STATUS(got.status, ERR_NOT_SUPPORTED);
    } else if (badge != 0 && !badgeable) {
        CHECK_STATUS(got.status, ERR_BAD_ARG);
    } else if (got.status == OK) {
        add_child(index, cap.type, cap.object, cap.rights & (uint8_t)rights, got.words[0]);
        struct model_cap *child = &model.caps[model.num_caps - 1];
        child->badge = badge != 0 ? badge : cap.badge;
        child->anchor = badge != 0 && cap.type == OBJECT_ENDPOINT;
    } else {
        CHECK(got.status == ERR_NO_SLOTS || got.status == ERR_DEPTH);
    }
}

static void op_move(int index) {
    struct result got = invoke_at(&model.caps[index], CAP_MOVE, 0, 0, 0);
    if (got.status == OK) {
        model_move(index, model.caps[index].table, got.words[0]);
    } else {
        CHECK_STATUS(got.status, ERR_NO_SLOTS);
    }
}

static void op_delete(int index, bool itself) {
    struct model_cap cap = model.caps[index];
    struct result got = invoke_at(&cap, itself ? CAP_DELETE : CAP_REVOKE, 0, 0, 0);
    // When it was interrupted, a circle of tables may have taken the capability with it.
    CHECK(got.status == OK || got.status == ERR_BAD_HANDLE);
    finish_deletions();
    model_delete(index, itself);
}

/// Inserts a capability of init's table into another one.
static void op_insert(int index, int table) {
    const struct model_cap cap = model.caps[index];
    const struct model_cap into = model.caps[table];
    if (cap.table != init_object || into.table != init_object || into.type != OBJECT_CAPTABLE ||
        (into.rights & RIGHT_MANAGE) == 0) {
        return;
    }
    uint64_t mode = any(3);
    struct result got = kit_invoke(into.handle, CAPTABLE_INSERT, cap.handle, 0, RIGHT_ALL, 0, mode);
    if (got.status != OK) {
        bool allowed = mode == CAPTABLE_MOVE || ((cap.rights & RIGHT_DUP) != 0 && copyable(&cap));
        CHECK(!allowed || got.status == ERR_NO_SLOTS || got.status == ERR_DEPTH);
        return;
    }
    if (mode == CAPTABLE_MOVE) {
        model_move(index, into.object, got.words[0]);
        return;
    }
    struct model_cap fresh = cap;
    fresh.table = into.object;
    fresh.handle = got.words[0];
    fresh.anchor = false;
    fresh.closed = false;
    fresh.parent = mode == CAPTABLE_DERIVE ? index : cap.parent;
    model_add(fresh);
}

/// A random live table, if one is found soon.
static int pick_table(void) {
    int index = MODEL_NONE;
    for (int tries = 0; tries < 30; tries++) {
        index = model_pick(rng_next(&rng));
        if (model.caps[index].type == OBJECT_CAPTABLE && model.caps[index].table == init_object) {
            break;
        }
    }
    return index;
}

static int find_closed(int object, uint64_t badge) {
    for (int i = 0; i < model.num_live; i++) {
        const struct model_cap *cap = &model.caps[model.live[i]];
        if ((object == MODEL_NONE || cap->object == object) && cap->closed &&
            (badge == 0 || cap->badge == badge)) {
            return model.live[i];
        }
    }
    return MODEL_NONE;
}

static void op_collect(int index) {
    const struct model_cap cap = model.caps[index];
    if (cap.type != OBJECT_ENDPOINT || (cap.rights & RIGHT_READ) == 0) {
        return;
    }
    struct result got = invoke_at(&cap, ENDPOINT_NEXT_CLOSED, 0, 0, 0);
    if (got.status != OK) {
        CHECK_STATUS(got.status, ERR_NOT_FOUND);
        CHECK_EQ(find_closed(cap.object, 0), MODEL_NONE);
        return;
    }
    int closed = find_closed(cap.object, got.words[0]);
    REQUIRE(closed != MODEL_NONE);
    model.caps[closed].closed = false;
}

static void check_one(int index) {
    const struct model_cap *cap = &model.caps[index];
    if (!cap->live) {
        bool table_lives = model.objects[cap->table].refs > 0;
        CHECK(!table_lives || slot_of(cap) == NULL);
        return;
    }
    struct slot *slot = slot_of(cap);
    REQUIRE(slot != NULL);
    CHECK_EQ(slot->type, cap->type);
    CHECK_EQ(slot->rights, cap->rights);
    CHECK_EQ(slot->badge, cap->badge);
    CHECK_EQ((slot->flags & SLOT_CLOSED) != 0, cap->closed);
    CHECK_EQ((slot->flags & SLOT_ANCHOR) != 0, cap->anchor);
    const uint32_t *refs = cap_refs(slot);
    CHECK(refs == NULL || (int)*refs == model.objects[cap->object].refs);
    const struct slot *first = slot;
    while (slot_at(first->prev)->child != ref_of(first)) {
        first = slot_at(first->prev);
    }
    if (cap->parent != MODEL_NONE) {
        CHECK(slot_of(&model.caps[cap->parent]) == slot_at(first->prev));
    }
}

static void check_everything(void) {
    kit_check_all();
    for (int i = 0; i < model.num_caps; i++) {
        check_one(i);
    }
}

static void set_up(uint64_t seed) {
    kit_boot();
    model_reset();
    rng_init(&rng, seed);
    next_badge = 1;
    init_object = model_add_object(OBJECT_CAPTABLE);
    model.objects[init_object].refs = 1; // its first capability is not in the model
    model.objects[init_object].memory = thread_current()->table;
    for (uint32_t i = 0; i < POOLS; i++) {
        model_add((struct model_cap){ .type = OBJECT_UNTYPED,
                                      .rights = RIGHT_ALL,
                                      .parent = MODEL_NONE,
                                      .table = init_object,
                                      .object = model_add_object(OBJECT_UNTYPED),
                                      .handle = kit_carve(OBJECT_UNTYPED, POOL_LOG2) });
    }
    host.irq_period = 3;
    host.irq_countdown = 3;
}

/// Pools themselves only lose their descendants.
static bool is_pool(int index) {
    return index < POOLS;
}

/// Lets an anchor lose its last child, or get one again.
static void work_on_anchor(void) {
    int index = MODEL_NONE;
    for (int tries = 0; tries < 40; tries++) {
        index = model_pick(rng_next(&rng));
        if (model.caps[index].anchor) {
            break;
        }
    }
    int child = model_first_child(index);
    if (!model.caps[index].anchor) {
        return;
    }
    if (child == MODEL_NONE) {
        op_derive(index);
    } else {
        op_delete(child, true);
    }
}

static void step(void) {
    if (any(8) == 0) {
        work_on_anchor();
        return;
    }
    int index = any(8) == 0 ? (int)any(POOLS) : model_pick(rng_next(&rng));
    if (!model.caps[index].live) {
        return;
    }
    host.irq_period = (uint32_t)any(5) + 1;
    uint64_t kind = any(100);
    // Mostly leaves go, so that the tree grows deep; now and then a whole branch.
    bool small = model_num_children(index) <= 2;
    if (model.num_live > LIVE_MAX || (kind < 12 && small) || any(200) == 0) {
        op_delete(index, !is_pool(index) && any(8) != 0);
    } else if (kind < 40 && model.caps[index].type == OBJECT_UNTYPED) {
        op_carve(index);
    } else if (kind < 48) {
        op_copy(index);
    } else if (kind < 72) {
        op_derive(index);
    } else if (kind < 78 && !is_pool(index)) {
        op_move(index);
    } else if (kind < 92 && !is_pool(index)) {
        op_insert(index, pick_table());
    } else {
        op_collect(index);
    }
}

TEST(random_operations_agree_with_the_model) {
    set_up(20261120);
    uint32_t most = 0;
    uint32_t closed = 0;
    for (uint32_t i = 0; i < OPERATIONS && model.num_caps < MODEL_CAPS_MAX - 1; i++) {
        step();
        most = MAX(most, (uint32_t)model.num_live);
        closed += find_closed(MODEL_NONE, 0) != MODEL_NONE;
        check_one((int)any((uint64_t)model.num_caps));
        if (i % BIG_CHECK_EVERY == 0) {
            check_everything();
        }
    }
    check_everything();
    CHECK(most > LIVE_MAX / 2); // the run went through a tree worth the name
    CHECK(model.num_caps > OPERATIONS / 4);
    CHECK(closed > OPERATIONS / 10);
}
