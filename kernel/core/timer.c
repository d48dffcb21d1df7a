// SPDX-License-Identifier: MIT
// Armed timers: a complete binary tree of pointers, the earliest deadline on top.
//
// Node n (from 1) is reached from the root by the bits of n below its highest: 0 left, 1 right.
#include "timer.h"

#include "invoke.h"
#include "kernel.h"
#include "notification.h"
#include "thread.h"

/// Timers fired in one go; if more are due, the next interrupt comes at once.
enum {
    EXPIRE_MAX = 8
};

void timer_init(struct timer *timer) {
    binding_init(&timer->binding);
}

/// Where the pointer to node `number` (>= 1) stands, and its parent.
static struct timer **heap_place(uint32_t number, struct timer **out_parent) {
    struct timer **place = &kernel.timers;
    *out_parent = NULL;
    for (uint32_t bit = (uint32_t)(31 - __builtin_clz(number)); bit-- > 0;) {
        *out_parent = *place;
        place = (number >> bit & 1) != 0 ? &(*place)->right : &(*place)->left;
    }
    return place;
}

/// Makes whoever points to `old` point to `new`.
static void heap_replace(struct timer *parent, const struct timer *old, struct timer *new) {
    if (parent == NULL) {
        kernel.timers = new;
    } else if (parent->left == old) {
        parent->left = new;
    } else {
        parent->right = new;
    }
}

static void heap_adopt(struct timer *timer) {
    if (timer->left != NULL) {
        timer->left->parent = timer;
    }
    if (timer->right != NULL) {
        timer->right->parent = timer;
    }
}

/// Exchanges `child` with its parent.
static void heap_swap_up(struct timer *child) {
    struct timer *parent = child->parent;
    heap_replace(parent->parent, parent, child);
    struct timer *left = child->left;
    struct timer *right = child->right;
    child->parent = parent->parent;
    if (parent->left == child) {
        child->left = parent;
        child->right = parent->right;
    } else {
        child->left = parent->left;
        child->right = parent;
    }
    parent->left = left;
    parent->right = right;
    heap_adopt(parent);
    heap_adopt(child);
}

static void heap_settle(struct timer *timer) {
    while (timer->parent != NULL && timer->deadline < timer->parent->deadline) {
        heap_swap_up(timer);
    }
    for (;;) {
        struct timer *least = timer->left;
        if (timer->right != NULL && timer->right->deadline < least->deadline) {
            least = timer->right;
        }
        if (least == NULL || least->deadline >= timer->deadline) {
            return;
        }
        heap_swap_up(least);
    }
}

static void heap_insert(struct timer *timer) {
    struct timer *parent = NULL;
    *heap_place(++kernel.num_timers, &parent) = timer;
    timer->parent = parent;
    timer->left = NULL;
    timer->right = NULL;
    heap_settle(timer);
}

static void heap_remove(struct timer *timer) {
    struct timer *parent = NULL;
    struct timer **place = heap_place(kernel.num_timers--, &parent);
    struct timer *last = *place;
    *place = NULL;
    if (last == timer) {
        return;
    }
    heap_replace(timer->parent, timer, last);
    last->parent = timer->parent;
    last->left = timer->left;
    last->right = timer->right;
    heap_adopt(last);
    heap_settle(last);
}

void timer_disarm(struct timer *timer) {
    if (timer->armed) {
        heap_remove(timer);
        timer->armed = false;
        timer->deadline = 0;
    }
}

void timer_arm(struct timer *timer, nsec_t deadline) {
    timer_disarm(timer);
    timer->deadline = deadline;
    timer->armed = true;
    heap_insert(timer);
    sched_timer_changed();
}

nsec_t timer_next(void) {
    return kernel.timers == NULL ? NSEC_NEVER : kernel.timers->deadline;
}

void timer_expire(nsec_t now) {
    for (uint32_t i = 0; i < EXPIRE_MAX && timer_next() <= now; i++) {
        struct timer *timer = kernel.timers;
        timer_disarm(timer);
        binding_signal(&timer->binding);
    }
}

void timer_destroy(struct timer *timer) {
    timer_disarm(timer);
    binding_set(&timer->binding, NULL, 0);
}

static status_t on_bind(struct invoke *invoke) {
    struct slot *target = NULL;
    TRY(invoke_find_optional(invoke, invoke->args[0], OBJECT_NOTIFICATION, RIGHT_WRITE, &target));
    struct timer *timer = cap_object(invoke->slot);
    binding_set(&timer->binding, target == NULL ? NULL : cap_object(target),
                target == NULL ? 0 : target->badge);
    return OK;
}

static status_t on_set(struct invoke *invoke) {
    struct timer *timer = cap_object(invoke->slot);
    nsec_t deadline = invoke->args[0];
    if (deadline <= arch_now_ns()) {
        timer_disarm(timer);
        binding_signal(&timer->binding);
    } else {
        timer_arm(timer, deadline);
    }
    return OK;
}

static status_t on_cancel(struct invoke *invoke) {
    timer_disarm(cap_object(invoke->slot));
    return OK;
}

const struct method timer_methods[METHODS_MAX] = {
    [TIMER_BIND - METHOD_FIRST] = { on_bind, RIGHT_MANAGE, 1 },
    [TIMER_SET - METHOD_FIRST] = { on_set, RIGHT_WRITE, 1 },
    [TIMER_CANCEL - METHOD_FIRST] = { on_cancel, RIGHT_WRITE, 0 },
};
