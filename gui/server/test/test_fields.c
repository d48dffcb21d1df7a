// SPDX-License-Identifier: MIT
/// @file
/// Editing of fields as the user meets it: keys, pointer, clipboard, waiting for the app.
#include <string.h>
#include <test/test.h>
#include <ui_enums.h>

#include "clipboard.h"
#include "rig.h"

static struct rig rig;

static const char form[] =
    "App { Window#2 title=\"T\" w=300 { TextField#6 text=\"one two three\" on=change,submit "
    "TextField#7 text=\"hush\" secret on=change NumberField#8 value=5 min=0 max=50 step=1 "
    "on=change "
    "TextField#9 text=\"fixed\" readonly } }";

static struct rig_app *open_form(bool test_mode) {
    struct rig_app *app = rig_init(&rig, test_mode) ? rig_open(&rig, 1) : NULL;
    return app != NULL && rig_commit(app, form) ? app : NULL;
}

static struct edit *editor(const struct rig_app *app, uint32_t id) {
    return &rig_scene_node(app, id)->value.edit->edit;
}

static bool holds(const struct rig_app *app, uint32_t id, const char *want) {
    char text[256] = "";
    (void)doc_read(&editor(app, id)->doc, 0, text, sizeof(text) - 1);
    return strcmp(text, want) == 0;
}

/// Taps `code` with Ctrl.
static void ctrl(uint16_t code) {
    rig_key(&rig, KEY_LEFT_CTRL, 1);
    rig_tap(&rig, code);
    rig_key(&rig, KEY_LEFT_CTRL, 0);
}

enum {
    KEY_Z = 44,
    KEY_X = 45,
    KEY_C = 46,
    KEY_V = 47,
};

TEST(cut_copy_paste_and_undo) {
    struct rig_app *app = open_form(true);
    REQUIRE(app != NULL);
    rig_click_node(app, 6);
    ctrl(KEY_A);
    ctrl(KEY_X);
    CHECK(holds(app, 6, ""));
    ctrl(KEY_V);
    ctrl(KEY_V);
    CHECK(holds(app, 6, "one two threeone two three"));
    ctrl(KEY_Z);
    CHECK(holds(app, 6, "one two three"));
    rig_tap(&rig, KEY_HOME);
    rig_key(&rig, KEY_LEFT_SHIFT, 1);
    ctrl(KEY_RIGHT);
    rig_key(&rig, KEY_LEFT_SHIFT, 0);
    ctrl(KEY_C);
    rig_tap(&rig, KEY_END);
    rig_key(&rig, KEY_LEFT_SHIFT, 1);
    rig_tap(&rig, KEY_INSERT);
    rig_key(&rig, KEY_LEFT_SHIFT, 0);
    CHECK(holds(app, 6, "one two threeone"));
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(secrets_are_not_copied_and_show_no_words) {
    struct rig_app *app = open_form(true);
    REQUIRE(app != NULL);
    rig_click_node(app, 7);
    ctrl(KEY_A);
    ctrl(KEY_C);
    CHECK_EQ(rig.core.editing.clip_b, 0);
    ctrl(KEY_X);
    CHECK_EQ(rig.core.editing.clip_b, 0);
    CHECK(holds(app, 7, "hush"));
    rig_tap(&rig, KEY_END);
    ctrl(KEY_LEFT);
    CHECK_EQ(editor(app, 7)->caret_b, 0);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(what_is_readonly_can_be_copied_only) {
    struct rig_app *app = open_form(true);
    REQUIRE(app != NULL);
    rig_click_node(app, 9);
    ctrl(KEY_A);
    ctrl(KEY_X);
    rig_tap(&rig, KEY_A);
    rig_tap(&rig, KEY_BACKSPACE);
    ctrl(KEY_C);
    CHECK_EQ(rig.core.editing.clip_b, 5);
    ctrl(KEY_V);
    CHECK(holds(app, 9, "fixed"));
    rig_deinit(&rig);
}

TEST(an_app_fills_the_clipboard_only_after_an_act_of_the_user) {
    struct rig_app *app = open_form(true);
    REQUIRE(app != NULL);
    CHECK_STATUS(clipboard_set_by_app(rig_session(app), "x", 1), ERR_DENIED);
    rig_click_node(app, 6);
    rig_tap(&rig, KEY_A);
    CHECK_STATUS(clipboard_set_by_app(rig_session(app), "\xff", 1), ERR_BAD_FORMAT);
    CHECK_STATUS(clipboard_set_by_app(rig_session(app), "from the app", 12), OK);
    ctrl(KEY_A);
    ctrl(KEY_V);
    CHECK(holds(app, 6, "from the app"));
    rig.now += CLIPBOARD_ACT_NS + 1;
    CHECK_STATUS(clipboard_set_by_app(rig_session(app), "y", 1), ERR_DENIED);
    rig_deinit(&rig);
}

TEST(clicks_select_words_and_all) {
    struct rig_app *app = open_form(true);
    REQUIRE(app != NULL);
    const struct scene_node *n = rig_scene_node(app, 6);
    const struct window *w = rig_window(app, 2);
    int32_t x = w->x_px + (n->box.x >> LPX_SHIFT) + 46; // in "two"
    int32_t y = w->y_px + ((n->box.y + n->box.h / 2) >> LPX_SHIFT);
    rig_click(&rig, x, y);
    CHECK(!edit_selected(editor(app, 6)));
    rig_click(&rig, x, y);
    CHECK_EQ(edit_first(editor(app, 6)), 4);
    CHECK_EQ(edit_last(editor(app, 6)), 7);
    CHECK(rig_same_when_repainted(&rig));
    rig_click(&rig, x, y);
    CHECK_EQ(edit_first(editor(app, 6)), 0);
    CHECK_EQ(edit_last(editor(app, 6)), 13);
    // A double click that is held goes by words.
    rig.now += INPUT_DOUBLE_NS + 1;
    rig_click(&rig, x, y);
    rig_button(&rig, true);
    rig_move(&rig, x + 30, y);
    CHECK_EQ(edit_first(editor(app, 6)), 4);
    CHECK_EQ(edit_last(editor(app, 6)), 13);
    rig_move(&rig, x - 40, y);
    CHECK_EQ(edit_first(editor(app, 6)), 0);
    CHECK_EQ(edit_last(editor(app, 6)), 7);
    rig_button(&rig, false);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(long_text_moves_with_its_caret) {
    struct rig_app *app = open_form(true);
    REQUIRE(app != NULL);
    rig_click_node(app, 6);
    rig_tap(&rig, KEY_END);
    for (int i = 0; i < 60; i++) {
        rig_tap(&rig, KEY_A);
        CHECK(i % 10 != 0 || rig_same_when_repainted(&rig));
    }
    struct scene *s = &rig_session(app)->scene;
    CHECK(rig_scene_node(app, 6)->value.edit->scroll_x > 0);
    struct px_box caret = scene_caret_box(s, rig_node(app, 6));
    const struct px_box *field = &rig_scene_node(app, 6)->painted;
    CHECK(caret.x1 > field->x1 && caret.x2 <= field->x2 && !px_box_empty(caret));
    rig_tap(&rig, KEY_HOME);
    CHECK_EQ(rig_scene_node(app, 6)->value.edit->scroll_x, 0);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(numbers_are_typed_stepped_and_brought_into_range) {
    struct rig_app *app = open_form(true);
    REQUIRE(app != NULL);
    CHECK(holds(app, 8, "5"));
    rig_click_node(app, 8);
    rig_tap(&rig, KEY_UP);
    CHECK(holds(app, 8, "6"));
    REQUIRE(rig_event(app));
    CHECK(app->event.change.value > 5.9 && app->event.change.value < 6.1);
    rig_tap(&rig, KEY_END);
    rig_tap(&rig, KEY_1); // 61: not in the range
    CHECK(!rig_event(app));
    rig_tap(&rig, KEY_ENTER);
    CHECK(holds(app, 8, "50"));
    REQUIRE(rig_event(app));
    CHECK(app->event.change.value > 49.9);
    app->events_seen = app->event.seq;
    REQUIRE(rig_commit(app, form)); // the app says 5
    CHECK(holds(app, 8, "5"));
    pointer_wheel(&rig.core, 0, -1);
    gui_core_tick(&rig.core);
    CHECK(holds(app, 8, "6"));
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(after_submit_keys_wait_for_the_app) {
    static const char cleared[] = "App { Window#2 title=\"T\" w=300 { TextField#6 text=\"\" "
                                  "on=change,submit } }";
    struct rig_app *app = open_form(true);
    REQUIRE(app != NULL);
    rig_click_node(app, 6);
    rig_tap(&rig, KEY_ENTER);
    rig_tap(&rig, KEY_A);
    rig_tap(&rig, KEY_ENTER);
    rig_tap(&rig, KEY_1);
    CHECK(holds(app, 6, "one two three")); // nothing typed is lost in what the app clears
    REQUIRE(rig_event(app));
    CHECK_EQ(app->event.kind, UI_EVENT_SUBMIT);
    CHECK(!rig_event(app));
    app->events_seen = app->event.seq;
    REQUIRE(rig_commit(app, cleared));
    CHECK(holds(app, 6, "a")); // it submits too; the 1 waits for that
    REQUIRE(rig_event(app) && rig_event(app));
    CHECK_EQ(app->event.kind, UI_EVENT_SUBMIT);
    CHECK_STR(app->text, "a");
    app->events_seen = app->event.seq;
    REQUIRE(rig_commit(app, cleared));
    CHECK(holds(app, 6, "1"));
    // An app that does not answer holds nobody up for long.
    rig_tap(&rig, KEY_ENTER);
    rig_tap(&rig, KEY_A);
    CHECK(holds(app, 6, "1"));
    CHECK(gui_core_deadline(&rig.core) <= rig.now + UINT64_C(500000000));
    rig.now += UINT64_C(500000000);
    gui_core_tick(&rig.core);
    CHECK(holds(app, 6, "1a") || holds(app, 6, "a1"));
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(the_caret_blinks_only_where_somebody_writes) {
    struct rig_app *app = open_form(false);
    REQUIRE(app != NULL);
    rig.now += 2 * GUI_FRAME_NS;
    gui_core_tick(&rig.core);
    CHECK_EQ(gui_core_deadline(&rig.core), UINT64_MAX);
    rig_click_node(app, 6);
    rig.now += 2 * GUI_FRAME_NS;
    gui_core_tick(&rig.core);
    app->events_seen = 100;
    nsec_t due = gui_core_deadline(&rig.core);
    CHECK(due < UINT64_MAX);
    uint32_t before = rig.presents;
    rig.now = due;
    gui_core_tick(&rig.core);
    CHECK_EQ(rig.presents, before + 1);
    CHECK((rig_scene_node(app, 6)->state & SCENE_CARET_OFF) != 0);
    CHECK(rig_same_when_repainted(&rig));
    for (int i = 0; i < 100 && gui_core_deadline(&rig.core) != UINT64_MAX; i++) {
        rig.now = gui_core_deadline(&rig.core);
        gui_core_tick(&rig.core);
    }
    CHECK_EQ(gui_core_deadline(&rig.core), UINT64_MAX); // not for ever
    CHECK((rig_scene_node(app, 6)->state & SCENE_CARET_OFF) == 0);
    rig_deinit(&rig);
}

TEST(a_composition_stands_at_the_caret_until_it_is_done) {
    struct rig_app *app = open_form(true);
    REQUIRE(app != NULL);
    rig_click_node(app, 6);
    edit_preedit(&rig.core, "\u3042", 3);
    gui_core_tick(&rig.core);
    CHECK(holds(app, 6, "one two three"));
    CHECK(rig_same_when_repainted(&rig));
    edit_preedit(&rig.core, "", 0);
    edit_type(rig_window(app, 2), rig_node(app, 6), "\u3042", 3);
    gui_core_tick(&rig.core);
    CHECK_EQ(editor(app, 6)->doc.len_b, 16);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(a_caret_stays_in_what_the_app_rewrites) {
    struct rig_app *app = open_form(true);
    REQUIRE(app != NULL);
    rig_click_node(app, 6);
    rig_tap(&rig, KEY_HOME);
    ctrl(KEY_RIGHT);
    REQUIRE(rig_commit(app, "App { Window#2 title=\"T\" w=300 { TextField#6 text=\"one two 333\" "
                            "on=change,submit } }"));
    CHECK_EQ(editor(app, 6)->caret_b, 3);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(an_app_sees_the_clipboard_when_the_user_pastes_there) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, "App { Window#2 title=\"T\" w=300 h=200 { Cells#6 w=200 h=100 "
                            "on=key,paste } }"));
    CHECK_STATUS(clipboard_set(&rig.core, "some text", 9), OK);
    rig_tap(&rig, KEY_TAB);
    while (rig_event(app)) {
    }
    CHECK_EQ(rig_window(app, 2)->focus_id, 6);
    rig_key(&rig, KEY_LEFT_SHIFT, 1);
    ctrl(KEY_V);
    rig_key(&rig, KEY_LEFT_SHIFT, 0);
    REQUIRE(rig_event(app));
    CHECK_EQ(app->event.kind, UI_EVENT_PASTE);
    CHECK_STR(app->text, "some text");
    rig_deinit(&rig);
}
