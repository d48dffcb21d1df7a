// SPDX-License-Identifier: MIT
#include <test/test.h>

#include "../kept.h"

static struct kept_table table;

static status_t put(uint32_t component, uint64_t key, handle_t region) {
    struct kept *e = NULL;
    status_t st = kept_place(&table, component, key, &e);
    if (st == OK) {
        e->region = region;
    }
    return st;
}

TEST(each_component_has_its_own_keys) {
    table = (struct kept_table){ 0 };
    CHECK_EQ(put(1, 7, 100), OK);
    CHECK_EQ(put(2, 7, 200), OK);
    CHECK_EQ(kept_find(&table, 1, 7)->region, 100u);
    CHECK_EQ(kept_find(&table, 2, 7)->region, 200u);
    CHECK(kept_find(&table, 1, 8) == NULL);
    CHECK(kept_find(&table, 3, 7) == NULL);
}

TEST(a_key_names_one_region) {
    table = (struct kept_table){ 0 };
    CHECK_EQ(put(1, 7, 100), OK);
    CHECK_EQ(put(1, 7, 101), OK);
    CHECK_EQ(kept_at(&table, 1, 0)->region, 101u);
    CHECK(kept_at(&table, 1, 1) == NULL);
    CHECK_EQ(kept_take_out(kept_find(&table, 1, 7)), 101u);
    CHECK(kept_find(&table, 1, 7) == NULL);
}

TEST(one_component_cannot_take_all_places) {
    table = (struct kept_table){ 0 };
    for (uint32_t i = 0; i < KEPT_PER_COMPONENT; i++) {
        CHECK_EQ(put(1, i, 1), OK);
    }
    CHECK_EQ(put(1, KEPT_PER_COMPONENT, 1), ERR_NO_SPACE);
    CHECK_EQ(put(1, 0, 2), OK);
    CHECK_EQ(put(2, 0, 1), OK);
    for (uint32_t i = 1; i < KEPT_MAX - KEPT_PER_COMPONENT; i++) {
        CHECK_EQ(put(2, i, 1), OK);
    }
    CHECK_EQ(put(3, 0, 1), ERR_NO_SPACE);
}
