// SPDX-License-Identifier: MIT
/// @file
/// The to-do list in the words of its user.
#include <test/test.h>

#include "uit.h"

#pragma clang diagnostic ignored "-Wmissing-field-initializers"
#pragma clang diagnostic ignored "-Wunused-parameter"
int todo_main(void);
#define main todo_main
#include "../../../apps/todo/main.c"
#undef main

TEST(items_by_keyboard_and_pointer) {
    REQUIRE(uit_open(todo_main));
    uit_expect_focused(uit_role(UI_KIND_TEXT_FIELD, "New item"));
    uit_type(uit_label("New item"), "Buy milk, 2 l");
    uit_key("Enter");
    uit_expect_visible(uit_role(UI_KIND_CHECKBOX, "Buy milk, 2 l"));
    uit_type(uit_label("New item"), "x");
    uit_key("Ctrl+a Backspace");
    uit_key("b r e a d Enter");
    uit_click(uit_role(UI_KIND_CHECKBOX, "bread"));
    uit_expect_visible(uit_role(UI_KIND_TEXT, "1 of 2 left"));
    uit_click(uit_role(UI_KIND_TAB, "Done"));
    uit_expect_gone(uit_role(UI_KIND_CHECKBOX, "Buy milk, 2 l"));
    uit_invoke(uit_role(UI_KIND_BUTTON, "Clear done"));
    uit_expect_visible(uit_role(UI_KIND_TEXT, "1 of 1 left"));
    CHECK_EQ(uit_close(), 1);
    CHECK_EQ(count, 1);
}
