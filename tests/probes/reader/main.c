// SPDX-License-Identifier: MIT
/// @file
/// Uses what others pass on, as long as it may: reads regions, calls by connections.
#include <base/log.h>
#include <idl/probe.h>
#include <ipc/server.h>
#include <manifest.h>
#include <probe/probe.h>

#define LOG_TAG "reader"

static struct state {
    struct ipc_server server;
    handle_t pages;   ///< Owned.
    uint64_t address; ///< 0: nothing was taken yet.
    handle_t counter; ///< Somebody else's connection.
} state;

static status_t on_take(void *self, uint64_t badge, struct probe_reader_take_req *req,
                        struct probe_reader_take_rep *rep) {
    (void)self;
    (void)badge;
    uint64_t address;
    rep->attach_write = probe_attach(req->pages, VM_RIGHTS_READ | VM_RIGHTS_WRITE, &address);
    TRY(probe_attach(req->pages, VM_RIGHTS_READ, &state.address));
    state.pages = ipc_take(&req->pages);
    rep->address = state.address;
    rep->store = probe_store(state.address, 0);
    (void)probe_load(state.address, &rep->value);
    return OK;
}

/// Its name is looked for in the backtrace.
__attribute__((noinline)) static uint64_t reader_load_plainly(uint64_t address) {
    return *(const volatile uint64_t *)address;
}

static status_t on_load(void *self, uint64_t badge, struct probe_reader_load_req *req,
                        struct probe_reader_load_rep *rep) {
    (void)self;
    (void)badge;
    if (state.address == 0) {
        return ERR_BAD_STATE;
    }
    if (req->guarded) {
        rep->status = probe_load(state.address, &rep->value);
    } else {
        rep->value = reader_load_plainly(state.address);
    }
    return OK;
}

static status_t on_keep(void *self, uint64_t badge, struct probe_reader_keep_req *req,
                        struct probe_reader_keep_rep *rep) {
    (void)self;
    (void)badge;
    (void)rep;
    state.counter = ipc_take(&req->counter);
    return OK;
}

static status_t on_add(void *self, uint64_t badge, struct probe_reader_add_req *req,
                       struct probe_reader_add_rep *rep) {
    (void)self;
    (void)badge;
    (void)req;
    struct probe_counter_add_rep added = { 0 };
    rep->status =
        probe_counter_add(state.counter, &(struct probe_counter_add_req){ .step = 1 }, &added);
    rep->total = added.total;
    return OK;
}

static status_t serve_reader(void *self, const struct ipc_msg *in, struct ipc_msg *out) {
    static const struct probe_reader_ops ops = {
        .take = on_take,
        .load = on_load,
        .keep = on_keep,
        .add = on_add,
    };
    return probe_reader_dispatch(&ops, self, in, out);
}

int main(void) {
    static const struct ipc_service services[] = { { PROBE_READER_PROTOCOL, serve_reader,
                                                     &state } };
    static const uint32_t provides[] = MANIFEST_PROVIDES;
    state.server.endpoint = CAP_ENDPOINT;
    state.server.services = services;
    state.server.num_services = ARRAY_LEN(services);
    state.server.provides = provides;
    state.server.num_provides = ARRAY_LEN(provides);
    ipc_log_open(CAP_USES_LOG_SINK);
    if (ipc_server_init(&state.server) != OK || probe_guard() != OK) {
        LOG_ERROR("the reader does not start");
        return 1;
    }
    probe_start();
    ipc_serve(&state.server);
}
