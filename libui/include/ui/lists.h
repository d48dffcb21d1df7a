// SPDX-License-Identifier: MIT
/// @file
/// Part of ui.h: lists, tables, trees, tabs, split views. docs/apps.md has whole programs.
///
/// Long lists: inside of List, Table or Tree, `UiRows(r, count, .row_h = 28) Item(.key = ...)` runs
/// over the rows that are wanted only: those that the user sees and a screen before and behind. The
/// server knows the scroll position and the current row, the app which rows are selected.
#pragma once

/// List, Table, Tree.
struct ui_list_p {
    int pad, gap;
    int *bind; ///< Current row, -1 = none; follows the keyboard and the pointer.
    /// The user chose rows: e->index is the row, e->mode what is wanted of it. See ui_select_rows().
    ui_handler on_change;
    bool multi;   ///< Several rows can be selected.
    int scroll_y; ///< Where it is scrolled to when it appears.
    UI_COMMON_;
};

/// Rows of a long list.
struct ui_rows_p {
    uint32_t count; ///< All of them.
    int row_h;      ///< Height of each; 0: 28, in tables 32.
};

/// State of a UiRows loop.
typedef struct {
    uint32_t at, end;
    bool due;
} ui_rows_loop;

/// Column of a table: stands before the rows. `w` is its first width, `grow` its share of what is
/// left; the user may drag its edge.
struct ui_column_p {
    const char *text;
    ui_handler on_click; ///< Most often: sort by it.
    enum ui_align align; ///< Of the title and the cells.
    bool sorted, descending;
    bool fixed; ///< The user cannot change its width.
    UI_COMMON_;
};

/// Tabs: shows one of its Tab blocks.
struct ui_tabs_p {
    int *bind; ///< Number of the Tab that shows. NULL: the server remembers it.
    ui_handler on_change;
    UI_COMMON_;
};
struct ui_tab_p {
    const char *text;
    enum ui_icon icon;
    UI_COMMON_;
};

/// Two children with an edge between them that the user moves.
struct ui_split_p {
    double *bind; ///< Share of the first one, 0..1. NULL: the server remembers it.
    ui_handler on_change;
    bool vertical; ///< One above the other.
    double value;  ///< Without `bind`: the share at first; 0 = half.
    UI_COMMON_;
};

/// A colour to click on.
struct ui_swatch_p {
    uint32_t rgba; ///< 0xRRGGBBAA.
    ui_handler on_click;
    bool selected;
    UI_COMMON_;
};

/// One row of a tree, as it shows.
typedef struct ui_outline_row {
    uint64_t id;
    uint32_t level;
    bool expandable, open;
} ui_outline_row;

/// A hierarchy of any size, of which only the open parts are asked for. Set the functions, zero the
/// rest. Ids are the app's; 0 is the invisible root.
typedef struct ui_outline {
    uint32_t (*num_children)(uint64_t id, void *data); ///< 0 = it cannot be opened.
    uint64_t (*child)(uint64_t id, uint32_t index, void *data);
    void *data;
    struct ui_outline_node *root; ///< Private.
} ui_outline;

#ifdef __cplusplus
extern "C" {
#endif

ui_box_t ui_list_(struct ui_site, struct ui_list_p);
ui_box_t ui_table_(struct ui_site, struct ui_list_p);
ui_box_t ui_tree_(struct ui_site, struct ui_list_p);
ui_leaf_t ui_column_title_(struct ui_site, struct ui_column_p);
ui_box_t ui_tabs_(struct ui_site, struct ui_tabs_p);
ui_box_t ui_tab_(struct ui_site, struct ui_tab_p);
ui_box_t ui_split_(struct ui_site, struct ui_split_p);
ui_leaf_t ui_swatch_(struct ui_site, struct ui_swatch_p);
ui_rows_loop ui_rows_(struct ui_site, struct ui_rows_p);
bool ui_rows_next_(ui_rows_loop *loop);

/// Does to `selected[0..num_rows)` what the user wants: call it in on_change. `anchor` is where
/// ranges begin; keep it beside the array, -1 at first.
void ui_select_rows(const ui_event *e, bool *selected, int num_rows, int *anchor);

/// Rows that show: pass it to UiRows.
uint32_t ui_outline_count(ui_outline *outline);

/// The row with number `row`; zeroes when there is none.
ui_outline_row ui_outline_at(ui_outline *outline, uint32_t row);

/// Opens or closes `row`: call it in on_expand with e->index and e->on.
void ui_outline_set(ui_outline *outline, uint32_t row, bool open);

/// Forgets what is open, and frees it.
void ui_outline_clear(ui_outline *outline);

#ifdef __cplusplus
} // extern "C"
#else

#define List(...) UI_BLOCK_(ui_list_, ui_list_p, __VA_ARGS__)
#define Table(...) UI_BLOCK_(ui_table_, ui_list_p, __VA_ARGS__)
#define Tree(...) UI_BLOCK_(ui_tree_, ui_list_p, __VA_ARGS__)
#define Tabs(...) UI_BLOCK_(ui_tabs_, ui_tabs_p, __VA_ARGS__)
#define Tab(...) UI_BLOCK_(ui_tab_, ui_tab_p, __VA_ARGS__)
#define Split(...) UI_BLOCK_(ui_split_, ui_split_p, __VA_ARGS__)
#define ui_column(...) UI_MAKE_(ui_column_title_, ui_column_p, __VA_ARGS__)
#define ui_swatch(...) UI_MAKE_(ui_swatch_, ui_swatch_p, __VA_ARGS__)

/// UiRows(r, count, .row_h = 28) { ... }: runs with the uint32_t `r` over the wanted rows.
#define UiRows(r, ...)                                                                             \
    UI_ROWS_(r, UI_MAKE_(ui_rows_, ui_rows_p, __VA_ARGS__), UI_CAT_(ui_rows_, __COUNTER__))
#define UI_ROWS_(r, made, name)                                                                    \
    for (ui_rows_loop name = made; ui_rows_next_(&name);)                                          \
        for (uint32_t r __attribute__((unused)) = name.at; name.due; name.due = false)

#endif
