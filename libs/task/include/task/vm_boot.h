// SPDX-License-Identifier: MIT
/// @file
/// What init hands to vm: start-up slots of its own and facts. Nobody else is started like this.
#pragma once

#include <abi/boot.h>

/// Slots of vm beside those of <abi/boot.h>: its own objects, then all memory and addresses.
enum vm_slot {
    VM_SLOT_CAPTABLE = 16, ///< Its own CapTable, with MANAGE.
    VM_SLOT_DOMAIN = 17,   ///< Its own Domain.
    VM_SLOT_SPAN = 18,     ///< All addresses but what init and vm themselves use.
    VM_SLOT_INFO_REGION = 19,
    VM_SLOT_FIRST_UNTYPED = 20, ///< vm_boot.num_untypeds: RAM and ARCHIVE, archive ascending.
};

/// Lies at the start of vm's pool; start_info.boot_info of vm points to it.
struct vm_boot {
    vaddr_t pool; ///< Writable memory of vm, this struct included; zeroed behind it.
    uint64_t pool_b;
    uint32_t num_untypeds;
    uint32_t pad;
    struct boot_info boot; ///< archive_vaddr is init's and means nothing to vm.
};

/// What a badge on vm's endpoint means: VM_BADGE(kind, component).
enum vm_badge_kind {
    VM_BADGE_MEMORY = 1,  ///< SLOT_VM of a component.
    VM_BADGE_ACCOUNT = 2, ///< Only create of SHARED regions, charged to the component.
    VM_BADGE_FAULT = 3,   ///< Faults of the component; the kernel speaks.
    VM_BADGE_PROCESS = 4, ///< init.
};
#define VM_BADGE(kind, component) ((uint64_t)(kind) << 32 | (component))

/// Bytes of vm's pool: its fixed arrays, and a block record of 48 bytes for every second slot.
static inline uint64_t vm_boot_pool_b(uint32_t slots) {
    return ALIGN_UP((UINT64_C(768) << 10) + slots / 2 * UINT64_C(48), PAGE_SIZE_B);
}

/// Slots of vm's capability table on a machine with `ram_b` bytes: one for each 8 KiB, since every
/// block and Frame takes one.
static inline uint32_t vm_boot_slots(uint64_t ram_b) {
    uint64_t slots = ram_b / 8192;
    return (uint32_t)CLAMP(slots, UINT64_C(8192), (uint64_t)CAPTABLE_SLOTS_MAX);
}
