// SPDX-License-Identifier: MIT
/// @file
/// Writing down what must outlive the server.
#include "session.h"
#include "state_fields.h"
#include "state_root.h"
#include "window.h"

/// Pages that one session's nodes may take.
#define PART_PAGES_MAX 64u

static void collect_parts(const struct core_state *state, struct area_part *parts) {
    for (uint32_t i = 0; i < state->num_sessions; i++) {
        parts[i] = state->sessions[i].part;
    }
}

/// Writes the nodes of `s` where there is room; without any the part before stays.
static void save_scene(struct core_state *state, struct session *s) {
    uint32_t pages = s->part.len_b / AREA_PAGE_B + 1;
    for (; pages <= PART_PAGES_MAX; pages *= 2) {
        uint32_t page = 0;
        struct state_out out = { .room_b = (size_t)pages * AREA_PAGE_B };
        out.bytes = area_begin_part(&state->area, out.room_b, &page);
        if (out.bytes == NULL) {
            return;
        }
        scene_save(&s->scene, &out);
        if (!out.full || pages * 2 > PART_PAGES_MAX) {
            s->part = area_end_part(&state->area, page, out.used_b);
            s->part_version = s->scene.version;
            return;
        }
    }
}

/// Number of session `s` in the root + 1; 0 = it is not in it.
static uint32_t number_of(const struct gui_core *core, const struct session *s) {
    const struct session *other;
    uint32_t n = 1;
    list_for_each (other, &core->sessions, link) {
        if (other == s) {
            return n <= STATE_SESSIONS_MAX ? n : 0;
        }
        n++;
    }
    return 0;
}

static void put_window(struct state_out *out, const struct gui_core *core, const struct window *w) {
    struct root_window head = {
        .session = number_of(core, w->session),
        .id = w->id,
        .focus_id = w->focus_id,
        .ring = w->ring,
        .active = core->active == w,
        .front = core->front == w,
    };
    state_put(out, &head, sizeof(head));
    state_put_window(out, w);
}

static void put_press(struct root_head *head, const struct gui_core *core) {
    const struct press *p = &core->press;
    if (p->target == PRESS_NODE || p->target == PRESS_BUTTON) { // drags end with the server
        head->press_target = (uint32_t)p->target;
        head->press_session = number_of(core, p->window->session);
        head->press_window = p->window->id;
        head->press_id = p->id;
        head->press_button = (uint32_t)p->button;
        head->press_code = p->code;
        head->press_by_key = p->by_key;
    }
}

static void put_wait(struct state_out *out, const struct gui_core *core) {
    const struct editing *e = &core->editing;
    struct root_wait wait = { 0 };
    if (e->wait_window != NULL) {
        wait.session = number_of(core, e->wait_window->session);
        wait.window = e->wait_window->id;
        wait.id = e->wait_id;
        wait.num_keys = e->num_keys;
        wait.seq = e->wait_seq;
        wait.ns = e->wait_ns;
        memcpy(wait.keys, e->keys, e->num_keys * sizeof(e->keys[0]));
    }
    state_put(out, &wait, sizeof(wait));
}

static void put_root(struct state_out *out, const struct gui_core *core) {
    const struct core_state *state = &core->state;
    struct root_head head = { .num_sessions = state->num_sessions };
    uint32_t skip = 0;
    const struct window *w;
    list_for_each (w, &core->windows, link) {
        head.num_windows++;
    }
    if (head.num_windows > STATE_WINDOWS_MAX) {
        skip = head.num_windows - STATE_WINDOWS_MAX;
        head.num_windows = STATE_WINDOWS_MAX;
    }
    put_press(&head, core);
    if (core->pointer.window != NULL) {
        head.pointer_session = number_of(core, core->pointer.window->session);
        head.pointer_window = core->pointer.window->id;
        head.pointer_id = core->pointer.id;
    }
    state_put(out, &head, sizeof(head));
    put_wait(out, core);
    state_put(out, state->devices, sizeof(state->devices));
    state_put(out, state->sessions, state->num_sessions * sizeof(state->sessions[0]));
    state_put_core(out, core);
    list_for_each (w, &core->windows, link) {
        if (skip > 0) {
            skip--; // those at the back
        } else {
            put_window(out, core, w);
        }
    }
    static const uint8_t zeros[8];
    state_put(out, zeros, (size_t)(-out->used_b & 7));
}

void state_save(struct gui_core *core) {
    struct core_state *state = &core->state;
    if (state->area.memory == NULL || state_is_loading(state)) {
        return;
    }
    struct area_part parts[STATE_SESSIONS_MAX];
    collect_parts(state, parts);
    area_keep_only(&state->area, parts, state->num_sessions);
    uint32_t n = 0;
    struct session *s;
    list_for_each (s, &core->sessions, link) {
        if (n == STATE_SESSIONS_MAX) {
            break;
        }
        if (s->part.len_b == 0 || s->part_version != s->scene.version) {
            save_scene(state, s);
        }
        state->sessions[n++] = (struct state_session){
            .badge = s->badge,
            .opened = s->opened,
            .tail = s->events.tail,
            .seq = s->events.seq,
            .part = s->part,
            .stalled = s->stalled,
        };
    }
    state->num_sessions = n;
    struct state_out out;
    area_begin_root(&state->area, &out);
    put_root(&out, core);
    if (!out.full) { // it always has room: see the limits
        area_commit(&state->area, &out);
    }
}
