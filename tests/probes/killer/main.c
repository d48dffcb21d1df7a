// SPDX-License-Identifier: MIT
/// @file
/// Kills an app that publishes large trees without end, at random moments. It runs above the GUI
/// server, so that the moment may lie in the middle of a copy; how many did is counted.
#include <base/log.h>
#include <base/rng.h>
#include <hsys/time.h>
#include <idl/init.h>
#include <idl/probe.h>
#include <ipc/server.h>
#include <manifest.h>
#include <probe/probe.h>

#define LOG_TAG "killer"
#define VICTIM "probe_tree"

enum {
    DELAY_MIN_NS = 200 * 1000,
    DELAY_RANGE_NS = 6 * 1000 * 1000,
    RELAUNCH_NS = 1000 * 1000,
    RELAUNCHES_MAX = 2000,
};

static struct state {
    struct ipc_server server;
    struct ipc_timer timer;
    struct rng rng;
    uint32_t wanted, killed, hits, relaunches;
    bool armed;            ///< A victim is publishing.
    handle_t own, down;    ///< Owned, while armed.
    uint64_t own_address;  ///< Generation that the victim is publishing.
    uint64_t down_address; ///< First word: generation that the GUI server copied last.
} state;

static void drop_region(handle_t *region, uint64_t *address) {
    struct vm_memory_detach_req req = { .address = *address };
    (void)vm_memory_detach(START_HANDLE(SLOT_VM), &req, NULL); // gone already when it was revoked
    ipc_cap_drop(*region);
    *region = HANDLE_NONE;
    *address = 0;
}

static void launch(void) {
    struct init_supervisor_launch_req req = { .name = ipc_text_of(VICTIM),
                                              .args = ipc_text_of("flood") };
    struct init_supervisor_launch_rep rep;
    status_t st = init_supervisor_launch(CAP_USES_INIT_SUPERVISOR, &req, &rep);
    if (st == ERR_EXISTS && state.relaunches++ < RELAUNCHES_MAX) {
        ipc_timer_arm(&state.server, &state.timer, time_now_ns() + RELAUNCH_NS);
    } else if (st != OK) {
        (void)probe_status("killer.launch", st, OK);
        LOG_INFO("done - killer");
    }
}

static void finish(void) {
    LOG_INFO("%u kills, %u during a copy", state.killed, state.hits);
    (void)probe_equal("killer.kills", state.killed, state.wanted);
    LOG_INFO("done - killer");
}

static void kill(void) {
    uint64_t publishing = 0;
    uint64_t copied = 0;
    struct init_supervisor_kill_req req = { .name = ipc_text_of(VICTIM) };
    bool seen = probe_load(state.own_address, &publishing) == OK &&
                probe_load(state.down_address, &copied) == OK;
    status_t st = init_supervisor_kill(CAP_USES_INIT_SUPERVISOR, &req, NULL);
    if (st != OK || !seen) {
        (void)probe_status("killer.kill", st, OK);
        (void)probe_check("killer.sees_generations", seen);
    }
    state.killed++;
    state.hits += publishing != copied ? 1 : 0;
    drop_region(&state.own, &state.own_address);
    drop_region(&state.down, &state.down_address);
    state.armed = false;
}

static void on_timer(void *self) {
    (void)self;
    if (state.armed) {
        kill();
    }
    if (state.killed >= state.wanted) {
        finish();
    } else {
        launch();
    }
}

static status_t on_watch(void *self, uint64_t badge, struct probe_watch_watch_req *req,
                         struct probe_watch_watch_rep *rep) {
    (void)self;
    (void)badge;
    (void)rep;
    TRY(probe_attach(req->own, VM_RIGHTS_READ, &state.own_address));
    TRY(probe_attach(req->down, VM_RIGHTS_READ, &state.down_address));
    state.own = ipc_take(&req->own);
    state.down = ipc_take(&req->down);
    state.armed = true;
    ipc_timer_arm(&state.server, &state.timer,
                  time_now_ns() + DELAY_MIN_NS + rng_below(&state.rng, DELAY_RANGE_NS));
    return OK;
}

static status_t serve_watch(void *self, const struct ipc_msg *in, struct ipc_msg *out) {
    static const struct probe_watch_ops ops = { .watch = on_watch };
    return probe_watch_dispatch(&ops, self, in, out);
}

int main(void) {
    static const struct ipc_service services[] = { { PROBE_WATCH_PROTOCOL, serve_watch, &state } };
    static const uint32_t provides[] = MANIFEST_PROVIDES;
    state.server.endpoint = CAP_ENDPOINT;
    state.server.services = services;
    state.server.num_services = ARRAY_LEN(services);
    state.server.provides = provides;
    state.server.num_provides = ARRAY_LEN(provides);
    state.timer.fire = on_timer;
    state.wanted = (uint32_t)probe_number(1);
    rng_init(&state.rng, probe_number(2));
    ipc_log_open(CAP_USES_LOG_SINK);
    if (ipc_server_init(&state.server) != OK || probe_guard() != OK) {
        LOG_ERROR("the killer does not start");
        return 1;
    }
    probe_start();
    launch();
    ipc_serve(&state.server);
}
