// SPDX-License-Identifier: MIT
/// @file
/// Boot only: memory for the first objects, Untypeds for the rest, the image of init.
///
/// Errors here are panics: there is nobody to tell, and the machine or the image is to blame.
#pragma once

#include "kernel.h"

/// What boot code knows while it works.
struct boot {
    const struct boot_params *params;
    paddr_t next; ///< Boot memory not yet handed out: [next, end).
    paddr_t end;
    paddr_t start;          ///< Where boot memory began.
    struct captable *table; ///< init's.
    struct domain *domain;
    struct thread *thread;
    struct boot_info *info; ///< Two pages.
};

/// Space that init's boot_info takes.
enum {
    BOOT_INFO_B = ALIGN_UP(sizeof(struct boot_info), PAGE_SIZE_B)
};

/// Picks the RAM range that boot memory comes from.
void boot_memory_init(struct boot *boot);
/// Zeroed memory that is never given back; aligned to its size, at most to 4 KiB.
void *boot_alloc(struct boot *boot, uint64_t size_b);
/// What is left becomes Untypeds: RAM, then DEVICE, then ARCHIVE.
void boot_make_untypeds(struct boot *boot);
/// Puts a capability into slot `index` of init's table.
struct slot *boot_cap(struct boot *boot, uint32_t index, enum object_type type, void *object);

/// Where init starts.
struct boot_entry {
    vaddr_t ip, sp;
};
/// Loads bin/init, its stack, boot_info and the view of the archive into init's domain; sets the
/// thread's IPC frame.
struct boot_entry boot_load_init(struct boot *boot);
/// Maps one page for init.
void boot_map(struct boot *boot, vaddr_t vaddr, paddr_t paddr, uint32_t rights);
