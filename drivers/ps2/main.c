// SPDX-License-Identifier: MIT
/// @file
/// Driver of PS/2 keyboards and mice behind an 8042 controller: passes their events to the GUI server.
#include <base/log.h>
#include <drv/input.h>
#include <hsys/time.h>
#include <idl/dm.h>
#include <idl/init.h>
#include <idl/input.h>
#include <manifest.h>

#include "controller.h"
#include "keyboard.h"
#include "mouse.h"

#define LOG_TAG "ps2"

enum {
    READER_OBJECT = 1, ///< The connection to the GUI server, to this driver.
    KEYBOARD_IRQ_BIT = 0,
    MOUSE_IRQ_BIT = 1,
    IRQS = 2,
    BYTES_MAX = 256, ///< Taken before others have their turn.

    EV_SYN = 0,
    EV_KEY = 1,
    EV_REL = 2,
    REL_X = 0,
    REL_Y = 1,
    REL_WHEEL = 8,
    BTN_LEFT = 0x110,
    BUTTONS = 5,
};

static struct ipc_conn attach = IPC_CONN(CAP_USES_INPUT_ATTACH);
static struct ipc_server server;
static struct state {
    struct dm_board_ports_rep data, command; ///< Ports 0x60 and 0x64.
    handle_t irqs[IRQS];
    struct controller controller;
    struct keyboard keyboard;
    struct mouse mouse;
    uint32_t buttons; ///< Of the mouse, that are down.
    struct drv_input events;
} state;

static uint8_t read_port(void *self, bool command_port) {
    (void)self;
    const struct dm_board_ports_rep *ports = command_port ? &state.command : &state.data;
    uint32_t value = 0;
    (void)ioport_in(ports->ports, ports->first, 1, &value); // ours until dm dies, and we with it
    return (uint8_t)value;
}

static void write_port(void *self, bool command_port, uint8_t value) {
    (void)self;
    const struct dm_board_ports_rep *ports = command_port ? &state.command : &state.data;
    (void)ioport_out(ports->ports, ports->first, 1, value);
}

static nsec_t now(void *self) {
    (void)self;
    return time_now_ns();
}

static void on_key(const struct keyboard_event *event) {
    drv_input_put(&state.events, EV_KEY, event->code, event->down ? 1 : 0);
    drv_input_put(&state.events, EV_SYN, 0, 0);
}

static void put_relative(uint16_t axis, int32_t distance) {
    if (distance != 0) {
        drv_input_put(&state.events, EV_REL, axis, distance);
    }
}

static void on_mouse(const struct mouse_event *event) {
    if (event->plugged_in) {
        status_t status = controller_set_up_mouse(&state.controller);
        state.mouse = (struct mouse){ .id = state.controller.mouse_id };
        LOG_INFO("mouse plugged in: %s", status_text(status));
        return;
    }
    put_relative(REL_X, event->dx);
    put_relative(REL_Y, event->dy);
    put_relative(REL_WHEEL, event->wheel);
    uint32_t changed = event->buttons ^ state.buttons;
    state.buttons = event->buttons;
    for (uint16_t i = 0; i < BUTTONS; i++) {
        if ((changed & BIT(i)) != 0) {
            drv_input_put(&state.events, EV_KEY, (uint16_t)(BTN_LEFT + i),
                          (event->buttons & BIT(i)) != 0 ? 1 : 0);
        }
    }
    drv_input_put(&state.events, EV_SYN, 0, 0);
}

static bool take(void) {
    uint8_t byte;
    bool from_mouse;
    if (!controller_take(&state.controller, &byte, &from_mouse)) {
        return false;
    }
    struct mouse_event moved;
    struct keyboard_event key;
    if (from_mouse) {
        if (mouse_take(&state.mouse, byte, &moved)) {
            on_mouse(&moved);
        }
    } else if (keyboard_take(&state.keyboard, byte, &key)) {
        on_key(&key);
    }
    return true;
}

static void on_signal(void *self, uint64_t bits) {
    (void)self;
    (void)bits;
    // What arrives between the last look and the acknowledgement raises no second interrupt.
    bool more = true;
    for (int i = 0; i < BYTES_MAX && more; i++) {
        more = take();
        if (!more) {
            (void)irq_ack(state.irqs[KEYBOARD_IRQ_BIT]);
            (void)irq_ack(state.irqs[MOUSE_IRQ_BIT]);
            more = take();
        }
    }
    drv_input_flush(&state.events);
}

static void on_closed(void *self, uint64_t badge) {
    (void)self;
    (void)badge;
    if (drv_input_reattach(&state.events) != OK) {
        task_exit(1);
    }
}

static status_t get_resources(void) {
    TRY(dm_board_ports(CAP_USES_DM_BOARD, &(struct dm_board_ports_req){ .index = 0 }, &state.data));
    TRY(dm_board_ports(CAP_USES_DM_BOARD, &(struct dm_board_ports_req){ .index = 1 },
                       &state.command));
    for (uint32_t i = 0; i < IRQS; i++) {
        struct dm_board_irq_rep irq;
        TRY(dm_board_irq(CAP_USES_DM_BOARD, &(struct dm_board_irq_req){ .index = i }, &irq));
        state.irqs[i] = irq.irq;
        handle_t notification;
        TRY(ipc_signal_cap(i, &notification));
        TRY(irq_bind(irq.irq, notification));
        TRY(irq_ack(irq.irq));
    }
    return OK;
}

static status_t start(void) {
    TRY(ipc_server_init(&server));
    TRY(get_resources());
    const struct controller_bus bus = { NULL, read_port, write_port, now };
    TRY(controller_open(&state.controller, &bus));
    state.mouse = (struct mouse){ .id = state.controller.mouse_id };
    const struct drv_input_facts facts = {
        .kinds = INPUT_KINDS_KEYS | (state.controller.has_mouse ? INPUT_KINDS_RELATIVE : 0u),
        .name = "PS/2 keyboard and mouse",
    };
    return drv_input_open(&state.events, &server, READER_OBJECT, &attach, &facts);
}

int main(void) {
    ipc_log_open(CAP_USES_LOG_SINK);
    server.on_signal = on_signal;
    server.on_closed = on_closed;
    status_t status = start();
    if (status == ERR_NOT_FOUND) {
        LOG_INFO("there is no PS/2 controller");
        return 0;
    }
    if (status != OK) {
        LOG_ERROR("the controller does not start: %s", status_text(status));
        return 1;
    }
    static const char *const mice[] = { "mouse", "", "", "wheel mouse", "five-button mouse" };
    LOG_INFO("keyboard%s%s", state.controller.has_mouse ? ", " : "",
             state.controller.has_mouse ? mice[state.controller.mouse_id] : "");
    (void)init_component_ready(START_HANDLE(SLOT_PARENT), &(struct init_component_ready_req){ 0 },
                               NULL);
    ipc_serve(&server);
}
