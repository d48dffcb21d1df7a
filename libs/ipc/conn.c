// SPDX-License-Identifier: MIT
/// @file
/// Opening connections again, and the road of log lines to the log service.

#include <base/fmt.h>
#include <base/log.h>
#include <base/string.h>
#include <hsys/start.h>
#include <idl/init.h>
#include <idl/log.h>
#include <ipc/conn.h>
#include <ipc/ipc.h>

static handle_t log_cap;

bool ipc_conn_reopen(struct ipc_conn *conn, status_t status) {
    if (status != ERR_SESSION_GONE && status != ERR_PEER_DIED && status != ERR_BAD_HANDLE) {
        return false;
    }
    const struct init_component_reconnect_req req = { .use = conn->use };
    struct init_component_reconnect_rep rep;
    if (init_component_reconnect(START_HANDLE(SLOT_PARENT), &req, &rep) != OK) {
        return false;
    }
    if (conn->handle != HANDLE_NONE) {
        (void)cap_delete(conn->handle); // usually stale already
    }
    conn->handle = rep.connection;
    return true;
}

void ipc_log_open(handle_t cap) {
    log_cap = cap;
}

void log_write(enum log_level level, const char *tag, const char *text) {
    char line[LOG_TEXT_MAX + 1];
    size_t len = MIN(fmt_str(line, sizeof(line), "%s: %s", tag, text), sizeof(line) - 1);
    if (log_cap != HANDLE_NONE) {
        const struct log_sink_write_req req = {
            .level = (log_severity_t)level,
            .text = { line, len },
        };
        // The log service may be restarting: the line is lost then, the sender must go on.
        if (log_sink_write(log_cap, &req) == OK) {
            return;
        }
    }
    task_debug_write(line, len);
    task_debug_write("\n", 1);
}
