// SPDX-License-Identifier: MIT
// From events to handlers. A handler runs with the function and argument of the generation that the
// user saw; a binding is written only if the same node still binds the same variable.
#include "internal.h"

#include <base/utf8.h>

#include <stdatomic.h>

/// The event as handlers get it.
static ui_event event_of(const struct ui_event_rec *rec) {
    ui_event e = { .kind = (enum ui_event_kind)rec->kind,
                   .mods = rec->mods,
                   .text = uii.event_text };
    switch (e.kind) {
    case UI_EVENT_CLICK:
        e.count = rec->click.count;
        break;
    case UI_EVENT_CHANGE:
        e.value = rec->change.value;
        e.index = rec->change.index;
        e.on = rec->change.on != 0;
        e.mode = (enum ui_select)rec->change.mode;
        break;
    case UI_EVENT_KEY:
        e.code = rec->key.code;
        e.sym = rec->key.sym;
        e.repeat = rec->key.repeat;
        break;
    case UI_EVENT_POINTER:
        e.phase = (enum ui_phase)rec->pointer.phase;
        e.x = rec->pointer.x / 64.0;
        e.y = rec->pointer.y / 64.0;
        e.buttons = rec->pointer.buttons;
        e.count = rec->pointer.count;
        e.col = rec->pointer.col;
        e.row = rec->pointer.row;
        break;
    case UI_EVENT_MENU:
        e.x = rec->pointer.x / 64.0;
        e.y = rec->pointer.y / 64.0;
        break;
    case UI_EVENT_WHEEL:
        e.dx = rec->wheel.dx / 64.0;
        e.dy = rec->wheel.dy / 64.0;
        e.x = rec->wheel.x / 64.0;
        e.y = rec->wheel.y / 64.0;
        break;
    case UI_EVENT_RESIZE:
        e.w = rec->resize.w;
        e.h = rec->resize.h;
        e.cols = rec->resize.cols;
        e.rows = rec->resize.rows;
        break;
    case UI_EVENT_VISIBLE:
        e.first = rec->visible.first;
        e.num_rows = rec->visible.count;
        break;
    case UI_EVENT_DRAG:
    case UI_EVENT_DROP:
        e.phase = (enum ui_phase)rec->drag.phase;
        e.x = rec->drag.x / 64.0;
        e.y = rec->drag.y / 64.0;
        e.drop = (enum ui_drop)rec->drag.at;
        break;
    case UI_EVENT_FRAME:
        e.time_ns = rec->frame.time_ns;
        break;
    case UI_EVENT_SUBMIT:
    case UI_EVENT_TEXT:
    case UI_EVENT_FOCUS:
    case UI_EVENT_BLUR:
    case UI_EVENT_EDIT:
    case UI_EVENT_PASTE:
    case UI_EVENT_CLOSE:
    case UI_EVENT_RESUMED:
        break;
    }
    return e;
}

/// Writes what the user changed into the app's variable.
static void write_binding(const struct entry *e, const struct ui_event_rec *rec) {
    switch ((enum binding)e->binding) {
    case BIND_BOOL:
        *(bool *)e->target = rec->change.on != 0;
        return;
    case BIND_INT:
        *(int *)e->target = rec->change.index;
        return;
    case BIND_DOUBLE:
        *(double *)e->target = rec->change.value;
        return;
    case BIND_RADIO:
        if (rec->change.on != 0) {
            *(int *)e->target = (int)e->arg;
        }
        return;
    case BIND_TEXT: {
        size_t room_b = (size_t)e->arg;
        if (room_b != 0) {
            size_t len_b = utf8_cut(uii.event_text, rec->text_b, room_b - 1);
            memcpy(e->target, uii.event_text, len_b);
            ((char *)e->target)[len_b] = '\0';
        }
        return;
    }
    case BIND_OPEN:
        *(bool *)e->target = false;
        return;
    case BIND_DOC: // in doc.c
    case BIND_NONE:
    case BIND_CLICKED:
        return;
    }
}

/// False when the variable is not bound by the same node any more: the event is dropped.
static bool change(const struct table *seen, const struct ui_event_rec *rec) {
    const struct entry *then = uii_table_find(seen, rec->id, UI_EVENT_CHANGE, true);
    if (then == NULL) {
        return true; // a handler only
    }
    const struct entry *now = uii_table_find(uii.table, rec->id, UI_EVENT_CHANGE, true);
    if (now == NULL || now->target != then->target || now->binding != then->binding) {
        return false;
    }
    write_binding(now, rec);
    return true;
}

static void run_handler(const struct table *seen, const struct ui_event_rec *rec) {
    const struct entry *found = uii_table_find(seen, rec->id, (enum ui_event_kind)rec->kind, false);
    if (found == NULL) {
        return;
    }
    struct entry e = *found; // the table may be rebuilt while the handler runs
    ui_event event = event_of(rec);
    if (e.binding == BIND_CLICKED) {
        if (uii_node_of((uint32_t)e.arg, "click") != NULL) {
            e.clicked(&event, (ui_button_t){ (uint32_t)e.arg });
        }
        return;
    }
    event.arg = e.arg;
    e.fn(&event);
}

/// The window goes, as nobody handles its closing.
static void close_window(uint32_t id) {
    for (uint32_t w = uii.kept.first; w != 0; w = uii_node_at(&uii.kept, w)->next) {
        if (uii_node_at(&uii.kept, w)->id == id) {
            uii_node_free(uii_node_at(&uii.kept, w));
            return;
        }
    }
    for (uint32_t w = uii.views.first; w != 0; w = uii_node_at(&uii.views, w)->next) {
        if (uii_node_at(&uii.views, w)->id == id && uii.num_closed < CLOSED_MAX) {
            uii.closed[uii.num_closed++] = id;
            return;
        }
    }
}

static void remember_size(const struct ui_event_rec *rec) {
    uint32_t slot = rec->id % CANVASES_MAX;
    for (uint32_t i = 0; i < CANVASES_MAX; i++) {
        uint32_t at = (rec->id + i) % CANVASES_MAX;
        if (uii.canvases[at].id == rec->id || uii.canvases[at].id == 0) {
            slot = at;
            break;
        }
    }
    uii.canvases[slot].id = rec->id;
    uii.canvases[slot].w = rec->resize.w;
    uii.canvases[slot].h = rec->resize.h;
}

/// The user changed a document. False when it is another text by now.
static bool edited(const struct table *seen, const struct ui_event_rec *rec) {
    const struct entry *then = uii_table_find(seen, rec->id, UI_EVENT_EDIT, true);
    if (then == NULL) { // the tree it was typed in is too old to be known: no edit may be lost
        then = uii_table_find(uii.table, rec->id, UI_EVENT_EDIT, true);
    }
    return then != NULL && uii_doc_edited((uint32_t)then->arg, rec, uii.event_text);
}

static void dispatch(const struct ui_event_rec *rec) {
    uii.stale = true; // view() runs after every event, also when nothing else comes of it
    const struct table *seen = uii_table_of_generation(rec->gen);
    if (rec->kind == UI_EVENT_VISIBLE) {
        uii_rows_remember(rec); // however old the tree is that it was asked of
    }
    if (rec->kind == UI_EVENT_EDIT && !edited(seen, rec)) {
        return;
    }
    if (rec->kind == UI_EVENT_RESUMED || (seen == NULL && rec->kind != UI_EVENT_CLOSE)) {
        return; // what the user saw is too long ago to be known: show the present again
    }
    if (rec->kind == UI_EVENT_CLOSE) {
        seen = uii.table;
        const struct entry *open = uii_table_find(seen, rec->id, UI_EVENT_CLOSE, true);
        if (open != NULL) {
            write_binding(open, rec);
        } else if (uii_table_find(seen, rec->id, UI_EVENT_CLOSE, false) == NULL) {
            close_window(rec->id);
            return;
        }
    }
    if (rec->kind == UI_EVENT_RESIZE) {
        remember_size(rec);
    }
    if (rec->kind == UI_EVENT_CHANGE && !change(seen, rec)) {
        return;
    }
    run_handler(seen, rec);
}

void uii_dispatch_all(void) {
    struct ui_event_rec rec;
    while (!uii.quit && ui_events_next(&uii.reader, &rec, uii.event_text)) {
        dispatch(&rec);
        uii_rebuild();
        atomic_store_explicit(&uii.up->events_seen, rec.seq, memory_order_release);
    }
}
