// SPDX-License-Identifier: MIT
/// @file
/// From boot.S to the core.
#include "board/board.h"

#include "arch/x86_64/cpu.h"
#include "arch/x86_64/mmu.h"
#include "arch/x86_64/trap.h"
#include "arch/x86_64/x86_features.h"
#include "arch/x86_64/x86_time.h"
#include "core/cpu.h"
#include "dev/rtc_cmos.h"
#include "pc.h"

#define NS_PER_S INT64_C(1000000000)
#define KERNEL_VBASE UINT64_C(0xffffffff80000000)

extern uint8_t x86_stack_top[];
extern const char x86_boot_start[], x86_boot_end[], x86_text_start[], x86_image_end[];
extern uint64_t __stack_chk_guard;

/// Too large for the stack; not needed after core_init().
static struct {
    struct pc_loader_info loader;
    struct pc_acpi acpi;
    struct boot_params params;
} state;

static void fill_params(void) {
    struct boot_params *params = &state.params;
    const struct pc_loader_info *loader = &state.loader;
    bool is_aligned = IS_ALIGNED(loader->archive_start, PAGE_SIZE_B);
    params->archive_start = is_aligned ? loader->archive_start : 0;
    params->archive_b = is_aligned ? loader->archive_b : 0;
    params->fb_paddr = loader->fb_paddr;
    params->fb_width_px = loader->fb_width_px;
    params->fb_height_px = loader->fb_height_px;
    params->fb_stride_b = loader->fb_stride_b;
    for (uint32_t i = 0; i < BOOT_CMDLINE_MAX; i++) {
        params->cmdline[i] = loader->cmdline[i];
    }
}

/// Kernel option `debug`: what the machine looks like.
static void print_machine(uint64_t tsc_hz, uint64_t lapic_hz) {
    const struct boot_params *params = &state.params;
    if (!pc_has_option(params->cmdline, "debug")) {
        return;
    }
    kprintf("kernel: tsc %lu Hz, lapic %lu Hz, %u I/O APICs, archive %lx + %lu\n", tsc_hz, lapic_hz,
            state.acpi.num_ioapics, params->archive_start, params->archive_b);
    for (uint32_t i = 0; i < params->num_ranges; i++) {
        kprintf("kernel: %016lx-%016lx %s\n", params->ranges[i].start, params->ranges[i].end,
                params->ranges[i].kind == UNTYPED_RAM ? "ram" : "device");
    }
}

_Noreturn void board_start(uint32_t magic, uint32_t info);

/// Called by boot.S on the kernel stack, low memory identity mapped, interrupts off.
_Noreturn void board_start(uint32_t magic, uint32_t info) {
    __stack_chk_guard ^= x86_rdtsc() << 8; // The lowest byte stays: never a string's end.
    board_console_seize();
    x86_cpu_init(&cpus[0], &cpus[0].arch, (uint64_t)(uintptr_t)x86_stack_top);
    x86_pcid_on = x86_features.pcid;
    status_t status = pc_read_loader(magic, info, &state.loader);
    if (status != OK) {
        panic("boot information of loader %x: %s", magic, status_text(status));
    }
    fill_params();
    const struct pc_image where = {
        .boot_start = (paddr_t)(uintptr_t)x86_boot_start,
        .boot_end = (paddr_t)(uintptr_t)x86_boot_end,
        .start = (paddr_t)(uintptr_t)x86_text_start - KERNEL_VBASE,
        .end = (paddr_t)(uintptr_t)x86_image_end - KERNEL_VBASE,
        .limit = BIT64(x86_features.phys_bits),
    };
    state.params.acpi_rsdp = pc_read_acpi(&state.loader, &state.acpi);
    pc_make_ranges(&state.loader, &state.acpi, &where, &state.params);
    x86_boot_paging(&state.params);
    pc_irq_init(&state.acpi);
    pc_power_init(&state.acpi);
    uint64_t tsc_hz;
    uint64_t lapic_hz;
    pc_calibrate(&tsc_hz, &lapic_hz);
    x86_time_init(tsc_hz, lapic_hz);
    x86_time_set_wall(rtc_cmos_read() * NS_PER_S);
    print_machine(tsc_hz, lapic_hz);
    x86_leave(core_init(&state.params));
}
