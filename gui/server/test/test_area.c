// SPDX-License-Identifier: MIT
/// @file
/// Text areas: documents of apps, edited by the user, of which only the visible rows are laid out.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <test/test.h>
#include <ui_enums.h>

#include "rig.h"
#include "scene_area.h"
#include "texts.h"

static struct rig rig;
static uint64_t rev;

static const char wrapped[] =
    "App { Window#2 title=\"T\" w=300 h=200 { TextArea#6 doc=1 wrap grow=1 "
    "placeholder=\"Write\" on=edit } }";
static const char plain[] =
    "App { Window#2 title=\"T\" w=300 h=200 { TextArea#6 doc=1 grow=1 on=edit "
    "Button#7 text=\"Go\" on=click } }";

static struct rig_app *open_area(const char *tree, const char *text) {
    struct rig_app *app = rig_init(&rig, true) ? rig_open(&rig, 1) : NULL;
    struct ui_text t = { text, (uint32_t)strlen(text) };
    if (app == NULL || gui_core_doc_set(&rig.core, 1, 1, t, &rev) != OK || !rig_commit(app, tree)) {
        return NULL;
    }
    return app;
}

static struct scene_doc *doc(void) {
    return gui_core_doc(&rig.core, 1, 1);
}

static bool holds(const char *want) {
    static char text[4096];
    uint32_t n = doc_read(&doc()->edit.doc, 0, text, sizeof(text) - 1);
    text[n] = '\0';
    return strcmp(text, want) == 0;
}

static struct scene_area *area(const struct rig_app *app) {
    return rig_scene_node(app, 6)->value.area;
}

static void shifted(uint16_t code) {
    rig_key(&rig, KEY_LEFT_SHIFT, 1);
    rig_tap(&rig, code);
    rig_key(&rig, KEY_LEFT_SHIFT, 0);
}

TEST(typing_changes_the_document_and_tells_the_app) {
    struct rig_app *app = open_area(wrapped, "");
    REQUIRE(app != NULL);
    CHECK(rig_same_when_repainted(&rig));
    rig_click_node(app, 6);
    rig_tap(&rig, KEY_A);
    rig_tap(&rig, KEY_ENTER);
    rig_tap(&rig, KEY_TAB); // belongs to the text
    rig_tap(&rig, KEY_A);
    CHECK(holds("a\n\ta"));
    CHECK(rig_same_when_repainted(&rig));
    REQUIRE(rig_event(app) && rig_event(app));
    CHECK_EQ(app->event.kind, UI_EVENT_EDIT);
    CHECK_EQ(app->event.edit.at, 1);
    CHECK_EQ(app->event.edit.removed, 0);
    CHECK_EQ(app->event.edit.rev, rev + 2);
    CHECK_STR(app->text, "\n");
    rig_tap(&rig, KEY_UP);
    rig_tap(&rig, KEY_BACKSPACE);
    CHECK(holds("\n\ta"));
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(tab_with_ctrl_leaves_the_text) {
    struct rig_app *app = open_area(plain, "x");
    REQUIRE(app != NULL);
    rig_click_node(app, 6);
    rig_key(&rig, KEY_LEFT_CTRL, 1);
    rig_tap(&rig, KEY_TAB);
    rig_key(&rig, KEY_LEFT_CTRL, 0);
    CHECK_EQ(rig_window(app, 2)->focus_id, 7);
    rig_deinit(&rig);
}

TEST(rows_keep_the_caret_in_its_column) {
    struct rig_app *app = open_area(plain, "iiiiiiiiii\nWW\niiiiiiiiii");
    REQUIRE(app != NULL);
    rig_click_node(app, 6);
    CHECK(edit_select(&doc()->edit, 8, 8));
    rig_tap(&rig, KEY_DOWN);
    uint32_t middle = doc()->edit.caret_b;
    CHECK(middle >= 11 && middle <= 13);
    rig_tap(&rig, KEY_DOWN);
    CHECK(doc()->edit.caret_b >= 21);
    rig_tap(&rig, KEY_UP);
    CHECK_EQ(doc()->edit.caret_b, middle);
    rig_tap(&rig, KEY_UP);
    CHECK_EQ(doc()->edit.caret_b, 8);
    rig_tap(&rig, KEY_UP);
    CHECK_EQ(doc()->edit.caret_b, 0);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(an_edit_by_the_app_needs_its_revision) {
    struct rig_app *app = open_area(wrapped, "hello world");
    REQUIRE(app != NULL);
    rig_click_node(app, 6);
    uint64_t next = 0;
    struct edit_change c = { 0, 5, 2 };
    CHECK_STATUS(gui_core_doc_edit(&rig.core, 1, 1, rev, c, "hi", &next), OK);
    gui_core_tick(&rig.core);
    CHECK(holds("hi world"));
    CHECK(rig_same_when_repainted(&rig));
    CHECK_STATUS(gui_core_doc_edit(&rig.core, 1, 1, rev, c, "hi", &next), ERR_BAD_STATE);
    c.at = 9;
    CHECK_STATUS(gui_core_doc_edit(&rig.core, 1, 1, next, c, "hi", &next), ERR_BAD_ARG);
    CHECK_STATUS(gui_core_doc_edit(&rig.core, 1, 2, next, c, "hi", &next), ERR_NOT_FOUND);
    struct ui_text bad = { "\xff", 1 };
    CHECK_STATUS(gui_core_doc_set(&rig.core, 1, 1, bad, &next), ERR_BAD_FORMAT);
    CHECK(holds("hi world"));
    gui_core_doc_close(&rig.core, 1, 1);
    gui_core_tick(&rig.core);
    CHECK(rig_same_when_repainted(&rig));
    rig_tap(&rig, KEY_A); // nothing to type into
    rig_deinit(&rig);
}

TEST(an_app_that_does_not_listen_reads_all_of_it_later) {
    struct rig_app *app = open_area(wrapped, "");
    REQUIRE(app != NULL);
    rig_click_node(app, 6);
    for (int i = 0; i < 600; i++) {
        rig_tap(&rig, KEY_A);
    }
    CHECK_EQ(doc()->edit.doc.len_b, 600); // it stays editable
    CHECK(doc()->resync);
    while (rig_event(app)) {
    }
    gui_core_tick(&rig.core);
    REQUIRE(rig_event(app));
    CHECK_EQ(app->event.kind, UI_EVENT_EDIT);
    CHECK(app->event.edit.removed == UINT64_MAX);
    CHECK_EQ(app->event.edit.rev, doc()->rev);
    CHECK(!doc()->resync);
    rig_deinit(&rig);
}

TEST(long_documents_scroll_to_both_ends) {
    static char text[200000];
    uint32_t n = 0;
    for (int i = 0; n < sizeof(text) - 100; i++) {
        n += (uint32_t)snprintf(text + n, 100, "line %d of many, with some words\n", i);
    }
    struct rig_app *app = open_area(wrapped, text);
    REQUIRE(app != NULL);
    rig_click_node(app, 6);
    CHECK(rig_same_when_repainted(&rig));
    struct scene *s = &rig_session(app)->scene;
    uint32_t node = rig_node(app, 6);
    rig_key(&rig, KEY_LEFT_CTRL, 1);
    rig_tap(&rig, KEY_END);
    rig_key(&rig, KEY_LEFT_CTRL, 0);
    CHECK_EQ(doc()->edit.caret_b, n);
    CHECK(!px_box_empty(scene_caret_box(s, node)));
    CHECK(rig_same_when_repainted(&rig));
    struct lpx_rect thumb;
    REQUIRE(area_thumb(s, node, &thumb));
    const struct lpx_rect *box = &rig_scene_node(app, 6)->box;
    CHECK(thumb.y + thumb.h <= box->y + box->h && thumb.y > box->y + box->h / 2);
    CHECK(!area_scroll(s, node, 0, LPX(60))); // it is the end
    CHECK(area_scroll(s, node, 0, -LPX(60)));
    gui_core_tick(&rig.core);
    CHECK(rig_same_when_repainted(&rig));
    area_thumb_to(s, node, box->y);
    gui_core_tick(&rig.core);
    CHECK_EQ(area(app)->top_b, 0);
    CHECK(rig_same_when_repainted(&rig));
    for (int i = 0; i < 5; i++) {
        rig_tap(&rig, KEY_PAGE_UP);
        shifted(KEY_PAGE_DOWN);
        CHECK(!px_box_empty(scene_caret_box(s, node)));
        CHECK(rig_same_when_repainted(&rig));
    }
    rig_deinit(&rig);
}

TEST(a_line_of_a_megabyte_is_no_trouble) {
    uint32_t n = 1u << 20;
    char *text = malloc(n + 1);
    REQUIRE(text != NULL);
    for (uint32_t i = 0; i < n; i++) {
        text[i] = i % 9 == 8 ? ' ' : (char)('a' + i % 26);
    }
    text[n] = '\0';
    struct rig_app *app = open_area(wrapped, text);
    free(text);
    REQUIRE(app != NULL);
    rig_click_node(app, 6);
    rig_key(&rig, KEY_LEFT_CTRL, 1);
    rig_tap(&rig, KEY_END);
    rig_key(&rig, KEY_LEFT_CTRL, 0);
    rig_tap(&rig, KEY_A);
    rig_tap(&rig, KEY_PAGE_UP);
    CHECK_EQ(doc()->edit.doc.len_b, n + 1);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

static uint64_t state = 7;

static uint32_t next_random(uint32_t below) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((state >> 33) % below);
}

static void one_act(struct rig_app *app) {
    static const uint16_t codes[] = { KEY_A,         KEY_A,      KEY_SPACE, KEY_ENTER,
                                      KEY_BACKSPACE, KEY_UP,     KEY_DOWN,  KEY_LEFT,
                                      KEY_RIGHT,     KEY_HOME,   KEY_END,   KEY_PAGE_UP,
                                      KEY_PAGE_DOWN, KEY_DELETE, KEY_TAB,   KEY_A };
    const struct lpx_rect *box = &rig_scene_node(app, 6)->box;
    const struct window *w = rig_window(app, 2);
    uint32_t mod = next_random(4);
    if (mod == 1) {
        rig_key(&rig, KEY_LEFT_SHIFT, 1);
    }
    switch (next_random(10)) {
    case 0:
        rig_click(&rig, w->x_px + (box->x >> 6) + (int32_t)next_random(280),
                  w->y_px + (box->y >> 6) + (int32_t)next_random(150));
        break;
    case 1:
        pointer_wheel(&rig.core, 0, (int32_t)next_random(7) - 3);
        gui_core_tick(&rig.core);
        break;
    case 2: {
        static const char *const texts[] = { "some more words here ", "x\ny\nz\n", "\u65e5\u672c" };
        const char *text = texts[next_random(3)];
        edit_type(rig_window(app, 2), rig_node(app, 6), text, (uint32_t)strlen(text));
        gui_core_tick(&rig.core);
        break;
    }
    default:
        rig_tap(&rig, codes[next_random(ARRAY_LEN(codes))]);
        break;
    }
    if (mod == 1) {
        rig_key(&rig, KEY_LEFT_SHIFT, 0);
    }
}

TEST(after_every_act_the_screen_is_what_painting_all_of_it_gives) {
    for (int round = 0; round < 2; round++) {
        struct rig_app *app = open_area(round == 0 ? wrapped : plain, "first\n\nthird line");
        REQUIRE(app != NULL);
        rig_click_node(app, 6);
        for (int i = 0; i < 120; i++) {
            one_act(app);
            while (rig_event(app)) {
            }
            bool same = rig_same_when_repainted(&rig);
            CHECK(same);
            if (!same) {
                printf("# round %d, act %d\n", round, i);
                break;
            }
        }
        rig_deinit(&rig);
    }
}
