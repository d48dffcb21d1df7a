// SPDX-License-Identifier: MIT
/// @file
/// The samples in C and in C++ show the same, step by step. tools/test/test_cpp.py compiles and links it
/// once with each compiler.
#include "fake_server.h"

#include <stdlib.h>
#include <test/test.h>

// Their main() under other names; C++ writes the type into the name.
int c_counter(void);
int c_todo(void);
int cpp_counter(void) __asm__("_Z11cpp_counterv");
int cpp_todo(void) __asm__("_Z8cpp_todov");

/// What stands for ui_run() in the samples: keeps their view.
static void (*view_of)(void);
int keep_view(void (*view)(void));
int keep_view(void (*view)(void)) {
    view_of = view;
    return 0;
}

/// All pictures of one program behind each other.
static char shown[2][32768];
static int side;

static void note(void) {
    size_t used = strlen(shown[side]);
    REQUIRE(used + strlen(fake_dump()) < sizeof shown[0]);
    strcpy(shown[side] + used, fake_dump());
}

static bool use_counter(int step) {
    note();
    fake_click(fake_find(UI_KIND_BUTTON, step < 3 ? "Add one" : "−1"));
    return step < 5;
}

static bool use_todo(int step) {
    note();
    switch (step) {
    case 0:
        fake_type(fake_find(UI_KIND_TEXT_FIELD, "New item"), "Milk");
        return true;
    case 1:
        fake_click(fake_find(UI_KIND_BUTTON, "Add"));
        return true;
    case 2:
        fake_type(fake_find(UI_KIND_TEXT_FIELD, "New item"), "Bread");
        return true;
    case 3:
        fake_send(fake_find(UI_KIND_TEXT_FIELD, "New item"), UI_EVENT_SUBMIT);
        return true;
    case 4:
        fake_toggle(fake_find(UI_KIND_CHECKBOX, "Milk"), true);
        return true;
    default:
        return false;
    }
}

static void run(int (*program)(void), bool (*script)(int step)) {
    shown[side][0] = 0;
    CHECK_EQ(program(), 0);
    CHECK_EQ(fake_run(view_of, NULL, script), 1);
    CHECK_EQ(fake.rejected, 0);
}

static void compare(int (*c)(void), int (*cpp)(void), bool (*script)(int step)) {
    side = 0;
    run(c, script);
    side = 1;
    run(cpp, script);
    CHECK(strlen(shown[0]) > 1000);
    CHECK_STR(shown[1], shown[0]);
}

TEST(counter_in_both_languages) {
    compare(c_counter, cpp_counter, use_counter);
}

TEST(todo_in_both_languages) {
    compare(c_todo, cpp_todo, use_todo);
}
