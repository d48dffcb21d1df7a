// SPDX-License-Identifier: MIT
#include "windows.h"

// Tables read better by eye.
// clang-format off

#define BOX(x, y, w, h) { LPX(x), LPX(y), LPX(w), LPX(h) }
#define STR(s)          .utf8 = (s), .len_b = sizeof(s) - 1
#define TITLE(s)        .title = (s), .title_len_b = sizeof(s) - 1
#define TEXT(s, ...)    { .kind = PAINT_TEXT, STR(s), __VA_ARGS__ }
#define BUTTON(s, ...)  { .kind = PAINT_BUTTON, STR(s), __VA_ARGS__ }
#define NODES(a)        .nodes = (a), .num_nodes = ARRAY_LEN(a)

static const struct paint_node counter[] = {
    TEXT("0", .style = UI_DISPLAY, .box = BOX(20, 20, 240, 52), .align = TEXT_CENTER),
    BUTTON("−1", .box = BOX(74, 88, 43, 32), .flags = PAINT_DISABLED),
    BUTTON("Add one", .box = BOX(125, 88, 81, 32), .tone = UI_ACCENT),
};
const struct stage_window window_counter = {
    .frame = { .size = { LPX(280), LPX(180) }, TITLE("Counter") },
    NODES(counter),
};

static const struct paint_node hello[] = {
    TEXT("Hello World", .style = UI_TITLE, .box = BOX(10, 10, 180, 30), .flags = PAINT_COLOR,
         .color = 0xffff0000u),
    BUTTON("Click here", .box = BOX(10, 60, 92, 32)),
};
const struct stage_window window_hello = {
    .frame = { .size = { LPX(200), LPX(340) }, TITLE("My first application") },
    NODES(hello),
};

#define ROW_Y(i)        (116 + 48 * (i))
#define CHECK(s, i, ...)                                                                           \
    { .kind = PAINT_CHECKBOX, STR(s), .box = BOX(28, ROW_Y(i), 260, 24), __VA_ARGS__ }
static const struct paint_node todo[] = {
    { .kind = PAINT_FIELD, STR("What needs doing?"), .box = BOX(16, 16, 266, 32),
      .flags = PAINT_FOCUS | PAINT_PLACEHOLDER | PAINT_CARET },
    BUTTON("Add", .box = BOX(290, 16, 54, 32), .tone = UI_ACCENT, .flags = PAINT_DISABLED),
    { .kind = PAINT_CARD, .box = BOX(16, 60, 328, 144) },
    { .kind = PAINT_CHECKBOX, STR("Write the GUI server"), .box = BOX(28, 72, 260, 24),
      .flags = PAINT_CHECKED | PAINT_STRIKE },
    { .kind = PAINT_BUTTON, .icon = UI_TRASH, .tone = UI_SUBTLE, .box = BOX(304, 68, 32, 32) },
    { .kind = PAINT_DIVIDER, .box = BOX(54, 108, 290, 1) },
    CHECK("Make the start menu beautiful", 0.1),
    { .kind = PAINT_BUTTON, .icon = UI_TRASH, .tone = UI_SUBTLE, .box = BOX(304, 116, 32, 32),
      .flags = PAINT_HOVER },
    { .kind = PAINT_DIVIDER, .box = BOX(54, 156, 290, 1) },
    CHECK("Ship it on a Raspberry Pi", 1.1),
    { .kind = PAINT_BUTTON, .icon = UI_TRASH, .tone = UI_SUBTLE, .box = BOX(304, 164, 32, 32) },
    TEXT("2 of 3 left", .style = UI_CAPTION, .box = BOX(16, 216, 200, 16)),
};
const struct stage_window window_todo = {
    .frame = { .size = { LPX(360), LPX(288) }, .flags = PAINT_WIN_FOCUSED, TITLE("To do"),
               .hover = PAINT_WIN_CLOSE },
    NODES(todo),
};

static const struct paint_node settings[] = {
    { .kind = PAINT_CARD, .box = BOX(20, 20, 360, 236) },
    TEXT("Device name", .box = BOX(36, 36, 102, 32)),
    { .kind = PAINT_FIELD, STR("pi-kiosk"), .box = BOX(150, 36, 214, 32) },
    TEXT("Keyboard layout", .box = BOX(36, 80, 110, 32)),
    BUTTON("Deutsch", .icon = UI_CHEVRON_DOWN, .box = BOX(150, 80, 214, 32)),
    TEXT("Brightness", .box = BOX(36, 124, 102, 24)),
    { .kind = PAINT_SLIDER, .value = 47185, .box = BOX(150, 124, 214, 24) },
    { .kind = PAINT_DIVIDER, .box = BOX(36, 160, 344, 1) },
    { .kind = PAINT_SWITCH, STR("Dark appearance"), .box = BOX(36, 173, 328, 28) },
    { .kind = PAINT_SWITCH, STR("Show tips at startup"), .box = BOX(36, 213, 328, 28),
      .flags = PAINT_CHECKED },
    { .kind = PAINT_CARD, .box = BOX(20, 273, 360, 160) },
    TEXT("CPU load, last 24 min", .style = UI_HEADING, .box = BOX(36, 289, 328, 20)),
    BUTTON("Cancel", .box = BOX(241, 449, 72, 32)),
    BUTTON("Save", .box = BOX(321, 449, 59, 32), .tone = UI_ACCENT, .flags = PAINT_FOCUS),
};

static void chart(const struct paint *p) {
    static const double load[24] = { .25, .3, .27, .35, .47, .43, .55, .51, .45, .6, .67, .63,
                                     .55, .49, .53, .65, .77, .71, .63, .55, .5, .57, .45, .41 };
    struct paint_canvas *c =
        paint_canvas_begin(p, (struct lpx_rect)BOX(36, 40 + 317, 328, 100));
    paint_canvas_tone(c, COLOR_HAIRLINE);
    for (int k = 0; k < 4; k++) {
        paint_canvas_line(c, (double[]){ 8, 8 + 28 * k, 320, 8 + 28 * k }, 1);
    }
    paint_canvas_tone(c, COLOR_ACCENT);
    for (int i = 0; i < 24; i++) {
        double x = 8 + i * 312 / 23.0;
        double y = 92 - load[i] * 84;
        if (i == 0) {
            paint_canvas_move(c, x, y);
        } else {
            paint_canvas_line_to(c, x, y);
        }
    }
    paint_canvas_stroke(c, 2);
    paint_canvas_circle(c, 320, 92 - load[23] * 84, 4);
    paint_canvas_end(c);
}

const struct stage_window window_settings = {
    .frame = { .size = { LPX(400), LPX(541) }, TITLE("System settings") },
    NODES(settings),
    .canvas = chart,
};

#define STATES(y, t)                                                                               \
    BUTTON("Normal", .box = BOX(20, y, 78, 32), .tone = (t)),                                      \
        BUTTON("Hover", .box = BOX(110, y, 78, 32), .tone = (t), .flags = PAINT_HOVER),            \
        BUTTON("Pressed", .box = BOX(200, y, 82, 32), .tone = (t), .flags = PAINT_PRESSED),        \
        BUTTON("Focus", .box = BOX(294, y, 78, 32), .tone = (t), .flags = PAINT_FOCUS),            \
        BUTTON("Disabled", .box = BOX(384, y, 86, 32), .tone = (t), .flags = PAINT_DISABLED)
#define BOXES(x, f)                                                                                \
    { .kind = PAINT_CHECKBOX, STR("Off"), .box = BOX(x, 220, 60, 24), .flags = (f) },              \
        { .kind = PAINT_CHECKBOX, STR("On"), .box = BOX(x, 250, 60, 24),                           \
          .flags = (f) | PAINT_CHECKED },                                                          \
        { .kind = PAINT_SWITCH, .box = BOX(x, 282, 38, 28), .flags = (f) },                        \
        { .kind = PAINT_SWITCH, .box = BOX(x, 314, 38, 28), .flags = (f) | PAINT_CHECKED }
static const struct paint_node buttons[] = {
    STATES(20, UI_ACCENT),
    STATES(68, UI_PLAIN),
    STATES(116, UI_DANGER),
    STATES(164, UI_SUBTLE),
    BOXES(20, 0),
    BOXES(110, PAINT_HOVER),
    BOXES(200, PAINT_PRESSED),
    BOXES(294, PAINT_FOCUS),
    BOXES(384, PAINT_DISABLED),
    { .kind = PAINT_FIELD, STR("Some text selected"), .box = BOX(20, 356, 214, 32),
      .flags = PAINT_FOCUS | PAINT_CARET, .caret_b = 9, .select_b = 5 },
    { .kind = PAINT_FIELD, STR("Search"), .icon = UI_SEARCH, .box = BOX(256, 356, 214, 32),
      .flags = PAINT_PLACEHOLDER },
    { .kind = PAINT_PROGRESS, .value = 26214, .box = BOX(20, 404, 214, 8) },
    { .kind = PAINT_SLIDER, .value = 26214, .box = BOX(256, 396, 214, 24), .flags = PAINT_FOCUS },
    { .kind = PAINT_RADIO, STR("One"), .box = BOX(20, 424, 70, 24), .flags = PAINT_CHECKED },
    { .kind = PAINT_RADIO, STR("Two"), .box = BOX(110, 424, 70, 24) },
    { .kind = PAINT_SPINNER, .box = BOX(200, 426, 20, 20) },
    { .kind = PAINT_SCROLLBAR, .box = BOX(480, 20, 6, 120) },
    { .kind = PAINT_SCROLLBAR, .box = BOX(476, 160, 10, 120), .flags = PAINT_HOVER },
};
const struct stage_window window_buttons = {
    .frame = { .size = { LPX(490), LPX(500) }, .flags = PAINT_WIN_FOCUSED, TITLE("Controls"),
               .hover = PAINT_WIN_MAXIMISE },
    NODES(buttons),
};

#define LOREM                                                                                      \
    "AVATAR To Type Wave. Illumination fills fjords; quick-witted text wraps where words end, "    \
    "1234567890 times."
static const struct paint_node texts[] = {
    TEXT("Display 42", .style = UI_DISPLAY, .box = BOX(20, 12, 300, 52)),
    TEXT("Title: Hello World", .style = UI_TITLE, .box = BOX(20, 68, 300, 30)),
    TEXT("Heading: last 24 minutes", .style = UI_HEADING, .box = BOX(20, 104, 300, 20)),
    TEXT("Caption: 2 of 3 left", .style = UI_CAPTION, .box = BOX(20, 128, 300, 16)),
    TEXT("shell> curl localhost | head -3 0O1lI", .style = UI_MONO, .box = BOX(20, 148, 320, 18)),
    TEXT(LOREM, .box = BOX(20, 172, 320, 60), .flags = PAINT_WRAP),
    TEXT(LOREM, .box = BOX(20, 236, 320, 20), .tone = UI_SUBTLE),
    TEXT("Straße, naïve, Łódź, ĐŽ, fi → ½ € …", .box = BOX(20, 262, 320, 20)),
    TEXT("Odd: \x01 \xe2\x80\xae \xe6\x97\xa5\xe6\x9c\xac \xf0\x9f\x98\x80 \xff end",
         .box = BOX(20, 288, 320, 20)),
    TEXT("left", .box = BOX(20, 314, 320, 20), .tone = UI_ACCENT),
    TEXT("centre", .box = BOX(20, 314, 320, 20), .align = TEXT_CENTER, .tone = UI_DANGER),
    TEXT("right", .box = BOX(20, 314, 320, 20), .align = TEXT_END, .tone = UI_SUCCESS),
};
const struct stage_window window_text = {
    .frame = { .size = { LPX(360), LPX(384) }, .flags = PAINT_WIN_FOCUSED | PAINT_WIN_FIXED,
               TITLE("A title that is too long for this window by far") },
    NODES(texts),
};
