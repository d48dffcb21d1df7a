// SPDX-License-Identifier: MIT
// Long lists: only the rows that the server asks for are made; what the user chose; outlines.
#include <test/test.h>
#include <ui.h>

#include "fake_server.h"

#define ROWS 100000u

static bool chosen[8];
static int anchor = -1, current = -1, page;
static double share = 0.25;
static uint32_t made;
static ui_event last;

static void note(ui_event *e) {
    last = *e;
}

static void view(void) {
    made = 0;
    Window("Lists") {
        List(.bind = &current, .on_change = UI_ON(note), .multi = true) {
            UiRows(r, ROWS, .row_h = 20) {
                Item(.key = r + 1) {
                    if (r % 2 == 1) {
                        break; // ends the row only
                    }
                    ui_text(ui_fmt("Row %u", r));
                }
                made++;
            }
        }
        Tabs(.bind = &page) {
            Tab("One") {
            }
            Tab("Two") {
            }
        }
        Split(.bind = &share) {
            ui_text("a");
            ui_text("b");
        }
        Column() UiRows(r, 10) {
            ui_text("not here");
        }
    }
}

static void ask(uint32_t first, uint32_t count) {
    struct ui_event_rec rec = { .gen = fake.tree->gen,
                                .id = fake_id(fake_find(UI_KIND_LIST, NULL)),
                                .kind = UI_EVENT_VISIBLE };
    rec.visible.first = first;
    rec.visible.count = count;
    fake_post(rec, NULL);
}

static bool play(int step) {
    uint32_t list = fake_find(UI_KIND_LIST, NULL);
    const struct ui_tree *t = fake.tree;
    switch (step) {
    case 0:
        CHECK(made > 20 && made < 100);
        CHECK_EQ(ui_tree_u32(t, list, UI_ATTR_COUNT), ROWS);
        CHECK_EQ(ui_tree_u32(t, list, UI_ATTR_ROW_H), 20);
        CHECK_EQ(ui_tree_u32(t, list, UI_ATTR_FIRST), 0);
        CHECK_EQ(fake_count(UI_KIND_TEXT, "Row 2"), 1);
        CHECK_EQ(fake_count(UI_KIND_TEXT, "Row 3"), 0);
        CHECK_EQ(fake_count(UI_KIND_TEXT, "not here"), 0);
        CHECK(fake_logged("UiRows stands in"));
        ask(50000, 30);
        return true;
    case 1:
        CHECK_EQ(made, 30);
        CHECK_EQ(ui_tree_u32(t, list, UI_ATTR_FIRST), 50000);
        CHECK_EQ(fake_count(UI_KIND_TEXT, "Row 50028"), 1);
        ask(99990, 30); // more than there are
        return true;
    case 2: {
        CHECK_EQ(made, 10);
        struct ui_event_rec rec = { .gen = t->gen, .id = fake_id(list), .kind = UI_EVENT_CHANGE };
        rec.change.index = 99995;
        rec.change.mode = UI_SELECT_RANGE;
        fake_post(rec, NULL);
        rec.id = fake_id(fake_find(UI_KIND_TABS, NULL));
        rec.change.index = 1;
        fake_post(rec, NULL);
        rec.id = fake_id(fake_find(UI_KIND_SPLIT, NULL));
        rec.change.value = 0.75;
        fake_post(rec, NULL);
        return true;
    }
    default:
        CHECK_EQ(current, 99995);
        CHECK_EQ(last.index, 99995);
        CHECK_EQ(last.mode, UI_SELECT_RANGE);
        CHECK_EQ(page, 1);
        CHECK(share > 0.74 && share < 0.76);
        CHECK_EQ(ui_tree_i32(t, fake_find(UI_KIND_LIST, NULL), UI_ATTR_CHOICE), 99995);
        return false;
    }
}

TEST(rows_that_are_wanted) {
    CHECK_EQ(fake_run(view, NULL, play), 1);
    CHECK_EQ(fake.rejected, 0);
}

static uint32_t mask(int row, enum ui_select mode) {
    ui_event e = { .kind = UI_EVENT_CHANGE, .index = row, .mode = mode };
    ui_select_rows(&e, chosen, 8, &anchor);
    uint32_t bits = 0;
    for (uint32_t i = 0; i < 8; i++) {
        bits |= chosen[i] ? 1u << i : 0;
    }
    return bits;
}

TEST(what_the_user_wants_of_rows) {
    CHECK_EQ(mask(2, UI_SELECT_RANGE), 0x04); // nothing was chosen before
    CHECK_EQ(mask(5, UI_SELECT_RANGE), 0x3c);
    CHECK_EQ(mask(0, UI_SELECT_RANGE), 0x07); // to the other side of where it began
    CHECK_EQ(mask(6, UI_SELECT_TOGGLE), 0x47);
    CHECK_EQ(mask(6, UI_SELECT_TOGGLE), 0x07);
    CHECK_EQ(mask(7, UI_SELECT_RANGE), 0xc0);
    CHECK_EQ(mask(3, UI_SELECT_ONE), 0x08);
    CHECK_EQ(mask(0, UI_SELECT_ALL), 0xff);
    CHECK_EQ(mask(100, UI_SELECT_TOGGLE), 0xff);
}

static uint32_t asked;

static uint32_t num_children(uint64_t id, void *data) {
    asked++;
    return id < 1000 ? 10 : 0;
}

static uint64_t child(uint64_t id, uint32_t index, void *data) {
    return id * 10 + index + 1;
}

TEST(an_outline_knows_its_rows) {
    ui_outline o = { .num_children = num_children, .child = child };
    CHECK_EQ(ui_outline_count(&o), 10);
    CHECK_EQ(ui_outline_at(&o, 4).id, 5);
    CHECK(ui_outline_at(&o, 4).expandable && !ui_outline_at(&o, 4).open);
    ui_outline_set(&o, 4, true);
    ui_outline_set(&o, 4, true); // once is enough
    ui_outline_set(&o, 1, true);
    CHECK_EQ(ui_outline_count(&o), 30);
    CHECK_EQ(ui_outline_at(&o, 2).id, 21);
    CHECK_EQ(ui_outline_at(&o, 2).level, 1);
    CHECK_EQ(ui_outline_at(&o, 12).id, 3);
    CHECK_EQ(ui_outline_at(&o, 14).id, 5);
    CHECK(ui_outline_at(&o, 14).open);
    CHECK_EQ(ui_outline_at(&o, 24).id, 60);
    CHECK_EQ(ui_outline_at(&o, 25).id, 6);
    CHECK_EQ(ui_outline_at(&o, 29).id, 10);
    CHECK_EQ(ui_outline_at(&o, 30).id, 0);
    ui_outline_set(&o, 3, true); // below the one that is open
    CHECK_EQ(ui_outline_count(&o), 40);
    CHECK_EQ(ui_outline_at(&o, 4).level, 2);
    CHECK_EQ(ui_outline_at(&o, 4).id, 221);
    ui_outline_set(&o, 1, false); // with what is open in it
    CHECK_EQ(ui_outline_count(&o), 20);
    CHECK_EQ(ui_outline_at(&o, 4).id, 5);
    asked = 0;
    (void)ui_outline_at(&o, 19);
    CHECK(asked <= 1); // only what shows
    ui_outline_clear(&o);
    CHECK_EQ(ui_outline_count(&o), 10);
    ui_outline_clear(&o);
}
