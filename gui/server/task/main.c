// SPDX-License-Identifier: MIT
/// @file
/// Start of the GUI server, and the loop that binds its core to the system.
#include <base/log.h>
#include <hsys/time.h>
#include <idl/display.h>
#include <idl/init.h>
#include <idl/input.h>
#include <idl/inspect.h>
#include <idl/shell.h>
#include <idl/ui.h>
#include <idl/vm.h>
#include <ipc/conn.h>
#include <manifest.h>
#include <string.h>

#include "fonts.h"
#include "task.h"

#define LOG_TAG "gui"

static struct state {
    struct task task;
    handle_t pending; ///< Signals BIT_PENDING of this task.
} state;

// Addresses of the copy function, see copy.S.
extern const char task_copy_first[], task_copy_last[], task_copy_fault[];

status_t task_attach(handle_t region, uint32_t rights, uint64_t *out_address,
                     uint64_t *out_size_b) {
    struct vm_memory_attach_req req = { .region = region, .rights = (vm_rights_t)rights };
    struct vm_memory_attach_rep rep;
    TRY(vm_memory_attach(START_HANDLE(SLOT_VM), &req, &rep));
    *out_address = rep.address;
    *out_size_b = rep.size;
    return OK;
}

status_t task_make_region(handle_t account, uint64_t size_b, uint32_t rights, handle_t *out_region,
                          uint64_t *out_address) {
    struct vm_memory_create_req req = { .size = size_b, .kind = VM_REGION_KIND_SHARED };
    struct vm_memory_create_rep rep;
    TRY(vm_memory_create(account, &req, &rep));
    uint64_t attached_b;
    status_t st = task_attach(rep.region, rights, out_address, &attached_b);
    if (st != OK) {
        ipc_cap_drop(rep.region);
        return st;
    }
    *out_region = rep.region;
    return OK;
}

void task_drop(handle_t *handle) {
    if (*handle != HANDLE_NONE) {
        ipc_cap_drop(*handle);
        *handle = HANDLE_NONE;
    }
}

void task_drop_region(handle_t *region, uint64_t *address) {
    if (*address != 0) {
        struct vm_memory_detach_req req = { .address = *address };
        (void)vm_memory_detach(START_HANDLE(SLOT_VM), &req, NULL); // gone already when revoked
        *address = 0;
    }
    task_drop(region);
}

void task_call_again(void) {
    (void)notification_signal(state.pending);
}

static nsec_t now(void *self) {
    (void)self;
    return time_now_ns();
}

static void on_signal(void *self, uint64_t bits) {
    struct task *t = self;
    if ((bits & BIT64(BIT_DISPLAY)) != 0) {
        task_display_changed(t);
    }
    if ((bits & BIT64(BIT_PENDING)) != 0) {
        task_display_pending(t);
    }
    if ((bits & BIT64(BIT_SETTINGS)) != 0) {
        task_settings_read(t);
    }
    if ((bits & (BIT64(BIT_INPUT) | BIT64(BIT_PENDING))) != 0) {
        task_input_read(t); // before commits
    }
    task_session_doorbells(t, bits);
}

static void on_closed(void *self, uint64_t badge) {
    task_display_closed(self, badge);
    task_input_closed(self, badge);
    task_session_closed(self, badge);
    task_shell_closed(self, badge);
}

static void on_timer(void *self) {
    (void)self; // on_idle() does what is due
}

static void on_idle(void *self) {
    struct task *t = self;
    gui_core_tick(&t->core);
    task_input_acknowledge(t);
    task_inspect_idle(t);
    nsec_t due = gui_core_deadline(&t->core);
    if (due == UINT64_MAX) {
        ipc_timer_cancel(&t->timer);
    } else {
        ipc_timer_arm(&t->server, &t->timer, due);
    }
}

static status_t start_core(struct task *t) {
    t->dark_at_start = strstr(start_info()->args, "dark") != NULL;
    struct gui_options options = {
        .port = {
            .self = t,
            .now = now,
            .wake = task_wake,
            .present = task_present,
            .closed = task_core_closed,
            .cache = task_cache,
            .shell = task_shell_changed,
            .cursor_image = task_cursor_image,
        },
        .theme = t->dark_at_start ? THEME_DARK : THEME_LIGHT,
        .scale = SCALE_ONE,
        .test_mode = t->test_mode,
        .kiosk = strstr(start_info()->args, "kiosk") != NULL,
    };
    fonts_get(options.fonts);
    task_kept_load(t);
    task_state_memory(t, &options.state, &options.state_b);
    task_settings_start(t, &options); // windows that are taken over stand at this scale
    TRY(gui_core_init(&t->core, &options));
    task_settings_apply(t);
    task_sessions_resume(t);
    task_kept_drop_rest(t);
    return OK;
}

/// A fault inside of the copy function ends there and not in this task's death.
static status_t guard_copies(void) {
    struct vm_memory_set_fixup_req req = {
        .first = (uint64_t)task_copy_first,
        .last = (uint64_t)task_copy_last,
        .resume = (uint64_t)task_copy_fault,
    };
    return vm_memory_set_fixup(START_HANDLE(SLOT_VM), &req, NULL);
}

static status_t start(struct task *t) {
    static const struct ipc_service services[] = {
        { DISPLAY_ATTACH_PROTOCOL, task_serve_display, &state.task },
        { INPUT_ATTACH_PROTOCOL, task_serve_input, &state.task },
        { UI_SESSION_PROTOCOL, task_serve_session, &state.task },
        { INSPECT_INSPECT_PROTOCOL, task_serve_inspect, &state.task },
        { SHELL_SHELL_PROTOCOL, task_serve_shell, &state.task },
    };
    static const uint32_t provides[] = MANIFEST_PROVIDES;
    t->test_mode = (info_page()->flags & INFO_TEST_MODE) != 0;
    t->timer.fire = on_timer;
    t->server.endpoint = CAP_ENDPOINT;
    t->server.services = services;
    t->server.num_services = ARRAY_LEN(services);
    t->server.provides = provides;
    t->server.num_provides = ARRAY_LEN(provides);
    t->server.self = t;
    t->server.on_signal = on_signal;
    t->server.on_closed = on_closed;
    t->server.on_idle = on_idle;
    TRY(ipc_server_init(&t->server));
    TRY(ipc_signal_cap(BIT_PENDING, &state.pending));
    TRY(guard_copies());
    return start_core(t);
}

int main(void) {
    ipc_log_open(CAP_USES_LOG_SINK);
    status_t st = start(&state.task);
    if (st != OK) {
        LOG_ERROR("the GUI server does not start: %s", status_text(st));
        return 1;
    }
    (void)init_component_ready(START_HANDLE(SLOT_PARENT), &(struct init_component_ready_req){ 0 },
                               NULL);
    ipc_serve(&state.task.server);
}
