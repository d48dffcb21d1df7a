// SPDX-License-Identifier: MIT
// Numbers from init and vm.
#include "data.h"

#include <idl/init.h>
#include <idl/vm.h>
#include <ipc/conn.h>
#include <ipc/ipc.h>
#include <manifest.h>

static struct ipc_conn init = IPC_CONN(CAP_USES_INIT_SUPERVISOR);
static struct ipc_msg buffer;

int data_read(struct data_row *rows) {
    int n = 0;
    for (uint32_t index = 0; n < DATA_MAX; index++) {
        struct init_supervisor_list_req req = { .index = index };
        struct init_supervisor_list_rep rep;
        if (IPC_CONN_CALL(&init, init_supervisor_list(init.handle, &req, &rep, &buffer)) != OK) {
            break;
        }
        struct data_row *row = &rows[n];
        *row = (struct data_row){
            .component = rep.component,
            .state = (enum data_state)rep.state,
            .restarts = rep.restarts,
            .used_b = rep.used,
            .limit_b = rep.limit,
        };
        n += ipc_text_copy(row->name, sizeof row->name, rep.name) == OK;
    }
    return n;
}

uint64_t data_free_b(void) {
    struct vm_memory_usage_req req = { 0 };
    struct vm_memory_usage_rep rep;
    return vm_memory_usage(START_HANDLE(SLOT_VM), &req, &rep) == OK ? rep.free : 0;
}

static const char *why_not(status_t st) {
    return st == OK ? NULL : status_text(st);
}

const char *data_restart(const char *name) {
    struct init_supervisor_kill_req req = { .name = ipc_text_of(name) };
    return why_not(IPC_CONN_CALL(&init, init_supervisor_kill(init.handle, &req, NULL)));
}

const char *data_stop(const char *name) {
    struct init_supervisor_stop_req req = { .name = ipc_text_of(name) };
    return why_not(IPC_CONN_CALL(&init, init_supervisor_stop(init.handle, &req, NULL)));
}

const char *data_start(const char *name) {
    struct init_supervisor_launch_req req = { .name = ipc_text_of(name) };
    struct init_supervisor_launch_rep rep;
    return why_not(IPC_CONN_CALL(&init, init_supervisor_launch(init.handle, &req, &rep)));
}
