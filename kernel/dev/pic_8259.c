// SPDX-License-Identifier: MIT
/// @file
/// The old interrupt controllers.
#include "pic_8259.h"

#include "port.h"

enum {
    MASTER = 0x20,
    SLAVE = 0xa0,
    INIT_ICW4 = 0x11,
    MODE_8086 = 0x01,
    FIRST_VECTOR = 32
};

void pic_8259_disable(void) {
    port_out8(MASTER, INIT_ICW4);
    port_out8(MASTER + 1, FIRST_VECTOR);
    port_out8(MASTER + 1, 4); // The slave hangs on line 2.
    port_out8(MASTER + 1, MODE_8086);
    port_out8(SLAVE, INIT_ICW4);
    port_out8(SLAVE + 1, FIRST_VECTOR + 8);
    port_out8(SLAVE + 1, 2);
    port_out8(SLAVE + 1, MODE_8086);
    port_out8(MASTER + 1, 0xff);
    port_out8(SLAVE + 1, 0xff);
}
