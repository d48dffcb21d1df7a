// SPDX-License-Identifier: MIT
/// @file
/// What the kernel hands to init, what a loader hands to every task, the information page and the
/// boot archive's format.
#pragma once

#include <abi/object.h>

/// Constant handles of a task's start-up slots (generation 1).
#define START_HANDLE(slot) ((handle_t)(UINT64_C(1) << 32 | (slot)))

/// Slots that every task has. Slots not filled by whoever starts it stay empty.
enum start_slot {
    SLOT_NULL = 0,     ///< Never used.
    SLOT_CAPTABLE = 1, ///< Its own CapTable (no MANAGE: it cannot insert from others).
    SLOT_THREAD =
        2, ///< Its first thread (MANAGE for TLS and binding only by its starter; see THREAD_SET_TLS).
    SLOT_NOTIFICATION =
        3,           ///< The notification bound to its first thread, READ|WRITE|DUP, unbadged.
    SLOT_WINDOW = 4, ///< 4, 5, 6: the receive window.
    SLOT_PARENT = 7, ///< Endpoint of init, badged with the component: protocol init.Component.
    SLOT_VM = 8,     ///< Endpoint of vm, badged with the component's account: protocol vm.Memory.
    SLOT_TIMER = 9,  ///< A Timer bound to the task's notification, bit 63.
    SLOT_REPLY = 10, ///< 10..13: Reply objects for deferred answers.
    SLOT_DEBUG = 14, ///< Debug, where the manifest allows it.
    SLOT_ENDPOINT = 15, ///< An Endpoint of its own (all rights), charged to it and dying with it.
    SLOT_FIRST_MANIFEST = 16, ///< From here: as the component's generated <manifest.h> says.
};
#define NOTIFICATION_TIMER_BIT 63
#define NOTIFICATION_CLOSED_BIT 62 ///< Some client is gone: collect with ENDPOINT_NEXT_CLOSED.

/// Start-up slots of init only, in place of PARENT/VM/TIMER/manifest: all authority there is.
enum init_slot {
    INIT_SLOT_DOMAIN = 16,
    INIT_SLOT_SPAN = 17, ///< All user address space not used by init itself.
    INIT_SLOT_IRQ_CONTROL = 18,
    INIT_SLOT_IOPORT = 19, ///< All ports.
    INIT_SLOT_CLOCK = 20,
    INIT_SLOT_DEBUG = 21,
    INIT_SLOT_INFO_FRAME = 22, ///< Frame of the information page (READ).
    INIT_SLOT_ARCHIVE =
        23,               ///< Empty: the archive is in the Untypeds of kind ARCHIVE, see boot_info.
    INIT_SLOT_SCHED = 24, ///< Its SchedContext.
    INIT_SLOT_INFO_REGION =
        25, ///< Region of one unit at INFO_PAGE_VADDR: attach it (READ) to every domain.
    INIT_SLOT_FIRST_UNTYPED = 32, ///< boot_info.num_untypeds of them, in order.
};

enum {
    BOOT_UNTYPEDS_MAX = 192,
    BOOT_CMDLINE_MAX = 1024
};

struct boot_untyped {
    uint64_t paddr; ///< Physical address.
    uint8_t size_log2;
    uint8_t kind; ///< enum untyped_kind.
    uint8_t pad[6];
};

/// Handed to init: page aligned, read-only there; address in start_info.boot_info.
struct boot_info {
    uint32_t version; ///< 1.
    uint32_t num_untypeds;
    struct boot_untyped untypeds[BOOT_UNTYPEDS_MAX]; ///< i-th is slot INIT_SLOT_FIRST_UNTYPED + i.
    uint64_t archive_vaddr; ///< Where init sees the archive (read-only), 0 = none.
    uint64_t archive_paddr; ///< Physical start; page aligned; inside ARCHIVE untypeds, ascending.
    uint64_t archive_b;
    uint64_t ram_b;     ///< All RAM of the machine.
    uint64_t kernel_b;  ///< RAM the kernel keeps: image, boot objects, tables.
    uint64_t acpi_rsdp; ///< Physical address or 0.
    uint64_t fb_paddr;  ///< Firmware framebuffer, 0 = none; 32 bits a pixel.
    uint32_t fb_width_px, fb_height_px, fb_stride_b, fb_format;
    char cmdline[BOOT_CMDLINE_MAX]; ///< NUL-terminated.
};

/// The information page: one physical page, read-only in every task at INFO_PAGE_VADDR.
struct info_page {
    uint32_t version;  ///< 1.
    uint32_t flags;    ///< INFO_* bits.
    uint64_t tsc_mult; ///< now_ns = base_ns + ((tsc - base_tsc) * tsc_mult >> 32), 128-bit product.
    uint64_t base_tsc;
    uint64_t base_ns;     ///< 0: time since boot.
    int64_t wall_base_ns; ///< Add to now_ns: nanoseconds since 1970-01-01 UTC.
    uint64_t seed;        ///< Per-boot random seed; fixed in test mode.
};
enum {
    INFO_TEST_MODE = 1
};

/// The unit that holds the information page in every domain.
#define INFO_PAGE_VADDR UINT64_C(0x100000000)
/// User address space handed to init as a Span begins behind it.
#define USER_SPAN_FIRST UINT64_C(0x140000000)
#define USER_SPAN_END UINT64_C(0x400000000000)
/// Where the kernel puts init (its image, stack, boot_info, archive view): before USER_SPAN_FIRST.
#define INIT_VADDR UINT64_C(0x108000000)

/// Auxiliary vector key under which a task finds its struct start_info (SysV start stack).
#define AT_HESPER_START 0x48535052

/// What a task knows at start. Read-only by convention, lies at the top of its stack.
struct start_info {
    uint32_t version;    ///< 1.
    uint32_t instance;   ///< Of this component, counted by init from 1.
    uint64_t image_base; ///< Load address of its ELF.
    uint64_t image_b;
    uint64_t ipc_frame; ///< Address of its struct ipc_frame.
    uint64_t stack_low, stack_high;
    uint64_t boot_info; ///< init only.
    char name[32];
    char args[256]; ///< From the manifest or the launcher, NUL-terminated.
};

// Boot archive: header, entries, then page-aligned file contents. Little-endian.
#define ARCHIVE_MAGIC UINT64_C(0x3143524148534548) // "HESHARC1"
enum {
    ARCHIVE_NAME_MAX = 48,
    ARCHIVE_ENTRIES_MAX = 512
};

struct archive_entry {
    char name
        [ARCHIVE_NAME_MAX]; ///< NUL-terminated, e.g. "bin/gui", "sym/gui", "manifests", "fonts/inter.otf".
    uint64_t offset_b; ///< From the archive's start; page aligned.
    uint64_t size_b;
};
struct archive_header {
    uint64_t magic;
    uint32_t num_entries;
    uint32_t header_crc32; ///< Of the entries.
    uint64_t total_b;
    uint64_t reserved;
    struct archive_entry entries[];
};
