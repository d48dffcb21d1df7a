// SPDX-License-Identifier: MIT
/// @file
/// Pictures of fields, text areas and scripts, in both themes.
#include <stdio.h>
#include <string.h>
#include <test/test.h>
#include <ui_enums.h>

#include "host/golden.h"
#include "rig.h"
#include "scene_area.h"
#include "texts.h"

static struct rig rig;

/// Compares the first window with golden `name` in both themes.
static void picture(struct rig_app *app, const char *name) {
    static const char *const looks[] = { "light@1", "dark@1" };
    for (int i = 0; i < THEME_NUM_KINDS && i < 2; i++) {
        char full[64];
        gui_core_set_theme(&rig.core, (enum theme_kind)i);
        gui_core_tick(&rig.core);
        CHECK(rig_same_when_repainted(&rig));
        (void)snprintf(full, sizeof(full), "%s.%s", name, looks[i]);
        golden_check(full, rig_window(app, 2)->surface);
    }
}

TEST(states_of_fields) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app,
                       "App { Window#2 title=\"Fields\" w=340 pad=16 gap=10 { TextField#5 "
                       "TextField#6 placeholder=\"Placeholder\" TextField#7 text=\"Typed\" "
                       "TextField#8 text=\"one selected word\" TextField#9 text=\"Wrong\" tone=2 "
                       "TextField#10 text=\"secret\" secret SearchField#11 placeholder=\"Search\" "
                       "NumberField#12 value=12.5 max=100 TextField#13 text=\"Disabled\" disabled "
                       "TextField#14 text=\"Read only\" readonly } }"));
    rig_click_node(app, 8);
    struct edit *e = &rig_scene_node(app, 8)->value.edit->edit;
    CHECK(edit_select(e, 4, 12));
    scene_edit_touch(&rig_session(app)->scene, rig_node(app, 8));
    rig_move(&rig, 5, 5);
    picture(app, "fields");
    rig_deinit(&rig);
}

static struct rig_app *open_area(const char *flags, const char *text) {
    char tree[200];
    uint64_t rev;
    struct ui_text t = { text, (uint32_t)strlen(text) };
    struct rig_app *app = rig_init(&rig, true) ? rig_open(&rig, 1) : NULL;
    (void)snprintf(
        tree, sizeof(tree),
        "App { Window#2 title=\"Text\" w=360 h=200 pad=12 { TextArea#6 doc=1 %s grow=1 } }", flags);
    if (app == NULL || gui_core_doc_set(&rig.core, 1, 1, t, &rev) != OK || !rig_commit(app, tree)) {
        return NULL;
    }
    rig_click_node(app, 6);
    rig_move(&rig, 5, 5);
    return app;
}

static const char story[] =
    "A first line.\n\nText wraps where words end, \u6f22\u5b57\u3068\u4eee\u540d\u306f\u3069\u3053"
    "\u3067\u3082\u3002 Tabs:\tone\ttwo\nthree\tfour\nMore lines\nfollow\nhere\nso that "
    "it\nscrolls\n";

TEST(a_text_area_with_a_selection) {
    struct rig_app *app = open_area("wrap", story);
    REQUIRE(app != NULL);
    CHECK(edit_select(&gui_core_doc(&rig.core, 1, 1)->edit, 8, 60));
    scene_edit_touch(&rig_session(app)->scene, rig_node(app, 6));
    picture(app, "area");
    rig_deinit(&rig);
}

TEST(a_text_area_scrolled_to_its_end) {
    struct rig_app *app = open_area("style=4", story);
    REQUIRE(app != NULL);
    rig_key(&rig, KEY_LEFT_CTRL, 1);
    rig_tap(&rig, KEY_END);
    rig_key(&rig, KEY_LEFT_CTRL, 0);
    picture(app, "area_end");
    rig_deinit(&rig);
}

TEST(an_empty_text_area) {
    struct rig_app *app = open_area("placeholder=\"Write something\"", "");
    REQUIRE(app != NULL);
    picture(app, "area_empty");
    rig_deinit(&rig);
}

TEST(scripts) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(
        app,
        "App { Window#2 title=\"\u65e5\u672c\u8a9e "
        "\u0395\u03bb\u03bb\u03b7\u03bd\u03b9\u03ba\u03ac\" w=300 pad=16 gap=8 { "
        "Text#5 text=\"Latin: na\u00efve \u0141\u00f3d\u017a Stra\u00dfe\" "
        "Text#6 text=\"\u0395\u03bb\u03bb\u03b7\u03bd\u03b9\u03ba\u03ac, "
        "\u0420\u0443\u0441\u0441\u043a\u0438\u0439\" "
        "Text#7 text=\"\u65e5\u672c\u8a9e\u306e\u6587\u5b57\u3001\u30ab\u30bf\u30ab\u30ca\u3002\" "
        "Text#8 text=\"Marks: e\u0301 a\u0308 n\u0303\" "
        "Text#9 text=\"Missing: \u0e01 \U0001f600 \u05d0\" "
        "Text#10 "
        "text="
        "\"\u9577\u3044\u6587\u7ae0\u306f\u884c\u306e\u7d42\u308f\u308a\u3067\u6298\u308a\u8fd4"
        "\u3055\u308c\u307e\u3059\u3002"
        "\u53e5\u8aad\u70b9\u306f\u884c\u982d\u306b\u6765\u307e\u305b\u3093\u3002\" wrap "
        "Text#11 text=\"\u6771\u4eac Heading\" style=1 "
        "Text#12 text=\"A line that is too long for its place ends in an ellipsis\" } }"));
    rig_move(&rig, 5, 5);
    picture(app, "scripts");
    rig_deinit(&rig);
}
