// SPDX-License-Identifier: MIT
/// @file
/// SHARED regions: made here, passed around by others, freed when the last capability outside is gone.
#pragma once

#include "vm.h"

/// Makes a region of `size_b` bytes, charged to `account`. `out_client` is for the caller alone.
///
/// @return OK, ERR_QUOTA, ERR_NO_MEMORY, ERR_BAD_SIZE.
status_t shared_create(struct vm *vm, uint32_t account, uint64_t size_b, vaddr_t *out_address,
                       handle_t *out_client);

/// Attaches the region behind `copy` to `task`, which owns `copy` then.
status_t shared_attach(struct vm *vm, struct task *task, handle_t copy, uint32_t rights,
                       vaddr_t *out_address, uint64_t *out_size_b);

/// Detaches the region at `address`. ERR_NOT_FOUND.
status_t shared_detach(struct vm *vm, struct task *task, vaddr_t address);

/// Physically consecutive pages.
struct run {
    paddr_t paddr;
    uint64_t pages;
};

/// Room for `max` runs, of which `count` are filled in.
struct run_list {
    struct run *runs;
    uint32_t max, count;
};

/// Physical pages of the region attached at `address`, from `first_page` on, as far as `out` has room;
/// the region counts as pinned by the task's component. ERR_NOT_FOUND.
status_t shared_pin(struct vm *vm, struct task *task, vaddr_t address, uint32_t first_page,
                    struct run_list *out);

/// The device of the task does not use the region attached at `address` any longer. ERR_NOT_FOUND.
status_t shared_unpin(struct vm *vm, struct task *task, vaddr_t address);

/// The task is gone: its attachments go, what it had pinned waits.
void shared_forget_task(struct vm *vm, struct task *task);

/// What dead instances of `component` had pinned can be used again.
void shared_released(struct vm *vm, uint32_t component);

/// Some regions of the classes in `bits` are closed: frees them.
void shared_collect(struct vm *vm, uint64_t bits);

/// The account is closed: what was charged to it is the system's.
void shared_disown(struct vm *vm, uint32_t account);
