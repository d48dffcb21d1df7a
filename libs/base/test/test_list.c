// SPDX-License-Identifier: MIT
#include <base/list.h>
#include <test/test.h>

struct item {
    int number;
    struct list link;
};

TEST(push_keeps_order_both_ways) {
    struct list head = LIST_INIT(head);
    struct item items[4] = { { .number = 0 }, { .number = 1 }, { .number = 2 }, { .number = 3 } };
    CHECK(list_is_empty(&head));
    list_push_back(&head, &items[2].link);
    list_push_back(&head, &items[3].link);
    list_push_front(&head, &items[1].link);
    list_push_front(&head, &items[0].link);
    int expected = 0;
    struct item *item = NULL;
    list_for_each (item, &head, link) {
        CHECK_EQ(item->number, expected);
        expected++;
    }
    CHECK_EQ(expected, 4);
    CHECK_EQ(list_count(&head), 4);
    CHECK_EQ(list_first(&head, struct item, link)->number, 0);
    CHECK_EQ(list_last(&head, struct item, link)->number, 3);
}

TEST(safe_walk_may_remove_all) {
    struct list head = LIST_INIT(head);
    struct item items[3] = { 0 };
    for (size_t i = 0; i < 3; i++) {
        list_push_back(&head, &items[i].link);
    }
    struct item *item = NULL;
    struct item *after = NULL;
    list_for_each_safe (item, after, &head, link) {
        list_remove(&item->link);
    }
    CHECK(list_is_empty(&head));
    CHECK(list_pop_front(&head) == NULL);
}

TEST(remove_twice_is_harmless) {
    struct list head = LIST_INIT(head);
    struct item items[2] = { 0 };
    list_push_back(&head, &items[0].link);
    list_push_back(&head, &items[1].link);
    list_remove(&items[0].link);
    list_remove(&items[0].link);
    CHECK_EQ(list_count(&head), 1);
    CHECK(list_pop_front(&head) == &items[1].link);
    CHECK(list_is_empty(&items[1].link));
}
