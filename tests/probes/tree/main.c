// SPDX-License-Identifier: MIT
/// @file
/// Publishes what no honest app does: malformed trees (`hostile`), or large ones without end
/// (`flood`). Its priority is below that of testd, so that requests of tests are served while it
/// floods.
#include <base/fmt.h>
#include <base/log.h>
#include <base/string.h>
#include <hsys/time.h>
#include <idl/probe.h>
#include <manifest.h>

#include "mistakes.h"

#define LOG_TAG "tree"

enum {
    SMALL_BANK_B = UI_BANK_MIN_B,
    BUILD_B = 1 << 18, ///< Room of the builder for a small bank.
    NO_CREDIT_NS = 10 * 1000 * 1000,
    NAME_MAX = 96,
};

static struct app app = { .conn = IPC_CONN(CAP_USES_UI_SESSION) };
static uint64_t build_memory[BUILD_B / 8];

static void publish_good(void) {
    uint32_t len_b;
    build_good(&app.builder);
    (void)app_write(&app, &len_b);
    app_publish(&app, app.gen + 1, len_b);
}

static void publish_mistake(const struct mistake *m) {
    uint32_t len_b;
    (m->build != NULL ? m->build : build_good)(&app.builder);
    struct forgery f = { .head = app_write(&app, &len_b), .gen = app.gen + 1 };
    f.len_b = len_b;
    f.nodes = (void *)(f.head + 1);
    f.attrs = (void *)(f.nodes + f.head->num_nodes);
    f.pool = (void *)(f.attrs + f.head->num_attrs);
    if (m->forge != NULL) {
        m->forge(&f);
    }
    app_publish(&app, f.gen, f.len_b);
}

static void check(const char *mistake, const char *what, bool good) {
    char name[NAME_MAX];
    fmt_str(name, sizeof(name), "hostile.%s.%s", mistake, what);
    (void)probe_check(name, good);
}

/// A good tree, then the mistake: refused for the right reason, and nothing else happens.
static void play_mistake(const struct mistake *m) {
    publish_good();
    status_t st = app_wait_judged(&app);
    check(m->name, "good_one_before", st == OK && app.accepted == app.gen);
    uint64_t good = app.accepted;
    publish_mistake(m);
    st = app_wait_judged(&app);
    if (st != OK) {
        LOG_INFO("not ok - hostile.%s.judged: %s", m->name, status_text(st));
        return;
    }
    uint32_t reason = app.down->reason;
    uint32_t node = app.down->node;
    LOG_WARN("the server refused %s: %s, node %u", m->name, ui_reject_text((enum ui_reject)reason),
             node);
    check(m->name, "refused", app.down->rejected == app.gen);
    check(m->name, "reason", reason == m->reason);
    check(m->name, "node", node == m->node);
    check(m->name, "last_good_one_stays", app.down->accepted == good);
}

/// The third refusal in a row closes the session: its memory is gone. A new one can be opened.
static void play_three_strikes(void) {
    publish_good();
    (void)probe_status("hostile.strikes.good_one", app_wait_judged(&app), OK);
    publish_mistake(&mistakes[0]);
    (void)probe_status("hostile.strikes.first", app_wait_judged(&app), OK);
    publish_mistake(&mistakes[0]);
    (void)probe_status("hostile.strikes.second", app_wait_judged(&app), OK);
    publish_mistake(&mistakes[0]);
    status_t st = app_wait_judged(&app);
    if (st == OK) {
        st = app_wait_judged(&app); // judged, then closed: look again
    }
    (void)probe_status("hostile.strikes.third_closes", st, ERR_FAULT);
    app_forget(&app);
}

static void play_hostile(void) {
    if (!probe_status("hostile.open", app_open(&app, SMALL_BANK_B, build_memory), OK)) {
        return;
    }
    publish_good();
    (void)probe_status("hostile.first_good_one", app_wait_judged(&app), OK);
    LOG_INFO("showing %u mistakes", num_mistakes);
    app_wait_click(&app);
    publish_good(); // how the screen looks behind a click
    (void)probe_status("hostile.second_good_one", app_wait_judged(&app), OK);
    LOG_INFO("step 0 over");
    for (uint32_t i = 0; i < num_mistakes; i++) {
        app_wait_click(&app);
        play_mistake(&mistakes[i]);
        LOG_INFO("step %u over", i + 1);
    }
    app_wait_click(&app);
    play_three_strikes();
    LOG_INFO("closed");
}

static void play_reopen(void) {
    if (!probe_status("hostile.reopen", app_open(&app, SMALL_BANK_B, build_memory), OK)) {
        return;
    }
    publish_good();
    (void)probe_status("hostile.reopened_is_judged", app_wait_judged(&app), OK);
    (void)probe_equal("hostile.reopened_is_accepted", app.accepted, app.gen);
}

/// Trees of almost a megabyte that say nothing new: the server does little else than copy.
_Noreturn static void play_flood(void) {
    handle_t own;
    uint64_t own_address = 0;
    uint32_t len_b;
    if (app_open(&app, UI_BANK_MAX_B, NULL) != OK ||
        probe_make_region(4096, &own, &own_address) != OK) {
        (void)probe_check("flood.open", false);
        probe_end();
    }
    ui_build_init(&app.builder, SMALL_BANK_B, build_memory);
    build_good(&app.builder);
    volatile uint64_t *publishing = (volatile uint64_t *)own_address;
    struct probe_watch_watch_req req = { .own = own, .down = app.down_region };
    for (bool watched = false;; watched = true) {
        struct ui_tree_head *head = app_write(&app, &len_b);
        // Bytes of the pool that no attribute names are legal.
        head->pool_b += UI_BANK_MAX_B - len_b;
        *publishing = app.gen + 1;
        app_publish(&app, app.gen + 1, UI_BANK_MAX_B);
        if (app_wait_judged(&app) != OK || app.accepted != app.gen) {
            (void)probe_check("flood.accepted", false);
            probe_end();
        }
        if (!watched) {
            (void)probe_status("flood.watch", probe_watch_watch(CAP_USES_PROBE_WATCH, &req, NULL),
                               OK);
        }
    }
}

int main(void) {
    ASSERT(ui_build_memory_b(SMALL_BANK_B) <= sizeof(build_memory));
    probe_start();
    (void)probe_status("tree.guard", probe_guard(), OK);
    if (probe_is("flood")) {
        play_flood();
    } else if (probe_is("hostile")) {
        play_hostile();
        play_reopen();
    } else {
        (void)probe_check("tree.part_is_known", false);
    }
    probe_end();
}
