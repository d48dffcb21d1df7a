// SPDX-License-Identifier: MIT
// apps/counter against the fake server.
#include "fake_server.h"

#include <test/test.h>

int counter_main(void);
#define main counter_main
#include "../../apps/counter/main.c"
#undef main

static const char *const golden =
    "App {\n"
    "  items: [\n"
    "    Window {\n"
    "      title: \"Counter\" w: 280\n"
    "      content: Column {\n"
    "        align: center pad: 20 gap: 16\n"
    "        items: [\n"
    "          Text { text: \"0\" style: display }\n"
    "          Row {\n"
    "            gap: 8\n"
    "            items: [\n"
    "              Button { text: \"−1\" disabled: true on: [click] }\n"
    "              Button { text: \"Add one\" tone: accent on: [click] }\n"
    "            ]\n"
    "          }\n"
    "        ]\n"
    "      }\n"
    "    }\n"
    "  ]\n"
    "}\n";

static bool click_five_times(int step) {
    if (step == 0) {
        CHECK_STR(fake_dump(), golden);
    } else {
        CHECK_EQ(fake_count(UI_KIND_TEXT, ui_fmt("%d", step > 4 ? 3 : step)), 1);
    }
    fake_click(fake_find(UI_KIND_BUTTON, step < 4 ? "Add one" : "−1"));
    return step < 5;
}

TEST(clicks_change_the_number) {
    n = 0;
    CHECK_EQ(fake_run(view, NULL, click_five_times), 1);
    CHECK_STR(fake.log, "the session with the screen is over: closed\n");
    CHECK_EQ(n, 3);
    CHECK_EQ(fake.rejected, 0);
}

static bool identities(int step) {
    static uint32_t before[16];
    for (uint32_t i = 0; i < fake.tree->num_nodes; i++) {
        if (step != 0) {
            CHECK_EQ(fake_id(i), before[i]);
        }
        before[i] = fake_id(i);
    }
    fake_click(fake_find(UI_KIND_BUTTON, "Add one"));
    return step < 2;
}

TEST(ids_stay_the_same) {
    CHECK_EQ(fake_run(view, NULL, identities), 1);
}

static bool close_it(int step) {
    CHECK_EQ(step, 0);
    fake_send(fake_find(UI_KIND_WINDOW, "Counter"), UI_EVENT_CLOSE);
    return true;
}

TEST(closing_the_last_window_ends_the_app) {
    CHECK_EQ(fake_run(view, NULL, close_it), 0);
    CHECK_STR(fake.log, "");
}

static bool never(int step) {
    (void)step;
    return false;
}

TEST(no_screen) {
    fake.refuse = true;
    CHECK_EQ(fake_run(view, NULL, never), 1);
    CHECK_STR(fake.log, "no screen: over its quota\n");
    fake.refuse = false;
}
