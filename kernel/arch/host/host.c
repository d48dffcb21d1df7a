// SPDX-License-Identifier: MIT
// The host as CPU and board: everything a test needs to see is in struct host.
#include "host.h"

#include "arch/arch.h"
#include "board/board.h"
#include "core/core.h"

#include <base/string.h>
#include <stdio.h>
#include <stdlib.h>

_Alignas(4096) unsigned char host_arena[HOST_ARENA_B];
struct host host;

void host_reset(void) {
    memset(host_arena, 0x5a, sizeof(host_arena)); // RAM holds anything at power-on
    memset(&host, 0, sizeof(host));
    host.irq_countdown = UINT32_MAX;
    host.timer = UINT64_MAX;
    for (uint32_t i = 0; i < HOST_IRQS; i++) {
        host.irq_masked[i] = true;
    }
}

// --- arch.h ---

void arch_space_init(struct arch_space *space, paddr_t root) {
    space->root = root;
    space->live = true;
}

void arch_space_deinit(struct arch_space *space) {
    space->live = false;
    if (arch_cpu()->arch.active == space) {
        arch_cpu()->arch.active = NULL;
    }
}

void arch_tlb_flush_pages(vaddr_t vaddr, uint32_t pages) {
    ASSERT(vaddr < ARCH_USER_END);
    host.tlb_pages += pages;
}

void arch_tlb_flush_space(struct arch_space *space) {
    ASSERT(space->live);
    host.tlb_spaces++;
}

void arch_context_start(struct arch_context *context, vaddr_t ip, vaddr_t sp, uint64_t arg,
                        vaddr_t fp) {
    *context = (struct arch_context){ .ip = ip, .sp = sp, .arg = arg, .fp = fp };
}

void arch_context_set_tls(struct arch_context *context, uint64_t base) {
    context->tls = base;
}

void arch_fpu_init(void *area) {
    *(uint64_t *)area = 0;
}

void arch_fpu_save(void *area) {
    *(uint64_t *)area = host.fpu_register;
}

void arch_fpu_load(const void *area) {
    host.fpu_register = *(const uint64_t *)area;
}

bool arch_irq_pending(void) {
    if (host.irq_countdown == UINT32_MAX) {
        return false;
    }
    if (host.irq_countdown-- > 0) {
        return false;
    }
    host.irq_countdown = host.irq_period == 0 ? UINT32_MAX : host.irq_period;
    return true;
}

void arch_timer_set(nsec_t deadline) {
    host.timer = deadline;
}

void arch_info_fill(struct info_page *info) {
    info->seed = 1;
}

void arch_backtrace(void) {
}

void arch_context_print(const struct arch_context *context) {
    kprintf("  ip %#llx sp %#llx\n", (unsigned long long)context->ip,
            (unsigned long long)context->sp);
}

uint32_t arch_ioport_in(uint16_t port, uint32_t width) {
    host.port = port;
    return width == 4 ? host.port_value : host.port_value & ((1u << (8 * width)) - 1);
}

void arch_ioport_out(uint16_t port, uint32_t width, uint32_t value) {
    host.port = port;
    host.port_value = width == 4 ? value : value & ((1u << (8 * width)) - 1);
}

// --- board.h ---

void board_console_write(const char *text, size_t length_b) {
    for (size_t i = 0; i < length_b && host.console_b < HOST_CONSOLE_B - 1; i++) {
        host.console[host.console_b++] = text[i];
    }
}

void board_console_seize(void) {
}

_Noreturn void board_halt(void) {
    (void)fprintf(stderr, "%.*s", (int)host.console_b, host.console);
    abort();
}

status_t board_exit(uint64_t code) {
    (void)code;
    return ERR_NOT_SUPPORTED;
}

status_t board_reboot(bool power_off) {
    (void)power_off;
    return ERR_NOT_SUPPORTED;
}

static status_t take_irq(uint32_t first, uint32_t end, uint32_t *out_irq) {
    for (uint32_t i = first; i < end; i++) {
        if (!host.irq_used[i]) {
            host.irq_used[i] = true;
            *out_irq = i;
            return OK;
        }
    }
    return first + 1 == end ? ERR_EXISTS : ERR_NO_SPACE;
}

status_t board_irq_alloc_msi(uint32_t *out_irq, uint64_t *out_address, uint32_t *out_data) {
    TRY(take_irq(HOST_MSI_FIRST, HOST_IRQS, out_irq));
    *out_address = 0xfee00000;
    *out_data = *out_irq;
    return OK;
}

status_t board_irq_alloc_line(uint32_t line, uint32_t flags, uint32_t *out_irq) {
    (void)flags;
    return line >= HOST_MSI_FIRST ? ERR_BAD_ARG : take_irq(line, line + 1, out_irq);
}

void board_irq_free(uint32_t irq) {
    ASSERT(host.irq_used[irq]);
    host.irq_used[irq] = false;
    host.irq_masked[irq] = true;
}

void board_irq_mask(uint32_t irq) {
    host.irq_masked[irq] = true;
}

void board_irq_unmask(uint32_t irq) {
    host.irq_masked[irq] = false;
}

void board_irq_eoi(uint32_t irq) {
    (void)irq;
    host.irq_eois++;
}
