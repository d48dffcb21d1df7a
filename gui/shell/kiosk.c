// SPDX-License-Identifier: MIT
// Kiosk mode: one app and nothing else.
#include <base/log.h>
#include <base/string.h>
#include <hsys/start.h>
#include <hsys/time.h>
#include <ipc/conn.h>
#include <ipc/ipc.h>
#include <manifest.h>

#include "kiosk.h"

#define LOG_TAG "shell"

enum {
    CHANGE_BIT = 0
};

/// An app that ends again and again must not take the whole processor.
#define PAUSE_NS UINT64_C(500000000)

bool kiosk_wanted(char *out, size_t size_b) {
    struct ipc_msg buffer;
    const struct init_supervisor_boot_option_req req = { .name = ipc_text_of("kiosk") };
    struct init_supervisor_boot_option_rep rep;
    return init_supervisor_boot_option(CAP_USES_INIT_SUPERVISOR, &req, &rep, &buffer) == OK &&
           ipc_text_copy(out, size_b, rep.value) == OK && out[0] != 0;
}

static status_t launch(const char *app) {
    const struct init_supervisor_launch_req req = { .name = ipc_text_of(app) };
    struct init_supervisor_launch_rep rep;
    return init_supervisor_launch(CAP_USES_INIT_SUPERVISOR, &req, &rep);
}

_Noreturn void kiosk_run(const char *app) {
    struct init_supervisor_watch_req req = { 0 };
    nsec_t before = 0;
    if (ipc_signal_cap(CHANGE_BIT, &req.changed) == OK) {
        // Without it the app is looked after each time that the pause is over.
        (void)init_supervisor_watch(CAP_USES_INIT_SUPERVISOR, &req, NULL);
    }
    (void)init_component_ready(START_HANDLE(SLOT_PARENT), &(struct init_component_ready_req){ 0 },
                               NULL);
    for (;;) {
        if (before != 0) {
            (void)ipc_wait_bits(0, before + PAUSE_NS);
        }
        status_t status = launch(app);
        before = status == OK ? time_now_ns() : 0;
        if (status != OK && status != ERR_EXISTS) {
            LOG_ERROR("kiosk=%s: %s", app, status_text(status));
        }
        (void)ipc_wait_bits(BIT64(CHANGE_BIT), UINT64_MAX);
    }
}
