// SPDX-License-Identifier: MIT
/// @file
/// ui.h for C++17: blocks are lambdas, the rest is the same. Works with g++ and clang++, without
/// exceptions, RTTI and the standard library.
///
///     ui::Window("Counter", { .w = 280 }, [] {
///         ui::text(ui_fmt("%d", n), { .style = UI_DISPLAY });
///         ui::button("Add one", ui::on([] { n++; }), { .tone = UI_ACCENT });
///     });
///
/// Members are named in braces, in the order in which ui.h declares them. What ui.h says of strings,
/// keys, bindings and handlers holds here too. A handler must not capture anything: it runs long
/// after view() has returned.
#pragma once

#include <ui.h>

namespace ui {

/// Where a constructor is called, as a default argument: part of a node's identity.
#define UI_HERE_                                                                                   \
    ui_site { __builtin_FILE(), (uint32_t)__builtin_LINE(), 0, false }

namespace detail {
inline void call(ui_event *e) {
    reinterpret_cast<void (*)()>(e->arg)();
}

template <class Body> void block(uint32_t ref, Body &&body) {
    ui_scope scope = ui_open_(ref);
    if (scope.once) {
        body();
    }
    ui_close_(&scope);
}
} // namespace detail

/// A handler that needs to know nothing: `ui::on([] { n++; })`.
inline ui_handler on(void (*fn)()) {
    return { detail::call, reinterpret_cast<intptr_t>(fn) };
}
/// A handler that takes the event: `ui::on([](ui_event *e) { ... })`; e->arg is `arg`.
template <class Arg> ui_handler on(void (*fn)(ui_event *), Arg arg) {
    return { fn, (intptr_t)arg };
}
inline ui_handler on(void (*fn)(ui_event *)) {
    return { fn, 0 };
}
/// The same for lambdas, which become functions because they capture nothing.
template <class Fn> ui_handler on(Fn fn) {
    return on(+fn);
}
template <class Fn, class Arg> ui_handler on(Fn fn, Arg arg) {
    return on(static_cast<void (*)(ui_event *)>(fn), arg);
}

/// A container: ui::Name({ members }, body) and ui::Name(body).
#define UI_CONTAINER_(name, function, params)                                                      \
    template <class Body> void name(params p, Body &&body, ui_site site = UI_HERE_) {              \
        detail::block(function(site, p).ref, body);                                                \
    }                                                                                              \
    template <class Body> void name(Body &&body, ui_site site = UI_HERE_) {                        \
        detail::block(function(site, params{}).ref, body);                                         \
    }
/// A container with a text: also ui::Name("text", { members }, body) and ui::Name("text", body).
#define UI_TITLED_(name, function, params, member)                                                 \
    UI_CONTAINER_(name, function, params)                                                          \
    template <class Body>                                                                          \
    void name(const char *member, params p, Body &&body, ui_site site = UI_HERE_) {                \
        p.member = member;                                                                         \
        detail::block(function(site, p).ref, body);                                                \
    }                                                                                              \
    template <class Body> void name(const char *member, Body &&body, ui_site site = UI_HERE_) {    \
        params p{};                                                                                \
        p.member = member;                                                                         \
        detail::block(function(site, p).ref, body);                                                \
    }
/// A leaf: ui::name({ members }).
#define UI_LEAF_(name, function, params, handle)                                                   \
    inline handle name(params p = {}, ui_site site = UI_HERE_) { return function(site, p); }
/// A leaf with a text: also ui::name("text", { members }).
#define UI_LABELLED_(name, function, params, handle)                                               \
    UI_LEAF_(name, function, params, handle)                                                       \
    inline handle name(const char *text, params p = {}, ui_site site = UI_HERE_) {                 \
        p.text = text;                                                                             \
        return function(site, p);                                                                  \
    }
/// A leaf with a text and a handler: also ui::name("text", handler, { members }).
#define UI_CLICKED_(name, function, params, handle)                                                \
    UI_LABELLED_(name, function, params, handle)                                                   \
    inline handle name(const char *text, ui_handler on_click, params p = {},                       \
                       ui_site site = UI_HERE_) {                                                  \
        p.text = text;                                                                             \
        p.on_click = on_click;                                                                     \
        return function(site, p);                                                                  \
    }
/// A leaf with a text and a variable: also ui::name("text", &variable, { members }).
#define UI_BOUND_(name, function, params, handle, type)                                            \
    UI_LABELLED_(name, function, params, handle)                                                   \
    inline handle name(const char *text, type *bind, params p = {}, ui_site site = UI_HERE_) {     \
        p.text = text;                                                                             \
        p.bind = bind;                                                                             \
        return function(site, p);                                                                  \
    }

UI_TITLED_(Window, ui_window_, ui_window_p, title)
UI_CONTAINER_(Column, ui_column_, ui_box_p)
UI_CONTAINER_(Row, ui_row_, ui_box_p)
UI_CONTAINER_(Grid, ui_grid_, ui_box_p)
UI_CONTAINER_(Stack, ui_stack_, ui_box_p)
UI_CONTAINER_(Scroll, ui_scroll_, ui_box_p)
UI_CONTAINER_(Card, ui_card_, ui_box_p)
UI_CONTAINER_(Canvas, ui_canvas_, ui_canvas_p)
UI_CONTAINER_(Item, ui_item_, ui_item_p)
UI_CONTAINER_(List, ui_list_, ui_list_p)
UI_CONTAINER_(Table, ui_table_, ui_list_p)
UI_CONTAINER_(Tree, ui_tree_, ui_list_p)
UI_CONTAINER_(Tabs, ui_tabs_, ui_tabs_p)
UI_TITLED_(Tab, ui_tab_, ui_tab_p, text)
UI_CONTAINER_(Split, ui_split_, ui_split_p)
UI_CONTAINER_(MenuBar, ui_menu_bar_, ui_box_p)
UI_TITLED_(Menu, ui_menu_, ui_menu_p, text)

UI_LEAF_(Spacer, ui_spacer_, ui_box_p, ui_leaf_t)
UI_LEAF_(Divider, ui_divider_, ui_box_p, ui_leaf_t)
UI_LABELLED_(text, ui_text_, ui_text_p, ui_text_t)
UI_LEAF_(icon, ui_icon_, ui_icon_p, ui_leaf_t)
UI_CLICKED_(button, ui_button_, ui_button_p, ui_button_t)
UI_CLICKED_(link, ui_link_, ui_button_p, ui_button_t)
UI_CLICKED_(menu_item, ui_menu_item_, ui_menu_item_p, ui_leaf_t)
UI_CLICKED_(column, ui_column_title_, ui_column_p, ui_leaf_t)
UI_LEAF_(swatch, ui_swatch_, ui_swatch_p, ui_leaf_t)
UI_BOUND_(checkbox, ui_checkbox_, ui_toggle_p, ui_toggle_t, bool)
UI_BOUND_(toggle, ui_switch_, ui_toggle_p, ui_toggle_t, bool) // `switch` is a word of C++
UI_BOUND_(radio, ui_radio_, ui_radio_p, ui_toggle_t, int)
UI_LEAF_(progress, ui_progress_, ui_progress_p, ui_leaf_t)
UI_LEAF_(spinner, ui_spinner_, ui_progress_p, ui_leaf_t)
UI_LEAF_(canvas, ui_canvas_, ui_canvas_p, ui_canvas_t)
UI_LEAF_(select, ui_select_, ui_select_p, ui_select_t)

inline ui_slider_t slider(double *bind, ui_slider_p p = {}, ui_site site = UI_HERE_) {
    p.bind = bind;
    return ui_slider_(site, p);
}
inline ui_slider_t number_field(double *bind, ui_slider_p p = {}, ui_site site = UI_HERE_) {
    p.bind = bind;
    return ui_number_field_(site, p);
}
/// The array's size is known here.
template <size_t cap>
ui_field_t text_field(char (&bind)[cap], ui_field_p p = {}, ui_site site = UI_HERE_) {
    p.bind = bind;
    p.cap = cap;
    return ui_text_field_(site, p);
}
template <size_t cap>
ui_field_t search_field(char (&bind)[cap], ui_field_p p = {}, ui_site site = UI_HERE_) {
    p.bind = bind;
    p.cap = cap;
    return ui_search_field_(site, p);
}

/// Rows of a long list: ui::rows({ .count = n }, [](uint32_t row) { ... }).
template <class Body> void rows(ui_rows_p p, Body &&body, ui_site site = UI_HERE_) {
    for (ui_rows_loop loop = ui_rows_(site, p); ui_rows_next_(&loop); loop.due = false) {
        body(loop.at);
    }
}

#undef UI_CONTAINER_
#undef UI_TITLED_
#undef UI_LEAF_
#undef UI_LABELLED_
#undef UI_CLICKED_
#undef UI_BOUND_

} // namespace ui
