// SPDX-License-Identifier: MIT
/// @file
/// Blocks, Frames and Regions with their charge.

#include "memory.h"

#include <hsys/object.h>
#include <task/pieces.h>

status_t memory_alloc(struct vm *vm, uint32_t account, uint32_t log2, struct block_list *list,
                      uint32_t *out) {
    TRY(quota_charge(&vm->quota, account, BIT64(log2)));
    status_t st = buddy_alloc(&vm->buddy, log2, list, out);
    if (st != OK) {
        quota_refund(&vm->quota, account, BIT64(log2));
        return ERR_NO_MEMORY;
    }
    return OK;
}

static void free_one(struct vm *vm, uint32_t account, struct block_list *list, uint32_t index) {
    uint64_t size_b = BIT64(buddy_block(&vm->buddy, index)->log2);
    buddy_free(&vm->buddy, list, index);
    quota_refund(&vm->quota, account, size_b);
}

void memory_drop_first(struct vm *vm, uint32_t account, struct block_list *list) {
    free_one(vm, account, list, list->first);
}

void memory_free_list(struct vm *vm, uint32_t account, struct block_list *list) {
    while (list->first != BUDDY_NONE) {
        free_one(vm, account, list, list->first);
    }
}

status_t memory_frame(struct vm *vm, uint32_t account, struct block_list *list, uint32_t order,
                      struct block **out) {
    uint32_t index = BUDDY_NONE;
    TRY(memory_alloc(vm, account, order + PAGE_SHIFT, list, &index));
    struct block *block = buddy_block(&vm->buddy, index);
    status_t st = untyped_carve(block->cap, OBJECT_FRAME, order, &block->frame);
    if (st != OK) {
        free_one(vm, account, list, index);
        return ERR_NO_MEMORY;
    }
    *out = block;
    return OK;
}

status_t memory_map_new(struct vm *vm, uint32_t account, struct block_list *list, handle_t region,
                        uint64_t page, uint64_t pages) {
    while (pages > 0) {
        uint32_t order = piece_order(page, pages);
        struct block *block = NULL;
        status_t st = memory_frame(vm, account, list, order, &block);
        while (st == ERR_NO_MEMORY && order > 0) {
            st = memory_frame(vm, account, list, --order, &block); // memory is in small pieces
        }
        TRY(st);
        TRY(frame_map(block->frame, region, page << PAGE_SHIFT, RIGHT_READ | RIGHT_WRITE,
                      CACHE_NORMAL));
        block->offset_pages = (uint32_t)page;
        page += BIT64(order);
        pages -= BIT64(order);
    }
    return OK;
}

status_t memory_region(struct vm *vm, uint32_t account, struct block_list *list, uint32_t units,
                       handle_t span, handle_t *out) {
    uint32_t index = BUDDY_NONE;
    uint32_t log2 = buddy_log2((uint64_t)units * OBJECT_REGION_UNIT_B);
    TRY(memory_alloc(vm, account, log2, list, &index));
    status_t st = untyped_carve_region(buddy_block(&vm->buddy, index)->cap, units, span, out);
    if (st != OK) {
        free_one(vm, account, list, index);
        return ERR_NO_MEMORY;
    }
    return OK;
}

status_t memory_peek(struct vm *vm, uint32_t which, handle_t frame, uint32_t rights, void **out) {
    TRY(frame_map(frame, vm->scratch[which], 0, rights, CACHE_NORMAL));
    *out = (void *)vm->scratch_at[which];
    return OK;
}

void memory_peek_end(handle_t frame) {
    status_t st = frame_unmap(frame);
    ASSERT(st == OK);
}

struct block *memory_find(struct vm *vm, const struct block_list *list, uint64_t page) {
    for (uint32_t i = list->first; i != BUDDY_NONE; i = buddy_block(&vm->buddy, i)->next) {
        struct block *block = buddy_block(&vm->buddy, i);
        if (block->frame != HANDLE_NONE && page >= block->offset_pages &&
            page - block->offset_pages < BIT64(block->log2 - PAGE_SHIFT)) {
            return block;
        }
    }
    return NULL;
}
