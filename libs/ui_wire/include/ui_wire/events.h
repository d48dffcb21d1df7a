// SPDX-License-Identifier: MIT
/// @file
/// Events from the server to an app: the ring in `down`.
///
/// The ring has UI_EVENT_SLOTS slots of 64 bytes. An event takes one slot and as many more as its
/// text needs, going round at the end. `down.event_tail` and `up.event_head` count slots and never
/// wrap. Sequence numbers start at 1 and rise by 1; a reader drops what it has had already (a
/// restarted server may repeat events).
#pragma once

#include <ui_wire/import.h>

/// One event. The union's member follows from `kind`.
struct ui_event_rec {
    uint64_t seq;  ///< Given by ui_events_post().
    uint64_t gen;  ///< The generation that the user saw.
    uint32_t id;   ///< Node; 0 = the app as a whole.
    uint16_t kind; ///< enum ui_event_kind.
    uint16_t
        text_b; ///< Bytes of text that follow in the next slots. CHANGE, TEXT, KEY, EDIT, PASTE, DROP.
    uint32_t mods; ///< UI_MOD_*.
    uint32_t pad0; ///< Zero.
    union {
        struct {
            uint32_t button; ///< 0 = main; keyboard clicks too.
            uint32_t count;  ///< 1 = single, 2 = double.
        } click;
        struct {
            double value;  ///< Slider, number field, split.
            int32_t index; ///< Select, tabs; lists, tables and trees: the row.
            uint32_t on;   ///< Checkbox, switch, radio, row of a tree: 0 or 1.
            uint32_t mode; ///< Lists, tables and trees: enum ui_select.
        } change;          ///< Text fields: the whole new text.
        struct {
            uint32_t code;   ///< HID usage.
            uint32_t sym;    ///< Unicode of the key, or 0xE000 + key for others.
            uint32_t repeat; ///< 0 = went down, 1 = repeats, 2 = went up.
        } key;
        struct {
            uint32_t phase;   ///< enum ui_phase.
            uint32_t pointer; ///< 0 = mouse, others: fingers.
            int32_t x, y;     ///< 1/64 logical px from the node's top left.
            uint32_t buttons; ///< Bits of buttons that are down.
            uint32_t count;   ///< POINTER_DOWN: 2 = the second press of a double click.
            int32_t col, row; ///< Cells only: the cell; outside of the grid while it is pressed.
        } pointer;
        struct {
            int32_t dx, dy; ///< 1/64 logical px.
            int32_t x, y;   ///< As in `pointer`.
        } wheel;
        struct {
            uint32_t w, h;       ///< Logical px.
            uint32_t scale;      ///< 16.16.
            uint32_t cols, rows; ///< Cells only.
        } resize;
        struct {
            uint32_t first, count; ///< Rows.
        } visible;
        struct {
            uint32_t phase;  ///< DRAG: enum ui_phase, ENTER, MOVE, LEAVE, CANCEL.
            int32_t x, y;    ///< As in `pointer`.
            uint32_t at;     ///< enum ui_drop.
            uint32_t source; ///< The node that is dragged when it is this app's own, else 0.
        } drag;              ///< DRAG and DROP; DROP: what is dropped is the text.
        struct {
            uint64_t at;      ///< Byte offset in the document.
            uint64_t removed; ///< Bytes; the inserted ones are the text.
            uint64_t rev;     ///< Revision of the document after it.
        } edit;
        struct {
            uint64_t time_ns; ///< When the frame will show.
        } frame;
        uint8_t bytes[32];
    };
};
_Static_assert(sizeof(struct ui_event_rec) <= UI_EVENT_B, "one slot");

/// The server's end. Set the first group, zero the rest; a restarted server calls
/// ui_events_resume() instead of starting at 0.
struct ui_event_writer {
    struct ui_down *down;   ///< Followed by the ring.
    const struct ui_up *up; ///< App memory: read through `read` only.
    ui_read_fn read;
    void *read_context;
    bool hold; ///< Apps see events only after ui_events_publish().

    uint64_t tail; ///< Copy of down->event_tail.
    uint64_t seq;  ///< Copy of down->last_seq.
};

/// Takes tail and sequence number from `down`, for a server that was restarted.
void ui_events_resume(struct ui_event_writer *writer);

/// Appends one event with `rec->text_b` bytes of `text`. The caller signals `wake`.
/// @return OK; ERR_WOULD_BLOCK when the ring is full ("not responding"); ERR_TOO_BIG for text over
///         UI_EVENT_TEXT_MAX; ERR_FAULT. On an error nothing was appended.
status_t ui_events_post(struct ui_event_writer *writer, const struct ui_event_rec *rec,
                        const void *text);

/// Shows the app what was posted up to now.
void ui_events_publish(struct ui_event_writer *writer);

/// True when the app has consumed every event.
bool ui_events_drained(const struct ui_event_writer *writer);

/// The app's end. Zero it but for the pointers.
struct ui_event_reader {
    const struct ui_down *down;
    struct ui_up *up;
    uint64_t head; ///< Copy of up->event_head.
    uint64_t seq;  ///< Last sequence number delivered.
};

/// Takes the next event; `text` has room for UI_EVENT_TEXT_MAX + 1 bytes and gets a NUL at the end.
/// False when there is none. Frees the event's slots.
bool ui_events_next(struct ui_event_reader *reader, struct ui_event_rec *out, char *text);
