// SPDX-License-Identifier: MIT
/// @file
/// What the files of this board share: the machine as firmware describes it.
#pragma once

#include "core/core.h"

enum {
    PC_MEMORY_MAX = 192,
    PC_IOAPICS_MAX = 4,
    PC_ISA_LINES = 16,
};

/// An entry of the firmware's memory map, as given: any order, may overlap.
struct pc_memory {
    uint64_t start, size_b;
    bool is_ram; ///< Free RAM; all else is reserved, firmware tables, or bad.
};

/// What the boot loader says. Copied at once: it may lie anywhere in RAM.
struct pc_loader_info {
    struct pc_memory memory[PC_MEMORY_MAX];
    uint32_t num_memory;
    paddr_t archive_start; ///< First module.
    uint64_t archive_b;
    paddr_t acpi_rsdp;     ///< 0: look for it.
    uint8_t rsdp_copy[36]; ///< multiboot2 hands out a copy instead of the address.
    bool has_rsdp_copy;
    paddr_t fb_paddr;
    uint32_t fb_width_px, fb_height_px, fb_stride_b;
    char cmdline[BOOT_CMDLINE_MAX];
};

/// Where an ISA interrupt really arrives.
struct pc_isa_line {
    uint32_t gsi;
    bool level, active_low;
};

/// What the ACPI tables say.
struct pc_acpi {
    struct {
        paddr_t paddr;
        uint32_t gsi_base;
    } ioapics[PC_IOAPICS_MAX];
    uint32_t num_ioapics;
    struct pc_isa_line isa[PC_ISA_LINES];
    uint16_t pm1a_port, pm1b_port; ///< 0: cannot be switched off.
    uint8_t s5_a, s5_b;            ///< Sleep types of "off".
    uint16_t reset_port;           ///< 0: none.
    uint8_t reset_value;
};

/// Reads what the loader left behind. Low memory must be identity mapped.
/// @param magic BOOT_MAGIC_PVH or BOOT_MAGIC_MB2. @param info physical address of its structure.
/// @return OK, ERR_NOT_SUPPORTED for another magic, ERR_BAD_FORMAT.
status_t pc_read_loader(uint32_t magic, paddr_t info, struct pc_loader_info *out);
status_t pc_read_pvh(paddr_t info, struct pc_loader_info *out);
status_t pc_read_mb2(paddr_t info, struct pc_loader_info *out);

/// Helpers of the two: bounded copies into `out`.
void pc_add_memory(struct pc_loader_info *out, uint64_t start, uint64_t size_b, bool is_ram);
void pc_set_cmdline(struct pc_loader_info *out, const char *text, uint64_t max_b);

/// Whether the command line contains `word` between blanks.
bool pc_has_option(const char *cmdline, const char *word);

/// True when [start, start + size_b) lies in the identity map of boot: not 0, below 4 GiB.
bool pc_is_readable(uint64_t start, uint64_t size_b);

/// Where the kernel lies, and how far physical addresses go.
struct pc_image {
    paddr_t boot_start, boot_end; ///< Segment that boot.S runs in.
    paddr_t start, end;           ///< The rest.
    paddr_t limit;                ///< First address that the processor cannot name.
};

/// Turns the memory map into ranges for the core: page aligned, disjoint, without the kernel, the
/// archive (params->archive_*), the first 64 KiB and interrupt controllers. Fills in ranges, ram_b
/// and kernel_b. Panics when it makes no sense.
void pc_make_ranges(const struct pc_loader_info *info, const struct pc_acpi *acpi,
                    const struct pc_image *image, struct boot_params *params);

/// Reads MADT and FADT. Low memory must be identity mapped. Where there is nothing the defaults of
/// every PC are filled in. @return address of the RSDP, 0 when none was found.
paddr_t pc_read_acpi(const struct pc_loader_info *info, struct pc_acpi *out);

/// Maps and masks the controllers. After paging.
void pc_irq_init(const struct pc_acpi *acpi);

/// Measures TSC and LAPIC timer against the PIT.
void pc_calibrate(uint64_t *out_tsc_hz, uint64_t *out_lapic_hz);

/// Remembers how the machine is switched off.
void pc_power_init(const struct pc_acpi *acpi);
