// SPDX-License-Identifier: MIT
/// @file
/// init: builds vm, starts every component of the image, connects them, and starts again what ends.
#include <base/fmt.h>
#include <base/log.h>
#include <base/string.h>
#include <hsys/object.h>
#include <idl/vm.h>
#include <manifest.h>

#include "components.h"
#include "connect.h"
#include "lifecycle.h"
#include "serve.h"

#define LOG_TAG "init"

enum {
    FAULT_BIT = 0
};

static struct init init;

/// init's lines go straight to the kernel's console: the log service is one of those that may be down.
void log_write(enum log_level level, const char *tag, const char *text) {
    char line[LOG_LINE_MAX + 32];
    (void)level;
    size_t length_b =
        MIN((size_t)fmt_str(line, sizeof line, "%s: %s\n", tag, text), sizeof line - 1);
    for (size_t at = 0; at < length_b; at += DEBUG_WRITE_MAX_B) {
        (void)debug_write(START_HANDLE(INIT_SLOT_DEBUG), line + at,
                          MIN(length_b - at, DEBUG_WRITE_MAX_B));
    }
}

static void on_signal(void *self, uint64_t bits) {
    if ((bits & BIT64(FAULT_BIT)) != 0) {
        lifecycle_collect_faults(self);
    }
}

static status_t listen_to_vm(void) {
    struct vm_process_setup_req request;
    TRY(ipc_signal_cap(FAULT_BIT, &request.wake));
    status_t status = vm_process_setup(init.trusted.vm_process, &request, NULL);
    ipc_cap_drop(request.wake);
    return status;
}

static status_t start_system(void) {
    static const struct ipc_service services[] = {
        { INIT_COMPONENT_PROTOCOL, serve_component, &init },
        { INIT_SUPERVISOR_PROTOCOL, serve_supervisor, &init },
        { INIT_DEVICES_PROTOCOL, serve_devices, &init },
    };
    static const uint32_t provides[] = MANIFEST_PROVIDES;
    init.server = (struct ipc_server){
        .endpoint = init.trusted.endpoint,
        .services = services,
        .num_services = ARRAY_LEN(services),
        .provides = provides,
        .num_provides = ARRAY_LEN(provides),
        .self = &init,
        .on_signal = on_signal,
    };
    TRY(components_load(&init));
    TRY(ipc_server_init(&init.server));
    TRY(listen_to_vm());
    return connect_make_services(&init);
}

static void start_components(void) {
    for (uint32_t i = 0; i < init.manifests->num_components; i++) {
        struct component *c = &init.components[i];
        if ((c->manifest->flags & MANIFEST_TRUSTED) != 0) {
            c->state = INIT_COMPONENT_STATE_READY;
            c->instance = 1;
        } else if ((c->manifest->flags & MANIFEST_AUTOSTART) != 0 && c->manifest->num_match == 0) {
            lifecycle_start(&init, c);
        }
    }
}

int main(void) {
    trusted_start(&init.trusted);
    status_t status = start_system();
    if (status != OK) {
        LOG_ERROR("the system cannot start: %s", status_text(status));
        return 1;
    }
    start_components();
    ipc_serve(&init.server);
}
