// A window with a text and a button.
#include <ui.h>

static int clicks;

static void click(ui_event *e) {
    clicks++;
}

static void view(void) {
    Window("@TITLE@", .w = 320)
        Column(.pad = 24, .gap = 16, .align = UI_CENTER) {
            ui_text("Hello!", .style = UI_TITLE);
            ui_text(ui_fmt("Clicked %d times", clicks), .tone = UI_SUBTLE);
            ui_button("Click me", UI_ON(click), .tone = UI_ACCENT);
        }
}

int main(void) {
    return ui_run(view);
}
