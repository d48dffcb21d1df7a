// SPDX-License-Identifier: MIT
/// @file
/// Taking over what the predecessor has saved.
///
/// Sessions open and show their newest trees as new windows would; when all are there, windows get their
/// saved fields, order and focus, and only then anything is posted or read.
#include <base/log.h>
#include <base/utf8.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "input.h"
#include "session.h"
#include "state_fields.h"
#include "state_root.h"
#include "window.h"

#define LOG_TAG "gui.state"

/// Keys wait no longer than this for an answer, whatever was saved.
#define WAIT_MAX_NS UINT64_C(1000000000)

struct state_loaded {
    struct root_head head;
    struct root_wait wait;
    struct state_session sessions[STATE_SESSIONS_MAX];
    struct {
        struct root_window head;
        struct window fields; ///< Only those of state_fields.c.
    } windows[];
};

/// Reads the root record. NULL: something in it is impossible, or there is no memory.
static struct state_loaded *parse(struct gui_core *core, struct state_in *in) {
    struct core_state *state = &core->state;
    struct root_head head;
    state_take(in, &head, sizeof(head));
    if (in->bad || head.num_sessions > STATE_SESSIONS_MAX || head.num_windows > STATE_WINDOWS_MAX) {
        return NULL;
    }
    struct state_loaded *l = calloc(1, sizeof(*l) + head.num_windows * sizeof(l->windows[0]));
    if (l == NULL) {
        return NULL;
    }
    struct state_device devices[STATE_DEVICES_MAX];
    l->head = head;
    state_take(in, &l->wait, sizeof(l->wait));
    state_take(in, devices, sizeof(devices));
    state_take(in, l->sessions, head.num_sessions * sizeof(l->sessions[0]));
    bool good = state_take_core(in, core);
    for (uint32_t i = 0; i < head.num_windows && good; i++) {
        struct root_window *w = &l->windows[i].head;
        state_take(in, w, sizeof(*w));
        good = state_take_window(in, &l->windows[i].fields) && w->session <= head.num_sessions;
    }
    if (!good || in->bad) {
        free(l);
        return NULL;
    }
    memcpy(state->devices, devices, sizeof(devices));
    return l;
}

void state_init(struct gui_core *core, void *memory, size_t size_b) {
    struct core_state *state = &core->state;
    area_init(&state->area, memory, size_b, state_version());
    void *bytes = NULL;
    size_t len_b = 0;
    if (area_load_root(&state->area, &bytes, &len_b) != OK) {
        return;
    }
    struct state_in in = { bytes, len_b, false };
    struct state_loaded *l = parse(core, &in);
    free(bytes);
    if (l == NULL) {
        LOG_WARN("what was saved is malformed: windows start anew");
        return;
    }
    core->state.loaded = l;
    // Until the first save the current root is the predecessor's: its parts must stay.
    core->state.num_sessions = l->head.num_sessions;
    memcpy(core->state.sessions, l->sessions, sizeof(l->sessions));
}

void state_deinit(struct gui_core *core) {
    free(core->state.loaded);
    core->state.loaded = NULL;
}

/// The predecessor may have died before it published what it had saved.
static void publish_again(struct session *s, const struct state_session *saved) {
    s->events.tail = saved->tail;
    s->events.seq = saved->seq;
    ui_events_publish(&s->events);
}

void state_open_session(struct gui_core *core, struct session *s) {
    const struct state_loaded *l = core->state.loaded;
    s->opened = atomic_load_explicit(&s->importer.down->opened, memory_order_relaxed);
    for (uint32_t i = 0; l != NULL && i < l->head.num_sessions; i++) {
        const struct state_session *saved = &l->sessions[i];
        if (saved->badge != s->badge || saved->opened != s->opened) {
            continue;
        }
        void *bytes = NULL;
        publish_again(s, saved);
        s->stalled = saved->stalled != 0;
        s->part = saved->part;
        if (area_load_part(&core->state.area, &saved->part, &bytes) == OK) {
            scene_restore_from(&s->scene, bytes, saved->part.len_b);
        }
        s->scene.version++; // written anew with the first save
        return;
    }
}

/// The window `id` of the session with number `number`; NULL when it is not there (any more).
static struct window *find_window(struct gui_core *core, uint32_t number, uint32_t id) {
    const struct state_loaded *l = core->state.loaded;
    if (number == 0 || number > l->head.num_sessions) {
        return NULL;
    }
    uint64_t badge = l->sessions[number - 1].badge;
    struct window *w;
    list_for_each (w, &core->windows, link) {
        if (w->id == id && w->session->badge == badge) {
            return w;
        }
    }
    return NULL;
}

/// Fields, order and focus of all windows that are there.
static void put_back(struct gui_core *core) {
    struct state_loaded *l = core->state.loaded;
    struct window *active = NULL;
    struct window *front = NULL;
    for (uint32_t i = 0; i < l->head.num_windows; i++) {
        const struct root_window *saved = &l->windows[i].head;
        struct window *w = find_window(core, saved->session, saved->id);
        if (w == NULL) {
            continue;
        }
        state_apply_window(w, &l->windows[i].fields);
        window_focus(w, scene_find(&w->session->scene, saved->focus_id), saved->ring != 0);
        list_remove(&w->link);
        list_push_back(&core->windows, &w->link);
        active = saved->active != 0 ? w : active;
        front = saved->front != 0 ? w : front;
    }
    window_activate(core, front);
    window_activate(core, active);
}

static void wait_again(struct gui_core *core, const struct root_wait *wait) {
    struct editing *e = &core->editing;
    struct window *w = find_window(core, wait->session, wait->window);
    if (w == NULL || wait->num_keys > EDITING_KEYS_MAX) {
        return;
    }
    for (uint32_t i = 0; i < wait->num_keys; i++) {
        const struct editing_key *key = &wait->keys[i];
        if (key->typed_b > sizeof(key->typed) || !utf8_is_valid(key->typed, key->typed_b)) {
            return;
        }
    }
    e->wait_window = w;
    e->wait_id = wait->id;
    e->wait_seq = wait->seq;
    e->wait_ns = MIN(wait->ns, core->port.now(core->port.self) + WAIT_MAX_NS);
    e->num_keys = wait->num_keys;
    memcpy(e->keys, wait->keys, sizeof(e->keys));
}

static void press_again(struct gui_core *core, const struct root_head *head) {
    struct window *w = find_window(core, head->press_session, head->press_window);
    if (w == NULL) {
        return;
    }
    struct press press = {
        .target = (enum press_target)head->press_target,
        .by_key = head->press_by_key != 0,
        .code = (uint16_t)head->press_code,
        .window = w,
        .id = head->press_id,
        .button = (enum paint_window_button)head->press_button,
    };
    struct scene *s = &w->session->scene;
    uint32_t node = scene_find(s, press.id);
    if (press.target == PRESS_NODE && node != SCENE_NONE) {
        core->press = press;
        scene_set_state(s, node, SCENE_PRESSED, true);
    } else if (press.target == PRESS_BUTTON && press.button <= PAINT_WIN_CLOSE) {
        core->press = press;
        w->pressed = press.button;
    }
}

void state_settle(struct gui_core *core) {
    struct state_loaded *l = core->state.loaded;
    const struct session *s;
    if (l == NULL) {
        return;
    }
    list_for_each (s, &core->sessions, link) {
        if (!s->imported) {
            return;
        }
    }
    put_back(core);
    press_again(core, &l->head);
    wait_again(core, &l->wait);
    // The app has been told that the pointer came to it.
    core->pointer.window = find_window(core, l->head.pointer_session, l->head.pointer_window);
    core->pointer.id = core->pointer.window != NULL ? l->head.pointer_id : 0;
    core->state.loaded = NULL;
    free(l);
    struct window *w;
    list_for_each (w, &core->windows, link) {
        window_layout(w); // now apps are told of sizes that are new to them
        window_touch(w);
        (void)window_repaint(w); // what is not painted is not hit
    }
    damage_add(&core->damage, surface_box(&core->screen));
    input_recheck(core);
}

bool state_device_position(const struct core_state *state, uint64_t key, uint64_t *out) {
    for (uint32_t i = 0; i < STATE_DEVICES_MAX; i++) {
        if (key != 0 && state->devices[i].key == key) {
            *out = state->devices[i].position;
            return true;
        }
    }
    return false;
}

void state_set_device(struct core_state *state, uint64_t key, uint64_t position) {
    struct state_device *place = NULL;
    for (uint32_t i = 0; i < STATE_DEVICES_MAX; i++) {
        struct state_device *d = &state->devices[i];
        if (d->key == key || (d->key == 0 && place == NULL)) {
            place = d;
        }
        if (d->key == key) {
            break;
        }
    }
    if (place != NULL) {
        *place = (struct state_device){ key, position };
    }
}

void state_forget_device(struct core_state *state, uint64_t key) {
    for (uint32_t i = 0; i < STATE_DEVICES_MAX; i++) {
        if (state->devices[i].key == key) {
            state->devices[i] = (struct state_device){ 0 };
        }
    }
}
