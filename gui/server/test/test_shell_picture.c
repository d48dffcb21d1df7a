// SPDX-License-Identifier: MIT
/// @file
/// A shell as the design has it: bar, dock and start menu over two windows; and that it costs nothing
/// while nothing happens.
#include <stdio.h>
#include <string.h>
#include <test/test.h>

#include "host/golden.h"
#include "look.h"
#include "panel.h"
#include "rig.h"

static struct rig rig;
static struct rig_app *shell;

#define BAR(time)                                                                                  \
    "Panel#10 title=\"Bar\" layer=layer_bar edge=edge_top zone=30 h=30 glass { Row#11 "            \
    "gap=22 grow=1 { Spacer#9 w=1 h=1 Icon#12 icon=hesper Text#13 text=\"Terminal\" "              \
    "style=heading Text#14 "                                                                       \
    "text=\"File\" Text#15 text=\"Edit\" Text#16 text=\"View\" Spacer#17 Text#18 text=\"EN\" "     \
    "Text#19 text=\"" time "\" style=heading Spacer#8 w=1 h=1 } }"

#define DOCK_ICON(id, icon, top, bottom)                                                           \
    "Stack#" #id "0 w=48 h=48 on=click { AppIcon#" #id " w=48 h=48 icon=" icon " rgba=" top        \
    " rgba2=" bottom " }"
#define DOCK                                                                                       \
    "Panel#20 title=\"Dock\" layer=layer_bar edge=edge_bot_middle zone=92 y=12 radius=22 glass "   \
    "{ Row#21 pad=10 gap=12 { " DOCK_ICON(22, "folder", "0x6cabffff", "0x2a6be8ff")                \
        DOCK_ICON(23, "terminal", "0x444b59ff", "0x1c2029ff")                                      \
            DOCK_ICON(24, "pencil", "0xffc06bff", "0xf08a24ff")                                    \
                DOCK_ICON(25, "chart", "0x5fd6a1ff", "0x12885cff")                                 \
                    DOCK_ICON(26, "todo", "0xffd66bff", "0xe8a400ff")                              \
                        DOCK_ICON(27, "gear", "0xb3bccaff", "0x667084ff") "} }"

#define CELL(id, name, icon, top, bottom)                                                          \
    "Column#" #id "1 w=70 h=96 pad=8 gap=6 align=center on=click { AppIcon#" #id                   \
    "2 w=52 h=52 icon=" icon " rgba=" top " rgba2=" bottom " Text#" #id "3 text=\"" name           \
    "\" style=caption }"
#define START                                                                                      \
    "Panel#30 title=\"Start\" layer=layer_panel edge=edge_top_start x=10 y=8 w=420 h=470 "         \
    "radius=16 pad=16 gap=12 focus dismiss glass { SearchField#31 placeholder=\"Search apps\" "    \
    "focus Text#32 text=\"APPS\" style=caption Grid#33 cols=5 gap=6 { " CELL(                      \
        34, "Files", "folder", "0x6cabffff", "0x2a6be8ff")                                         \
        CELL(35, "Terminal", "terminal", "0x444b59ff", "0x1c2029ff")                               \
            CELL(36, "Editor", "pencil", "0xffc06bff", "0xf08a24ff")                               \
                CELL(37, "Monitor", "chart", "0x5fd6a1ff", "0x12885cff")                           \
                    CELL(38, "Photos", "picture", "0xc49bffff", "0x7a3fe0ff")                      \
                        CELL(39, "Mines", "mine", "0x7fdfe3ff",                                    \
                             "0x1798a8ff") "} Text#40 text=\"RECENT\" style=caption Spacer#41 "    \
                                           "Divider#42 Row#43 gap=8 { Text#44 "                    \
                                           "text=\"hesper\" style=heading Spacer#45 Button#46 "    \
                                           "icon=power tone=subtle on=click } }"

static const char closed[] = "App { " BAR("Fri 20 Nov  9:41") DOCK " }";
static const char later[] = "App { " BAR("Fri 20 Nov  9:42") DOCK " }";
static const char opened[] = "App { " BAR("Fri 20 Nov  9:41") DOCK START " }";

static const char window[] =
    "App { Window#2 title=\"System settings\" w=400 h=300 { Column#3 pad=20 gap=12 { Card#4 pad=16 "
    "gap=12 { Text#5 text=\"Device name\" TextField#6 text=\"hesper\" Switch#7 text=\"Dark "
    "appearance\" on=change } Row#8 gap=8 justify=end { Button#9 text=\"Cancel\" on=click "
    "Button#10 "
    "text=\"Save\" tone=accent on=click } } } }";

static bool open_all(bool test_mode) {
    if (!rig_init(&rig, test_mode)) {
        return false;
    }
    rig.core.pointer.hidden = true;
    shell = rig_open_shell(&rig, 1);
    struct rig_app *app = rig_open(&rig, 2);
    return shell != NULL && app != NULL && rig_commit(shell, closed) && rig_commit(app, window);
}

static void picture(enum theme_kind theme, scale_t scale, const char *name) {
    if (!open_all(true)) {
        CHECK(false);
        return;
    }
    struct gui_look look = { theme, scale, theme_get(theme)->dark, false };
    gui_core_set_look(&rig.core, &look);
    CHECK(rig_commit(shell, opened));
    golden_check(name, gui_core_surface(&rig.core));
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}

TEST(light) {
    picture(THEME_LIGHT, 100, "shell.light@1");
}

TEST(dark) {
    picture(THEME_DARK, 100, "shell.dark@1");
}

TEST(high_contrast) {
    picture(THEME_DARK_CONTRAST, 100, "shell.contrast@1");
}

TEST(light_at_1_5) {
    picture(THEME_LIGHT, 150, "shell.light@1.5");
}

TEST(a_minute_is_one_small_damage_and_otherwise_nothing) {
    REQUIRE(open_all(false));
    rig.now += GUI_FRAME_NS * 4;
    gui_core_tick(&rig.core);
    uint32_t presents = rig.presents;
    for (int second = 0; second < 60; second++) {
        rig.now += 1000000000;
        CHECK_EQ(gui_core_deadline(&rig.core), UINT64_MAX);
        gui_core_tick(&rig.core);
    }
    CHECK_EQ(rig.presents, presents);
    REQUIRE(rig_commit(shell, later));
    CHECK_EQ(rig.presents, presents + 1);
    REQUIRE(rig.presented.n > 0);
    int64_t area = 0;
    for (uint32_t i = 0; i < rig.presented.n; i++) {
        struct px_box b = rig.presented.box[i];
        area += (int64_t)(b.x2 - b.x1) * (b.y2 - b.y1);
    }
    CHECK(area <= 150 * 30);
    CHECK(rig_same_when_repainted(&rig));
    rig_deinit(&rig);
}
