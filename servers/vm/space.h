// SPDX-License-Identifier: MIT
/// @file
/// Addresses of tasks: windows, units, ranges of memory on demand, attaching.
#pragma once

#include "vm.h"

/// A 1 GiB window, unused for as long as possible. ERR_NO_MEMORY.
status_t space_window_take(struct vm *vm, struct window *out);

/// Gives a window back; all Regions in it are gone.
void space_window_give(struct vm *vm, const struct window *window);

/// Attaches `region` (at `address`) to `task`; tables that are missing are made and charged to it.
status_t space_attach(struct vm *vm, struct task *task, handle_t region, vaddr_t address,
                      uint32_t rights, handle_t *out);

/// As space_attach() for vm's own domain, read-write.
status_t space_attach_own(struct vm *vm, handle_t region, vaddr_t address, handle_t *out);

/// A kernel object for `task`, from its chunk or from a block of its own.
status_t space_object(struct vm *vm, struct task *task, enum object_type type, uint64_t parameter,
                      handle_t *out);

/// Notes a range. ERR_NO_MEMORY.
status_t space_add_range(struct vm *vm, struct task *task, const struct range *range);

/// `count` neighbouring units of the task's window, reserved; `out_first` is the index in the window.
status_t space_units_take(struct vm *vm, struct task *task, uint32_t count, uint32_t *out_first);

/// Frees units and what is in them.
void space_units_give(struct vm *vm, struct task *task, uint32_t first, uint32_t count);

/// Makes and attaches the Region of a reserved unit, if it has none.
status_t space_unit_open(struct vm *vm, struct task *task, uint32_t index, struct unit **out);

/// A private region of `size_b` bytes.
status_t space_private_create(struct vm *vm, struct task *task, uint64_t size_b, vaddr_t *out);
/// ERR_NOT_FOUND unless `address` is the first of a private region.
status_t space_private_destroy(struct vm *vm, struct task *task, vaddr_t address);

/// Puts memory at `address` if it lies in a range. ERR_NOT_FOUND if it does not.
status_t space_touch(struct vm *vm, struct task *task, vaddr_t address);

/// Device memory at a fresh address; `frame` belongs to the task afterwards.
status_t space_map_device(struct vm *vm, struct task *task, handle_t frame, uint32_t rights,
                          enum frame_cache cache, vaddr_t *out);

/// Frees all ranges and units.
void space_clear(struct vm *vm, struct task *task);
