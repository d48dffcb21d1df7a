// SPDX-License-Identifier: MIT
/// @file
/// Intrusive doubly linked lists. A `struct list` is either a head or a link inside an item; a ring
/// of them, so that no end is a special case. Not locked.
#pragma once

#include <base/base.h>

/// Head of a list, or the link of one item. A link that is in no list points to itself.
struct list {
    struct list *next; ///< First item, or the item behind. Never NULL once initialised.
    struct list *prev; ///< Last item, or the item before.
};

/// Initial value of the list `name`.
#define LIST_INIT(name)                                                                            \
    { &(name), &(name) }

/// Makes `list` an empty head, or a link in no list.
static inline void list_init(struct list *list) {
    list->next = list;
    list->prev = list;
}

/// Whether the head `list` has no items. For a link: whether it is in no list.
static inline bool list_is_empty(const struct list *list) {
    return list->next == list;
}

/// Puts `item`, which must be in no list, before `place`.
static inline void list_insert_before(struct list *place, struct list *item) {
    item->next = place;
    item->prev = place->prev;
    place->prev->next = item;
    place->prev = item;
}

/// Puts `item`, which must be in no list, behind `place`.
static inline void list_insert_after(struct list *place, struct list *item) {
    list_insert_before(place->next, item);
}

/// Appends `item`, which must be in no list.
static inline void list_push_back(struct list *list, struct list *item) {
    list_insert_before(list, item);
}

/// Puts `item`, which must be in no list, first.
static inline void list_push_front(struct list *list, struct list *item) {
    list_insert_after(list, item);
}

/// Takes `item` out of its list, if it is in one, and leaves it in none.
static inline void list_remove(struct list *item) {
    item->prev->next = item->next;
    item->next->prev = item->prev;
    list_init(item);
}

/// Takes the first link out of `list`; NULL when it is empty.
static inline struct list *list_pop_front(struct list *list) {
    if (list_is_empty(list)) {
        return NULL;
    }
    struct list *item = list->next;
    list_remove(item);
    return item;
}

/// Items in `list`. Walks it.
static inline size_t list_count(const struct list *list) {
    size_t count = 0;
    for (const struct list *link = list->next; link != list; link = link->next) {
        count++;
    }
    return count;
}

/// The `type` whose `member` is `link`.
#define list_item(link, type, member) CONTAINER_OF(link, type, member)

/// First item of the non-empty list `head`.
#define list_first(head, type, member) list_item((head)->next, type, member)

/// Last item of the non-empty list `head`.
#define list_last(head, type, member) list_item((head)->prev, type, member)

/// Runs the body with `item` (a variable of type pointer to the item) on each item of `head`. The
/// body must not remove `item`.
#define list_for_each(item, head, member)                                                          \
    for ((item) = list_item((head)->next, __typeof__(*(item)), member); &(item)->member != (head); \
         (item) = list_item((item)->member.next, __typeof__(*(item)), member))

/// As list_for_each(); the body may remove (and free) `item`. `after` is a variable of the same type.
#define list_for_each_safe(item, after, head, member)                                              \
    for ((item) = list_item((head)->next, __typeof__(*(item)), member),                            \
        (after) = list_item((item)->member.next, __typeof__(*(item)), member);                     \
         &(item)->member != (head);                                                                \
         (item) = (after), (after) = list_item((item)->member.next, __typeof__(*(item)), member))
