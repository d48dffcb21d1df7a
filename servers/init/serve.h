// SPDX-License-Identifier: MIT
/// @file
/// The protocols of init: Component, Supervisor, Devices.
#pragma once

#include "components.h"

status_t serve_component(void *self, const struct ipc_msg *in, struct ipc_msg *out);
status_t serve_supervisor(void *self, const struct ipc_msg *in, struct ipc_msg *out);
status_t serve_devices(void *self, const struct ipc_msg *in, struct ipc_msg *out);
