// SPDX-License-Identifier: MIT
// Blocks, identity, generations, credit, limits and the programmer's mistakes.
#include "fake_server.h"

#include <test/test.h>

#include <stdlib.h>

static int mode;
static int clicked[8];

static void click_arg(ui_event *e) {
    clicked[e->arg]++;
}

static bool stop(int step) {
    (void)step;
    return false;
}

// --- blocks

static void view_blocks(void) {
    Window("Blocks") Column() {
        Row(.gap = 1) {
            ui_text("a");
            if (mode == 1) {
                break;
            }
            ui_text("b");
        }
        for (int i = 0; i < 3; i++) {
            Row(.gap = 2) {
                if (i == 1) {
                    continue;
                }
                ui_text(ui_fmt("row %d", i));
            }
            ui_text("loop goes on");
        }
        Column() {
            if (mode == 2) {
                return;
            }
        }
        ui_text("end");
    }
}

TEST(break_ends_the_block_only) {
    mode = 1;
    fake_run(view_blocks, NULL, stop);
    CHECK_STR(fake.log, "the session with the screen is over: closed\n");
    CHECK_EQ(fake.accepted, 1);
}

static bool see_blocks(int step) {
    (void)step;
    CHECK_EQ(fake_count(UI_KIND_TEXT, "a"), 1);
    CHECK_EQ(fake_count(UI_KIND_TEXT, "b"), mode != 1);
    CHECK_EQ(fake_count(UI_KIND_TEXT, "loop goes on"), 3);
    CHECK_EQ(fake_count(UI_KIND_TEXT, "row 0"), 1);
    CHECK_EQ(fake_count(UI_KIND_TEXT, "row 1"), 0);
    CHECK_EQ(fake_count(UI_KIND_TEXT, "row 2"), 1);
    CHECK_EQ(fake_count(UI_KIND_ROW, NULL), 4);
    CHECK_EQ(fake_count(UI_KIND_TEXT, "end"), mode != 2);
    return false;
}

TEST(break_continue_and_return_leave_a_sound_tree) {
    for (mode = 0; mode < 3; mode++) {
        fake_run(view_blocks, NULL, see_blocks);
        CHECK_EQ(fake.rejected, 0);
    }
}

// --- identity

static int order[3] = { 1, 2, 3 };

static void view_order(void) {
    Window("Order") Column() {
        if (mode != 0) {
            ui_text("banner");
        }
        for (int i = 0; i < 3; i++) {
            ui_button(ui_fmt("b%d", order[i]), UI_ON(click_arg, order[i]),
                      .key = (uint64_t)order[i]);
        }
        ui_text("foot");
    }
}

static void reorder(void) {
    mode = 1;
    order[0] = 3;
    order[2] = 1;
    ui_invalidate();
}

static bool see_order(int step) {
    static uint32_t before[4];
    const char *const names[] = { "b1", "b2", "b3", "foot" };
    for (int i = 0; i < 4; i++) {
        uint32_t id = fake_id(fake_find(i < 3 ? UI_KIND_BUTTON : UI_KIND_TEXT, names[i]));
        if (step != 0) {
            CHECK_EQ(id, before[i]);
        }
        before[i] = id;
    }
    reorder();
    return step < 2;
}

TEST(keys_keep_identity_over_reorder) {
    mode = 0;
    fake_run(view_order, NULL, see_order);
    CHECK_EQ(fake.accepted, 3);
}

static void view_duplicates(void) {
    Window("Twice") Column() {
        for (int i = 0; i < 3; i++) {
            ui_button("same", .key = 7);
        }
    }
}

TEST(duplicate_keys_are_named_and_repaired) {
    fake_run(view_duplicates, NULL, stop);
    CHECK(fake_logged("test_rules.c:"));
    CHECK(fake_logged("key 7 is there twice"));
    CHECK_EQ(fake.accepted, 1);
}

static void view_secret(void) {
    static char text[8] = "x";
    Window("Secret") ui_text_field(text, sizeof text, .secret = mode != 0);
}

static bool see_secret(int step) {
    static uint32_t before;
    uint32_t id = fake_id(fake_find(UI_KIND_TEXT_FIELD, NULL));
    if (step != 0) {
        CHECK(id != before);
    }
    before = id;
    mode = 1;
    ui_invalidate();
    return step < 1;
}

TEST(another_secret_flag_is_another_node) {
    mode = 0;
    fake_run(view_secret, NULL, see_secret);
}

static void view_loop_without_key(void) {
    Window("Loop") Column() {
        for (int i = 0; i < 5; i++) {
            ui_button("b");
        }
    }
}

TEST(focusable_nodes_without_key_are_named_once) {
    fake_run(view_loop_without_key, NULL, stop);
    const char *first = strstr(fake.log, "Button in a loop without .key");
    CHECK(first != NULL && strstr(first + 1, "Button in a loop") == NULL);
}

// --- generations and credit

static int version;

static void next_version(ui_event *e) {
    clicked[e->arg]++;
    version++;
}

static void view_versions(void) {
    Window("Versions") ui_button(ui_fmt("v%d", version), UI_ON(next_version, version % 8));
}

static bool click_old_generations(int step) {
    struct ui_event_rec rec = { .kind = UI_EVENT_CLICK };
    switch (step) {
    case 0:
        CHECK_EQ(fake.tree->gen, 1);
        fake_click(fake_find(UI_KIND_BUTTON, NULL));
        return true;
    case 1:
        CHECK_EQ(fake.tree->gen, 2);
        rec.id = fake_id(fake_find(UI_KIND_BUTTON, "v1"));
        rec.gen = 1; // the user still saw v0
        fake_post(rec, NULL);
        return true;
    case 2:
    case 3:
    case 4:
        fake_click(fake_find(UI_KIND_BUTTON, NULL));
        return true;
    case 5:
        CHECK_EQ(fake.tree->gen, 6);
        rec.id = fake_id(fake_find(UI_KIND_BUTTON, NULL));
        rec.gen = 1; // five before the last: forgotten
        fake_post(rec, NULL);
        rec.gen = 3; // known
        fake_post(rec, NULL);
        return true;
    default:
        return false;
    }
}

TEST(handlers_run_as_the_user_saw_them) {
    memset(clicked, 0, sizeof clicked);
    version = 0;
    fake_run(view_versions, NULL, click_old_generations);
    CHECK_EQ(clicked[0], 2);
    CHECK_EQ(clicked[1], 0);
    CHECK_EQ(clicked[2], 2); // generation 3 was version 2
    CHECK_EQ(clicked[3], 1);
    CHECK_EQ(clicked[4], 1);
}

static bool sleepy_server(int step) {
    // The server copies nothing: two generations may be written, the third has to wait.
    if (step == 0) {
        fake.asleep = true;
    }
    if (step < 4) {
        struct ui_event_rec rec = { .kind = UI_EVENT_CLICK, .gen = 1 };
        rec.id = fake_id(fake_find(UI_KIND_BUTTON, "v0"));
        fake_post(rec, NULL);
        CHECK_EQ(fake.up->gen, step == 0 ? 1u : step == 1 ? 2u : 3u);
        CHECK_EQ(fake.up->waiting, step == 3 ? 1u : 0u);
        return true;
    }
    if (step == 4) {
        CHECK_EQ(fake.up->waiting, 1);
        CHECK_EQ(fake.up->events_seen, 4); // the handlers ran all the same
        fake.asleep = false;
        return true;
    }
    if (step == 5) {
        CHECK(fake.importer.wake);
        CHECK_EQ(fake.tree->gen, 3);
        CHECK_EQ(fake_count(UI_KIND_BUTTON, "v2"), 1);
        return true;
    }
    CHECK_EQ(fake.tree->gen, 4); // everything that had waited, at once
    CHECK_EQ(fake.tree->events_seen, 4);
    CHECK_EQ(fake_count(UI_KIND_BUTTON, "v4"), 1);
    CHECK_EQ(fake.up->waiting, 0);
    return false;
}

TEST(credit_rule_is_kept_and_nothing_is_lost) {
    version = 0;
    fake_run(view_versions, NULL, sleepy_server);
    CHECK_EQ(version, 4);
}

// --- limits

static int rows;

static void view_rows(void) {
    Window("Rows") List() for (int i = 0; i < rows; i++) {
        Item(.key = (uint64_t)i + 1) ui_text("A row with some text in it");
    }
}

static bool see_rows(int step) {
    (void)step;
    CHECK_EQ(fake_count(UI_KIND_ITEM, NULL), rows);
    return false;
}

TEST(larger_banks_are_asked_for) {
    rows = 2000;
    fake_run(view_rows, NULL, see_rows);
    CHECK(fake.opened > 1);
    CHECK_EQ(fake.rejected, 0);
}

TEST(too_large_view_names_the_container) {
    rows = 5000; // 10,000 nodes
    CHECK_EQ(fake_run(view_rows, NULL, stop), 1);
    CHECK(fake_logged("view too large: this List has 5000 children"));
    CHECK(fake_logged("test_rules.c:"));
    rows = 2000;
    fake.bank_max_b = UI_BANK_MIN_B;
    CHECK_EQ(fake_run(view_rows, NULL, stop), 1);
    CHECK(fake_logged("view too large: this List has 2000 children"));
    fake.bank_max_b = 0;
}

// --- refusals

static bool corrupt_some(int step) {
    // Two in a row, then a good one, then three in a row.
    fake.corrupt = step == 0 || step == 1 || step >= 3;
    ui_invalidate();
    CHECK(step <= 6);
    return step < 8;
}

TEST(refusals_are_logged_and_end_the_app) {
    version = 0;
    CHECK_EQ(fake_run(view_versions, NULL, corrupt_some), 1);
    fake.corrupt = false;
    CHECK_EQ(fake.rejected, 5);
    CHECK_EQ(fake.accepted, 2);
    CHECK(fake_logged("the server refused the view: id is zero or there twice (Button, node 2)\n"));
    CHECK(fake_logged("the server closed the session: 3 views in a row were refused\n"));
}

// --- mistakes of the programmer

// The address sanitizer would move the local variable off the stack.
__attribute__((no_sanitize("address"))) static void view_mistakes(void) {
    bool on_stack = false;
    ui_text("outside");
    Window("Mistakes") {
        ui_text("low \xff high");
        Item() ui_text("not in a list");
        ui_checkbox("stack", &on_stack);
        ui_slider(.label = "s", .min = 5, .max = 1);
        Column(.pad = 100000, .gap = -1) ui_text(NULL);
        Spacer();
        Divider();
    }
}

static bool see_mistakes(int step) {
    (void)step;
    CHECK_EQ(fake_count(UI_KIND_TEXT, "low \xef\xbf\xbd high"), 1);
    CHECK_EQ(fake_count(UI_KIND_ITEM, NULL), 0);
    CHECK_EQ(fake_count(UI_KIND_TEXT, "not in a list"), 0);
    CHECK_EQ(ui_tree_u32(fake.tree, fake_find(UI_KIND_COLUMN, NULL), UI_ATTR_PAD), 512);
    return false;
}

TEST(mistakes_are_named_and_the_tree_stays_valid) {
    fake_run(view_mistakes, NULL, see_mistakes);
    CHECK(fake_logged("Text cannot stand in no block"));
    CHECK(fake_logged("Item cannot stand in Window"));
    CHECK(fake_logged("bound to a variable of view()"));
    CHECK(fake_logged("pad: 100000 is out of range"));
    CHECK_EQ(fake.rejected, 0);
    CHECK_EQ(fake.accepted, 1);
}

static void view_deep(void) {
    Window("Deep") {
        ui_scope scopes[60];
        for (int i = 0; i < 60; i++) {
            scopes[i] = ui_open_(ui_column_(UI_SITE_(x), (struct ui_box_p){ 0 }).ref);
        }
        for (int i = 59; i >= 0; i--) {
            ui_close_(&scopes[i]);
        }
        ui_text("after");
    }
}

static bool see_deep(int step) {
    (void)step;
    CHECK_EQ(fake.tree->nodes[fake_find(UI_KIND_TEXT, "after")].parent, 1);
    return false;
}

TEST(nesting_has_a_limit) {
    fake_run(view_deep, NULL, see_deep);
    CHECK(fake_logged("nested too deeply"));
    CHECK_EQ(fake.rejected, 0);
    CHECK_EQ(fake.accepted, 1);
}

// --- windows, timers, quitting

static bool second;
static int closes;

static void on_close(ui_event *e) {
    (void)e;
    closes++;
    second = false;
}

static void open_second(ui_event *e) {
    (void)e;
    second = true;
}

static void view_windows(void) {
    Window("Main") ui_button("Open", UI_ON(open_second));
    if (second) {
        Window("Second", UI_ON(on_close)) ui_text("hi");
    }
    Window("Third") ui_text("closed by the user for good");
}

static bool windows(int step) {
    switch (step) {
    case 0:
        fake_send(fake_find(UI_KIND_WINDOW, "Third"), UI_EVENT_CLOSE);
        fake_click(fake_find(UI_KIND_BUTTON, "Open"));
        return true;
    case 1:
        CHECK_EQ(fake_count(UI_KIND_WINDOW, "Third"), 0);
        fake_send(fake_find(UI_KIND_WINDOW, "Second"), UI_EVENT_CLOSE);
        return true;
    case 2:
        CHECK_EQ(closes, 1);
        CHECK_EQ(fake_count(UI_KIND_WINDOW, NULL), 1);
        fake_send(fake_find(UI_KIND_WINDOW, "Main"), UI_EVENT_CLOSE);
        return true;
    default:
        CHECK_EQ(step, 2); // the app should have ended
        return false;
    }
}

TEST(several_windows) {
    second = false;
    closes = 0;
    CHECK_EQ(fake_run(view_windows, NULL, windows), 0);
}

static int ticks;

static void tick(ui_event *e) {
    (void)e;
    if (++ticks == 3) {
        ui_quit(42);
    }
}

static void view_ticks(void) {
    Window("Ticks") ui_text(ui_fmt("%d", ticks));
}

static bool wait_for_ticks(int step) {
    if (step == 0) {
        CHECK(ui_every(100, tick));
    }
    return step < 10;
}

TEST(timers_and_quit) {
    ticks = 0;
    CHECK_EQ(fake_run(view_ticks, NULL, wait_for_ticks), 42);
    CHECK_EQ(ticks, 3);
}

TEST(format_goes_beyond_its_first_buffer) {
    char wide[600];
    memset(wide, 'w', sizeof wide - 1);
    wide[sizeof wide - 1] = '\0';
    CHECK_STR(ui_fmt("%s", wide), wide);
    CHECK_STR(ui_fmt("%.2f %d%%", 1.5, 7), "1.50 7%");
    fake_run(view_ticks, NULL, stop); // frees it
}
