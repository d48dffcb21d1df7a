// SPDX-License-Identifier: MIT
/// @file
/// The protocols of init: Component, Supervisor, Devices.
#pragma once

#include "components.h"

/// The component that a message with `badge` came from, or ERR_NOT_FOUND when that instance is no more.
status_t serve_caller(struct init *init, uint64_t badge, struct component **out);

// Of Component, in serve_keep.c.
status_t serve_keep(void *self, uint64_t badge, struct init_component_keep_req *req,
                    struct init_component_keep_rep *rep);
status_t serve_kept(void *self, uint64_t badge, struct init_component_kept_req *req,
                    struct init_component_kept_rep *rep);
status_t serve_forget(void *self, uint64_t badge, struct init_component_forget_req *req,
                      struct init_component_forget_rep *rep);

/// Drops everything that is kept for `c`: there will be no next instance.
void keep_drop_all(struct init *init, const struct component *c);

status_t serve_component(void *self, const struct ipc_msg *in, struct ipc_msg *out);
status_t serve_supervisor(void *self, const struct ipc_msg *in, struct ipc_msg *out);
status_t serve_devices(void *self, const struct ipc_msg *in, struct ipc_msg *out);
