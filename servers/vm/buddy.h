// SPDX-License-Identifier: MIT
/// @file
/// Buddy allocator of Untyped capabilities. A block is split by carving two halves from it and joined
/// by deleting both; which blocks exist is known here, what a capability is only to the operations.
#pragma once

#include <base/base.h>

enum {
    BUDDY_LOG2_MIN = 12,
    BUDDY_LOG2_MAX = 38, ///< 256 GiB: what the kernel uses as RAM at most.
    BUDDY_NONE = 0,      ///< Index of no block.
};

/// What the allocator asks of the kernel.
struct buddy_ops {
    /// Carves both halves (2^half_log2 bytes each) of `block`, which has no children. All or nothing.
    status_t (*split)(void *ctx, handle_t block, uint32_t half_log2, handle_t out[2]);
    /// Deletes both halves.
    void (*join)(void *ctx, const handle_t halves[2]);
    /// Deletes everything that was carved from `block`.
    void (*clean)(void *ctx, handle_t block);
};

enum block_state {
    BLOCK_UNUSED = 0, ///< The record, not the memory.
    BLOCK_FREE,
    BLOCK_SPLIT,
    BLOCK_USED,
};

/// One block of physical memory.
struct block {
    handle_t cap;   ///< Untyped.
    handle_t frame; ///< BLOCK_USED: the Frame made of all of it, or HANDLE_NONE. Of the user.
    uint32_t page;  ///< Physical address / 4 KiB.
    uint32_t
        next; ///< BLOCK_FREE: in its free list. BLOCK_USED: in a block_list. UNUSED: next spare.
    uint32_t prev;
    uint32_t parent;       ///< BUDDY_NONE for a root.
    uint32_t buddy;        ///< The other half.
    uint32_t offset_pages; ///< BLOCK_USED: where the frame is mapped. Of the user.
    uint8_t log2;
    uint8_t state; ///< enum block_state.
};

struct buddy {
    const struct buddy_ops *ops;
    void *ctx;
    struct block *blocks; ///< [0] is not used.
    uint32_t num_blocks;
    uint32_t spare; ///< First unused record.
    uint32_t num_spare;
    uint64_t free_b, total_b;
    uint32_t free_lists[BUDDY_LOG2_MAX + 1];
};

/// Used blocks that belong together, by index.
struct block_list {
    uint32_t first;
    uint64_t size_b; ///< Sum of their sizes.
};

void buddy_init(struct buddy *buddy, struct block *blocks, uint32_t num_blocks,
                const struct buddy_ops *ops, void *ctx);

/// Adds memory. `cap` has no children. ERR_NO_MEMORY without a record for it.
status_t buddy_add(struct buddy *buddy, handle_t cap, paddr_t paddr, uint32_t log2);

/// A block of 2^log2 bytes, prepended to `list`.
///
/// @return OK, ERR_NO_MEMORY (also when records or capability slots run out), ERR_BAD_SIZE.
status_t buddy_alloc(struct buddy *buddy, uint32_t log2, struct block_list *list, uint32_t *out);

/// Takes everything back that was carved from the blocks of `list` and frees them.
void buddy_free_list(struct buddy *buddy, struct block_list *list);

/// Frees one block of `list`.
void buddy_free(struct buddy *buddy, struct block_list *list, uint32_t index);

static inline struct block *buddy_block(struct buddy *buddy, uint32_t index) {
    return &buddy->blocks[index];
}

/// log2 of the smallest block that holds `size_b` bytes.
uint32_t buddy_log2(uint64_t size_b);
