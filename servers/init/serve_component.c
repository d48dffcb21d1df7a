// SPDX-License-Identifier: MIT
/// @file
/// init.Component: what every component may ask.
#include <hsys/object.h>
#include <idl/vm.h>

#include "connect.h"
#include "lifecycle.h"
#include "serve.h"

status_t serve_caller(struct init *init, uint64_t badge, struct component **out) {
    *out = components_of_session(init, IPC_BADGE_SESSION(badge));
    return *out != NULL ? OK : ERR_NOT_FOUND;
}

/// The client behind `session`, if the caller is its provider.
static status_t find_client(struct init *init, uint64_t badge, uint32_t session,
                            struct component **out) {
    struct component *caller;
    TRY(serve_caller(init, badge, &caller));
    struct component *client = components_of_session(init, session);
    if (client == NULL || IPC_SESSION_USE(session) >= client->manifest->num_uses) {
        return ERR_NOT_FOUND;
    }
    if (components_provider(init, client, IPC_SESSION_USE(session)) != caller) {
        return ERR_DENIED;
    }
    *out = client;
    return OK;
}

static status_t on_reconnect(void *self, uint64_t badge, struct init_component_reconnect_req *req,
                             struct init_component_reconnect_rep *rep) {
    struct init *init = self;
    struct component *caller;
    handle_t anchor;
    TRY(serve_caller(init, badge, &caller));
    if (req->use >= caller->manifest->num_uses) {
        return ERR_NOT_FOUND;
    }
    TRY(connect_make_anchor(init, caller, req->use, &anchor));
    TRY(cap_derive(anchor, RIGHT_WRITE | RIGHT_DUP, 0, &rep->connection));
    ipc_give_reply_caps();
    return OK;
}

static status_t on_account(void *self, uint64_t badge, struct init_component_account_req *req,
                           struct init_component_account_rep *rep) {
    struct init *init = self;
    struct component *client;
    TRY(find_client(init, badge, req->session, &client));
    struct vm_process_account_req request = { .component = component_number(init, client) };
    struct vm_process_account_rep reply;
    if (vm_process_account(init->trusted.vm_process, &request, &reply) != OK) {
        return ERR_NOT_FOUND;
    }
    rep->account = reply.account;
    ipc_give_reply_caps();
    return OK;
}

static status_t on_exit(void *self, uint64_t badge, struct init_component_exit_req *req,
                        struct init_component_exit_rep *rep) {
    struct init *init = self;
    struct component *caller;
    (void)rep;
    TRY(serve_caller(init, badge, &caller));
    lifecycle_end(init, caller, req->code == 0 ? END_SUCCESS : END_FAILURE);
    return IPC_DEFERRED; // the caller is no more
}

static status_t on_ready(void *self, uint64_t badge, struct init_component_ready_req *req,
                         struct init_component_ready_rep *rep) {
    struct component *caller;
    (void)req;
    (void)rep;
    TRY(serve_caller(self, badge, &caller));
    lifecycle_ready(caller);
    return OK;
}

static status_t on_client_name(void *self, uint64_t badge,
                               struct init_component_client_name_req *req,
                               struct init_component_client_name_rep *rep) {
    struct component *client;
    TRY(find_client(self, badge, req->session, &client));
    rep->name = ipc_text_of(client->name);
    return OK;
}

static status_t on_resource(void *self, uint64_t badge, struct init_component_resource_req *req,
                            struct init_component_resource_rep *rep) {
    struct component *client;
    TRY(find_client(self, badge, req->session, &client));
    const struct manifest_component *m = client->manifest;
    switch ((enum init_resource_kind)req->kind) {
    case INIT_RESOURCE_KIND_PORTS:
        if (req->index >= m->num_ports) {
            return ERR_NOT_FOUND;
        }
        rep->first = m->ports[req->index].first;
        rep->count = m->ports[req->index].count;
        return OK;
    case INIT_RESOURCE_KIND_IRQ:
        if (req->index >= m->num_irqs) {
            return ERR_NOT_FOUND;
        }
        rep->first = m->irqs[req->index];
        rep->count = 1;
        return OK;
    }
    return ERR_NOT_FOUND;
}

static const struct init_component_ops component_ops = {
    .reconnect = on_reconnect,
    .account = on_account,
    .exit = on_exit,
    .ready = on_ready,
    .client_name = on_client_name,
    .resource = on_resource,
    .keep = serve_keep,
    .kept = serve_kept,
    .forget = serve_forget,
};

status_t serve_component(void *self, const struct ipc_msg *in, struct ipc_msg *out) {
    return init_component_dispatch(&component_ops, self, in, out);
}
