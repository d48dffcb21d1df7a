// SPDX-License-Identifier: MIT
// docs/samples/todo.c against the fake server: fields, lists with keys, bindings.
#include "fake_server.h"

#include <test/test.h>

#undef MAX // base/base.h has another one
int todo_main(void);
#define main todo_main
#include "../../docs/samples/todo.c"
#undef main

static const char *const golden =
    "App {\n"
    "  items: [\n"
    "    Window {\n"
    "      title: \"To do\" w: 360\n"
    "      content: Column {\n"
    "        pad: 16 gap: 12\n"
    "        items: [\n"
    "          Row {\n"
    "            gap: 8\n"
    "            items: [\n"
    "              TextField { text: \"\" label: \"New item\" placeholder: \"What needs doing?\" "
    "grow: 1 cap: 79 focus: true on: [change submit] }\n"
    "              Button { text: \"Add\" tone: accent disabled: true on: [click] }\n"
    "            ]\n"
    "          }\n"
    "          List {\n"
    "            items: [\n"
    "              Item {\n"
    "                align: center pad: 8 gap: 8\n"
    "                items: [\n"
    "                  Checkbox { text: \"Buy milk\" grow: 1 on: [change] }\n"
    "                  Button { label: \"Delete\" tone: subtle icon: trash on: [click] }\n"
    "                ]\n"
    "              }\n"
    "            ]\n"
    "          }\n"
    "          Text { text: \"1 of 1 left\" style: caption tone: subtle }\n"
    "        ]\n"
    "      }\n"
    "    }\n"
    "  ]\n"
    "}\n";

static void start_with(int num) {
    const char *const texts[] = { "Buy milk", "Call Ann", "Sleep" };
    memset(item, 0, sizeof item);
    draft[0] = 0;
    for (count = 0; count < num; count++) {
        item[count].id = (uint64_t)count + 1;
        strcpy(item[count].text, texts[count]);
    }
    next_id = (uint64_t)num + 1;
}

static bool add_one(int step) {
    uint32_t field = fake_find(UI_KIND_TEXT_FIELD, "New item");
    switch (step) {
    case 0:
        fake_type(field, "Buy milk");
        return true;
    case 1:
        CHECK_STR(draft, "Buy milk");
        CHECK_EQ(fake_count(UI_KIND_TEXT_FIELD, "Buy milk"), 1);
        fake_send(field, UI_EVENT_SUBMIT);
        return true;
    default:
        CHECK_STR(fake_dump(), golden);
        return false;
    }
}

TEST(type_and_submit) {
    start_with(0);
    CHECK_EQ(fake_run(view, NULL, add_one), 1);
    CHECK_EQ(count, 1);
    CHECK_EQ(fake.rejected, 0);
}

static uint32_t ann_id, ann_box_id;

static bool delete_the_first(int step) {
    uint32_t ann = fake_find(UI_KIND_CHECKBOX, "Call Ann");
    uint32_t row = fake.tree->nodes[ann].parent;
    if (step == 0) {
        ann_box_id = fake_id(ann);
        ann_id = fake_id(row);
        uint32_t list = fake.tree->nodes[row].parent;
        uint32_t first_row = fake.tree->first_child[list];
        fake_click(first_row + 2); // its delete button
        return true;
    }
    CHECK_EQ(fake_id(row), ann_id);
    CHECK_EQ(fake_id(ann), ann_box_id);
    CHECK_EQ(fake_count(UI_KIND_CHECKBOX, NULL), 2);
    return false;
}

TEST(rows_with_keys_keep_their_identity) {
    start_with(3);
    fake_run(view, NULL, delete_the_first);
    CHECK_EQ(count, 2);
}

static bool tick(int step) {
    uint32_t box = fake_find(UI_KIND_CHECKBOX, "Call Ann");
    if (step == 0) {
        fake_toggle(box, true);
        return true;
    }
    CHECK((fake.tree->nodes[box].flags & UI_FLAG_CHECKED) != 0);
    CHECK_EQ(fake_count(UI_KIND_TEXT, "1 of 2 left"), 1);
    return false;
}

TEST(checkbox_writes_its_variable) {
    start_with(2);
    fake_run(view, NULL, tick);
    CHECK(item[1].done && !item[0].done);
}

static bool two_events_in_one_batch(int step) {
    if (step == 0) {
        // The user deletes the first row and, before the app has answered, ticks the second, which
        // by then lies elsewhere: its variable is no longer bound there.
        uint32_t milk = fake_find(UI_KIND_CHECKBOX, "Buy milk");
        uint32_t sleep = fake_find(UI_KIND_CHECKBOX, "Sleep");
        fake_click(milk + 1);
        fake_toggle(sleep, true);
        return true;
    }
    CHECK_EQ(fake_count(UI_KIND_CHECKBOX, NULL), 2);
    return false;
}

TEST(change_of_a_moved_variable_is_dropped) {
    start_with(3);
    fake_run(view, NULL, two_events_in_one_batch);
    CHECK_EQ(count, 2);
    CHECK(!item[0].done && !item[1].done && !item[2].done);
}

static bool type_too_much(int step) {
    static char text[200];
    if (step == 0) {
        memset(text, 'x', 78);
        memcpy(text + 78, "\xc3\xa4\xc3\xa4", 5); // an a umlaut would straddle the limit of 79
        fake_type(fake_find(UI_KIND_TEXT_FIELD, "New item"), text);
        return true;
    }
    CHECK_EQ(strlen(draft), 78);
    return false;
}

TEST(text_is_cut_at_a_character) {
    start_with(0);
    fake_run(view, NULL, type_too_much);
}
