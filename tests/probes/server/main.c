// SPDX-License-Identifier: MIT
/// @file
/// A server to be killed: one protocol with state of its clients, one without, one that passes
/// regions on.
#include <base/log.h>
#include <idl/init.h>
#include <idl/probe.h>
#include <ipc/server.h>
#include <manifest.h>
#include <probe/probe.h>

#define LOG_TAG "server"

enum {
    CLIENTS_MAX = 8,
    VAULT_B = 4096,
    VAULT_WORD = 0x7a017,
};

static struct state {
    struct ipc_server server;
    uint32_t sessions[CLIENTS_MAX]; ///< 0 = free.
    uint32_t totals[CLIENTS_MAX];
    handle_t vault;
    uint64_t vault_address; ///< Nobody else may see what is there.
} state;

static status_t on_ping(void *self, uint64_t badge, struct probe_echo_ping_req *req,
                        struct probe_echo_ping_rep *rep) {
    (void)self;
    (void)badge;
    rep->value = req->value + 1;
    rep->instance = start_info()->instance;
    return OK;
}

static status_t on_hold(void *self, uint64_t badge, struct probe_echo_hold_req *req,
                        struct probe_echo_hold_rep *rep) {
    (void)self;
    (void)badge;
    (void)req;
    (void)rep;
    handle_t reply;
    TRY(ipc_defer(&reply));
    LOG_INFO("holding");
    return IPC_DEFERRED;
}

static status_t on_hang(void *self, uint64_t badge, struct probe_echo_hang_req *req,
                        struct probe_echo_hang_rep *rep) {
    (void)self;
    (void)badge;
    (void)req;
    (void)rep;
    LOG_INFO("hanging");
    probe_sleep();
}

/// An account capability creates SHARED regions and nothing else.
static void try_account(handle_t account, handle_t region) {
    struct vm_memory_create_req create = { .size = 4096, .kind = VM_REGION_KIND_PRIVATE };
    struct vm_memory_create_rep created;
    (void)probe_status("account.no_private_region", vm_memory_create(account, &create, &created),
                       ERR_DENIED);
    struct vm_memory_attach_req attach = { .region = region, .rights = VM_RIGHTS_READ };
    struct vm_memory_attach_rep attached;
    (void)probe_status("account.no_attach", vm_memory_attach(account, &attach, &attached),
                       ERR_DENIED);
    struct vm_memory_pin_rep pinned;
    struct ipc_msg buffer;
    (void)probe_status("account.no_pin",
                       vm_memory_pin(account,
                                     &(struct vm_memory_pin_req){ .address = state.vault_address },
                                     &pinned, &buffer),
                       ERR_DENIED);
    struct vm_memory_usage_rep usage;
    (void)probe_check("account.no_usage",
                      vm_memory_usage(account, &(struct vm_memory_usage_req){ 0 }, &usage) != OK);
    struct vm_memory_detach_req detach = { .address = state.vault_address };
    (void)probe_check("account.no_detach", vm_memory_detach(account, &detach, NULL) != OK);
    (void)probe_status(
        "account.no_kill",
        vm_process_kill(account, &(struct vm_process_kill_req){ .component = 3 }, NULL),
        ERR_DENIED);
}

static status_t on_account(void *self, uint64_t badge, struct probe_echo_account_req *req,
                           struct probe_echo_account_rep *rep) {
    (void)self;
    const handle_t parent = START_HANDLE(SLOT_PARENT);
    struct init_component_account_req ask = { .session = IPC_BADGE_SESSION(badge) };
    struct init_component_account_rep given;
    TRY(init_component_account(parent, &ask, &given));
    struct vm_memory_create_req create = { .size = req->size, .kind = VM_REGION_KIND_SHARED };
    struct vm_memory_create_rep created;
    status_t st = vm_memory_create(given.account, &create, &created);
    if (probe_status("account.create", st, OK)) {
        try_account(given.account, created.region);
        rep->pages = created.region;
        ipc_give_reply_caps();
    }
    ipc_cap_drop(given.account);
    // A component that is not its client: nothing is given.
    ask.session = IPC_SESSION(1, 1, 0);
    (void)probe_check("account.not_of_a_stranger",
                      init_component_account(parent, &ask, &given) != OK);
    return st == OK ? OK : ERR_NO_MEMORY;
}

static status_t on_vault(void *self, uint64_t badge, struct probe_echo_vault_req *req,
                         struct probe_echo_vault_rep *rep) {
    (void)self;
    (void)badge;
    (void)req;
    rep->address = state.vault_address;
    return probe_load(state.vault_address, &rep->value);
}

static status_t on_add(void *self, uint64_t badge, struct probe_counter_add_req *req,
                       struct probe_counter_add_rep *rep) {
    (void)self;
    uint32_t session = IPC_BADGE_SESSION(badge);
    for (uint32_t i = 0; i < CLIENTS_MAX; i++) {
        if (state.sessions[i] == session || state.sessions[i] == 0) {
            state.sessions[i] = session;
            rep->total = state.totals[i] += req->step;
            return OK;
        }
    }
    return ERR_NO_SPACE;
}

static status_t on_pass(void *self, uint64_t badge, struct probe_relay_pass_req *req,
                        struct probe_relay_pass_rep *rep) {
    (void)self;
    (void)badge;
    struct probe_reader_take_rep taken;
    TRY(probe_reader_take(CAP_USES_PROBE_READER,
                          &(struct probe_reader_take_req){ .pages = req->pages }, &taken));
    rep->address = taken.address;
    rep->value = taken.value;
    rep->attach_write = taken.attach_write;
    rep->store = taken.store;
    return OK;
}

static status_t serve_echo(void *self, const struct ipc_msg *in, struct ipc_msg *out) {
    static const struct probe_echo_ops ops = {
        .ping = on_ping,
        .hold = on_hold,
        .hang = on_hang,
        .account = on_account,
        .vault = on_vault,
    };
    return probe_echo_dispatch(&ops, self, in, out);
}

static status_t serve_counter(void *self, const struct ipc_msg *in, struct ipc_msg *out) {
    static const struct probe_counter_ops ops = { .add = on_add };
    return probe_counter_dispatch(&ops, self, in, out);
}

static status_t serve_relay(void *self, const struct ipc_msg *in, struct ipc_msg *out) {
    static const struct probe_relay_ops ops = { .pass = on_pass };
    return probe_relay_dispatch(&ops, self, in, out);
}

int main(void) {
    static const struct ipc_service services[] = {
        { PROBE_ECHO_PROTOCOL, serve_echo, &state },
        { PROBE_COUNTER_PROTOCOL, serve_counter, &state },
        { PROBE_RELAY_PROTOCOL, serve_relay, &state },
    };
    static const uint32_t provides[] = MANIFEST_PROVIDES;
    state.server.endpoint = CAP_ENDPOINT;
    state.server.services = services;
    state.server.num_services = ARRAY_LEN(services);
    state.server.provides = provides;
    state.server.num_provides = ARRAY_LEN(provides);
    ipc_log_open(CAP_USES_LOG_SINK);
    if (ipc_server_init(&state.server) != OK || probe_guard() != OK ||
        probe_make_region(VAULT_B, &state.vault, &state.vault_address) != OK ||
        probe_store(state.vault_address, VAULT_WORD) != OK) {
        LOG_ERROR("the server does not start");
        return 1;
    }
    LOG_INFO("vault at %lx", state.vault_address);
    probe_start();
    ipc_serve(&state.server);
}
