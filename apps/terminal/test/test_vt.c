// SPDX-License-Identifier: MIT
// What vttest looks at, by name: bytes go in, the contents of the screen are checked.
#include "fixture.h"

#include <stdio.h>
#include <test/test.h>
#include <ui.h>

#define ESC "\x1b"
#define CSI "\x1b["

static void expect_cursor(int x, int y) {
    CHECK_EQ(scr.x, x);
    CHECK_EQ(scr.y, y);
}

TEST(text_cr_lf_bs) {
    fresh(20, 5);
    feed("one\r\ntwo\b\bX");
    CHECK_STR(line_at(0), "one");
    CHECK_STR(line_at(1), "tXo");
    expect_cursor(2, 1);
}

TEST(cursor_movement) {
    fresh(20, 5);
    feed(CSI "3;5HA" CSI "1A" CSI "2CB" CSI "2BC" CSI "4DD");
    CHECK_STR(line_at(2), "    A");
    CHECK_STR(line_at(1), "       B");
    CHECK_STR(line_at(3), "     D  C");
    feed(CSI "99;99H");
    expect_cursor(19, 4);
    feed(CSI "99A" CSI "99D");
    expect_cursor(0, 0);
}

TEST(cursor_column_and_line_absolute) {
    fresh(20, 5);
    feed(CSI "7GX" CSI "3dY" CSI "2EZ" CSI "1FW");
    CHECK_STR(line_at(0), "      X");
    CHECK_STR(line_at(2), "       Y");
    CHECK_STR(line_at(4), "Z");
    CHECK_STR(line_at(3), "W");
}

TEST(index_and_next_line) {
    fresh(20, 3);
    feed("a" ESC "Db" ESC "Ec" ESC "M" ESC "Md");
    CHECK_STR(line_at(0), "ad");
    CHECK_STR(line_at(1), " b");
    CHECK_STR(line_at(2), "c");
}

TEST(reverse_index_at_the_top_scrolls_down) {
    fresh(20, 3);
    feed("a\r\nb\r\nc" CSI "H" ESC "Mnew");
    CHECK_STR(line_at(0), "new");
    CHECK_STR(line_at(1), "a");
    CHECK_STR(line_at(2), "b");
}

TEST(erase_in_line) {
    fresh(10, 3);
    feed("abcdefghij\r\n0123456789\r\nABCDEFGHIJ");
    feed(CSI "1;4H" CSI "K" CSI "2;4H" CSI "1K" CSI "3;4H" CSI "2K");
    CHECK_STR(line_at(0), "abc");
    CHECK_STR(line_at(1), "    456789");
    CHECK_STR(line_at(2), "");
}

TEST(erase_in_display) {
    fresh(5, 3);
    feed("aaaaa\r\nbbbbb\r\nccccc" CSI "2;3H" CSI "J");
    CHECK_STR(line_at(0), "aaaaa");
    CHECK_STR(line_at(1), "bb");
    CHECK_STR(line_at(2), "");
    feed(CSI "1;1Hxxxxx" CSI "2;1Hyyyyy" CSI "2;2H" CSI "1J");
    CHECK_STR(line_at(0), "");
    CHECK_STR(line_at(1), "  yyy");
    feed(CSI "2J");
    CHECK_STR(line_at(1), "");
    expect_cursor(1, 1);
}

TEST(erase_characters) {
    fresh(10, 2);
    feed("abcdef" CSI "2G" CSI "3X");
    CHECK_STR(line_at(0), "a   ef");
}

TEST(erase_takes_the_ground_of_the_pen) {
    fresh(10, 2);
    feed(CSI "44m" CSI "2J");
    CHECK_EQ(cell_at(5, 1)->bg, 4);
}

TEST(insert_and_delete_characters) {
    fresh(10, 2);
    feed("abcdef" CSI "3G" CSI "2@");
    CHECK_STR(line_at(0), "ab  cdef");
    feed(CSI "1G" CSI "3P");
    CHECK_STR(line_at(0), " cdef");
}

TEST(insert_and_delete_lines) {
    fresh(10, 4);
    feed("a\r\nb\r\nc\r\nd" CSI "2;1H" CSI "L");
    CHECK_STR(line_at(1), "");
    CHECK_STR(line_at(2), "b");
    CHECK_STR(line_at(3), "c");
    feed(CSI "1;1H" CSI "2M");
    CHECK_STR(line_at(0), "b");
    CHECK_STR(line_at(1), "c");
    CHECK_STR(line_at(2), "");
}

TEST(insert_mode) {
    fresh(10, 1);
    feed("abc" CSI "1G" CSI "4hXY" CSI "4lZ");
    CHECK_STR(line_at(0), "XYZbc");
}

TEST(scroll_region) {
    fresh(10, 5);
    feed("1\r\n2\r\n3\r\n4\r\n5" CSI "2;4r" CSI "4;1H\n");
    CHECK_STR(line_at(0), "1");
    CHECK_STR(line_at(1), "3");
    CHECK_STR(line_at(2), "4");
    CHECK_STR(line_at(3), "");
    CHECK_STR(line_at(4), "5");
    CHECK_EQ(screen_top(&scr), 0); // nothing has left the screen
    feed(CSI "2;1H" ESC "M");
    CHECK_STR(line_at(1), "");
    CHECK_STR(line_at(2), "3");
}

TEST(scroll_up_and_down) {
    fresh(10, 3);
    feed("1\r\n2\r\n3" CSI "S");
    CHECK_STR(line_at(0), "2");
    feed(CSI "2T");
    CHECK_STR(line_at(2), "2");
}

TEST(tabs) {
    fresh(40, 2);
    feed("a\tb\tc");
    CHECK_STR(line_at(0), "a       b       c");
    feed("\r" CSI "3g" CSI "5G" ESC "H\r\tX");
    CHECK_EQ(cell_at(4, 0)->text, 'X');
    fresh(40, 2);
    feed(CSI "20G" CSI "2Z!");
    CHECK_EQ(cell_at(8, 0)->text, '!');
}

TEST(sgr_styles) {
    fresh(20, 1);
    feed(CSI "1mB" CSI "22;3mI" CSI "23;4mU" CSI "24;7mR" CSI "27;9mS" CSI "mN");
    CHECK_EQ(cell_at(0, 0)->attrs, UI_CELL_BOLD);
    CHECK_EQ(cell_at(1, 0)->attrs, UI_CELL_ITALIC);
    CHECK_EQ(cell_at(2, 0)->attrs, UI_CELL_UNDERLINE);
    CHECK_EQ(cell_at(3, 0)->attrs, UI_CELL_INVERSE);
    CHECK_EQ(cell_at(4, 0)->attrs, UI_CELL_STRIKE);
    CHECK_EQ(cell_at(5, 0)->attrs, 0);
}

TEST(sgr_colors) {
    fresh(20, 1);
    feed(CSI "31;42ma" CSI "91;104mb" CSI "38;5;200;48;5;17mc" CSI "39;49md");
    CHECK_EQ(cell_at(0, 0)->fg, 1);
    CHECK_EQ(cell_at(0, 0)->bg, 2);
    CHECK_EQ(cell_at(1, 0)->fg, 9);
    CHECK_EQ(cell_at(1, 0)->bg, 12);
    CHECK_EQ(cell_at(2, 0)->fg, 200);
    CHECK_EQ(cell_at(2, 0)->bg, 17);
    CHECK_EQ(cell_at(3, 0)->fg, UI_CELLS_FG);
    CHECK_EQ(cell_at(3, 0)->bg, UI_CELLS_BG);
}

TEST(true_colors) {
    fresh(20, 1);
    feed(CSI "38;2;1;2;3ma" CSI "38;2;255;0;128mb" CSI "38;2;1;2;3mc");
    CHECK_EQ(cell_at(0, 0)->fg, UI_CELLS_OWN);
    CHECK_EQ(cell_at(1, 0)->fg, UI_CELLS_OWN + 1);
    CHECK_EQ(cell_at(2, 0)->fg, UI_CELLS_OWN);
    CHECK_EQ(scr.own[0], 0x010203);
    CHECK_EQ(scr.own[1], 0xff0080);
}

TEST(more_true_colors_than_there_is_room_for) {
    fresh(20, 1);
    char text[64];
    for (int i = 0; i < SCREEN_OWN_COLORS + 50; i++) {
        snprintf(text, sizeof text, CSI "38;2;%d;%d;9mx\r", i & 255, i >> 8);
        feed(text);
        CHECK(cell_at(0, 0)->fg < UI_CELLS_COLORS);
    }
}

TEST(autowrap) {
    fresh(5, 3);
    feed("abcde");
    expect_cursor(4, 0);
    feed("f");
    CHECK_STR(line_at(0), "abcde");
    CHECK_STR(line_at(1), "f");
    CHECK(scr.lines[0].wrapped);
    feed(CSI "2J" CSI "H" CSI "?7labcdefg");
    CHECK_STR(line_at(0), "abcdg");
    CHECK(!scr.lines[0].wrapped);
}

TEST(full_line_and_a_line_feed_is_not_wrapped) {
    fresh(5, 3);
    feed("abcde\r\nf");
    CHECK_STR(line_at(1), "f");
    CHECK(!scr.lines[0].wrapped);
}

TEST(alternate_screen) {
    fresh(10, 3);
    feed("shell" CSI "?1049h" CSI "H" CSI "2Jeditor");
    CHECK_STR(line_at(0), "editor");
    feed("\r\n\n\n\n"); // what leaves it is not kept
    CHECK_EQ(scr.history.count, 0);
    feed(CSI "?1049l");
    CHECK_STR(line_at(0), "shell");
    expect_cursor(5, 0);
}

TEST(wide_characters) {
    fresh(10, 2);
    feed("\xe6\x97\xa5\xe6\x9c\xac!");
    CHECK_EQ(cell_at(0, 0)->text, 0x65e5);
    CHECK_EQ(cell_at(0, 0)->attrs, UI_CELL_WIDE);
    CHECK_EQ(cell_at(1, 0)->attrs, UI_CELL_WIDE_TAIL);
    CHECK_EQ(cell_at(4, 0)->text, '!');
    CHECK_STR(line_at(0), "\xe6\x97\xa5\xe6\x9c\xac!");
}

TEST(wide_character_at_the_edge_wraps) {
    fresh(5, 2);
    feed("abcd\xe6\x97\xa5");
    CHECK_STR(line_at(1), "\xe6\x97\xa5");
    CHECK(scr.lines[0].wrapped || line_at(0)[4] == 0);
}

TEST(combining_marks) {
    fresh(10, 2);
    feed("e\xcc\x81x");
    CHECK_EQ(cell_at(0, 0)->text, 'e');
    CHECK_EQ(cell_at(0, 0)->mark, 0x301);
    CHECK_EQ(cell_at(1, 0)->text, 'x');
    CHECK_STR(line_at(0), "e\xcc\x81x");
}

TEST(broken_utf8) {
    fresh(10, 2);
    feed("a\xff"
         "b\xc3"
         "c");
    CHECK_EQ(cell_at(1, 0)->text, 0xfffd);
    CHECK_EQ(cell_at(2, 0)->text, 'b');
}

TEST(osc_title) {
    fresh(10, 2);
    feed(ESC "]2;Hello \xc3\xa4\x07x");
    CHECK_STR(scr.title, "Hello \xc3\xa4");
    CHECK_STR(line_at(0), "x");
    feed(ESC "]0;Both" ESC "\\");
    CHECK_STR(scr.title, "Both");
}

TEST(save_and_restore_cursor) {
    fresh(20, 5);
    feed(CSI "3;4H" CSI "1;31m" ESC "7" CSI "H" CSI "m"
             "x" ESC "8"
             "y");
    CHECK_EQ(cell_at(3, 2)->text, 'y');
    CHECK_EQ(cell_at(3, 2)->fg, 1);
    CHECK_EQ(cell_at(3, 2)->attrs, UI_CELL_BOLD);
}

TEST(origin_mode) {
    fresh(20, 6);
    feed(CSI "3;5r" CSI "?6h" CSI "1;1HX" CSI "99;1HY");
    CHECK_STR(line_at(2), "X");
    CHECK_STR(line_at(4), "Y");
    feed(CSI "?6l" CSI "1;1HZ");
    CHECK_STR(line_at(0), "Z");
}

TEST(device_attributes) {
    fresh(20, 5);
    feed(CSI "c");
    CHECK(answer[0] == 0x1b && answer[1] == '[' && answer[2] == '?');
}

TEST(status_reports) {
    fresh(20, 5);
    feed(CSI "5n");
    CHECK_STR(answer, CSI "0n");
    answer[0] = 0;
    feed(CSI "3;7H" CSI "6n");
    CHECK_STR(answer, CSI "3;7R");
}

TEST(bracketed_paste) {
    fresh(20, 5);
    vterm_keyboard_start_paste(scr.vt);
    CHECK_STR(answer, "");
    feed(CSI "?2004h");
    vterm_keyboard_start_paste(scr.vt);
    vterm_keyboard_end_paste(scr.vt);
    CHECK_STR(answer, CSI "200~" CSI "201~");
}

TEST(mouse_reports) {
    fresh(20, 5);
    feed(CSI "?1000h" CSI "?1006h");
    CHECK_EQ(scr.mouse, VTERM_PROP_MOUSE_CLICK);
    vterm_mouse_move(scr.vt, 2, 4, VTERM_MOD_NONE);
    vterm_mouse_button(scr.vt, 1, true, VTERM_MOD_NONE);
    CHECK_STR(answer, CSI "<0;5;3M");
    feed(CSI "?1000l");
    CHECK_EQ(scr.mouse, VTERM_PROP_MOUSE_NONE);
}

TEST(application_cursor_keys) {
    fresh(20, 5);
    vterm_keyboard_key(scr.vt, VTERM_KEY_UP, VTERM_MOD_NONE);
    feed(CSI "?1h");
    vterm_keyboard_key(scr.vt, VTERM_KEY_UP, VTERM_MOD_NONE);
    CHECK_STR(answer, CSI "A" ESC "OA");
}

TEST(line_drawing_set) {
    fresh(20, 2);
    feed(ESC "(0lqk" ESC "(Bq");
    CHECK_EQ(cell_at(0, 0)->text, 0x250c);
    CHECK_EQ(cell_at(1, 0)->text, 0x2500);
    CHECK_EQ(cell_at(2, 0)->text, 0x2510);
    CHECK_EQ(cell_at(3, 0)->text, 'q');
}

TEST(cursor_shape_and_visibility) {
    fresh(20, 2);
    feed(CSI "?25l" CSI "5 q");
    CHECK(!scr.cursor_visible);
    CHECK_EQ(scr.cursor_shape, VTERM_PROP_CURSORSHAPE_BAR_LEFT);
    feed(CSI "?25h");
    CHECK(scr.cursor_visible);
}

TEST(repeat_character) {
    fresh(20, 2);
    feed("x" CSI "4b");
    CHECK_STR(line_at(0), "xxxxx");
}

TEST(bell_and_reset) {
    fresh(20, 2);
    feed("\x07");
    CHECK(scr.bell);
    feed("text" CSI "31m" ESC "c");
    CHECK_STR(line_at(0), "");
    expect_cursor(0, 0);
    CHECK_EQ(scr.pen.fg, UI_CELLS_FG);
}

TEST(screen_alignment) {
    fresh(6, 3);
    feed(ESC "#8");
    CHECK_STR(line_at(0), "EEEEEE");
    CHECK_STR(line_at(2), "EEEEEE");
}
