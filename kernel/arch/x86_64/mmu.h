// SPDX-License-Identifier: MIT
/// @file
/// The kernel's own page tables.
#pragma once

#include "core/core.h"

/// Builds the kernel's tables and switches to them: its image (text read-execute, the rest without
/// execution, a hole below the stack), the RAM ranges of `params` and, read-only, the archive.
/// Takes what tables it needs from the RAM ranges. Until now low memory was identity mapped;
/// afterwards it is not mapped at all.
void x86_boot_paging(struct boot_params *params);

/// Maps device registers, uncached, for good. Boot only; panics when its 2 MiB are used up.
/// @param size_b up to a few pages.
vaddr_t x86_map_mmio(paddr_t paddr, uint64_t size_b);

/// Physical address of the kernel's own root table.
paddr_t x86_kernel_root(void);

/// Gives a new space a PCID, or 0 when there is none (then each load of it flushes).
void x86_pcid_assign(struct arch_space *space);
/// The PCID is free; whoever gets it next flushes it first.
void x86_pcid_release(struct arch_space *space);
