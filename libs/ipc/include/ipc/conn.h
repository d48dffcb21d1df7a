// SPDX-License-Identifier: MIT
/// @file
/// Connections of a client that outlive the death of the server behind them.
#pragma once

#include <ipc/wire.h>

/// One connection of the manifest's `uses`.
struct ipc_conn {
    handle_t handle; ///< For generated stubs. Changes when the connection is opened again.
    uint32_t use;    ///< Its position among the component's uses.
};

/// Initial value for the use `cap`, a CAP_USES_* of <manifest.h>.
#define IPC_CONN(cap)                                                                              \
    { .handle = (cap), .use = (uint32_t)((cap)-CAP_USES_FIRST) }

/// Whether a call that ended with `status` should be repeated: the server's instance behind `conn` was
/// gone and the connection is open again, to the new one. Waits while the provider restarts. What
/// the old instance knew of this client is lost: say again what it must know first.
bool ipc_conn_reopen(struct ipc_conn *conn, status_t status);

/// Runs `call` (an expression that gives a status_t) and repeats it on a fresh connection as long as
/// the server's death was the reason for the failure. For protocols without state.
#define IPC_CONN_CALL(conn, call)                                                                  \
    __extension__({                                                                                \
        status_t conn_status_;                                                                     \
        do {                                                                                       \
            conn_status_ = (call);                                                                 \
        } while (ipc_conn_reopen((conn), conn_status_));                                           \
        conn_status_;                                                                              \
    })

/// log_write() of this task goes to the log service by `cap` (CAP_USES_LOG_SINK) from now on. Before,
/// lines go to the kernel's console where the manifest allows that, else nowhere.
void ipc_log_open(handle_t cap);
