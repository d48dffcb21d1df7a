// SPDX-License-Identifier: MIT
// Events through a ring.
#include "loopback.h"

#include "shop.h"

#include <string.h>

static _Alignas(8) uint8_t region[4096];
static uint64_t tail;
static struct ring_writer writer;
static struct ring_reader reader;
static uint64_t last_order;
static char last_note[32];
static uint32_t num_closing;
static uint32_t num_cells;

static void on_ready(void *self, const struct shop_counter_event_ready *event) {
    (void)self;
    last_order = event->order;
    CHECK_STATUS(ipc_text_copy(last_note, sizeof(last_note), event->note), OK);
}

static void on_closing(void *self, const struct shop_counter_event_closing *event) {
    (void)self;
    (void)event;
    num_closing++;
}

static void on_prices(void *self, const struct shop_counter_event_prices *event) {
    (void)self;
    for (size_t i = 0; i < event->cells.len; i++) {
        num_cells += event->cells.ptr[i].first;
    }
}

static const struct shop_counter_events handlers = {
    .ready = on_ready,
    .closing = on_closing,
    .prices = on_prices,
};

static void start(void) {
    CHECK_STATUS(ring_writer_init(&writer, region, sizeof(region), &tail), OK);
    CHECK_STATUS(ring_reader_init(&reader, region, sizeof(region), &tail), OK);
    last_order = 0;
    last_note[0] = '\0';
    num_closing = 0;
    num_cells = 0;
}

static const struct shop_counter_event_ready ready = { .order = 77,
                                                       .colour = TYPES_COLOUR_GREEN,
                                                       .note = { "soon", 4 } };

TEST(events_arrive_in_order) {
    start();
    struct types_cell cells[2];
    memset(cells, 0xff, sizeof(cells)); // the holes must not travel
    for (size_t i = 0; i < 2; i++) {
        cells[i].first = (uint8_t)(10 + i);
        cells[i].pixel.visible = true;
        cells[i].pixel.at = (struct types_point){ 0, 0 };
        cells[i].pixel.colour = TYPES_COLOUR_RED;
        cells[i].pixel.weight = 0;
        cells[i].pixel.depth = 0;
        cells[i].pixel.marks = 0;
        cells[i].wide = TYPES_WIDE_ONE;
    }
    struct shop_counter_event_prices prices = { 0 };
    prices.cells.ptr = cells;
    prices.cells.len = 2;
    CHECK_STATUS(shop_counter_event_ready_write(&writer, &ready), OK);
    CHECK_STATUS(shop_counter_event_closing_write(&writer, NULL), OK);
    CHECK_STATUS(shop_counter_event_prices_write(&writer, &prices), OK);
    CHECK_STATUS(shop_counter_events_dispatch(&handlers, NULL, &reader, 2), ERR_AGAIN);
    CHECK_EQ(last_order, 77);
    CHECK_STR(last_note, "soon");
    CHECK_EQ(num_closing, 1);
    CHECK_EQ(num_cells, 0);
    CHECK_STATUS(shop_counter_events_dispatch(&handlers, NULL, &reader, 9), OK);
    CHECK_EQ(num_cells, 21);
    CHECK_STR(shop_counter_event_name(SHOP_COUNTER_EVENT_CLOSING), "closing");
}

TEST(bounds_hold_when_writing) {
    start();
    struct shop_counter_event_ready event = ready;
    event.note = ipc_text_of("123456789012345678901");
    CHECK_STATUS(shop_counter_event_ready_write(&writer, &event), ERR_TOO_BIG);
    struct shop_counter_event_prices prices = { 0 };
    prices.cells.len = 5;
    CHECK_STATUS(shop_counter_event_prices_write(&writer, &prices), ERR_TOO_BIG);
    CHECK_STATUS(shop_counter_events_dispatch(&handlers, NULL, &reader, 9), OK);
}

TEST(malformed_events_are_reported_and_skipped) {
    start();
    uint64_t words[3] = { 77, 3, 0 }; // no such colour
    CHECK_STATUS(ring_write(&writer, SHOP_COUNTER_PROTOCOL, SHOP_COUNTER_EVENT_READY, words, 16),
                 OK);
    words[1] = TYPES_COLOUR_RED;
    CHECK_STATUS(ring_write(&writer, SHOP_COUNTER_PROTOCOL, SHOP_COUNTER_EVENT_READY, words, 24),
                 OK);
    CHECK_STATUS(ring_write(&writer, SHOP_COUNTER_PROTOCOL, SHOP_COUNTER_EVENT_READY, words, 15),
                 OK);
    CHECK_STATUS(ring_write(&writer, SHOP_ORDER_PROTOCOL, SHOP_COUNTER_EVENT_READY, words, 16), OK);
    CHECK_STATUS(ring_write(&writer, SHOP_COUNTER_PROTOCOL, 99, words, 16), OK); // newer: ignored
    CHECK_STATUS(ring_write(&writer, SHOP_COUNTER_PROTOCOL, SHOP_COUNTER_EVENT_READY, words, 16),
                 OK);
    for (int i = 0; i < 4; i++) {
        CHECK_EQ(last_order, 0);
        CHECK_STATUS(shop_counter_events_dispatch(&handlers, NULL, &reader, 9), ERR_BAD_FORMAT);
    }
    CHECK_STATUS(shop_counter_events_dispatch(&handlers, NULL, &reader, 9), OK);
    CHECK_EQ(last_order, 77);
}

TEST(events_without_a_handler_are_ignored_but_checked) {
    start();
    const struct shop_counter_events none = { 0 };
    uint64_t words[2] = { 77, 3 };
    CHECK_STATUS(shop_counter_event_ready_write(&writer, &ready), OK);
    CHECK_STATUS(ring_write(&writer, SHOP_COUNTER_PROTOCOL, SHOP_COUNTER_EVENT_READY, words, 16),
                 OK);
    CHECK_STATUS(shop_counter_events_dispatch(&none, NULL, &reader, 1), ERR_AGAIN);
    CHECK_STATUS(shop_counter_events_dispatch(&none, NULL, &reader, 1), ERR_BAD_FORMAT);
}
