// SPDX-License-Identifier: MIT
/// @file
/// Driver of virtio keyboards, mice and tablets: passes their events to the GUI server through a ring.
#include <base/log.h>
#include <drv/input.h>
#include <idl/init.h>
#include <idl/input.h>
#include <manifest.h>

#include "device.h"

#define LOG_TAG "virtio_input"

#define READER_OBJECT 1u ///< The connection to the GUI server, to this driver.

static struct ipc_conn attach = IPC_CONN(CAP_USES_INPUT_ATTACH);
static struct ipc_server server;
static struct input input;
static struct drv_input events;

static uint32_t kinds(void) {
    return (input.has_keys ? INPUT_KINDS_KEYS : 0u) |
           (input.has_relative ? INPUT_KINDS_RELATIVE : 0u) |
           (input.has_absolute ? INPUT_KINDS_ABSOLUTE : 0u);
}

static void on_closed(void *self, uint64_t badge) {
    (void)self;
    (void)badge;
    if (drv_input_reattach(&events) != OK) {
        task_exit(1);
    }
}

static void on_signal(void *self, uint64_t bits) {
    (void)self;
    (void)bits;
    struct input_event event;
    status_t status;
    while ((status = input_take(&input, &event)) == OK) {
        drv_input_put(&events, event.kind, event.code, event.value);
    }
    if (status != ERR_NOT_FOUND) {
        LOG_ERROR("the device sends nonsense; the driver starts again");
        task_exit(1);
    }
    input_rearm(&input);
    drv_input_flush(&events);
}

int main(void) {
    ipc_log_open(CAP_USES_LOG_SINK);
    server.on_signal = on_signal;
    server.on_closed = on_closed;
    status_t status = ipc_server_init(&server);
    status = status != OK ? status : input_open(CAP_USES_DM_DEVICE, &input);
    struct drv_input_facts facts = { kinds(), input.abs_max, input.name };
    status =
        status != OK ? status : drv_input_open(&events, &server, READER_OBJECT, &attach, &facts);
    if (status != OK) {
        LOG_ERROR("the device does not start: %s", status_text(status));
        return 1;
    }
    LOG_INFO("%s%s%s%s", input.name, input.has_keys ? ", keys" : "",
             input.has_relative ? ", relative" : "", input.has_absolute ? ", absolute" : "");
    (void)init_component_ready(START_HANDLE(SLOT_PARENT), &(struct init_component_ready_req){ 0 },
                               NULL);
    ipc_serve(&server);
}
