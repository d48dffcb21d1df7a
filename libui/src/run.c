// SPDX-License-Identifier: MIT
// The main loop.
#include "internal.h"
#include "shared.h"

#include <stdlib.h>

void ui_quit(int code) {
    uii.quit = true;
    uii.exit_code = code;
}

void ui_invalidate(void) {
    uii.stale = true;
}

bool ui_every(int ms, ui_fn fn) {
    return ui_every_from(ms, ms, fn);
}

/// The timer that calls `fn` already, or NULL.
static struct timer *find_timer(ui_fn fn) {
    for (uint32_t i = 0; i < TIMERS_MAX; i++) {
        if (uii.timers[i].fn == fn) {
            return &uii.timers[i];
        }
    }
    return NULL;
}

bool ui_every_from(int first_ms, int ms, ui_fn fn) {
    struct timer *old = find_timer(fn);
    if (old != NULL && old->period_ns == (nsec_t)MAX(ms, 0) * 1000000u) {
        return true;
    }
    if (old != NULL) {
        *old = (struct timer){ 0 };
    }
    if (ms == 0) {
        return true;
    }
    for (uint32_t i = 0; i < TIMERS_MAX && ms > 0; i++) {
        struct timer *t = &uii.timers[i];
        if (t->fn == NULL) {
            *t = (struct timer){ .fn = fn,
                                 .period_ns = (nsec_t)ms * 1000000u,
                                 .first_ns = (nsec_t)MAX(first_ms, 1) * 1000000u };
            return true; // `due` is set by the loop, which knows the clock
        }
    }
    ui_log("ui_every: no room or bad period");
    return false;
}

bool ui_after(int ms, ui_fn fn) {
    if (!ui_every_from(ms, 1, fn)) {
        return false;
    }
    for (uint32_t i = 0; i < TIMERS_MAX; i++) {
        struct timer *t = &uii.timers[i];
        if (t->fn == fn && t->due == 0) {
            t->period_ns = 0;
        }
    }
    return true;
}

/// Runs the timers that are due; returns when the next one is, 0 = there is none.
static nsec_t run_timers(void) {
    nsec_t next = 0;
    for (uint32_t i = 0; i < TIMERS_MAX; i++) {
        struct timer *t = &uii.timers[i];
        if (t->fn == NULL) {
            continue;
        }
        nsec_t now = uii.port->now(uii.port->context);
        if (t->due == 0) {
            t->due = now + t->first_ns;
        } else if (t->due <= now) {
            t->due = now + t->period_ns; // a late timer is not made up for
            ui_fn fn = t->fn;
            t->fn = t->period_ns == 0 ? NULL : fn;
            ui_event event = { .kind = UI_EVENT_FRAME, .text = "", .time_ns = now };
            fn(&event);
            uii.stale = true;
            if (t->fn == NULL) {
                continue;
            }
        }
        next = next == 0 ? t->due : MIN(next, t->due);
    }
    return next;
}

/// Frees everything, so that ui_run() can be called again.
static void tear_down(void) {
    while (uii.kept.first != 0) {
        uii_node_free(uii_node_at(&uii.kept, uii.kept.first));
    }
    for (uint32_t i = 1; i < uii.kept.num; i++) { // detached ones
        struct node *n = uii_node_at(&uii.kept, i);
        if (n->ref != 0 && n->parent == 0) {
            uii_node_free(n);
        }
    }
    uii_views_reset();
    free(uii.arena);
    for (uint32_t i = 0; i < TABLES; i++) {
        free(uii.tables[i].entries);
    }
    for (uint32_t i = 0; i < STORE_CHUNKS; i++) {
        free(uii.views.chunks[i]);
        free(uii.kept.chunks[i]);
    }
    free(uii.ids);
    free(uii.builder_memory);
    memset(&uii, 0, sizeof uii);
}

static int loop(void) {
    while (!uii.quit) {
        nsec_t deadline = run_timers();
        uii_rebuild();
        if (uii_windows_shown() == 0) {
            return 0; // the last window was closed
        }
        bool cells = uii_cells_flush();
        if (cells && !uii.dirty) {
            uii.port->doorbell(uii.port->context);
        }
        if (uii_publish() != OK) {
            return 1;
        }
        status_t st = uii.port->wait(uii.port->context, deadline);
        if (st == ERR_SESSION_GONE) {
            // The server was restarted without us: everything is published again, and what it told
            // us before counts.
            uii_dispatch_all();
            st = uii_session_open(uii.bank_b);
            uii.stale = true;
        }
        if (st != OK && st != ERR_TIMEOUT) {
            ui_log("the session with the screen is over: %s", status_text(st));
            return 1;
        }
        if (!uii_report_rejection()) {
            ui_log("the server closed the session: %u views in a row were refused",
                   (unsigned)uii.refusals);
            return 1;
        }
        uii_dispatch_all();
        if (uii.port->resumed != NULL && uii.port->resumed(uii.port->context)) {
            uii_docs_lost();
        }
        if (uii.port->run_signals != NULL && uii.port->run_signals(uii.port->context)) {
            uii.stale = true;
        }
    }
    return uii.exit_code;
}

static int run(void (*view)(void), void (*render)(void)) {
    uii.port = ui_port();
    uii.view = view;
    uii.stack = (uintptr_t)__builtin_frame_address(0);
    status_t st = uii_session_open(UI_BANK_MIN_B);
    if (st != OK) {
        ui_log("no screen: %s", status_text(st));
        tear_down();
        return 1;
    }
    if (render != NULL) {
        render();
    }
    uii.stale = true;
    int code = loop();
    tear_down();
    return code;
}

int ui_run(void (*view)(void)) {
    return run(view, NULL);
}

int ui_run_once(void (*render)(void)) {
    return run(NULL, render);
}
