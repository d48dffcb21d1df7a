// SPDX-License-Identifier: MIT
/// @file
/// The 8042 keyboard controller: finds out what is connected and makes it talk. It has no
/// specification that is kept; what is relied on here works on every PC since the IBM PS/2.
#pragma once

#include <base/base.h>

/// How the controller is reached.
struct controller_bus {
    void *self;
    uint8_t (*read)(void *self, bool command_port); ///< Data from 0x60, or status from 0x64.
    void (*write)(void *self, bool command_port, uint8_t value);
    nsec_t (*now)(void *self);
};

struct controller {
    struct controller_bus bus;
    bool has_mouse;
    uint8_t mouse_id; ///< enum mouse_id.
};

/// Sets up the controller, the keyboard and the mouse with all it can do. Interrupts are on behind it.
///
/// @return OK; ERR_NOT_FOUND when there is no controller; ERR_IO when it does not answer.
status_t controller_open(struct controller *c, const struct controller_bus *bus);

/// Sets up the mouse again, after it was plugged in. Bytes of the keyboard that come meanwhile are
/// lost. Errors: ERR_IO, then there is no mouse.
status_t controller_set_up_mouse(struct controller *c);

/// Takes a byte that has arrived, if there is one. `out_mouse`: from the mouse.
bool controller_take(struct controller *c, uint8_t *out_byte, bool *out_mouse);
