// SPDX-License-Identifier: MIT
#include "config_ports.h"

#include <hsys/object.h>

enum {
    PORT_ADDRESS = 0xcf8,
    PORT_DATA = 0xcfc
};

#define ENABLE 0x80000000u

static handle_t the_ports;

/// Selects the register; a lost capability reads as "no device".
static void select(uint32_t address, uint32_t offset) {
    (void)ioport_out(the_ports, PORT_ADDRESS, 4, ENABLE | address | (offset & 0xfcu));
}

static uint32_t read_ports(void *self, uint32_t address, uint32_t offset, uint32_t width) {
    (void)self;
    uint32_t value = UINT32_MAX;
    select(address, offset);
    if (ioport_in(the_ports, PORT_DATA + (offset & 3), width, &value) != OK) {
        value = UINT32_MAX;
    }
    return width == 1 ? value & 0xff : width == 2 ? value & 0xffff : value;
}

static void write_ports(void *self, uint32_t address, uint32_t offset, uint32_t width,
                        uint32_t value) {
    (void)self;
    select(address, offset);
    (void)ioport_out(the_ports, PORT_DATA + (offset & 3), width, value); // see select()
}

struct pci_config config_ports_open(handle_t ports) {
    the_ports = ports;
    return (struct pci_config){ NULL, read_ports, write_ports };
}
