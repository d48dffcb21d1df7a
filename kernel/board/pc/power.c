// SPDX-License-Identifier: MIT
/// @file
/// Reset, power off, the test exit of QEMU.
#include "board/board.h"

#include "dev/port.h"
#include "pc.h"

enum {
    PORT_DEBUG_EXIT = 0xf4,
    PORT_KEYBOARD = 0x64,
    PORT_RESET = 0xcf9,
    KEYBOARD_RESET = 0xfe,
    RESET_PREPARE = 0x02,
    RESET_HARD = 0x06,
    SLEEP_ENABLE = 1 << 13,
    SLEEP_TYPE_SHIFT = 10,
    GRACE_READS = 100000, ///< Port reads to wait until the machine is gone.
};

static struct {
    uint16_t pm1a_port, pm1b_port, reset_port;
    uint8_t s5_a, s5_b, reset_value;
} state;

void pc_power_init(const struct pc_acpi *acpi) {
    state.pm1a_port = acpi->pm1a_port;
    state.pm1b_port = acpi->pm1b_port;
    state.s5_a = acpi->s5_a;
    state.s5_b = acpi->s5_b;
    state.reset_port = acpi->reset_port;
    state.reset_value = acpi->reset_value;
}

static void grace(void) {
    for (uint32_t i = 0; i < GRACE_READS; i++) {
        (void)port_in8(PORT_KEYBOARD);
    }
}

_Noreturn void board_halt(void) {
    for (;;) {
        __asm__ volatile("cli; hlt");
    }
}

// QEMU's isa-debug-exit ends with (code << 1) | 1; without the device the write goes nowhere.
status_t board_exit(uint64_t code) {
    port_out8(PORT_DEBUG_EXIT, (uint8_t)code);
    grace();
    return ERR_NOT_SUPPORTED;
}

static void sleep(uint16_t port, uint8_t type) {
    if (port != 0) {
        port_out16(port, (uint16_t)(SLEEP_ENABLE | (uint32_t)type << SLEEP_TYPE_SHIFT));
    }
}

status_t board_reboot(bool power_off) {
    if (power_off) {
        sleep(state.pm1a_port, state.s5_a);
        sleep(state.pm1b_port, state.s5_b);
        grace();
        return ERR_NOT_SUPPORTED;
    }
    if (state.reset_port != 0) {
        port_out8(state.reset_port, state.reset_value);
        grace();
    }
    port_out8(PORT_RESET, RESET_PREPARE);
    port_out8(PORT_RESET, RESET_HARD);
    grace();
    port_out8(PORT_KEYBOARD, KEYBOARD_RESET);
    grace();
    return ERR_NOT_SUPPORTED;
}
