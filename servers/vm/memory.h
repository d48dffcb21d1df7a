// SPDX-License-Identifier: MIT
/// @file
/// Memory with its account: blocks, Frames, and a look at Frames in vm's own domain.
#pragma once

#include "vm.h"

/// A block charged to `account`.
///
/// @return OK, ERR_QUOTA, ERR_NO_MEMORY.
status_t memory_alloc(struct vm *vm, uint32_t account, uint32_t log2, struct block_list *list,
                      uint32_t *out);

/// Frees all blocks of `list` and what was made of them.
void memory_free_list(struct vm *vm, uint32_t account, struct block_list *list);

/// Frees the block that was added last to `list`.
void memory_drop_first(struct vm *vm, uint32_t account, struct block_list *list);

/// A zeroed Frame of 4 KiB << `order`; block->frame holds it.
status_t memory_frame(struct vm *vm, uint32_t account, struct block_list *list, uint32_t order,
                      struct block **out);

/// Maps fresh, zeroed, writable Frames at pages [page, page + pages) of `region`. On failure what was
/// mapped already stays in `list`: the caller frees it.
status_t memory_map_new(struct vm *vm, uint32_t account, struct block_list *list, handle_t region,
                        uint64_t page, uint64_t pages);

/// A Region at `span` (of `units` units), its tables charged to `account`.
status_t memory_region(struct vm *vm, uint32_t account, struct block_list *list, uint32_t units,
                       handle_t span, handle_t *out);

/// Shows `frame`, which must not be mapped, in vm's own domain; `which` is 0 or 1.
status_t memory_peek(struct vm *vm, uint32_t which, handle_t frame, uint32_t rights, void **out);
void memory_peek_end(handle_t frame);

/// The block of `list` that holds page `page` of its Region, or NULL.
struct block *memory_find(struct vm *vm, const struct block_list *list, uint64_t page);
