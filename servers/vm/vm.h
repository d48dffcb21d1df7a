// SPDX-License-Identifier: MIT
/// @file
/// State of vm. One task, one thread: no locks. All arrays come from the pool that init handed over.
#pragma once

#include "buddy.h"
#include "quota.h"
#include "spans.h"

#include <abi/boot.h>
#include <abi/trap.h>
#include <elf/elf.h>
#include <task/archive.h>
#include <task/vm_boot.h>

enum {
    TASKS_MAX = 64,
    COMPONENTS_MAX = 256,
    UNITS_MAX = 2048, ///< 2 MiB units of private memory in use.
    RANGES_MAX = 1024,
    SHARED_MAX = 1024,
    ATTACHES_MAX = 2048,
    SPANS_MAX = 2048,
    IMAGES_MAX = 64,
    PIECES_MAX = 2048,
    TEXT_MAX = 96, ///< Pieces of one program.
    // Records are everybody's: one component gets ERR_QUOTA long before they run out.
    UNITS_PER_TASK = 256,
    RANGES_PER_TASK = 64,
    ATTACHES_PER_TASK = 256,
    SHARED_PER_ACCOUNT = 256,
    WINDOWS_MAX = 192, ///< 1 GiB windows before the first one is used again.
    ARENAS_MAX = 128,
    WINDOW_UNITS = 512,
    SLIDE_GIB = 64,   ///< Windows and arenas are moved by less than this, by the boot seed.
    SLIDE_UNITS = 64, ///< As for what lies in a window.
    CLOSED_BITS = 48, ///< Bits 0..47 of the notification: some region of that class is closed.
    CHUNK_ORDER = 4,  ///< Private memory is committed in 64 KiB.
    VM_NONE = 0,      ///< Index of nothing, in every array: [0] is not used.
};
#define GIB (UINT64_C(1) << 30)

/// One Frame made of a piece of an archive file.
struct piece {
    handle_t frame; ///< Mapped only while it is read; tasks get copies.
    uint32_t page;  ///< Where it belongs in the image, in pages from the load address.
    uint16_t pages;
    uint8_t segment; ///< Index in the plan.
    uint8_t pad;
};

/// One program of the archive.
struct image {
    const struct archive_entry *entry;
    struct elf_plan plan;
    uint32_t first_piece, num_pieces;
};

/// A 2 MiB unit of a task's window with a Region of its own.
struct unit {
    handle_t span;
    handle_t region; ///< HANDLE_NONE: nothing in it yet.
    handle_t attachment;
    handle_t device;          ///< Frame from dm mapped here, or HANDLE_NONE.
    struct block_list blocks; ///< The Region and its Frames.
    bool used;                ///< Belongs to a range or device; else free for the next.
    uint32_t next;            ///< Unused record: next spare.
};

/// Addresses of a task that get memory when touched.
struct range {
    vaddr_t low, high;   ///< Page aligned; multiples of 64 KiB for private regions.
    handle_t region;     ///< All of it lies in this Region; HANDLE_NONE: Regions unit by unit.
    vaddr_t region_base; ///< Address of `region`.
    struct block_list *blocks; ///< With `region`: where its memory is noted.
    uint32_t next;
};

/// A SHARED region.
struct shared {
    bool used;
    bool closed; ///< Nobody holds it; waits for `released`.
    uint32_t account;
    uint32_t span;
    uint32_t pages;
    handle_t region; ///< The parent, all rights.
    handle_t anchor; ///< Badged child; everything outside descends from it.
    uint64_t badge;  ///< Of the anchor: generation << 16 | index.
    struct block_list blocks;
    uint64_t pinned[COMPONENTS_MAX / 64];      ///< Components that know its physical addresses.
    uint64_t pinned_dead[COMPONENTS_MAX / 64]; ///< As before, but their instance is dead.
    uint32_t next;                             ///< Unused record: next spare.
};

/// A SHARED region in a task.
struct attach {
    uint32_t shared;     ///< Index; the region may be gone and the record used again: see `badge`.
    uint64_t badge;      ///< Of the region.
    handle_t copy;       ///< The task's region capability, as it came with the request.
    handle_t attachment; ///< Child of `copy`.
    uint32_t next;
};

enum task_state {
    TASK_BUILT = 0,
    TASK_RUNNING,
    TASK_FAULTED
};

/// One component's task.
struct task {
    bool used;
    uint32_t component, instance;
    uint32_t flags; ///< VM_PROCESS_FLAGS_*.
    enum task_state state;

    struct block_list objects;      ///< Kernel objects.
    struct block_list image_frames; ///< Data and bss.
    struct block_list stack_frames; ///< Stack and IPC frame.
    handle_t chunk;                 ///< The first block of `objects`.
    handle_t table, domain, thread, sched, notification, endpoint;
    handle_t fault_cap;
    handle_t info_attachment;

    handle_t window; ///< Span of 1 GiB.
    vaddr_t window_at;
    uint32_t next_unit;                           ///< First unit of the window that was never used.
    uint16_t unit_of[WINDOW_UNITS];               ///< Index in vm.units.
    uint32_t num_units, num_ranges, num_attaches; ///< In use.
    uint32_t ranges, attaches;                    ///< First one.

    handle_t image_region, image_attachment;
    handle_t text[TEXT_MAX]; ///< Copies of the Frames of its read-only segments.
    uint32_t num_text;
    vaddr_t image_base;
    uint64_t image_b;
    handle_t stack_region, stack_attachment;
    vaddr_t stack_unit;
    vaddr_t stack_low, stack_high;
    vaddr_t fixup_first, fixup_last, fixup_resume; ///< All 0: none.

    bool fault_pending; ///< collect() has not had it yet.
    uint32_t fault_kind;
    uint64_t fault[TRAP_REG_WORDS]; ///< Words of the fault message.
};

/// A 1 GiB Span for a task.
struct window {
    handle_t span;
    vaddr_t address;
};

struct vm {
    const struct vm_boot *boot;
    uint64_t pool_used_b;
    handle_t endpoint, domain, notification;
    handle_t wake; ///< Of init; HANDLE_NONE before setup.

    struct quota quota;
    struct buddy buddy;
    struct spans spans;
    struct block_list own_blocks; ///< Kernel objects of vm itself.

    handle_t window_root;
    vaddr_t window_next;
    uint32_t windows_left;
    struct window windows[WINDOWS_MAX + 1]; ///< Ring of free ones.
    uint32_t window_first, num_windows;

    handle_t scratch[2]; ///< Regions of one unit in vm's own domain.
    vaddr_t scratch_at[2];
    const struct archive_header *archive;

    struct image *images;
    uint32_t num_images;
    struct piece *pieces;
    uint32_t num_pieces;
    struct unit *units;
    uint32_t spare_unit;
    struct range *ranges;
    uint32_t spare_range;
    struct shared *shared;
    uint32_t spare_shared;
    uint16_t num_shared[COMPONENTS_MAX]; ///< By account.
    struct attach *attaches;
    uint32_t spare_attach;
    struct task *tasks;
    handle_t closed_caps[CLOSED_BITS];
    uint32_t shared_generation;
};

/// The task of `component`, or NULL.
struct task *vm_task(struct vm *vm, uint32_t component);
