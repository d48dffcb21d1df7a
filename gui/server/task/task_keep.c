// SPDX-License-Identifier: MIT
/// @file
/// Regions that outlive this task: init keeps them for the next instance.
#include <base/log.h>
#include <idl/init.h>
#include <idl/vm.h>

#include "task.h"

#define LOG_TAG "gui.keep"

/// The saved state of the core (core/state.h).
#define STATE_B (512u << 10)

status_t task_keep(uint64_t key, handle_t region, bool writable, handle_t *out_lent) {
    struct init_component_keep_req req = { .key = key, .region = region, .writable = writable };
    struct init_component_keep_rep rep;
    TRY(init_component_keep(START_HANDLE(SLOT_PARENT), &req, &rep));
    *out_lent = rep.lent;
    return OK;
}

void task_forget(uint64_t key) {
    struct init_component_forget_req req = { .key = key };
    (void)init_component_forget(START_HANDLE(SLOT_PARENT), &req,
                                NULL); // it may never have been kept
}

void task_kept_load(struct task *t) {
    struct init_component_kept_req req = { 0 };
    struct init_component_kept_rep rep;
    t->num_kept = 0;
    while (t->num_kept < TASK_KEPT_MAX &&
           init_component_kept(START_HANDLE(SLOT_PARENT), &req, &rep) == OK) {
        t->kept[t->num_kept++] = (struct task_kept){ rep.key, rep.region };
        req.index++;
    }
}

handle_t task_kept_take(struct task *t, uint64_t key) {
    for (uint32_t i = 0; i < t->num_kept; i++) {
        if (t->kept[i].key == key) {
            return ipc_take(&t->kept[i].region);
        }
    }
    return HANDLE_NONE;
}

void task_kept_drop_rest(struct task *t) {
    for (uint32_t i = 0; i < t->num_kept; i++) {
        bool cache =
            TASK_KEY_KIND(t->kept[i].key) == TASK_KEEP_CACHE; // its turn comes with a display
        if (cache) {
            task_drop(&t->kept[i].region);
        } else if (t->kept[i].region != HANDLE_NONE) {
            task_drop(&t->kept[i].region);
            task_forget(t->kept[i].key);
        }
    }
    t->num_kept = 0;
}

/// A region with `key`: the predecessor's, or a fresh one of `size_b` bytes.
static status_t keep_or_make(struct task *t, uint64_t key, uint64_t size_b, uint64_t *out_address) {
    uint64_t found_b = 0;
    handle_t region = task_kept_take(t, key);
    if (region != HANDLE_NONE) {
        if (task_attach(region, VM_RIGHTS_READ | VM_RIGHTS_WRITE, out_address, &found_b) == OK &&
            found_b == ALIGN_UP(size_b, PAGE_SIZE_B)) {
            return OK; // attached for good; our capability of it goes with us
        }
        task_drop_region(&region, out_address);
    }
    handle_t lent = HANDLE_NONE;
    TRY(task_make_region(START_HANDLE(SLOT_VM), size_b, VM_RIGHTS_READ | VM_RIGHTS_WRITE, &region,
                         out_address));
    status_t st = task_keep(key, region, true, &lent);
    task_drop(&lent);
    if (st != OK) {
        task_drop_region(&region, out_address);
    }
    return st;
}

void task_state_memory(struct task *t, void **out, size_t *out_size_b) {
    uint64_t address = 0;
    status_t st = keep_or_make(t, TASK_KEY(TASK_KEEP_STATE, 0), STATE_B, &address);
    if (st != OK) {
        LOG_WARN("nothing will outlive this instance: %s", status_text(st));
        return;
    }
    *out = (void *)address;
    *out_size_b = STATE_B;
}

void *task_cache(void *self, size_t size_b) {
    struct task *t = self;
    if (t->cache_address != 0) {
        handle_t none = HANDLE_NONE;
        task_drop_region(&none, &t->cache_address);
    }
    // Displays come after the start: what was left is asked for again.
    task_kept_load(t);
    status_t st = keep_or_make(t, TASK_KEY(TASK_KEEP_CACHE, 0), size_b, &t->cache_address);
    for (uint32_t i = 0; i < t->num_kept; i++) {
        task_drop(&t->kept[i].region);
    }
    t->num_kept = 0;
    if (st != OK) {
        LOG_WARN("no cache: %s", status_text(st));
        t->cache_address = 0;
    }
    return (void *)t->cache_address;
}
