// SPDX-License-Identifier: MIT
#include "controller.h"

#include "mouse.h"

/// Commands to the controller, bits of its status and of its configuration.
enum {
    READ_CONFIG = 0x20,
    WRITE_CONFIG = 0x60,
    MOUSE_OFF = 0xa7,
    MOUSE_ON = 0xa8,
    SELF_TEST = 0xaa,
    KEYBOARD_OFF = 0xad,
    KEYBOARD_ON = 0xae,
    TO_MOUSE = 0xd4,

    SELF_TEST_PASSED = 0x55,

    STATUS_OUTPUT = 1 << 0,
    STATUS_INPUT = 1 << 1,
    STATUS_MOUSE = 1 << 5,
    NOBODY = 0xff, ///< What ports without a device read as.

    CONFIG_KEYBOARD_IRQ = 1 << 0,
    CONFIG_MOUSE_IRQ = 1 << 1,
    CONFIG_KEYBOARD_OFF = 1 << 4,
    CONFIG_MOUSE_OFF = 1 << 5,
    CONFIG_TRANSLATE = 1 << 6,
};

/// Commands to the devices and their answers.
enum {
    SET_RESOLUTION = 0xe8,
    GET_ID = 0xf2,
    SET_RATE = 0xf3,
    ENABLE = 0xf4,
    DEFAULTS = 0xf6,
    ACK = 0xfa,
    RESEND = 0xfe,
};

/// Devices have 20 ms to answer; slow ones take longer.
#define ANSWER_NS UINT64_C(100000000)

#define FLUSH_MAX 64 ///< More than the controller and the devices can hold.
#define TRIES 3

static uint8_t status_of(struct controller *c) {
    return c->bus.read(c->bus.self, true);
}

/// Waits until the bits of the status are as wanted.
static status_t wait(struct controller *c, uint8_t bit, bool set) {
    nsec_t end = c->bus.now(c->bus.self) + ANSWER_NS;
    while (((status_of(c) & bit) != 0) != set) {
        if (c->bus.now(c->bus.self) >= end) {
            return ERR_IO;
        }
    }
    return OK;
}

static status_t send(struct controller *c, bool command_port, uint8_t byte) {
    TRY(wait(c, STATUS_INPUT, false));
    c->bus.write(c->bus.self, command_port, byte);
    return OK;
}

static status_t receive(struct controller *c, uint8_t *out) {
    TRY(wait(c, STATUS_OUTPUT, true));
    *out = c->bus.read(c->bus.self, false);
    return OK;
}

static void flush(struct controller *c) {
    for (int i = 0; i < FLUSH_MAX && (status_of(c) & STATUS_OUTPUT) != 0; i++) {
        (void)c->bus.read(c->bus.self, false);
    }
}

/// Sends `byte` to a device until it takes it.
static status_t tell(struct controller *c, bool mouse, uint8_t byte) {
    for (int i = 0; i < TRIES; i++) {
        if (mouse) {
            TRY(send(c, true, TO_MOUSE));
        }
        TRY(send(c, false, byte));
        uint8_t answer = RESEND;
        for (int n = 0; n < FLUSH_MAX && answer != ACK; n++) {
            TRY(receive(c, &answer)); // what it sent before may still come
            if (answer == RESEND) {
                break;
            }
        }
        if (answer == ACK) {
            return OK;
        }
    }
    return ERR_IO;
}

static status_t mouse_rate(struct controller *c, uint8_t rate) {
    TRY(tell(c, true, SET_RATE));
    return tell(c, true, rate);
}

/// The mouse gets to know that we understand more when three rates are set in turn.
static status_t knock(struct controller *c, const uint8_t rates[3]) {
    for (int i = 0; i < 3; i++) {
        TRY(mouse_rate(c, rates[i]));
    }
    TRY(tell(c, true, GET_ID));
    return receive(c, &c->mouse_id);
}

status_t controller_set_up_mouse(struct controller *c) {
    static const uint8_t wheel[3] = { 200, 100, 80 };
    static const uint8_t five_buttons[3] = { 200, 200, 80 };
    c->has_mouse = false;
    TRY(tell(c, true, DEFAULTS));
    TRY(knock(c, wheel));
    if (c->mouse_id == MOUSE_WHEEL) {
        TRY(knock(c, five_buttons));
    }
    if (c->mouse_id != MOUSE_WHEEL && c->mouse_id != MOUSE_FIVE_BUTTONS) {
        c->mouse_id = MOUSE_PLAIN;
    }
    TRY(tell(c, true, SET_RESOLUTION));
    TRY(tell(c, true, 3)); // 8 counts a millimetre
    TRY(mouse_rate(c, 100));
    TRY(tell(c, true, ENABLE));
    c->has_mouse = true;
    return OK;
}

static status_t read_config(struct controller *c, uint8_t *out) {
    TRY(send(c, true, READ_CONFIG));
    return receive(c, out);
}

static status_t write_config(struct controller *c, uint8_t config) {
    TRY(send(c, true, WRITE_CONFIG));
    return send(c, false, config);
}

status_t controller_open(struct controller *c, const struct controller_bus *bus) {
    *c = (struct controller){ .bus = *bus };
    if (status_of(c) == NOBODY) {
        return ERR_NOT_FOUND;
    }
    TRY(send(c, true, KEYBOARD_OFF));
    TRY(send(c, true, MOUSE_OFF));
    flush(c);
    TRY(send(c, true, SELF_TEST));
    uint8_t answer;
    TRY(receive(c, &answer));
    if (answer != SELF_TEST_PASSED) {
        return ERR_IO;
    }
    uint8_t config;
    TRY(read_config(c, &config));
    config |= CONFIG_TRANSLATE | CONFIG_KEYBOARD_OFF | CONFIG_MOUSE_OFF;
    config &= (uint8_t) ~(CONFIG_KEYBOARD_IRQ | CONFIG_MOUSE_IRQ);
    TRY(write_config(c, config));
    TRY(send(c, true, MOUSE_ON));
    TRY(read_config(c, &answer));
    bool second_port = (answer & CONFIG_MOUSE_OFF) == 0;
    if (second_port && controller_set_up_mouse(c) != OK) {
        flush(c); // nothing is plugged in; it may come later
    }
    TRY(send(c, true, KEYBOARD_ON));
    (void)tell(c, false, ENABLE); // without a keyboard the mouse still works
    config &= (uint8_t) ~(CONFIG_KEYBOARD_OFF | CONFIG_MOUSE_OFF);
    config |= CONFIG_KEYBOARD_IRQ | (second_port ? CONFIG_MOUSE_IRQ : CONFIG_MOUSE_OFF);
    TRY(write_config(c, config));
    flush(c); // an interrupt comes only for what arrives from now on
    return OK;
}

bool controller_take(struct controller *c, uint8_t *out_byte, bool *out_mouse) {
    uint8_t status = status_of(c);
    if ((status & STATUS_OUTPUT) == 0 || status == NOBODY) {
        return false;
    }
    *out_mouse = (status & STATUS_MOUSE) != 0;
    *out_byte = c->bus.read(c->bus.self, false);
    return true;
}
