// SPDX-License-Identifier: MIT
// apps/hello, and the retained style.
#include "fake_server.h"

#include <test/test.h>

int hello_main(void);
#define main hello_main
#include "../../apps/hello/main.c"
#undef main

static const char *const golden =
    "App {\n"
    "  items: [\n"
    "    Window {\n"
    "      title: \"My first application\" w: 200 h: 300\n"
    "      canvas: Canvas {\n"
    "        grow: 1\n"
    "        items: [\n"
    "          Text { text: \"Hello World\" style: title x: 10 y: 10 rgba: #ff0000ff }\n"
    "          Button { text: \"Click here\" x: 10 y: 60 on: [click] }\n"
    "        ]\n"
    "      }\n"
    "    }\n"
    "  ]\n"
    "}\n";

static bool click(int step) {
    static uint32_t id;
    if (step == 0) {
        CHECK_STR(fake_dump(), golden);
        id = fake_id(fake_find(UI_KIND_BUTTON, "Click here"));
        fake_click(fake_find(UI_KIND_BUTTON, "Click here"));
        return true;
    }
    CHECK_EQ(fake_id(fake_find(UI_KIND_BUTTON, "Clicked!")), id);
    return false;
}

TEST(click_changes_the_text) {
    CHECK_EQ(fake_run(NULL, render_ui, click), 1);
    CHECK_EQ(fake.accepted, 2);
}

static bool close_it(int step) {
    CHECK_EQ(step, 0);
    fake_send(fake_find(UI_KIND_WINDOW, NULL), UI_EVENT_CLOSE);
    return true;
}

TEST(closing_ends_it) {
    CHECK_EQ(fake_run(NULL, render_ui, close_it), 0);
}

static ui_text_t gone;

static void destroy_and_use(ui_event_t event, ui_button_t button) {
    (void)event;
    ui_text_set_body(gone, "still here");
    ui_destroy(gone);
    ui_text_set_body(gone, "stale");
    ui_destroy(gone);
    // A new object in the same place must not answer to the old handle.
    ui_text_t fresh = ui_text();
    ui_text_set_body(gone, "stale again");
    ui_text_set_body(fresh, "fresh");
    ui_draw_text(ui_window_get_canvas((ui_window_t){ 0 }), fresh, 0, 0);
    ui_destroy(button);
}

static void render_two(void) {
    ui_window_t win = ui_window();
    gone = ui_text();
    ui_draw_text(ui_window_get_canvas(win), gone, 0, 0);
    ui_button_t b = ui_button();
    ui_on_click(b, destroy_and_use);
    ui_button_set_text(b, "x");
    ui_draw_button(ui_window_get_canvas(win), b, 0, 0);
}

static bool click_twice(int step) {
    if (step == 0) {
        uint32_t b = fake_find(UI_KIND_BUTTON, "x");
        fake_click(b);
        fake_click(b); // gone when this one is handled
        return true;
    }
    CHECK_EQ(fake_count(UI_KIND_BUTTON, NULL), 0);
    CHECK_EQ(fake_count(UI_KIND_TEXT, NULL), 0);
    return false;
}

TEST(stale_handles_do_nothing) {
    fake_run(NULL, render_two, click_twice);
    CHECK_STR(fake.log, "ui_text_set_body: the object is gone\n"
                        "ui_destroy: the object is gone\n"
                        "ui_text_set_body: the object is gone\n"
                        "ui_window_get_canvas: the handle names nothing\n"
                        "ui_draw: the handle names nothing\n"
                        "click: the object is gone\n"
                        "the session with the screen is over: closed\n");
    CHECK_EQ(fake.rejected, 0);
}

static int pressed;

static void press(ui_event *e) {
    pressed += (int)e->arg;
}

static void render_blocks(void) {
    // Blocks outside ui_run() make retained objects, with handlers that stay.
    Window("Mixed") Column() {
        ui_button("Plus", UI_ON(press, 2));
        ui_button("Minus", UI_ON(press, -1));
    }
}

static bool press_thrice(int step) {
    fake_click(fake_find(UI_KIND_BUTTON, step == 1 ? "Minus" : "Plus"));
    return step < 2;
}

TEST(blocks_in_the_retained_style) {
    pressed = 0;
    fake_run(NULL, render_blocks, press_thrice);
    CHECK_EQ(pressed, 1); // the third click was after the end
}
