// SPDX-License-Identifier: MIT
#include <test/test.h>

#include "../table.h"

static struct settings s;

TEST(initial_values_are_allowed) {
    settings_init(&s);
    for (uint32_t key = 0; key < SETTINGS_NUM_KEYS; key++) {
        CHECK(settings_table[key].name != NULL);
        CHECK_STATUS(settings_set(&s, key, s.values[key]), OK);
    }
    CHECK_EQ(s.revision, 0);
}

TEST(every_key_of_the_interface_has_a_line) {
    CHECK(settings_key_is_valid(SETTINGS_NUM_KEYS - 1));
    CHECK(!settings_key_is_valid(SETTINGS_NUM_KEYS));
    CHECK(settings_text_is_valid(SETTINGS_NUM_TEXTS - 1));
    CHECK(!settings_text_is_valid(SETTINGS_NUM_TEXTS));
}

TEST(values_out_of_range_change_nothing) {
    settings_init(&s);
    CHECK_STATUS(settings_set(&s, SETTINGS_KEY_KEY_RATE, 4), ERR_BAD_ARG);
    CHECK_STATUS(settings_set(&s, SETTINGS_KEY_KEY_RATE, 61), ERR_BAD_ARG);
    CHECK_STATUS(settings_set(&s, SETTINGS_KEY_SCALE, 110), ERR_BAD_ARG);
    CHECK_STATUS(settings_set(&s, SETTINGS_NUM_KEYS, 0), ERR_BAD_ARG);
    CHECK_EQ(s.revision, 0);
    CHECK_EQ(s.values[SETTINGS_KEY_KEY_RATE], 30);
}

TEST(only_changes_count) {
    settings_init(&s);
    CHECK_STATUS(settings_set(&s, SETTINGS_KEY_SCALE, 200), OK);
    CHECK_STATUS(settings_set(&s, SETTINGS_KEY_SCALE, 200), OK);
    CHECK_EQ(s.revision, 1);
    CHECK_STATUS(settings_reset(&s, SETTINGS_KEY_SCALE), OK);
    CHECK_EQ(s.values[SETTINGS_KEY_SCALE], 0);
    CHECK_EQ(s.revision, 2);
}

TEST(names_have_no_control_characters) {
    settings_init(&s);
    CHECK_STATUS(settings_set_text(&s, 0, ipc_text_of("two\nlines")), ERR_BAD_ARG);
    CHECK_STATUS(settings_set_text(&s, 0, ipc_text_of("")), ERR_BAD_ARG);
    CHECK_STATUS(settings_set_text(&s, 1, ipc_text_of("x")), ERR_BAD_ARG);
    CHECK_EQ(s.revision, 0);
    CHECK_STATUS(settings_set_text(&s, 0, ipc_text_of("Kitchen")), OK);
    CHECK(ipc_text_is(ipc_text_of("Kitchen"), s.texts[0]));
    CHECK_EQ(s.revision, 1);
}
