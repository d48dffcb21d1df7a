// SPDX-License-Identifier: MIT
/// @file
/// init.Supervisor and init.Devices: who may look at components, kill and start them.
#include <base/string.h>
#include <hsys/object.h>
#include <idl/vm.h>

#include "changes.h"
#include "lifecycle.h"
#include "serve.h"

static status_t on_list(void *self, uint64_t badge, struct init_supervisor_list_req *req,
                        struct init_supervisor_list_rep *rep) {
    struct init *init = self;
    (void)badge;
    uint32_t seen = 0;
    for (uint32_t i = 0; i < COMPONENTS_MAX; i++) {
        struct component *c = &init->components[i];
        if (c->manifest == NULL || seen++ != req->index) {
            continue;
        }
        struct vm_process_stats_req request = { .component = component_number(init, c) };
        struct vm_process_stats_rep stats = { 0 };
        if (vm_process_stats(init->trusted.vm_process, &request, &stats) != OK) {
            stats = (struct vm_process_stats_rep){
                .limit = c->manifest->memory_b
            }; // not running: uses nothing
        }
        *rep = (struct init_supervisor_list_rep){
            .component = component_number(init, c),
            .state = c->state,
            .instance = c->instance,
            .restarts = c->restarts,
            .used = stats.used,
            .limit = stats.limit,
            .name = ipc_text_of(c->name),
        };
        return OK;
    }
    return ERR_NOT_FOUND;
}

static status_t on_kill(void *self, uint64_t badge, struct init_supervisor_kill_req *req,
                        struct init_supervisor_kill_rep *rep) {
    struct init *init = self;
    (void)badge;
    (void)rep;
    struct component *c = components_find(init, req->name);
    if (c == NULL) {
        return ERR_NOT_FOUND;
    }
    if ((c->manifest->flags & MANIFEST_TRUSTED) != 0) {
        return ERR_DENIED;
    }
    lifecycle_end(init, c, END_KILLED);
    return OK;
}

static status_t on_launch(void *self, uint64_t badge, struct init_supervisor_launch_req *req,
                          struct init_supervisor_launch_rep *rep) {
    struct init *init = self;
    (void)badge;
    struct component *c = components_find(init, req->name);
    if (c == NULL) {
        return ERR_NOT_FOUND;
    }
    if (c->state != INIT_COMPONENT_STATE_STOPPED && c->state != INIT_COMPONENT_STATE_PARKED) {
        return ERR_EXISTS;
    }
    char args[MANIFEST_ARGS_MAX];
    if (ipc_text_copy(args, sizeof args, req->args) != OK) {
        return ERR_NOT_FOUND; // an argument with a zero byte: no program can be told that
    }
    if (req->args.len > 0) {
        memcpy(c->args, args, sizeof args);
    }
    c->record.quick_ends = 0;
    lifecycle_start(init, c);
    rep->component = component_number(init, c);
    bool is_up =
        c->state == INIT_COMPONENT_STATE_STARTING || c->state == INIT_COMPONENT_STATE_READY;
    return is_up ? OK : ERR_NO_MEMORY;
}

static status_t on_power(void *self, uint64_t badge, struct init_supervisor_power_req *req,
                         struct init_supervisor_power_rep *rep) {
    struct init *init = self;
    (void)badge;
    (void)rep;
    return debug_reboot(init->trusted.debug, req->action == 1);
}

static status_t on_info(void *self, uint64_t badge, struct init_supervisor_info_req *req,
                        struct init_supervisor_info_rep *rep) {
    (void)badge;
    const struct component *c = components_get(self, req->component);
    if (c == NULL) {
        return ERR_NOT_FOUND;
    }
    const struct manifest_component *m = c->manifest;
    *rep = (struct init_supervisor_info_rep){
        .icon = m->icon,
        .color = m->colors[0],
        .color2 = m->colors[1],
        .category = m->category,
        .hidden = m->hidden != 0,
        .name = ipc_text_of(c->name),
        .title = ipc_text_of(m->title[0] != 0 ? m->title : c->name),
        .summary = ipc_text_of(m->summary),
    };
    return OK;
}

static status_t on_watch(void *self, uint64_t badge, struct init_supervisor_watch_req *req,
                         struct init_supervisor_watch_rep *rep) {
    (void)rep;
    TRY(changes_watch(self, IPC_BADGE_SESSION(badge), req->changed));
    (void)ipc_take(&req->changed); // ours now
    return OK;
}

static status_t on_next_change(void *self, uint64_t badge,
                               struct init_supervisor_next_change_req *req,
                               struct init_supervisor_next_change_rep *rep) {
    struct init *init = self;
    (void)badge;
    const struct component *c = changes_next(init, req->after);
    if (c == NULL) {
        return ERR_NOT_FOUND;
    }
    *rep = (struct init_supervisor_next_change_rep){
        .change = c->change,
        .component = component_number(init, c),
        .state = c->state,
        .end = c->end,
        .instance = c->instance,
        .ends = c->ends,
        .name = ipc_text_of(c->name),
        .reason = ipc_text_of(c->reason),
    };
    return OK;
}

static status_t on_stop(void *self, uint64_t badge, struct init_supervisor_stop_req *req,
                        struct init_supervisor_stop_rep *rep) {
    struct init *init = self;
    (void)badge;
    (void)rep;
    struct component *c = components_find(init, req->name);
    if (c == NULL) {
        return ERR_NOT_FOUND;
    }
    if ((c->manifest->flags & MANIFEST_TRUSTED) != 0) {
        return ERR_DENIED;
    }
    lifecycle_stop(init, c);
    return OK;
}

static status_t on_boot_option(void *self, uint64_t badge,
                               struct init_supervisor_boot_option_req *req,
                               struct init_supervisor_boot_option_rep *rep) {
    const struct init *init = self;
    (void)badge;
    const char *at = init->trusted.boot->cmdline;
    while (*at != 0) {
        const char *end = at;
        while (*end != 0 && *end != ' ') {
            end++;
        }
        size_t length_b = (size_t)(end - at);
        if (length_b >= req->name.len && memcmp(at, req->name.ptr, req->name.len) == 0 &&
            (length_b == req->name.len || at[req->name.len] == '=')) {
            size_t skip_b = MIN(req->name.len + 1, length_b);
            rep->value.ptr = at + skip_b;
            rep->value.len = MIN(length_b - skip_b, (size_t)INIT_OPTION_MAX);
            return OK;
        }
        at = *end == ' ' ? end + 1 : end;
    }
    return ERR_NOT_FOUND;
}

static const struct init_supervisor_ops supervisor_ops = {
    .info = on_info,
    .watch = on_watch,
    .next_change = on_next_change,
    .stop = on_stop,
    .boot_option = on_boot_option,
    .list = on_list,
    .kill = on_kill,
    .launch = on_launch,
    .power = on_power,
};

status_t serve_supervisor(void *self, const struct ipc_msg *in, struct ipc_msg *out) {
    return init_supervisor_dispatch(&supervisor_ops, self, in, out);
}

static const struct manifest_component *find_driver(const struct init *init,
                                                    struct ipc_text bus_id) {
    for (uint32_t i = 0; i < init->manifests->num_components; i++) {
        const struct manifest_component *m = init->components[i].manifest;
        for (uint32_t k = 0; k < m->num_match; k++) {
            if (ipc_text_is(bus_id, m->match[k])) {
                return m;
            }
        }
    }
    return NULL;
}

static status_t on_found(void *self, uint64_t badge, struct init_devices_found_req *req,
                         struct init_devices_found_rep *rep) {
    struct init *init = self;
    (void)badge;
    const struct manifest_component *driver = find_driver(init, req->bus_id);
    if (driver == NULL || req->device > INT32_MAX) {
        return ERR_NOT_FOUND;
    }
    struct component *c = components_for_device(init, driver, (int32_t)req->device);
    if (c == NULL) {
        return ERR_NO_MEMORY;
    }
    if (c->state == INIT_COMPONENT_STATE_STOPPED) {
        c->restarts += c->instance > 0 ? 1 : 0; // dm's next instance has found it again
        lifecycle_start(init, c);
    }
    rep->component = component_number(init, c);
    return OK;
}

static status_t on_screen(void *self, uint64_t badge, struct init_devices_screen_req *req,
                          struct init_devices_screen_rep *rep) {
    (void)self;
    (void)badge;
    (void)req;
    const struct boot_info *boot = (const struct boot_info *)start_info()->boot_info;
    if (boot->fb_paddr == 0) {
        return ERR_NOT_FOUND;
    }
    *rep = (struct init_devices_screen_rep){
        .paddr = boot->fb_paddr,
        .w = boot->fb_width_px,
        .h = boot->fb_height_px,
        .stride_b = boot->fb_stride_b,
    };
    return OK;
}

static const struct init_devices_ops devices_ops = { .found = on_found, .screen = on_screen };

status_t serve_devices(void *self, const struct ipc_msg *in, struct ipc_msg *out) {
    return init_devices_dispatch(&devices_ops, self, in, out);
}
