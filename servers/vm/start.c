// SPDX-License-Identifier: MIT
/// @file
/// What vm does before its first message: takes over memory and addresses, finds the programs.

#include "start.h"

#include "images.h"
#include "memory.h"
#include "space.h"

#include <base/string.h>
#include <hsys/object.h>
#include <hsys/start.h>
#include <hsys/time.h>

enum {
    BLOCKS_PER_SLOT = 2
};

// --- what buddy and spans ask of the kernel ---

static status_t on_split(void *ctx, handle_t block, uint32_t half_log2, handle_t out[2]) {
    (void)ctx;
    TRY(untyped_carve(block, OBJECT_UNTYPED, half_log2, &out[0]));
    status_t st = untyped_carve(block, OBJECT_UNTYPED, half_log2, &out[1]);
    if (st != OK) {
        status_t undone = cap_delete(out[0]);
        ASSERT(undone == OK);
    }
    return st;
}

static void on_join(void *ctx, const handle_t halves[2]) {
    (void)ctx;
    status_t first = cap_delete(halves[0]);
    status_t second = cap_delete(halves[1]);
    ASSERT(first == OK && second == OK);
}

static void on_clean(void *ctx, handle_t block) {
    (void)ctx;
    status_t st = cap_revoke(block);
    ASSERT(st == OK);
}

static const struct buddy_ops buddy_ops = {
    .split = on_split,
    .join = on_join,
    .clean = on_clean,
};

static status_t on_carve(void *ctx, handle_t from, uint64_t units, handle_t *out) {
    (void)ctx;
    return span_carve(from, units, UNTYPED_NEXT, out);
}

static const struct spans_ops spans_ops = { .carve = on_carve };

// --- the pool ---

/// `count` zeroed items of `item_b` bytes for ever.
static void *pool_take(struct vm *vm, uint64_t count, uint64_t item_b) {
    uint64_t size_b = ALIGN_UP(count * item_b, UINT64_C(64));
    ASSERT(size_b <= vm->boot->pool_b - vm->pool_used_b);
    void *memory = (void *)(vm->boot->pool + vm->pool_used_b);
    vm->pool_used_b += size_b;
    return memory;
}

#define POOL_ARRAY(vm, field, count) ((vm)->field = pool_take((vm), (count), sizeof(*(vm)->field)))

/// Links records 1..count-1 of an array into a list of spare ones.
#define SPARE_ALL(vm, array, first, count)                                                         \
    do {                                                                                           \
        for (uint32_t i_ = (count)-1; i_ > VM_NONE; i_--) {                                        \
            (vm)->array[i_].next = (vm)->first;                                                    \
            (vm)->first = i_;                                                                      \
        }                                                                                          \
    } while (0)

static void make_arrays(struct vm *vm) {
    vm->pool_used_b = ALIGN_UP(sizeof(struct vm_boot), UINT64_C(64));
    uint32_t num_blocks = vm_boot_slots(vm->boot->boot.ram_b) / BLOCKS_PER_SLOT;
    struct block *blocks = pool_take(vm, num_blocks, sizeof(*blocks));
    buddy_init(&vm->buddy, blocks, num_blocks, &buddy_ops, vm);
    struct span *spans = pool_take(vm, SPANS_MAX, sizeof(*spans));
    spans_init(&vm->spans, spans, SPANS_MAX, &spans_ops, vm);
    POOL_ARRAY(vm, images, IMAGES_MAX);
    POOL_ARRAY(vm, pieces, PIECES_MAX);
    POOL_ARRAY(vm, units, UNITS_MAX);
    POOL_ARRAY(vm, ranges, RANGES_MAX);
    POOL_ARRAY(vm, shared, SHARED_MAX);
    POOL_ARRAY(vm, attaches, ATTACHES_MAX);
    POOL_ARRAY(vm, tasks, TASKS_MAX);
    SPARE_ALL(vm, units, spare_unit, UNITS_MAX);
    SPARE_ALL(vm, ranges, spare_range, RANGES_MAX);
    SPARE_ALL(vm, shared, spare_shared, SHARED_MAX);
    SPARE_ALL(vm, attaches, spare_attach, ATTACHES_MAX);
}

static void take_memory(struct vm *vm) {
    for (uint32_t i = 0; i < vm->boot->num_untypeds; i++) {
        handle_t untyped = START_HANDLE(VM_SLOT_FIRST_UNTYPED + i);
        struct cap_info info;
        status_t st = cap_info(untyped, &info);
        ASSERT(st == OK && info.type == OBJECT_UNTYPED);
        uint32_t log2 = (uint32_t)info.detail[0] & 0xff;
        if (info.detail[0] >> 8 == UNTYPED_RAM) {
            // Without a record left for it a block stays unused: there are some for each 16 KiB.
            (void)buddy_add(&vm->buddy, untyped, info.detail[1], log2);
        }
    }
    quota_init(&vm->quota, vm->buddy.free_b);
}

static void take_addresses(struct vm *vm) {
    handle_t root = START_HANDLE(VM_SLOT_SPAN);
    struct cap_info info;
    status_t st = cap_info(root, &info);
    ASSERT(st == OK && info.type == OBJECT_SPAN);
    uint64_t slide = info_page()->seed % SLIDE_GIB * WINDOW_UNITS;
    handle_t arenas = HANDLE_NONE;
    st = span_carve(root, (uint64_t)WINDOWS_MAX * WINDOW_UNITS, slide, &vm->window_root);
    ASSERT(st == OK);
    st = span_carve(root, (uint64_t)ARENAS_MAX * WINDOW_UNITS, UNTYPED_NEXT, &arenas);
    ASSERT(st == OK);
    vm->window_next = info.detail[0] + slide * REGION_UNIT_B;
    vm->windows_left = WINDOWS_MAX;
    spans_set_root(&vm->spans, arenas, vm->window_next + WINDOWS_MAX * GIB, ARENAS_MAX);
}

/// Regions in vm's own domain: to look at Frames, and the archive's header.
static void make_own_regions(struct vm *vm) {
    struct window window;
    handle_t regions[3];
    status_t st = space_window_take(vm, &window);
    ASSERT(st == OK);
    for (uint32_t i = 0; i < ARRAY_LEN(regions); i++) {
        handle_t span = HANDLE_NONE;
        handle_t attachment = HANDLE_NONE;
        st = span_carve(window.span, 1, UNTYPED_NEXT, &span);
        ASSERT(st == OK);
        st = memory_region(vm, QUOTA_SYSTEM, &vm->own_blocks, 1, span, &regions[i]);
        ASSERT(st == OK);
        st = space_attach_own(vm, regions[i], window.address + i * REGION_UNIT_B, &attachment);
        ASSERT(st == OK);
    }
    vm->scratch[0] = regions[0];
    vm->scratch[1] = regions[1];
    vm->scratch_at[0] = window.address;
    vm->scratch_at[1] = window.address + REGION_UNIT_B;
    st = images_scan(vm, regions[2], window.address + 2 * REGION_UNIT_B);
    ASSERT(st == OK);
}

static void make_signals(struct vm *vm) {
    for (uint32_t i = 0; i < CLOSED_BITS; i++) {
        status_t st = cap_derive(vm->notification, RIGHT_WRITE, BIT64(i), &vm->closed_caps[i]);
        ASSERT(st == OK);
    }
}

void vm_start(struct vm *vm) {
    vm->boot = (const struct vm_boot *)start_info()->boot_info;
    vm->endpoint = START_HANDLE(SLOT_ENDPOINT);
    vm->domain = START_HANDLE(VM_SLOT_DOMAIN);
    vm->notification = START_HANDLE(SLOT_NOTIFICATION);
    make_arrays(vm);
    take_memory(vm);
    take_addresses(vm);
    make_own_regions(vm);
    make_signals(vm);
}
