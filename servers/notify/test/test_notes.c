// SPDX-License-Identifier: MIT
#include <base/string.h>
#include <test/test.h>

#include "../notes.h"

static struct notes n;
static struct note *note;

static status_t add(uint32_t component, uint32_t timeout_ms) {
    const struct note_text text = { ipc_text_of("Title"), ipc_text_of("Body"), { { 0 }, { 0 } } };
    return notes_add(&n, component, component << 6, &text, 1000, timeout_ms, &note);
}

TEST(numbers_rise_and_next_follows_them) {
    memset(&n, 0, sizeof n);
    CHECK_STATUS(add(1, 0), OK);
    CHECK_STATUS(add(2, 0), OK);
    REQUIRE(notes_next(&n, 0) != NULL);
    CHECK_EQ(notes_next(&n, 0)->component, 1);
    CHECK_EQ(notes_next(&n, 1)->component, 2);
    CHECK(notes_next(&n, 2) == NULL);
    CHECK(notes_find(&n, 0) == NULL);
}

TEST(nobody_covers_the_screen) {
    memset(&n, 0, sizeof n);
    for (uint32_t i = 0; i < NOTES_SHOWN_MAX; i++) {
        CHECK_STATUS(add(1, 0), OK);
    }
    CHECK_STATUS(add(1, 0), ERR_NO_SPACE);
    CHECK_STATUS(add(2, 0), OK);
    CHECK(notes_end(notes_find(&n, 1), NOTIFY_OUTCOME_CLOSED, 0));
    CHECK_STATUS(add(1, 0), OK);
}

TEST(the_oldest_that_ended_makes_room) {
    memset(&n, 0, sizeof n);
    for (uint32_t i = 0; i < NOTES_MAX; i++) {
        CHECK_STATUS(add(i, 0), OK);
    }
    CHECK_STATUS(add(100, 0), ERR_NO_SPACE); // all are shown
    CHECK(notes_end(notes_find(&n, 7), NOTIFY_OUTCOME_CLOSED, 0));
    CHECK(notes_end(notes_find(&n, 3), NOTIFY_OUTCOME_CLOSED, 0));
    CHECK_STATUS(add(100, 0), OK);
    CHECK(notes_find(&n, 3) == NULL);
    CHECK(notes_find(&n, 7) != NULL);
    notes_clear(&n);
    CHECK(notes_find(&n, 7) == NULL);
    CHECK(notes_find(&n, 8) != NULL);
}

TEST(time_ends_what_has_a_timeout) {
    memset(&n, 0, sizeof n);
    CHECK_STATUS(add(1, 0), OK);
    CHECK_EQ(notes_deadline(&n), 0);
    CHECK_STATUS(add(1, 5), OK);
    CHECK_STATUS(add(1, 3), OK);
    CHECK_EQ(notes_deadline(&n), 3001000);
    CHECK(notes_due(&n, 3000999) == NULL);
    REQUIRE(notes_due(&n, 3001000) != NULL);
    CHECK_EQ(notes_due(&n, 3001000)->id, 3);
    CHECK(notes_end(notes_due(&n, 3001000), NOTIFY_OUTCOME_CLOSED, 0));
    CHECK_EQ(notes_deadline(&n), 5001000);
}

TEST(an_outcome_is_final) {
    memset(&n, 0, sizeof n);
    CHECK_STATUS(add(1, 0), OK);
    CHECK(notes_end(note, NOTIFY_OUTCOME_ACTED, 1));
    CHECK(!notes_end(note, NOTIFY_OUTCOME_CLOSED, 0));
    CHECK_EQ(note->outcome, NOTIFY_OUTCOME_ACTED);
    CHECK_EQ(note->action, 1);
}
