// SPDX-License-Identifier: MIT
#include "app.h"

#include <hsys/time.h>
#include <idl/ui.h>

#include <stdatomic.h>

enum {
    WAKE_BIT = 0,
    JUDGE_S_MAX = 5,
    PRESENCE_BADGE = 1,
};

/// The server keeps a child of this as long as the session lives; nobody looks whether it does.
static status_t make_presence(handle_t *out) {
    return cap_derive(START_HANDLE(SLOT_ENDPOINT), RIGHT_WRITE | RIGHT_DUP, PRESENCE_BADGE, out);
}

static status_t ask(struct app *app, struct ui_session_open_rep *rep) {
    handle_t wake = HANDLE_NONE;
    handle_t presence = HANDLE_NONE;
    TRY(ipc_signal_cap(WAKE_BIT, &wake));
    status_t st = make_presence(&presence);
    if (st == OK) {
        const struct ui_session_open_req req = {
            .version = UI_VERSION,
            .bank_b = app->bank_b,
            .wake = wake,
            .presence = presence,
        };
        st = ui_session_open(app->conn.handle, &req, rep);
        ipc_cap_drop(presence);
    }
    ipc_cap_drop(wake);
    return st;
}

status_t app_open(struct app *app, uint32_t bank_b, void *memory) {
    struct ui_session_open_rep rep;
    uint64_t up = 0;
    uint64_t down = 0;
    app->bank_b = bank_b;
    TRY(ask(app, &rep));
    app->up_region = rep.up;
    app->down_region = rep.down;
    app->doorbell = rep.doorbell;
    TRY(probe_attach(rep.up, VM_RIGHTS_READ | VM_RIGHTS_WRITE, &up));
    TRY(probe_attach(rep.down, VM_RIGHTS_READ, &down));
    app->up = (struct ui_up *)up;
    app->down = (struct ui_down *)down;
    app->reader = (struct ui_event_reader){ .down = app->down, .up = app->up };
    app->gen = app->accepted = 0;
    ui_build_init(&app->builder, bank_b, memory);
    return OK;
}

void app_forget(struct app *app) {
    handle_t handles[] = { app->up_region, app->down_region, app->doorbell };
    for (uint32_t i = 0; i < ARRAY_LEN(handles); i++) {
        ipc_cap_drop(handles[i]); // the regions' are stale
    }
    app->up = NULL;
    app->down = NULL;
}

struct ui_tree_head *app_write(struct app *app, uint32_t *out_len_b) {
    uint64_t gen = app->gen + 1;
    uint8_t *bank = ui_up_bank(app->up, app->bank_b, gen);
    status_t st = ui_build_end(&app->builder, gen, app->reader.seq, bank, app->bank_b, out_len_b);
    ASSERT(st == OK); // the trees of this probe fit
    return (struct ui_tree_head *)(void *)bank;
}

void app_publish(struct app *app, uint64_t gen, uint32_t len_b) {
    app->gen = gen;
    atomic_store_explicit(&app->up->waiting, 1, memory_order_relaxed); // we want to be woken
    atomic_store_explicit(&app->up->len[gen & 1], len_b, memory_order_relaxed);
    atomic_store_explicit(&app->up->gen, gen, memory_order_release);
    (void)notification_signal(app->doorbell); // a server that is gone shows in app_wait_judged()
}

status_t app_wait_judged(struct app *app) {
    nsec_t deadline = time_now_ns() + (nsec_t)JUDGE_S_MAX * 1000000000;
    for (;;) {
        // The server may take the memory away at any moment.
        uint64_t accepted = 0;
        uint64_t rejected = 0;
        TRY(probe_load((uint64_t)&app->down->accepted, &accepted));
        TRY(probe_load((uint64_t)&app->down->rejected, &rejected));
        if (accepted == app->gen) {
            app->accepted = accepted;
            return OK;
        }
        if (rejected == app->gen) {
            return OK;
        }
        if (ipc_wait_bits(BIT64(WAKE_BIT), deadline) == 0 && time_now_ns() >= deadline) {
            return ERR_TIMEOUT;
        }
    }
}

void app_wait_click(struct app *app) {
    static char text[UI_EVENT_TEXT_MAX + 1];
    struct ui_event_rec event;
    for (;;) {
        while (ui_events_next(&app->reader, &event, text)) {
            if (event.kind == UI_EVENT_CLICK) {
                return;
            }
        }
        (void)ipc_wait_bits(BIT64(WAKE_BIT), UINT64_MAX);
    }
}
