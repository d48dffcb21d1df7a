// SPDX-License-Identifier: MIT
// The ring of events. One producer (server) and one consumer (app); slot counters never wrap.
#include <ui_wire/events.h>

#include <base/string.h>

#include <stdatomic.h>

#define RING_MASK (UI_EVENT_SLOTS - 1u)
_Static_assert((UI_EVENT_SLOTS & RING_MASK) == 0, "a power of two");
_Static_assert(UI_EVENT_TEXT_MAX / UI_EVENT_B + 1 <= UI_EVENT_SLOTS / 2, "long text must fit");

/// Slots of an event with `text_b` bytes of text.
static uint64_t slots_of(uint32_t text_b) {
    return 1u + (text_b + UI_EVENT_B - 1) / UI_EVENT_B;
}

/// Slot number `slot` of the ring behind `down`.
static const uint8_t *slot_at(const struct ui_down *down, uint64_t slot) {
    return (const uint8_t *)down + UI_HEADER_B + (slot & RING_MASK) * UI_EVENT_B;
}

/// Copies into or out of the ring from slot `slot` on, going round at the end.
static void ring_write(struct ui_down *down, uint64_t slot, const void *bytes, size_t len_b) {
    uint8_t *ring = (uint8_t *)down + UI_HEADER_B;
    size_t at = (slot & RING_MASK) * UI_EVENT_B;
    size_t first_b = MIN(len_b, UI_EVENT_SLOTS * UI_EVENT_B - at);
    memcpy(ring + at, bytes, first_b);
    memcpy(ring, (const uint8_t *)bytes + first_b, len_b - first_b);
}

static void ring_read(const struct ui_down *down, uint64_t slot, void *bytes, size_t len_b) {
    const uint8_t *ring = slot_at(down, 0);
    size_t at = (slot & RING_MASK) * UI_EVENT_B;
    size_t first_b = MIN(len_b, UI_EVENT_SLOTS * UI_EVENT_B - at);
    memcpy(bytes, ring + at, first_b);
    memcpy((uint8_t *)bytes + first_b, ring, len_b - first_b);
}

void ui_events_resume(struct ui_event_writer *w) {
    w->tail = atomic_load_explicit(&w->down->event_tail, memory_order_acquire);
    w->seq = atomic_load_explicit(&w->down->last_seq, memory_order_relaxed);
}

status_t ui_events_post(struct ui_event_writer *w, const struct ui_event_rec *rec,
                        const void *text) {
    if (rec->text_b > UI_EVENT_TEXT_MAX) {
        return ERR_TOO_BIG;
    }
    uint64_t head = 0;
    TRY(w->read(w->read_context, &head, &w->up->event_head, sizeof head));
    atomic_thread_fence(memory_order_acquire);
    // A head that is ahead of the tail or too far behind is a lie: no room until it is true again.
    uint64_t used = w->tail - head;
    uint64_t need = slots_of(rec->text_b);
    if (used > UI_EVENT_SLOTS || need > UI_EVENT_SLOTS - used) {
        return ERR_WOULD_BLOCK;
    }
    struct ui_event_rec out;
    memcpy(&out, rec, sizeof out);
    out.seq = ++w->seq;
    ring_write(w->down, w->tail, &out, sizeof out);
    if (rec->text_b != 0) {
        ring_write(w->down, w->tail + 1, text, rec->text_b);
    }
    w->tail += need;
    if (!w->hold) {
        ui_events_publish(w);
    }
    return OK;
}

void ui_events_publish(struct ui_event_writer *w) {
    atomic_store_explicit(&w->down->last_seq, w->seq, memory_order_relaxed);
    atomic_store_explicit(&w->down->event_tail, w->tail, memory_order_release);
}

bool ui_events_drained(const struct ui_event_writer *w) {
    uint64_t head = 0;
    return w->read(w->read_context, &head, &w->up->event_head, sizeof head) == OK &&
           head == w->tail;
}

bool ui_events_next(struct ui_event_reader *r, struct ui_event_rec *out, char *text) {
    uint64_t tail = atomic_load_explicit(&r->down->event_tail, memory_order_acquire);
    bool found = false;
    while (!found && r->head != tail) {
        if (tail - r->head > UI_EVENT_SLOTS) { // the ring was replaced under us: start afresh
            r->head = tail;
            break;
        }
        ring_read(r->down, r->head, out, sizeof *out);
        uint64_t slots = slots_of(out->text_b);
        if (out->text_b > UI_EVENT_TEXT_MAX || slots > tail - r->head) {
            r->head = tail;
            break;
        }
        ring_read(r->down, r->head + 1, text, out->text_b);
        text[out->text_b] = '\0';
        r->head += slots;
        found = out->seq > r->seq;
        if (found) {
            r->seq = out->seq;
        }
    }
    atomic_store_explicit(&r->up->event_head, r->head, memory_order_release);
    return found;
}
