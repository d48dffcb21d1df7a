// SPDX-License-Identifier: MIT
#include "lifecycle.h"

#include <base/fmt.h>
#include <base/log.h>
#include <hsys/object.h>
#include <hsys/time.h>
#include <idl/vm.h>

#include "changes.h"
#include "connect.h"
#include "crash.h"
#include "serve.h"

#define LOG_TAG "init"

static bool is_running(const struct component *c) {
    return c->state == INIT_COMPONENT_STATE_STARTING || c->state == INIT_COMPONENT_STATE_READY;
}

static status_t spawn(struct init *init, struct component *c, handle_t *out_table) {
    char image[VM_IMAGE_MAX + 1];
    fmt_str(image, sizeof image, "bin/%s", c->manifest->name);
    uint32_t flags =
        ((c->manifest->flags & MANIFEST_FPU) != 0 ? (uint32_t)VM_PROCESS_FLAGS_FPU : 0u) |
        ((c->manifest->flags & MANIFEST_DMA) != 0 ? (uint32_t)VM_PROCESS_FLAGS_DMA : 0u) |
        ((c->manifest->flags & MANIFEST_DMA_MASTER) != 0 ? (uint32_t)VM_PROCESS_FLAGS_DMA_MASTER
                                                         : 0u);
    struct vm_process_spawn_req request = {
        .component = component_number(init, c),
        .instance = c->instance,
        .memory = c->manifest->memory_b,
        .reserve = c->manifest->reserve_b,
        .slots = c->manifest->caps,
        .priority = c->manifest->priority,
        .flags = flags,
        .name = ipc_text_of(c->name),
        .image = ipc_text_of(image),
        .args = ipc_text_of(c->args),
    };
    struct vm_process_spawn_rep reply;
    TRY(vm_process_spawn(init->trusted.vm_process, &request, &reply));
    ipc_cap_drop(reply.endpoint); // the component's own, nothing for us
    *out_table = reply.table;
    return OK;
}

static status_t try_start(struct init *init, struct component *c) {
    handle_t table;
    TRY(spawn(init, c, &table));
    status_t status = connect_fill_table(init, c, table);
    ipc_cap_drop(table);
    if (status == OK) {
        struct vm_process_start_req request = { .component = component_number(init, c) };
        status = vm_process_start(init->trusted.vm_process, &request, NULL);
    }
    return status;
}

void lifecycle_start(struct init *init, struct component *c) {
    c->instance++;
    c->record.started_at = time_now_ns();
    c->reason[0] = 0;
    changes_note(c, INIT_COMPONENT_STATE_STARTING);
    status_t status = try_start(init, c);
    if (status != OK) {
        LOG_ERROR("%s does not start: %s", c->name, status_text(status));
        changes_explain(c, status_text(status));
        lifecycle_end(init, c, END_FAILURE);
    }
}

/// Timers know only their component; there is one init.
static struct init *the_init;

static void on_backoff_over(void *self) {
    lifecycle_start(the_init, self);
}

/// Nobody will answer at its service any more: whoever waits there gets an error.
static void park(struct init *init, struct component *c) {
    changes_note(c, INIT_COMPONENT_STATE_PARKED);
    LOG_ERROR("%s ended again and again; it stays down", c->name);
    keep_drop_all(init, c);
    if (c->service != HANDLE_NONE) {
        (void)cap_revoke(c->service); // our own capability
    }
}

static void start_again(struct init *init, struct component *c, nsec_t at) {
    c->restarts++;
    if (at <= time_now_ns()) {
        lifecycle_start(init, c);
        return;
    }
    changes_note(c, INIT_COMPONENT_STATE_BACKOFF);
    the_init = init;
    c->timer.fire = on_backoff_over;
    c->timer.self = c;
    ipc_timer_arm(&init->server, &c->timer, at);
}

/// Takes everything from the running instance of `c`.
static void stop(struct init *init, struct component *c) {
    struct vm_process_kill_req request = { .component = component_number(init, c) };
    // It is not there when spawning failed.
    (void)vm_process_kill(init->trusted.vm_process, &request, NULL);
    connect_retire(init, c);
    changes_note(c, INIT_COMPONENT_STATE_STOPPED);
}

/// Whether `client` has interrupts, ports or device memory from `provider`: they ended with it.
static bool has_devices_of(struct init *init, const struct component *client,
                           const struct component *provider) {
    if (provider->manifest->authority == 0 || client == provider) {
        return false;
    }
    for (uint32_t use = 0; use < client->manifest->num_uses; use++) {
        if (components_provider(init, client, use) == provider) {
            return true;
        }
    }
    return false;
}

/// Ends those who lost their devices with `provider`. Drivers wait until its next instance has found their device again;
/// the others start at once and wait for it when they ask.
static void end_device_holders(struct init *init, const struct component *provider) {
    for (uint32_t i = 0; i < COMPONENTS_MAX; i++) {
        struct component *c = &init->components[i];
        if (c->manifest == NULL || !is_running(c) || !has_devices_of(init, c, provider)) {
            continue;
        }
        stop(init, c);
        if (c->device == DEVICE_NONE) {
            start_again(init, c, 0);
        }
    }
}

static void note_end(struct component *c, enum end_kind end) {
    switch (end) {
    case END_CRASH:
    case END_KILLED:
        changes_note_end(c, INIT_END_CRASH, "was killed");
        break;
    case END_FAILURE:
        changes_note_end(c, INIT_END_FAILURE, "gave up");
        break;
    case END_SUCCESS:
        changes_note_end(c, INIT_END_SUCCESS, "");
        break;
    }
}

void lifecycle_stop(struct init *init, struct component *c) {
    ipc_timer_cancel(&c->timer);
    if (is_running(c)) {
        changes_note_end(c, INIT_END_STOPPED, "");
        stop(init, c);
        end_device_holders(init, c);
    } else if (c->state == INIT_COMPONENT_STATE_BACKOFF) {
        changes_note(c, INIT_COMPONENT_STATE_STOPPED);
    }
}

void lifecycle_end(struct init *init, struct component *c, enum end_kind end) {
    if (!is_running(c)) {
        return;
    }
    note_end(c, end);
    stop(init, c);
    nsec_t at = 0;
    switch (restart_judge(&c->record, c->manifest->restart, end, time_now_ns(), &at)) {
    case RESTART_AT:
        start_again(init, c, at);
        break;
    case RESTART_NOT:
        LOG_INFO("%s ended", c->name);
        keep_drop_all(init, c);
        break;
    case RESTART_PARK:
        park(init, c);
        break;
    }
    end_device_holders(init, c);
}

void lifecycle_ready(struct component *c) {
    if (c->state == INIT_COMPONENT_STATE_STARTING) {
        changes_note(c, INIT_COMPONENT_STATE_READY);
        LOG_INFO("%s ready (instance %u)", c->name, c->instance);
    }
}

void lifecycle_collect_faults(struct init *init) {
    struct vm_process_collect_req request = { 0 };
    struct vm_process_collect_rep reply;
    while (vm_process_collect(init->trusted.vm_process, &request, &reply) == OK) {
        struct component *c = components_get(init, reply.component);
        if (c != NULL && is_running(c)) {
            crash_report(init, c, &reply.fault);
            lifecycle_end(init, c, END_CRASH);
        }
    }
}
