// SPDX-License-Identifier: MIT
// A drawing board: tools on the left, colours below, the picture is a list of strokes.
#include "picture.h"

static const struct {
    const char *name;
    enum ui_icon icon;
} tools[] = {
    [TOOL_BRUSH] = { "Brush", UI_BRUSH },         [TOOL_LINE] = { "Line", UI_SHAPE_LINE },
    [TOOL_RECT] = { "Rectangle", UI_SHAPE_RECT }, [TOOL_ELLIPSE] = { "Ellipse", UI_SHAPE_CIRCLE },
    [TOOL_ERASER] = { "Eraser", UI_ERASER },
};
#define NUM_TOOLS 5

static const struct {
    const char *name;
    uint32_t rgba;
} colors[] = {
    { "Ink", 0x1B1F27FF },    { "Grey", 0x8A93A3FF },   { "Red", 0xDC2F3BFF },
    { "Orange", 0xF28C28FF }, { "Yellow", 0xF2C32BFF }, { "Green", 0x1E9E5AFF },
    { "Blue", 0x2A63E0FF },   { "Violet", 0x7C3AEDFF },
};
#define NUM_COLORS 8

static enum tool tool;
static int color;
static double width = 4;
static bool drawing;

static void pick_tool(ui_event *e) {
    tool = (enum tool)e->arg;
}

static void pick_color(ui_event *e) {
    color = (int)e->arg;
}

static void undo(ui_event *e) {
    picture_undo();
}

static void redo(ui_event *e) {
    picture_redo();
}

static void clear(ui_event *e) {
    picture_clear();
}

static void pointer(ui_event *e) {
    bool down = (e->buttons & 1) != 0;
    if (e->phase == UI_POINTER_DOWN) {
        drawing = true;
        double w = tool == TOOL_ERASER ? 4 * width : width;
        picture_begin(tool, colors[color].rgba, w, e->x, e->y);
    } else if (e->phase == UI_POINTER_MOVE && drawing && down) {
        picture_extend(e->x, e->y);
    } else if (e->phase == UI_POINTER_UP || e->phase == UI_POINTER_CANCEL) {
        drawing = false;
    }
}

static void key(ui_event *e) {
    bool ctrl = (e->mods & UI_MOD_CTRL) != 0 && e->repeat != 2;
    bool shift = (e->mods & UI_MOD_SHIFT) != 0;
    if (ctrl && (e->sym == 'z' || e->sym == 'Z')) {
        shift ? picture_redo() : picture_undo();
    } else if (ctrl && e->sym == 'y') {
        picture_redo();
    }
}

static void draw(ui_canvas_t canvas, void *data) {
    picture_draw(canvas);
}

static void tool_bar(void) {
    Column(.gap = 4) {
        for (int i = 0; i < NUM_TOOLS; i++) {
            ui_button(.icon = tools[i].icon, .label = tools[i].name, .tip = tools[i].name,
                      .on_click = UI_ON(pick_tool, i), .key = (uint64_t)i + 1,
                      .tone = (int)tool == i ? UI_ACCENT : UI_SUBTLE);
        }
        ui_spacer();
        ui_button(.icon = UI_UNDO, .label = "Undo", .tip = "Undo", .tone = UI_SUBTLE,
                  .on_click = UI_ON(undo), .disabled = !picture_can_undo());
        ui_button(.icon = UI_REDO, .label = "Redo", .tip = "Redo", .tone = UI_SUBTLE,
                  .on_click = UI_ON(redo), .disabled = !picture_can_redo());
        ui_button(.icon = UI_TRASH, .label = "Clear", .tip = "Clear", .tone = UI_SUBTLE,
                  .on_click = UI_ON(clear), .disabled = !picture_can_undo());
    }
}

static void color_bar(void) {
    Row(.gap = 8, .align = UI_CENTER) {
        for (int i = 0; i < NUM_COLORS; i++) {
            ui_swatch(colors[i].rgba, UI_ON(pick_color, i), .label = colors[i].name,
                      .selected = color == i, .key = (uint64_t)i + 1);
        }
        ui_spacer();
        ui_text("Width", .style = UI_CAPTION, .tone = UI_SUBTLE);
        ui_slider(&width, .min = 1, .max = 24, .step = 1, .w = 140, .label = "Width");
    }
}

static void view(void) {
    Window("Paint", .w = 640, .h = 460, .pad = 12, .on_key = UI_ON(key)) Row(.gap = 12, .grow = 1) {
        tool_bar();
        Column(.gap = 12, .grow = 1) {
            ui_canvas(draw, .on_pointer = UI_ON(pointer), .cursor = UI_CURSOR_CROSS, .grow = 1,
                      .label = ui_fmt("Picture, %d strokes", picture_strokes()));
            color_bar();
        }
    }
}

int main(void) {
    return ui_run(view);
}
