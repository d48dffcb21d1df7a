// SPDX-License-Identifier: MIT
// The ring of events.
#include "fixture.h"

#include <test/test.h>

#include <stdio.h>
#include <string.h>

static char text[UI_EVENT_TEXT_MAX + 1];

static struct ui_event_writer writer_of(struct fixture *f) {
    return (struct ui_event_writer){ .down = f->down, .up = f->up, .read = ui_read_words };
}

static struct ui_event_reader reader_of(struct fixture *f) {
    return (struct ui_event_reader){ .down = f->down, .up = f->up };
}

TEST(event_arrives_with_text) {
    struct fixture f;
    fixture_init(&f);
    struct ui_event_writer w = writer_of(&f);
    struct ui_event_reader r = reader_of(&f);
    struct ui_event_rec in = { .gen = 3, .id = 7, .kind = UI_EVENT_CHANGE, .text_b = 5 };
    in.change.value = 0.5;
    CHECK_STATUS(ui_events_post(&w, &in, "hello"), OK);
    CHECK(!ui_events_drained(&w));
    struct ui_event_rec out;
    CHECK(ui_events_next(&r, &out, text));
    CHECK(out.seq == 1 && out.gen == 3 && out.id == 7 && out.kind == UI_EVENT_CHANGE);
    CHECK(out.change.value == 0.5);
    CHECK_STR(text, "hello");
    CHECK(!ui_events_next(&r, &out, text));
    CHECK(ui_events_drained(&w));
    fixture_free(&f);
}

TEST(ring_goes_round_with_text_of_any_length) {
    struct fixture f;
    fixture_init(&f);
    struct ui_event_writer w = writer_of(&f);
    struct ui_event_reader r = reader_of(&f);
    static char sent[UI_EVENT_TEXT_MAX];
    for (uint32_t i = 0; i < 3000; i++) {
        uint16_t len_b = (uint16_t)(i * 37 % (UI_EVENT_TEXT_MAX + 1));
        memset(sent, 'a' + (int)(i % 26), len_b);
        struct ui_event_rec in = { .id = i, .kind = UI_EVENT_TEXT, .text_b = len_b };
        CHECK_STATUS(ui_events_post(&w, &in, sent), OK);
        struct ui_event_rec out;
        REQUIRE(ui_events_next(&r, &out, text));
        CHECK(out.id == i && out.text_b == len_b && memcmp(text, sent, len_b) == 0);
    }
    fixture_free(&f);
}

TEST(full_ring_refuses_and_recovers) {
    struct fixture f;
    fixture_init(&f);
    struct ui_event_writer w = writer_of(&f);
    struct ui_event_reader r = reader_of(&f);
    struct ui_event_rec in = { .id = 1, .kind = UI_EVENT_CLICK };
    for (uint32_t i = 0; i < UI_EVENT_SLOTS; i++) {
        CHECK_STATUS(ui_events_post(&w, &in, NULL), OK);
    }
    CHECK_STATUS(ui_events_post(&w, &in, NULL), ERR_WOULD_BLOCK);
    struct ui_event_rec out;
    CHECK(ui_events_next(&r, &out, text));
    CHECK_STATUS(ui_events_post(&w, &in, NULL), OK);
    in.text_b = 1;
    CHECK(ui_events_next(&r, &out, text));
    CHECK_STATUS(ui_events_post(&w, &in, "x"), ERR_WOULD_BLOCK); // needs two slots
    uint32_t got = 2;
    while (ui_events_next(&r, &out, text)) {
        got++;
        CHECK_EQ(out.seq, got);
    }
    CHECK_EQ(got, UI_EVENT_SLOTS + 1);
    fixture_free(&f);
}

TEST(text_too_long) {
    struct fixture f;
    fixture_init(&f);
    struct ui_event_writer w = writer_of(&f);
    struct ui_event_rec in = { .kind = UI_EVENT_TEXT, .text_b = UI_EVENT_TEXT_MAX + 1 };
    CHECK_STATUS(ui_events_post(&w, &in, text), ERR_TOO_BIG);
    CHECK_EQ(f.down->event_tail, 0);
    fixture_free(&f);
}

TEST(lying_head_gives_no_room) {
    struct fixture f;
    fixture_init(&f);
    struct ui_event_writer w = writer_of(&f);
    struct ui_event_rec in = { .kind = UI_EVENT_CLICK };
    const uint64_t lies[] = { 1, UINT64_MAX, UINT64_MAX - UI_EVENT_SLOTS, 1ull << 63 };
    for (size_t i = 0; i < ARRAY_LEN(lies); i++) {
        f.up->event_head = lies[i];
        status_t st = ui_events_post(&w, &in, NULL);
        // -1 and the like mean "nothing consumed, one more than there is": still within the ring.
        CHECK(st == ERR_WOULD_BLOCK || (0 - lies[i]) < UI_EVENT_SLOTS);
        CHECK(f.down->event_tail <= 1);
    }
    f.up->event_head = 0;
    CHECK_STATUS(ui_events_post(&w, &in, NULL), OK);
    fixture_free(&f);
}

static status_t read_fault(void *context, void *dst, const volatile void *src, size_t len_b) {
    (void)context, (void)dst, (void)src, (void)len_b;
    return ERR_FAULT;
}

TEST(dead_app_is_a_fault) {
    struct fixture f;
    fixture_init(&f);
    struct ui_event_writer w = writer_of(&f);
    w.read = read_fault;
    struct ui_event_rec in = { .kind = UI_EVENT_CLICK };
    CHECK_STATUS(ui_events_post(&w, &in, NULL), ERR_FAULT);
    CHECK_EQ(f.down->last_seq, 0);
    fixture_free(&f);
}

TEST(restarted_server_goes_on_counting) {
    struct fixture f;
    fixture_init(&f);
    struct ui_event_writer w = writer_of(&f);
    struct ui_event_reader r = reader_of(&f);
    struct ui_event_rec in = { .id = 1, .kind = UI_EVENT_CLICK };
    CHECK_STATUS(ui_events_post(&w, &in, NULL), OK);
    struct ui_event_writer fresh = writer_of(&f);
    ui_events_resume(&fresh);
    in.id = 2;
    CHECK_STATUS(ui_events_post(&fresh, &in, NULL), OK);
    struct ui_event_rec out;
    CHECK(ui_events_next(&r, &out, text) && out.id == 1 && out.seq == 1);
    CHECK(ui_events_next(&r, &out, text) && out.id == 2 && out.seq == 2);
    fixture_free(&f);
}

TEST(repeated_sequence_numbers_are_dropped) {
    struct fixture f;
    fixture_init(&f);
    struct ui_event_writer w = writer_of(&f);
    struct ui_event_reader r = reader_of(&f);
    struct ui_event_rec in = { .id = 1, .kind = UI_EVENT_CLICK };
    struct ui_event_rec out;
    CHECK_STATUS(ui_events_post(&w, &in, NULL), OK);
    CHECK(ui_events_next(&r, &out, text));
    w.seq = 0; // a server that died before it noted the event as consumed posts it again
    CHECK_STATUS(ui_events_post(&w, &in, NULL), OK);
    in.id = 2;
    CHECK_STATUS(ui_events_post(&w, &in, NULL), OK);
    CHECK(ui_events_next(&r, &out, text));
    CHECK_EQ(out.id, 2);
    CHECK(!ui_events_next(&r, &out, text));
    CHECK(ui_events_drained(&w));
    fixture_free(&f);
}

TEST(reader_survives_a_broken_ring) {
    struct fixture f;
    fixture_init(&f);
    struct ui_event_reader r = reader_of(&f);
    struct ui_event_rec out;
    f.down->event_tail = 1;
    struct ui_event_rec bad = { .seq = 1, .kind = UI_EVENT_TEXT, .text_b = 60000 };
    memcpy((uint8_t *)f.down + UI_HEADER_B, &bad, sizeof bad);
    CHECK(!ui_events_next(&r, &out, text));
    CHECK_EQ(r.head, 1);
    // Text that lies in the ring but is longer than any text may be.
    bad.text_b = UI_EVENT_TEXT_MAX + 1;
    memcpy((uint8_t *)f.down + UI_HEADER_B + UI_EVENT_B, &bad, sizeof bad);
    f.down->event_tail = 300;
    CHECK(!ui_events_next(&r, &out, text));
    CHECK_EQ(r.head, 300);
    f.down->event_tail = 1u << 20;
    CHECK(!ui_events_next(&r, &out, text));
    CHECK_EQ(r.head, 1u << 20);
    fixture_free(&f);
}
