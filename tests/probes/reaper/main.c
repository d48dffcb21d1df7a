// SPDX-License-Identifier: MIT
/// @file
/// Kills the component that its arguments name (`gui <kills> <seed> <longest pause in ms>`, hexadecimal) at random moments. It
/// runs above all servers and drivers, so that the moment lies in the middle of what the victim does: reading,
/// importing, painting, presenting, or starting.
#include <base/log.h>
#include <base/rng.h>
#include <base/string.h>
#include <hsys/time.h>
#include <idl/init.h>
#include <ipc/server.h>
#include <manifest.h>
#include <probe/probe.h>

#define LOG_TAG "reaper"

#define US UINT64_C(1000)

static struct state {
    struct ipc_server server;
    struct ipc_timer timer;
    struct rng rng;
    char victim[32];
    uint32_t wanted, killed;
    uint32_t pause_us; ///< The longest one.
} state;

/// Mostly long enough for the next instance to be at work, sometimes not even for its start.
static nsec_t pause_ns(void) {
    uint32_t range_us = rng_below(&state.rng, 4) == 0 ? state.pause_us / 10 : state.pause_us;
    return (500 + rng_below(&state.rng, range_us)) * US;
}

static void on_timer(void *self) {
    (void)self;
    struct init_supervisor_kill_req req = { .name = ipc_text_of(state.victim) };
    status_t st = init_supervisor_kill(CAP_USES_INIT_SUPERVISOR, &req, NULL);
    if (st != OK) {
        (void)probe_status("reaper.kill", st, OK);
    }
    state.killed++;
    if (state.killed < state.wanted) {
        ipc_timer_arm(&state.server, &state.timer, time_now_ns() + pause_ns());
        return;
    }
    (void)probe_equal("reaper.kills", state.killed, state.wanted);
    LOG_INFO("done - reaper");
}

int main(void) {
    const char *args = start_info()->args;
    size_t length = 0;
    while (args[length] != 0 && args[length] != ' ' && length < sizeof(state.victim) - 1) {
        state.victim[length] = args[length];
        length++;
    }
    state.timer.fire = on_timer;
    state.wanted = (uint32_t)probe_number(1);
    rng_init(&state.rng, probe_number(2));
    state.pause_us = MAX((uint32_t)probe_number(3), 1u) * 1000;
    ipc_log_open(CAP_USES_LOG_SINK);
    if (ipc_server_init(&state.server) != OK) {
        LOG_ERROR("the reaper does not start");
        return 1;
    }
    probe_start();
    ipc_timer_arm(&state.server, &state.timer, time_now_ns() + pause_ns());
    ipc_serve(&state.server);
}
