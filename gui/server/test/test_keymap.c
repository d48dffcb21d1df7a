// SPDX-License-Identifier: MIT
/// @file
/// Keyboard layouts, dead keys and AltGr.
#include <string.h>
#include <test/test.h>
#include <ui_enums.h>

#include "rig.h"

enum {
    K2 = 3,
    K3 = 4,
    K4 = 5,
    K7 = 8,
    MINUS = 12,
    EQUAL = 13,
    Q = 16,
    E = 18,
    Y = 21,
    Z = 44
};
enum {
    P = 25,
    BRACKET_LEFT = 26,
    SEMICOLON = 39,
    QUOTE = 40,
    GRAVE = 41,
    M = 50,
    RO = 89,
    YEN = 124
};

TEST(each_layout_types_what_its_keys_say) {
    static const struct {
        enum keymap_layout layout;
        uint16_t code;
        uint32_t mods;
        uint32_t expected;
    } cases[] = {
        { KEYMAP_US, Q, 0, 'q' },
        { KEYMAP_US, K2, UI_MOD_SHIFT, '@' },
        { KEYMAP_US, E, UI_MOD_ALTGR, 'e' }, // no such level: as without
        { KEYMAP_GB, K2, UI_MOD_SHIFT, '"' },
        { KEYMAP_GB, K3, UI_MOD_SHIFT, 0xa3 },
        { KEYMAP_GB, K4, UI_MOD_ALTGR, 0x20ac },
        { KEYMAP_DE, Y, 0, 'z' },
        { KEYMAP_DE, Z, UI_MOD_SHIFT, 'Y' },
        { KEYMAP_DE, MINUS, 0, 0xdf },
        { KEYMAP_DE, Q, UI_MOD_ALTGR, '@' },
        { KEYMAP_DE, E, UI_MOD_ALTGR, 0x20ac },
        { KEYMAP_DE, K7, UI_MOD_ALTGR, '{' },
        { KEYMAP_DE, SEMICOLON, UI_MOD_CAPS, 0xd6 },
        { KEYMAP_DE, K2, UI_MOD_CAPS, '2' },
        { KEYMAP_DE, 83, 0, ',' }, // the number pad
        { KEYMAP_US, 83, 0, '.' },
        { KEYMAP_FR, Q, 0, 'a' },
        { KEYMAP_FR, K2, 0, 0xe9 },
        { KEYMAP_FR, K2, UI_MOD_CAPS, 0xe9 },
        { KEYMAP_FR, K2, UI_MOD_SHIFT, '2' },
        { KEYMAP_FR, SEMICOLON, 0, 'm' },
        { KEYMAP_ES, SEMICOLON, 0, 0xf1 },
        { KEYMAP_ES, K2, UI_MOD_ALTGR, '@' },
        { KEYMAP_JP, K2, UI_MOD_SHIFT, '"' },
        { KEYMAP_JP, BRACKET_LEFT, 0, '@' },
        { KEYMAP_JP, RO, UI_MOD_SHIFT, '_' },
        { KEYMAP_JP, YEN, 0, '\\' },
        { KEYMAP_DE, Q, UI_MOD_CTRL, 0 },
        { KEYMAP_US, 200, 0, 0 },
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        uint32_t c = keymap_char(cases[i].layout, cases[i].code, cases[i].mods);
        if (c != cases[i].expected) {
            CHECK_EQ(i, SIZE_MAX); // names the line of the table
            CHECK_EQ(c, cases[i].expected);
        }
    }
}

TEST(every_layout_has_every_letter_and_digit) {
    for (uint32_t layout = 0; layout < KEYMAP_NUM; layout++) {
        for (uint32_t c = '0'; c <= 'z'; c = c == '9' ? 'a' : c + 1) {
            bool found = false;
            for (uint16_t code = 1; code < 54 && !found; code++) {
                found = keymap_char(layout, code, 0) == c ||
                        keymap_char(layout, code, UI_MOD_SHIFT) == c;
            }
            CHECK(found);
        }
    }
}

TEST(shortcuts_follow_the_letters_of_the_layout) {
    CHECK_EQ(keymap_letter(KEYMAP_US, Z), 'z');
    CHECK_EQ(keymap_letter(KEYMAP_DE, Y), 'z');
    CHECK_EQ(keymap_letter(KEYMAP_FR, Q), 'a');
    CHECK_EQ(keymap_letter(KEYMAP_DE, QUOTE), '\''); // the layout has only a-umlaut there
}

TEST(composition_of_pairs) {
    CHECK_EQ(keymap_compose(0x301, 'e'), 0xe9);
    CHECK_EQ(keymap_compose(0x308, 'U'), 0xdc);
    CHECK_EQ(keymap_compose(0x302, ' '), '^');
    CHECK_EQ(keymap_compose(0x302, 0x302), '^');
    CHECK_EQ(keymap_compose(0x301, '7'), 0);
    CHECK_EQ(keymap_compose(0x370, 'e'), 0);
}

static struct rig rig;

static const char field[] = "App { Window#2 w=300 { TextField#6 text=\"\" on=change } }";

/// NULL when something fails.
static struct rig_app *open_field(enum keymap_layout layout) {
    struct rig_app *app = rig_init(&rig, true) ? rig_open(&rig, 1) : NULL;
    if (app == NULL || !rig_commit(app, field)) {
        return NULL;
    }
    rig_click_node(app, 6);
    keyboard_set_layout(&rig.core, layout);
    return app;
}

static void expect_text(const struct rig_app *app, const char *expected) {
    struct edit *e = &rig_scene_node(app, 6)->value.edit->edit;
    char text[64] = "";
    (void)doc_read(&e->doc, 0, text, sizeof text - 1);
    CHECK_STR(text, expected);
    CHECK(rig_same_when_repainted(&rig));
}

TEST(a_dead_key_waits_for_the_next_one) {
    struct rig_app *app = open_field(KEYMAP_DE);
    REQUIRE(app != NULL);
    rig_tap(&rig, EQUAL); // acute
    expect_text(app, "");
    rig_tap(&rig, E);
    expect_text(app, "é");
    rig_tap(&rig, GRAVE); // circumflex
    rig_tap(&rig, KEY_SPACE);
    expect_text(app, "é^");
    rig_tap(&rig, GRAVE);
    rig_tap(&rig, M); // nothing has both
    expect_text(app, "é^^m");
    rig_tap(&rig, EQUAL);
    rig_tap(&rig, GRAVE); // another dead key: the first stands for itself
    rig_tap(&rig, E);
    expect_text(app, "é^^m´ê");
    rig_deinit(&rig);
}

TEST(backspace_takes_back_a_dead_key_only) {
    struct rig_app *app = open_field(KEYMAP_FR);
    REQUIRE(app != NULL);
    rig_tap(&rig, E);
    rig_tap(&rig, BRACKET_LEFT);
    rig_tap(&rig, KEY_BACKSPACE);
    expect_text(app, "e");
    rig_tap(&rig, KEY_BACKSPACE);
    expect_text(app, "");
    rig_deinit(&rig);
}

TEST(another_layout_forgets_the_dead_key) {
    struct rig_app *app = open_field(KEYMAP_ES);
    REQUIRE(app != NULL);
    rig_tap(&rig, BRACKET_LEFT);
    keyboard_set_layout(&rig.core, KEYMAP_US);
    rig_tap(&rig, E);
    expect_text(app, "e");
    keyboard_set_layout(&rig.core, 99); // not one: US
    rig_tap(&rig, Y);
    expect_text(app, "ey");
    rig_deinit(&rig);
}
