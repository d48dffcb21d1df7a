// SPDX-License-Identifier: MIT
#include "session.h"

#include <base/log.h>
#include <stdlib.h>
#include <string.h>

#include "input.h"
#include "menubar.h"
#include "panel.h"
#include "session_cells.h"
#include "session_images.h"
#include "window.h"

#define LOG_TAG "gui.session"

static void on_damage(void *self, struct window *window, struct px_box box) {
    (void)self;
    damage_add(&window->damage, box);
}

static void paint_foreign(void *self, uint32_t node, const struct paint *p) {
    const struct session *s = self;
    menubar_paint_node(s->core, &s->scene.nodes[node].box, p);
}

static struct lpx_size measure_foreign(void *self, uint32_t node) {
    const struct session *s = self;
    (void)node;
    return menubar_measure(s->core);
}

struct session *session_find(const struct gui_core *core, uint64_t badge) {
    struct session *s;
    list_for_each (s, &core->sessions, link) {
        if (s->badge == badge) {
            return s;
        }
    }
    return NULL;
}

/// Keeps the list in the order of badges.
static void insert(struct gui_core *core, struct session *s) {
    struct session *other;
    list_for_each (other, &core->sessions, link) {
        if (other->badge > s->badge) {
            break;
        }
    }
    list_insert_before(&other->link, &s->link);
    core->num_sessions++;
}

status_t session_open(struct gui_core *core, const struct gui_session_args *args) {
    if (args->bank_b < UI_BANK_MIN_B || args->bank_b > UI_BANK_MAX_B) {
        return ERR_BAD_SIZE;
    }
    if (core->num_sessions >= GUI_SESSIONS_MAX) {
        return ERR_NO_SPACE;
    }
    if (session_find(core, args->badge) != NULL) {
        return ERR_EXISTS;
    }
    struct session *s = calloc(1, sizeof(*s));
    if (s == NULL) {
        return ERR_NO_MEMORY;
    }
    status_t st = scene_init(&s->scene, args->bank_b, core->text, core->scale);
    if (st != OK) {
        free(s);
        return st;
    }
    s->core = core;
    s->badge = args->badge;
    if (args->app != NULL) {
        strncpy(s->app, args->app, GUI_APP_MAX); // the rest is zero
    }
    s->scene.damage = on_damage;
    s->scene.damage_self = s;
    list_init(&s->cells);
    s->scene.cells = &s->cells;
    list_init(&s->images);
    s->scene.images = &s->images;
    s->scene.paint_foreign = paint_foreign;
    s->scene.measure_foreign = measure_foreign;
    ui_read_fn read = args->read != NULL ? args->read : ui_read_words;
    s->importer = (struct ui_importer){
        .up = args->up,
        .down = args->down,
        .bank_b = args->bank_b,
        .shell = args->shell,
        .read = read,
        .read_context = args->read_context,
    };
    s->events = (struct ui_event_writer){
        .down = args->down,
        .up = args->up,
        .read = read,
        .read_context = args->read_context,
        .hold = true, // until the saved state knows of them, see session_flush()
    };
    ui_events_resume(&s->events);
    state_open_session(core, s);
    insert(core, s);
    s->doorbell = true; // a restarted server finds a tree that is there already
    return OK;
}

void session_close(struct session *s, status_t why) {
    struct gui_core *core = s->core;
    struct window *w;
    struct window *after;
    list_for_each_safe (w, after, &core->windows, link) {
        if (w->session == s) {
            window_destroy(w);
        }
    }
    list_remove(&s->link);
    core->num_sessions--;
    panel_settle(core);
    core->generation++;
    uint64_t badge = s->badge;
    session_cells_clear(s);
    session_images_clear(s);
    scene_deinit(&s->scene);
    free(s);
    if (core->arranging) {
        window_arrange(core);
    }
    if (why != OK) {
        core->port.closed(core->port.self, badge, why);
    }
}

nsec_t session_due(const struct session *s, nsec_t now) {
    if (!s->doorbell) {
        return UINT64_MAX;
    }
    if (!s->imported || s->core->test_mode) {
        return now;
    }
    return MAX(s->import_ns + GUI_FRAME_NS, now);
}

static void accept_tree(struct session *s) {
    if (scene_commit(&s->scene) != OK) {
        LOG_WARN("no memory for %u nodes of session %llu", s->scene.spare.num_nodes,
                 (unsigned long long)s->badge);
        return; // the last good picture stays; the next commit tries again
    }
    s->unpresented = true;
    window_sync(s);
    input_recheck(s->core);
}

static void set_stalled(struct session *s, bool stalled) {
    if (s->stalled == stalled) {
        return;
    }
    s->stalled = stalled;
    struct window *w;
    list_for_each (w, &s->core->windows, link) {
        if (w->session == s) {
            window_touch(w);
        }
    }
}

void session_import(struct session *s, nsec_t now) {
    if (session_due(s, now) > now) {
        return;
    }
    s->doorbell = false;
    s->imported = true;
    s->import_ns = now;
    session_cells_import(s);
    enum ui_import_result result = ui_import(&s->importer, &s->scene.spare);
    if (result == UI_IMPORT_NOTHING) {
        return;
    }
    s->core->generation++;
    s->wake = s->wake || s->importer.wake; // it waits for the bank
    switch (result) {
    case UI_IMPORT_ACCEPTED:
        accept_tree(s);
        break;
    case UI_IMPORT_REJECTED:
        LOG_WARN("session %llu: tree %llu refused: %s at node %u", (unsigned long long)s->badge,
                 (unsigned long long)s->importer.last_gen, ui_reject_text(s->importer.reason),
                 s->importer.node);
        if (s->importer.rejections >= UI_REJECTIONS_MAX) {
            session_flush(s);
            session_close(s, ERR_BAD_FORMAT);
            return;
        }
        break;
    case UI_IMPORT_FAULT:
        LOG_WARN("session %llu: its memory is gone", (unsigned long long)s->badge);
        session_close(s, ERR_FAULT);
        return;
    case UI_IMPORT_TORN:
        s->doorbell = true; // the newer tree is there already, or its doorbell comes
        break;
    case UI_IMPORT_NOTHING:
        break;
    }
    if (s->stalled && ui_events_drained(&s->events)) {
        set_stalled(s, false);
    }
}

static uint64_t post(struct session *s, const struct ui_event_rec *rec, const char *text) {
    status_t st = ui_events_post(&s->events, rec, text);
    if (st == ERR_WOULD_BLOCK) {
        set_stalled(s, true);
    }
    if (st != OK) {
        return 0;
    }
    s->wake = true;
    return s->events.seq;
}

void session_post_pending(struct session *s) {
    if (s->move_pending && ui_events_drained(&s->events)) {
        s->move_pending = false;
        (void)post(s, &s->move, NULL);
    }
}

/// Whether the user meant the app by this event.
static bool is_act(uint16_t kind) {
    return kind == UI_EVENT_CLICK || kind == UI_EVENT_CHANGE || kind == UI_EVENT_SUBMIT ||
           kind == UI_EVENT_KEY || kind == UI_EVENT_TEXT || kind == UI_EVENT_EDIT ||
           kind == UI_EVENT_MENU || kind == UI_EVENT_PASTE || kind == UI_EVENT_DROP;
}

uint64_t session_post(struct session *s, uint32_t id, struct ui_event_rec *rec, const char *text) {
    if (state_is_loading(&s->core->state)) {
        return 0; // it was told before the restart
    }
    rec->id = id;
    rec->gen = s->scene.tree.gen;
    rec->mods = s->core->mods;
    if (is_act(rec->kind) || (rec->kind == UI_EVENT_POINTER && rec->pointer.buttons != 0)) {
        s->acted = true;
        s->acted_ns = s->core->port.now(s->core->port.self);
    }
    bool move = rec->kind == UI_EVENT_POINTER && rec->pointer.phase == UI_POINTER_MOVE;
    if (move && s->last_was_move && !ui_events_drained(&s->events)) {
        s->move = *rec;
        s->move_pending = true;
        return 0;
    }
    if (s->move_pending) {
        s->move_pending = false; // in order
        (void)post(s, &s->move, NULL);
    }
    s->last_was_move = move;
    return post(s, rec, text);
}

void session_flush(struct session *s) {
    if (s->wake) {
        s->wake = false;
        ui_events_publish(&s->events);
        s->core->port.wake(s->core->port.self, s->badge);
    }
}

bool session_settled(const struct session *s) {
    if (s->doorbell || s->wake || s->unpresented || s->move_pending) {
        return false;
    }
    // Every event shows in the tree; an app whose trees are refused will not get there.
    return s->scene.tree.events_seen >= s->events.seq || s->importer.rejections > 0;
}

void session_presented(struct session *s) {
    if (s->unpresented) {
        s->unpresented = false;
        ui_import_presented(s->importer.down, s->scene.tree.gen);
    }
}
