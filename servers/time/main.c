// SPDX-License-Identifier: MIT
/// @file
/// time: reads the battery-backed clock once and counts on from there with the processor's.
///
/// In test mode time stands still at what the kernel's information page says.
#include <base/log.h>
#include <hsys/object.h>
#include <hsys/time.h>
#include <idl/dm.h>
#include <idl/init.h>
#include <idl/time.h>
#include <ipc/conn.h>
#include <ipc/server.h>
#include <manifest.h>

#include "rtc.h"

#define LOG_TAG "time"
#define NS_PER_S INT64_C(1000000000)

static struct {
    int64_t base_ns; ///< Wall-clock time at monotonic time 0.
    bool steady;     ///< It is always `base_ns`.
} state;

static uint8_t read_port(void *self, uint8_t reg) {
    const struct dm_board_ports_rep *ports = self;
    uint32_t value = 0;
    // The ports are ours until dm dies, and this task with it.
    (void)ioport_out(ports->ports, ports->first, 1, reg);
    (void)ioport_in(ports->ports, ports->first + 1, 1, &value);
    return (uint8_t)value;
}

/// The clock's time; what the kernel saw at boot when there is no such clock.
static void set_base(void) {
    struct dm_board_ports_rep ports;
    const struct dm_board_ports_req req = { .index = 0 };
    const struct rtc rtc = { &ports, read_port };
    int64_t unix_s = 0;
    status_t status = dm_board_ports(CAP_USES_DM_BOARD, &req, &ports);
    if (status == OK) {
        status = rtc_read(&rtc, &unix_s);
        ipc_cap_drop(ports.ports);
    }
    state.base_ns = status == OK ? unix_s * NS_PER_S - (int64_t)time_now_ns()
                                 : (int64_t)info_page()->wall_base_ns;
    if (status != OK) {
        LOG_WARN("the battery-backed clock cannot be read: %s", status_text(status));
    }
}

static status_t on_now(void *self, uint64_t badge, struct time_clock_now_req *req,
                       struct time_clock_now_rep *rep) {
    (void)self;
    (void)badge;
    (void)req;
    rep->mono_ns = time_now_ns();
    rep->unix_ns = state.base_ns + (state.steady ? 0 : (int64_t)rep->mono_ns);
    rep->steady = state.steady;
    return OK;
}

static status_t serve_clock(void *self, const struct ipc_msg *in, struct ipc_msg *out) {
    static const struct time_clock_ops ops = { .now = on_now };
    return time_clock_dispatch(&ops, self, in, out);
}

int main(void) {
    static const struct ipc_service services[] = { { TIME_CLOCK_PROTOCOL, serve_clock, NULL } };
    static struct ipc_server server = {
        .endpoint = CAP_ENDPOINT,
        .services = services,
        .num_services = ARRAY_LEN(services),
    };
    ipc_log_open(CAP_USES_LOG_SINK);
    status_t status = ipc_server_init(&server);
    if (status != OK) {
        LOG_ERROR("cannot serve: %s", status_text(status));
        return 1;
    }
    state.steady = (info_page()->flags & INFO_TEST_MODE) != 0;
    if (state.steady) {
        state.base_ns = info_page()->wall_base_ns;
    } else {
        set_base();
    }
    (void)init_component_ready(START_HANDLE(SLOT_PARENT), &(struct init_component_ready_req){ 0 },
                               NULL);
    ipc_serve(&server);
}
