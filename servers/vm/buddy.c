// SPDX-License-Identifier: MIT
/// @file
/// Buddy allocator: free lists by size, split on demand, join as soon as both halves are free.

#include "buddy.h"

void buddy_init(struct buddy *buddy, struct block *blocks, uint32_t num_blocks,
                const struct buddy_ops *ops, void *ctx) {
    *buddy = (struct buddy){ .ops = ops, .ctx = ctx, .blocks = blocks, .num_blocks = num_blocks };
    for (uint32_t i = num_blocks - 1; i > BUDDY_NONE; i--) {
        blocks[i] = (struct block){ .next = buddy->spare };
        buddy->spare = i;
        buddy->num_spare++;
    }
}

uint32_t buddy_log2(uint64_t size_b) {
    uint32_t log2 = BUDDY_LOG2_MIN;
    while (log2 < 63 && BIT64(log2) < size_b) {
        log2++;
    }
    return log2;
}

static uint32_t take_record(struct buddy *buddy) {
    uint32_t index = buddy->spare;
    ASSERT(index != BUDDY_NONE);
    buddy->spare = buddy->blocks[index].next;
    buddy->num_spare--;
    return index;
}

static void give_record(struct buddy *buddy, uint32_t index) {
    buddy->blocks[index] = (struct block){ .next = buddy->spare };
    buddy->spare = index;
    buddy->num_spare++;
}

static void list_push(struct buddy *buddy, uint32_t *head, uint32_t index) {
    struct block *block = &buddy->blocks[index];
    block->next = *head;
    block->prev = BUDDY_NONE;
    if (*head != BUDDY_NONE) {
        buddy->blocks[*head].prev = index;
    }
    *head = index;
}

static void list_unlink(struct buddy *buddy, uint32_t *head, uint32_t index) {
    struct block *block = &buddy->blocks[index];
    if (block->prev != BUDDY_NONE) {
        buddy->blocks[block->prev].next = block->next;
    } else {
        ASSERT(*head == index);
        *head = block->next;
    }
    if (block->next != BUDDY_NONE) {
        buddy->blocks[block->next].prev = block->prev;
    }
    block->next = BUDDY_NONE;
    block->prev = BUDDY_NONE;
}

static void make_free(struct buddy *buddy, uint32_t index) {
    struct block *block = &buddy->blocks[index];
    block->state = BLOCK_FREE;
    list_push(buddy, &buddy->free_lists[block->log2], index);
}

status_t buddy_add(struct buddy *buddy, handle_t cap, paddr_t paddr, uint32_t log2) {
    if (log2 < BUDDY_LOG2_MIN || log2 > BUDDY_LOG2_MAX) {
        return ERR_BAD_SIZE;
    }
    if (buddy->num_spare == 0) {
        return ERR_NO_MEMORY;
    }
    uint32_t index = take_record(buddy);
    buddy->blocks[index] = (struct block){
        .cap = cap,
        .page = (uint32_t)(paddr >> PAGE_SHIFT),
        .log2 = (uint8_t)log2,
    };
    make_free(buddy, index);
    buddy->free_b += BIT64(log2);
    buddy->total_b += BIT64(log2);
    return OK;
}

/// Replaces the free block `index` by its halves in the free lists.
static status_t split(struct buddy *buddy, uint32_t index) {
    struct block *block = &buddy->blocks[index];
    uint32_t half = block->log2 - 1u;
    handle_t caps[2];
    if (buddy->num_spare < 2) {
        return ERR_NO_MEMORY;
    }
    TRY(buddy->ops->split(buddy->ctx, block->cap, half, caps));
    list_unlink(buddy, &buddy->free_lists[block->log2], index);
    block->state = BLOCK_SPLIT;
    uint32_t halves[2] = { take_record(buddy), take_record(buddy) };
    // The lower half is pushed last, so that memory fills upwards.
    for (uint32_t i = 2; i-- > 0;) {
        buddy->blocks[halves[i]] = (struct block){
            .cap = caps[i],
            .page = block->page + (i << (half - PAGE_SHIFT)),
            .parent = index,
            .buddy = halves[1 - i],
            .log2 = (uint8_t)half,
        };
        make_free(buddy, halves[i]);
    }
    return OK;
}

status_t buddy_alloc(struct buddy *buddy, uint32_t log2, struct block_list *list, uint32_t *out) {
    if (log2 < BUDDY_LOG2_MIN || log2 > BUDDY_LOG2_MAX) {
        return ERR_BAD_SIZE;
    }
    uint32_t have = log2;
    while (have <= BUDDY_LOG2_MAX && buddy->free_lists[have] == BUDDY_NONE) {
        have++;
    }
    if (have > BUDDY_LOG2_MAX) {
        return ERR_NO_MEMORY;
    }
    for (; have > log2; have--) {
        if (split(buddy, buddy->free_lists[have]) != OK) {
            return ERR_NO_MEMORY; // what was split already is joined again by a later free
        }
    }
    uint32_t index = buddy->free_lists[log2];
    struct block *block = &buddy->blocks[index];
    list_unlink(buddy, &buddy->free_lists[log2], index);
    block->state = BLOCK_USED;
    block->frame = HANDLE_NONE;
    block->offset_pages = 0;
    list_push(buddy, &list->first, index);
    list->size_b += BIT64(log2);
    buddy->free_b -= BIT64(log2);
    *out = index;
    return OK;
}

/// Joins the block `index`, just freed, with its buddy as far up as possible.
static void join_up(struct buddy *buddy, uint32_t index) {
    while (buddy->blocks[index].parent != BUDDY_NONE) {
        struct block *block = &buddy->blocks[index];
        uint32_t other = block->buddy;
        if (buddy->blocks[other].state != BLOCK_FREE) {
            return;
        }
        uint32_t parent = block->parent;
        const handle_t halves[2] = { block->cap, buddy->blocks[other].cap };
        list_unlink(buddy, &buddy->free_lists[block->log2], index);
        list_unlink(buddy, &buddy->free_lists[block->log2], other);
        buddy->ops->join(buddy->ctx, halves);
        give_record(buddy, index);
        give_record(buddy, other);
        make_free(buddy, parent);
        index = parent;
    }
}

void buddy_free(struct buddy *buddy, struct block_list *list, uint32_t index) {
    struct block *block = &buddy->blocks[index];
    ASSERT(block->state == BLOCK_USED);
    list_unlink(buddy, &list->first, index);
    list->size_b -= BIT64(block->log2);
    buddy->ops->clean(buddy->ctx, block->cap);
    buddy->free_b += BIT64(block->log2);
    make_free(buddy, index);
    join_up(buddy, index);
}

void buddy_free_list(struct buddy *buddy, struct block_list *list) {
    while (list->first != BUDDY_NONE) {
        buddy_free(buddy, list, list->first);
    }
}
