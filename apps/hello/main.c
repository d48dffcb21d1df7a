// SPDX-License-Identifier: MIT
// The retained style: objects that setters change.
#include <ui.h>

static ui_button_t the_button;

static void button_clicked(ui_event_t event, ui_button_t button) {
    (void)event;
    ui_button_set_text(button, "Clicked!");
}

static void render_ui(void) {
    ui_window_t win = ui_window();
    ui_window_set_size(win, 200, 300);
    ui_window_set_title(win, "My first application");
    ui_canvas_t canvas = ui_window_get_canvas(win);

    ui_text_t text = ui_text();
    ui_text_set_body(text, "Hello World");
    ui_text_set_size(text, UI_SIZE_H1);
    ui_text_set_rgba(text, 255, 0, 0, 255);
    ui_draw_text(canvas, text, 10, 10);

    the_button = ui_button();
    ui_text_t button_text = ui_text();
    ui_text_set_body(button_text, "Click here");
    ui_button_set_text(the_button, button_text);
    ui_on_click(the_button, button_clicked);
    ui_draw_button(canvas, the_button, 10, 60);
}

int main(void) {
    return ui_run_once(render_ui);
}
