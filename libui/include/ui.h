// SPDX-License-Identifier: MIT
/// @file
/// libui: windows and widgets for apps. docs/apps.md explains it with whole programs.
///
/// An app describes what is to be seen; the GUI server lays it out, draws it and reacts to the
/// user.
///
/// *Declarative style*: ui_run(view) calls view() again after every handler; view() calls
/// constructors. Containers are blocks (`Column(.gap = 8) { ... }`), leaves are calls
/// (`ui_text("Hi")`). Leading members may be positional, the rest is named. Inside a block `break`
/// and `continue` end that block only. Strings are copied at the call; invalid UTF-8 becomes
/// U+FFFD.
///
/// *Retained style*: ui_run_once(render) calls render() once; constructors without arguments give
/// objects that setters change and ui_destroy() removes. A stale handle is a logged no-op.
///
/// Lengths are whole logical pixels. Nothing here may be called from a second thread.
#pragma once

#include <ui_enums.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

// --- events -------------------------------------------------------------------------------------

/// What a handler gets. Only the members that belong to `kind` are set, the others are 0 or "".
typedef struct ui_event {
    enum ui_event_kind kind;
    intptr_t arg;              ///< Second argument of UI_ON.
    uint32_t mods;             ///< UI_MOD_*.
    const char *text;          ///< TEXT, KEY, DROP, CHANGE of a field. Valid during the handler.
    double value;              ///< CHANGE of a slider or number field.
    int index;                 ///< CHANGE of a select or tabs; row of a list, table or tree.
    bool on;                   ///< CHANGE of a checkbox or switch; row of a tree that opens.
    enum ui_select mode;       ///< CHANGE of a list: what is wanted of the row.
    uint32_t count;            ///< CLICK, POINTER down: 2 = double click.
    enum ui_phase phase;       ///< POINTER; DRAG: ENTER, MOVE, LEAVE, CANCEL.
    enum ui_drop drop;         ///< DRAG, DROP on a row: before or after it.
    uint32_t buttons;          ///< POINTER: buttons that are down, bits.
    double x, y;               ///< POINTER, WHEEL, DRAG, DROP: from the node's top left corner.
    int col, row;              ///< POINTER of ui_cells: the cell; may lie outside while pressed.
    double dx, dy;             ///< WHEEL.
    uint32_t code, sym;        ///< KEY: HID usage, Unicode of the key.
    uint32_t repeat;           ///< KEY: 0 went down, 1 repeats, 2 went up.
    uint32_t w, h, cols, rows; ///< RESIZE.
    uint32_t first, num_rows;  ///< VISIBLE.
    uint64_t time_ns;          ///< FRAME.
} ui_event;
typedef ui_event *ui_event_t;

typedef void (*ui_fn)(ui_event *event);

/// A function and its argument; there are no closures.
typedef struct ui_handler {
    ui_fn fn;
    intptr_t arg;
} ui_handler;

/// UI_ON(function) or UI_ON(function, argument). The argument is a number, an id or a pointer to
/// something that lives as long as the program.
#define UI_ON(...) UI_PICK2_(__VA_ARGS__, UI_ON2_, UI_ON1_)(__VA_ARGS__)
#define UI_ON1_(f) ((ui_handler){ (f), 0 })
#define UI_ON2_(f, a) ((ui_handler){ (f), (intptr_t)(a) })
#define UI_PICK2_(a_, b_, chosen, ...) chosen

// --- handles ------------------------------------------------------------------------------------

// One type per sort of widget, so that the compiler notices a mix-up. 0 names nothing. Handles of
// declarative constructors are good until the next view().
#define UI_HANDLE_(name)                                                                           \
    typedef struct {                                                                               \
        uint32_t ref;                                                                              \
    } name
UI_HANDLE_(ui_window_t);
UI_HANDLE_(ui_box_t);
UI_HANDLE_(ui_text_t);
UI_HANDLE_(ui_button_t);
UI_HANDLE_(ui_field_t);
UI_HANDLE_(ui_toggle_t);
UI_HANDLE_(ui_slider_t);
UI_HANDLE_(ui_select_t);
UI_HANDLE_(ui_canvas_t);
UI_HANDLE_(ui_leaf_t);

// --- what constructors take ---------------------------------------------------------------------

/// Members that every constructor has.
#define UI_COMMON_FIELDS_                                                                          \
    uint64_t key;                 /* identity among the nodes of this call site; for lists */      \
    int w, h;                     /* 0 = by content */                                             \
    int min_w, min_h;             /* least size */                                                 \
    int max_w, max_h;             /* 0 = none */                                                   \
    int grow;                     /* share of the room left over in the container */               \
    int x, y;                     /* place in a canvas */                                          \
    int animate;                  /* ms that changes of place and size take */                     \
    bool disabled, hidden, focus; /* focus: takes the keyboard focus when it appears */            \
    enum ui_cursor cursor;        /* shape of the pointer over it; 0 = by its kind */              \
    const char *drag;             /* it can be dragged; this is the text that is dropped */        \
    ui_handler on_drag, on_drop;  /* takes drops; on_drop gets the text */                         \
    const char *label;            /* accessible name where no text says it */                      \
    const char *tip               /* tooltip */
struct ui_common {
    UI_COMMON_FIELDS_;
};
#define UI_COMMON_                                                                                 \
    union {                                                                                        \
        struct ui_common common;                                                                   \
        struct {                                                                                   \
            UI_COMMON_FIELDS_;                                                                     \
        };                                                                                         \
    }

struct ui_window_p {
    const char *title;
    ui_handler on_close; ///< Without: the window goes; when it was the last, ui_run returns 0.
    int pad, gap;
    enum ui_align align, justify;
    ui_handler on_resize, on_key;
    bool unsaved; ///< The server asks before it closes the window.
    bool fixed;   ///< The user cannot resize it.
    UI_COMMON_;
};
struct ui_box_p {
    int pad, gap;
    int cols;                        ///< Grid.
    enum ui_align align;             ///< Across the main axis.
    enum ui_align justify;           ///< Along the main axis.
    enum ui_tone tone;               ///< Card.
    bool vertical;                   ///< Scroll, Split.
    ui_handler on_click, on_pointer; ///< Column, Row, Grid, Stack, Card.
    ui_handler on_menu;              ///< Those and Scroll: a secondary click.
    UI_COMMON_;
};
struct ui_item_p {
    ui_handler on_click;
    bool selected, open;
    int pad, gap;
    enum ui_align align, justify;
    int level;            ///< Tree: depth.
    bool expandable;      ///< Tree: it has rows below it.
    ui_handler on_expand; ///< Tree: to open (e->on) or close row e->index.
    UI_COMMON_;
};
struct ui_menu_p {
    const char *text;
    enum ui_icon icon;
    UI_COMMON_;
};
struct ui_menu_item_p {
    const char *text;
    ui_handler on_click;
    const char *shortcut; ///< "Ctrl+S".
    enum ui_icon icon;
    enum ui_tone tone;
    bool checked;
    UI_COMMON_;
};
struct ui_text_p {
    const char *text;
    enum ui_style style;
    enum ui_tone tone;
    enum ui_align align;
    bool wrap, selectable;
    UI_COMMON_;
};
struct ui_icon_p {
    enum ui_icon icon;
    enum ui_tone tone;
    UI_COMMON_;
};
struct ui_button_p {
    const char *text;
    ui_handler on_click;
    enum ui_tone tone;
    enum ui_icon icon;
    const char *shortcut;
    UI_COMMON_;
};
struct ui_toggle_p {
    const char *text;
    bool *bind; ///< Written when the user changes it, before on_change.
    ui_handler on_change;
    UI_COMMON_;
};
struct ui_radio_p {
    const char *text;
    int *bind;
    int choice; ///< `*bind` when this one is chosen.
    ui_handler on_change;
    UI_COMMON_;
};
struct ui_slider_p {
    double *bind;
    double min, max; ///< max <= min: 0..1; a number field takes any number.
    double step;     ///< 0 = none.
    ui_handler on_change;
    UI_COMMON_;
};
struct ui_progress_p {
    double value; ///< 0..1.
    enum ui_tone tone;
    bool indeterminate;
    UI_COMMON_;
};
struct ui_field_p {
    char *bind; ///< Ends in NUL.
    size_t cap; ///< sizeof bind; what the user types is cut to it at a character's end.
    const char *placeholder;
    ui_handler on_change, on_submit;
    bool secret, readonly;
    enum ui_tone tone; ///< UI_DANGER: what is typed is wrong.
    UI_COMMON_;
};
struct ui_select_p {
    int *bind;
    const char *const *options;
    int num_options;
    ui_handler on_change;
    UI_COMMON_;
};
struct ui_canvas_p {
    void (*draw)(ui_canvas_t canvas, void *data); ///< Called at once, to record ui_draw_*().
    void *data;
    ui_handler on_key, on_text, on_pointer, on_wheel, on_resize, on_frame, on_click;
    UI_COMMON_;
};

/// Where a constructor is called: part of a node's identity, and named in messages.
struct ui_site {
    const char *file;
    uint32_t line;
    uint16_t counter;
    bool empty; ///< Called without arguments.
};
#define UI_SITE_(...)                                                                              \
    ((struct ui_site){ __FILE__, __LINE__, (uint16_t)(__COUNTER__), sizeof(#__VA_ARGS__) == 1 })

#include <ui/cells.h>
#include <ui/image.h>
#include <ui/lists.h>

#include <ui/float.h>

#ifdef __cplusplus
extern "C" {
#endif

ui_window_t ui_window_(struct ui_site, struct ui_window_p);
ui_box_t ui_column_(struct ui_site, struct ui_box_p);
ui_box_t ui_row_(struct ui_site, struct ui_box_p);
ui_box_t ui_grid_(struct ui_site, struct ui_box_p);
ui_box_t ui_stack_(struct ui_site, struct ui_box_p);
ui_box_t ui_scroll_(struct ui_site, struct ui_box_p);
ui_box_t ui_card_(struct ui_site, struct ui_box_p);
ui_box_t ui_item_(struct ui_site, struct ui_item_p);
ui_box_t ui_menu_bar_(struct ui_site, struct ui_box_p);
ui_box_t ui_menu_(struct ui_site, struct ui_menu_p);
ui_leaf_t ui_menu_item_(struct ui_site, struct ui_menu_item_p);
ui_leaf_t ui_spacer_(struct ui_site, struct ui_box_p);
ui_leaf_t ui_divider_(struct ui_site, struct ui_box_p);
ui_text_t ui_text_(struct ui_site, struct ui_text_p);
ui_leaf_t ui_icon_(struct ui_site, struct ui_icon_p);
ui_button_t ui_button_(struct ui_site, struct ui_button_p);
ui_button_t ui_link_(struct ui_site, struct ui_button_p);
ui_toggle_t ui_checkbox_(struct ui_site, struct ui_toggle_p);
ui_toggle_t ui_switch_(struct ui_site, struct ui_toggle_p);
ui_toggle_t ui_radio_(struct ui_site, struct ui_radio_p);
ui_slider_t ui_slider_(struct ui_site, struct ui_slider_p);
ui_slider_t ui_number_field_(struct ui_site, struct ui_slider_p);
ui_leaf_t ui_progress_(struct ui_site, struct ui_progress_p);
ui_leaf_t ui_spinner_(struct ui_site, struct ui_progress_p);
ui_field_t ui_text_field_(struct ui_site, struct ui_field_p);
ui_field_t ui_search_field_(struct ui_site, struct ui_field_p);
ui_select_t ui_select_(struct ui_site, struct ui_select_p);
ui_canvas_t ui_canvas_(struct ui_site, struct ui_canvas_p);

// --- running ------------------------------------------------------------------------------------

/// Shows what view() describes until the last window is closed. @return 0; 1 when there is no
/// screen, the view is too large or the server refused it: the log says why.
int ui_run(void (*view)(void));

/// Retained style: calls render() once. Returns like ui_run().
int ui_run_once(void (*render)(void));

/// Makes ui_run() or ui_run_once() return `code` after the present handler.
void ui_quit(int code);

/// Runs view() again soon, for changes that no handler made.
void ui_invalidate(void);

/// Calls fn once, in `ms` milliseconds. It counts among the timers below.
bool ui_after(int ms, ui_fn fn);

/// Calls fn every `ms` milliseconds. A second call with the same function changes that, 0 ends it. At most 8 of them. False
/// when there is no room.
bool ui_every(int ms, ui_fn fn);

/// As ui_every(), but for the first time after `first_ms`: for what happens at full minutes.
bool ui_every_from(int first_ms, int ms, ui_fn fn);

/// Text from a printf format (%d %u %x %s %c %f %g ... of base/fmt.h). Lives until the next view().
const char *ui_fmt(const char *format, ...) __attribute__((format(printf, 1, 2)));

// --- canvas: operations are recorded, the server draws ------------------------------------------

void ui_canvas_size(ui_canvas_t canvas, double *out_w, double *out_h);
void ui_canvas_clear(ui_canvas_t canvas);
/// 0xRRGGBBAA. Prefer tokens: they follow the theme.
void ui_draw_color(ui_canvas_t canvas, uint32_t rgba);
/// UI_ACCENT, UI_HAIRLINE, UI_PLAIN ... of enum ui_tone.
void ui_draw_token(ui_canvas_t canvas, enum ui_tone token);
void ui_draw_line(ui_canvas_t canvas, double x0, double y0, double x1, double y1, double width);
void ui_draw_rect(ui_canvas_t canvas, double x, double y, double w, double h);
void ui_draw_rrect(ui_canvas_t canvas, double x, double y, double w, double h, double radius);
void ui_draw_circle(ui_canvas_t canvas, double x, double y, double radius);
/// `xy` holds x0 y0 x1 y1 ... of `num_points` points.
void ui_draw_polyline(ui_canvas_t canvas, const double *xy, int num_points, double width);
void ui_draw_polygon(ui_canvas_t canvas, const double *xy, int num_points);
void ui_draw_string(ui_canvas_t canvas, const char *text, double x, double y, enum ui_anchor anchor,
                    enum ui_style style);

// --- retained style -----------------------------------------------------------------------------

#define UI_SIZE_H1 UI_TITLE
#define UI_SIZE_H2 UI_HEADING
#define UI_SIZE_BODY UI_BODY
#define UI_SIZE_SMALL UI_CAPTION

void ui_window_set_size(ui_window_t window, int w, int h);
void ui_window_set_title(ui_window_t window, const char *title);
/// The drawing of the window, made at the first call.
ui_canvas_t ui_window_get_canvas(ui_window_t window);
void ui_text_set_body(ui_text_t text, const char *body);
void ui_text_set_size(ui_text_t text, enum ui_style size);
void ui_text_set_tone(ui_text_t text, enum ui_tone tone);
/// 0..255 each; painted exactly.
void ui_text_set_rgba(ui_text_t text, int r, int g, int b, int a);
void ui_button_set_text_string_(ui_button_t button, const char *text);
void ui_button_set_text_text_(ui_button_t button, ui_text_t text);
void ui_button_set_tone(ui_button_t button, enum ui_tone tone);
void ui_button_set_disabled(ui_button_t button, bool disabled);
void ui_on_click(ui_button_t button, void (*clicked)(ui_event_t event, ui_button_t button));
/// Puts the text (button) at x, y of the canvas, or moves it there.
void ui_draw_text(ui_canvas_t canvas, ui_text_t text, int x, int y);
void ui_draw_button(ui_canvas_t canvas, ui_button_t button, int x, int y);
void ui_destroy_(uint32_t ref);
/// Removes a retained object and everything in it; its handles become stale.
#define ui_destroy(handle) ui_destroy_((handle).ref)

/// State of an open block.
typedef struct {
    uint32_t ref;
    bool once;
} ui_scope;
ui_scope ui_open_(uint32_t ref);
void ui_close_(ui_scope *scope);

#ifdef __cplusplus
} // extern "C"

// C++17: declarations and the retained style.
inline ui_window_t ui_window() {
    return ui_window_(ui_site{ "", 0, 0, true }, ui_window_p{});
}
inline ui_text_t ui_text() {
    return ui_text_(ui_site{ "", 0, 0, true }, ui_text_p{});
}
inline ui_button_t ui_button() {
    return ui_button_(ui_site{ "", 0, 0, true }, ui_button_p{});
}
inline void ui_button_set_text(ui_button_t b, const char *t) {
    ui_button_set_text_string_(b, t);
}
inline void ui_button_set_text(ui_button_t b, ui_text_t t) {
    ui_button_set_text_text_(b, t);
}
#else

/// Takes a string or a ui_text_t, whose body is copied.
#define ui_button_set_text(button, text)                                                           \
    _Generic((text), ui_text_t                                                                     \
             : ui_button_set_text_text_, char *                                                    \
             : ui_button_set_text_string_, const char *                                            \
             : ui_button_set_text_string_)((button), (text))

// --- constructors -------------------------------------------------------------------------------

#define UI_MAKE_(function, params, ...)                                                            \
    function(UI_SITE_(__VA_ARGS__), (struct params){ __VA_ARGS__ })

#define ui_window(...) UI_MAKE_(ui_window_, ui_window_p, __VA_ARGS__)
#define ui_text(...) UI_MAKE_(ui_text_, ui_text_p, __VA_ARGS__)
#define ui_icon(...) UI_MAKE_(ui_icon_, ui_icon_p, __VA_ARGS__)
#define ui_button(...) UI_MAKE_(ui_button_, ui_button_p, __VA_ARGS__)
#define ui_link(...) UI_MAKE_(ui_link_, ui_button_p, __VA_ARGS__)
#define ui_checkbox(...) UI_MAKE_(ui_checkbox_, ui_toggle_p, __VA_ARGS__)
#define ui_switch(...) UI_MAKE_(ui_switch_, ui_toggle_p, __VA_ARGS__)
#define ui_radio(...) UI_MAKE_(ui_radio_, ui_radio_p, __VA_ARGS__)
#define ui_slider(...) UI_MAKE_(ui_slider_, ui_slider_p, __VA_ARGS__)
#define ui_number_field(...) UI_MAKE_(ui_number_field_, ui_slider_p, __VA_ARGS__)
#define ui_progress(...) UI_MAKE_(ui_progress_, ui_progress_p, __VA_ARGS__)
#define ui_spinner(...) UI_MAKE_(ui_spinner_, ui_progress_p, __VA_ARGS__)
#define ui_text_field(...) UI_MAKE_(ui_text_field_, ui_field_p, __VA_ARGS__)
#define ui_search_field(...) UI_MAKE_(ui_search_field_, ui_field_p, __VA_ARGS__)
#define ui_select(...) UI_MAKE_(ui_select_, ui_select_p, __VA_ARGS__)
#define ui_canvas(...) UI_MAKE_(ui_canvas_, ui_canvas_p, __VA_ARGS__)
#define ui_menu_item(...) UI_MAKE_(ui_menu_item_, ui_menu_item_p, __VA_ARGS__)
#define ui_spacer(...) UI_MAKE_(ui_spacer_, ui_box_p, __VA_ARGS__)
#define ui_divider(...) UI_MAKE_(ui_divider_, ui_box_p, __VA_ARGS__)

// Containers. A block is a loop that runs once; leaving it in any way closes the container.
#define UI_CAT2_(a, b) a##b
#define UI_CAT_(a, b) UI_CAT2_(a, b)
#define UI_BLOCK_(function, params, ...)                                                           \
    UI_LOOP_(UI_MAKE_(function, params, __VA_ARGS__).ref, UI_CAT_(ui_block_, __COUNTER__))
#define UI_LOOP_(opened, name)                                                                     \
    for (__attribute__((cleanup(ui_close_))) ui_scope name = ui_open_(opened); name.once;          \
         name.once = false)

#define Window(...) UI_BLOCK_(ui_window_, ui_window_p, __VA_ARGS__)
#define Column(...) UI_BLOCK_(ui_column_, ui_box_p, __VA_ARGS__)
#define Row(...) UI_BLOCK_(ui_row_, ui_box_p, __VA_ARGS__)
#define Grid(...) UI_BLOCK_(ui_grid_, ui_box_p, __VA_ARGS__)
#define Stack(...) UI_BLOCK_(ui_stack_, ui_box_p, __VA_ARGS__)
#define Scroll(...) UI_BLOCK_(ui_scroll_, ui_box_p, __VA_ARGS__)
/// A drawing with other nodes at their x, y on it. Takes what ui_canvas() takes.
#define Canvas(...) UI_BLOCK_(ui_canvas_, ui_canvas_p, __VA_ARGS__)
#define Card(...) UI_BLOCK_(ui_card_, ui_box_p, __VA_ARGS__)
#define Item(...) UI_BLOCK_(ui_item_, ui_item_p, __VA_ARGS__)
#define MenuBar(...) UI_BLOCK_(ui_menu_bar_, ui_box_p, __VA_ARGS__)
#define Menu(...) UI_BLOCK_(ui_menu_, ui_menu_p, __VA_ARGS__)
#define Spacer(...) ui_spacer(__VA_ARGS__)
#define Divider(...) ui_divider(__VA_ARGS__)

#endif

#include <ui/text.h>
