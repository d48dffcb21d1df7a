// SPDX-License-Identifier: MIT
/// @file
/// Weak hooks for programs on the host; a test that needs another behaviour defines its own.
/// Not part of the target: there, libs/ipc must be linked whole or not at all.

#include <base/log.h>
#include <ipc/wire.h>

#include <stdio.h>

__attribute__((weak)) status_t ipc_call(handle_t endpoint, struct ipc_msg *msg) {
    (void)endpoint;
    (void)msg;
    return ERR_PEER_DIED;
}

__attribute__((weak)) status_t ipc_send(handle_t endpoint, const struct ipc_msg *msg) {
    (void)endpoint;
    (void)msg;
    return ERR_PEER_DIED;
}

__attribute__((weak)) void ipc_cap_drop(handle_t handle) {
    (void)handle;
}

__attribute__((weak)) void ipc_trace(enum ipc_trace_point point, const char *method,
                                     const struct ipc_msg *msg) {
    (void)msg;
    fprintf(stderr, "%d %s\n", (int)point, method);
}

__attribute__((weak)) void log_write(enum log_level level, const char *tag, const char *text) {
    fprintf(stderr, "# %d %s: %s\n", (int)level, tag, text);
}
