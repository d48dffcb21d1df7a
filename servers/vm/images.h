// SPDX-License-Identifier: MIT
/// @file
/// Programs of the boot archive, cut into Frames once, in ascending order.
#pragma once

#include "vm.h"

/// Reads the archive's header into `view` (a Region of one unit at `view_at`) and cuts every
/// program. Files that are no valid programs are left out.
///
/// @return OK, or why the archive cannot be read at all.
status_t images_scan(struct vm *vm, handle_t view, vaddr_t view_at);

/// The program `name` ("bin/gui"). ERR_NOT_FOUND; ERR_BAD_FORMAT when the entry is no valid program.
status_t images_find(struct vm *vm, const char *name, const struct image **out);

/// Fills task->image_region, whose first page is the load address: text and constants in place from
/// the archive, data copied, the rest of data left for demand (a range).
status_t images_load(struct vm *vm, const struct image *image, struct task *task);
