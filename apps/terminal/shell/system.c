// SPDX-License-Identifier: MIT
#include "system.h"

#include <base/string.h>
#include <idl/init.h>
#include <idl/log.h>
#include <idl/time.h>
#include <idl/vm.h>
#include <ipc/ipc.h>
#include <manifest.h>

static struct ipc_msg buffer; // of answers with text

static const char *state_name(init_component_state_t state) {
    static const char *const names[] = { "stopped", "starting", "ready", "waiting", "parked" };
    return state < sizeof names / sizeof names[0] ? names[state] : "?";
}

static void add_summary(uint32_t component, struct system_task *out) {
    const struct init_supervisor_info_req req = { .component = component };
    struct init_supervisor_info_rep rep;
    if (init_supervisor_info(CAP_USES_INIT_SUPERVISOR, &req, &rep, &buffer) == OK) {
        (void)ipc_text_copy(out->summary, sizeof out->summary, rep.summary); // as long as init's
    }
}

bool system_task(uint32_t index, struct system_task *out) {
    const struct init_supervisor_list_req req = { .index = index };
    struct init_supervisor_list_rep rep;
    if (init_supervisor_list(CAP_USES_INIT_SUPERVISOR, &req, &rep, &buffer) != OK) {
        return false;
    }
    *out = (struct system_task){
        .state = state_name(rep.state),
        .restarts = rep.restarts,
        .used_b = rep.used,
        .limit_b = rep.limit,
        .running =
            rep.state == INIT_COMPONENT_STATE_READY || rep.state == INIT_COMPONENT_STATE_STARTING,
    };
    (void)ipc_text_copy(out->name, sizeof out->name, rep.name); // as long as init's names
    add_summary(rep.component, out);
    return true;
}

status_t system_kill(const char *name) {
    const struct init_supervisor_kill_req req = { .name = ipc_text_of(name) };
    return init_supervisor_kill(CAP_USES_INIT_SUPERVISOR, &req, NULL);
}

status_t system_launch(const char *name, const char *args) {
    const struct init_supervisor_launch_req req = {
        .name = ipc_text_of(name),
        .args = ipc_text_of(args),
    };
    struct init_supervisor_launch_rep rep;
    return init_supervisor_launch(CAP_USES_INIT_SUPERVISOR, &req, &rep);
}

bool system_memory(uint64_t *out_used_b, uint64_t *out_limit_b, uint64_t *out_free_b) {
    const struct vm_memory_usage_req req = { 0 };
    struct vm_memory_usage_rep rep;
    if (vm_memory_usage(START_HANDLE(SLOT_VM), &req, &rep) != OK) {
        return false;
    }
    *out_used_b = rep.used;
    *out_limit_b = rep.limit;
    *out_free_b = rep.free;
    return true;
}

bool system_time(int64_t *out_unix_s, uint64_t *out_up_s) {
    const struct time_clock_now_req req = { 0 };
    struct time_clock_now_rep rep;
    if (time_clock_now(CAP_USES_TIME_CLOCK, &req, &rep) != OK) {
        return false;
    }
    *out_unix_s = rep.unix_ns / 1000000000;
    *out_up_s = rep.mono_ns / 1000000000;
    return true;
}

bool system_log(uint64_t *after, char *line, size_t size_b) {
    const struct log_reader_read_req req = { .after = *after };
    struct log_reader_read_rep rep;
    if (log_reader_read(CAP_USES_LOG_READER, &req, &rep, &buffer) != OK) {
        return false;
    }
    *after = rep.number;
    return ipc_text_copy(line, size_b, rep.line) == OK;
}
