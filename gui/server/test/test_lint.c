// SPDX-License-Identifier: MIT
/// @file
/// What the accessibility lint finds, and what it leaves alone.
#include <stdio.h>
#include <string.h>
#include <test/test.h>

#include "lint.h"
#include "rig.h"

static struct rig rig;
static char text[2048];
static uint32_t by_rule[LINT_NUM_RULES];

/// Findings in a window with `content`; -1 when the tree is no good.
static int lint(const char *content) {
    if (!rig_init(&rig, true)) {
        return -1;
    }
    char tree[1024];
    (void)snprintf(tree, sizeof(tree),
                   "App { Window#2 title=\"W\" w=400 { Column#3 pad=20 { %s } } }", content);
    struct rig_app *app = rig_open(&rig, 1);
    int found = -1;
    if (app != NULL && rig_commit(app, tree)) {
        struct ui_dump_buffer buffer = { text, sizeof(text), 0 };
        struct ui_dump_sink sink = ui_dump_to_buffer(&buffer);
        text[0] = '\0';
        found = (int)gui_core_lint(&rig.core, &sink, by_rule);
    }
    rig_deinit(&rig);
    return found;
}

TEST(what_is_well_made_passes) {
    CHECK_EQ(
        lint("Text text=\"Hello\" Text text=\"small\" style=caption tone=subtle"
             " Button text=\"Save\" tone=accent on=click TextField label=\"Name\" text=\"Ann\""
             " TextField placeholder=\"New item\" Slider label=\"Volume\""
             " Button icon=trash label=\"Delete\" on=click Button icon=plus tip=\"Add\" on=click"
             " Card { Text text=\"on a card\" tone=danger }"
             " List { Item pad=6 on=click { Text text=\"a row\" } }"),
        0);
    CHECK_STR(text, "");
}

TEST(names) {
    CHECK_EQ(lint("Button icon=trash on=click"), 1);
    CHECK_EQ(by_rule[LINT_NAME], 1);
    CHECK_STR(text, "error name Button \"\" in \"W\": nobody can tell what it does\n");
    CHECK_EQ(lint("TextField text=\"what the user wrote\""), 1);
    CHECK_EQ(by_rule[LINT_NAME], 1);
    CHECK_EQ(lint("Slider"), 1);
    CHECK_EQ(lint("Select options=\"a|b\" choice=0"), 1);
    CHECK_EQ(lint("List { Item pad=6 on=click { Icon icon=trash } }"), 1);
    CHECK_EQ(lint("Button icon=trash on=click disabled"), 0);
    CHECK(strncmp(text, "warning name", 12) == 0);
}

TEST(contrast) {
    // Subtle text on the ground of a window and of a card is dark enough; on an exact colour not.
    CHECK_EQ(lint("Text text=\"grey\" rgba=0xb0b0b0ff"), 0);
    CHECK(strncmp(text, "warning contrast Text \"grey\"", 28) == 0);
    CHECK_EQ(lint("Stack w=200 h=60 { Canvas w=200 h=60 ops=\"\" Text text=\"plain\" }"), 0);
    CHECK_EQ(lint("Text text=\"big grey\" style=display rgba=0x909090ff"), 0);
    CHECK_STR(text, ""); // 3.1:1 will do for large text
    CHECK_EQ(lint("Button text=\"off\" on=click disabled"), 0);
    CHECK_STR(text, "");
}

TEST(contrast_is_measured_on_what_is_painted) {
    REQUIRE(rig_init(&rig, true));
    struct rig_app *app = rig_open(&rig, 1);
    REQUIRE(rig_commit(app, "App { Window#2 title=\"W\" w=400 { Text#3 text=\"words\" } }"));
    struct ui_dump_buffer buffer = { text, sizeof(text), 0 };
    struct ui_dump_sink sink = ui_dump_to_buffer(&buffer);
    CHECK_EQ(gui_core_lint(&rig.core, &sink, by_rule), 0);
    struct surface *s = rig_window(app, 2)->surface;
    for (int32_t y = 0; y < s->h_px; y++) { // as if something dark lay below the text
        for (int32_t x = 0; x < s->w_px; x++) {
            surface_row(s, y)[x] = 0xff303030u;
        }
    }
    CHECK_EQ(gui_core_lint(&rig.core, &sink, by_rule), 1);
    CHECK_EQ(by_rule[LINT_CONTRAST], 1);
    rig_deinit(&rig);
}

TEST(focus) {
    CHECK_EQ(lint("Row on=click w=100 h=40 { Text text=\"looks like a button\" }"), 1);
    CHECK_EQ(by_rule[LINT_FOCUS], 1);
    CHECK(strstr(text, "Tab does not come to it") != NULL);
}

TEST(targets) {
    CHECK_EQ(lint("Button text=\"x\" w=20 h=20 on=click"), 1);
    CHECK_EQ(by_rule[LINT_TARGET], 1);
    CHECK_EQ(lint("Button text=\"x\" w=24 h=24 on=click"), 0);
}
