// SPDX-License-Identifier: MIT
/// @file
/// Scan codes, mouse packets, and the controller against an imitation of the real one.
#include <base/string.h>
#include <test/test.h>

#include "controller.h"
#include "keyboard.h"
#include "mouse.h"

TEST(keys_go_down_and_up) {
    struct keyboard k = { 0 };
    struct keyboard_event e;
    CHECK(keyboard_take(&k, 0x1e, &e) && e.code == 30 && e.down);
    CHECK(keyboard_take(&k, 0x9e, &e) && e.code == 30 && !e.down);
    CHECK(!keyboard_take(&k, 0xe0, &e));
    CHECK(keyboard_take(&k, 0x4b, &e) && e.code == 105 && e.down); // left, not 4 of the pad
    CHECK(keyboard_take(&k, 0x4b, &e) && e.code == 75);
    CHECK(!keyboard_take(&k, 0xe0, &e));
    CHECK(keyboard_take(&k, 0xd3, &e) && e.code == 111 && !e.down);
}

TEST(bytes_that_mean_nothing_are_skipped) {
    struct keyboard k = { 0 };
    struct keyboard_event e;
    CHECK(!keyboard_take(&k, 0xe0, &e)); // a shift that nobody pressed, around Print Screen
    CHECK(!keyboard_take(&k, 0x2a, &e));
    CHECK(!keyboard_take(&k, 0x00, &e));
    CHECK(!keyboard_take(&k, 0xff, &e));
    CHECK(keyboard_take(&k, 0x02, &e) && e.code == 2);
    CHECK(!keyboard_take(&k, 0xe0, &e));
    CHECK(!keyboard_take(&k, 0xe0, &e)); // said twice
    CHECK(keyboard_take(&k, 0x1d, &e) && e.code == 97);
}

TEST(pause_is_one_press) {
    static const uint8_t bytes[] = { 0xe1, 0x1d, 0x45, 0xe1, 0x9d, 0xc5, 0x1e };
    struct keyboard k = { 0 };
    struct keyboard_event e;
    uint32_t events = 0;
    for (size_t i = 0; i < sizeof bytes; i++) {
        if (keyboard_take(&k, bytes[i], &e)) {
            CHECK_EQ(e.code, events == 0 ? 119 : 30);
            events++;
        }
    }
    CHECK_EQ(events, 2);
}

static bool feed(struct mouse *m, const uint8_t *bytes, size_t length_b, struct mouse_event *out) {
    bool any = false;
    for (size_t i = 0; i < length_b; i++) {
        any = mouse_take(m, bytes[i], out) || any;
    }
    return any;
}
#define FEED(mouse, out, ...)                                                                      \
    feed(mouse, (const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ }), out)

TEST(a_plain_mouse_moves) {
    struct mouse m = { .id = MOUSE_PLAIN };
    struct mouse_event e;
    CHECK(FEED(&m, &e, 0x09, 5, 3));
    CHECK(e.dx == 5 && e.dy == -3 && e.buttons == 1 && e.wheel == 0);
    CHECK(FEED(&m, &e, 0x38, 0xfe, 0xff)); // both negative
    CHECK(e.dx == -2 && e.dy == 1 && e.buttons == 0);
    CHECK(FEED(&m, &e, 0x48, 0xff, 0)); // further than it can say
    CHECK(e.dx == 0 && e.dy == 0);
}

TEST(wheels_turn) {
    struct mouse m = { .id = MOUSE_WHEEL };
    struct mouse_event e;
    CHECK(!FEED(&m, &e, 0x08, 0, 0));
    CHECK(FEED(&m, &e, 0xff));
    CHECK_EQ(e.wheel, 1);
    m = (struct mouse){ .id = MOUSE_FIVE_BUTTONS };
    CHECK(FEED(&m, &e, 0x0c, 0, 0, 0x11));
    CHECK_EQ(e.wheel, -1);
    CHECK_EQ(e.buttons, 4 | 8); // middle and side
}

TEST(a_stream_finds_itself_again) {
    struct mouse m = { .id = MOUSE_PLAIN };
    struct mouse_event e;
    CHECK(FEED(&m, &e, 0x00, 0x05, 0x08, 1, 0));
    CHECK_EQ(e.dx, 1);
}

TEST(a_mouse_that_is_plugged_in_is_noticed) {
    struct mouse m = { .id = MOUSE_WHEEL };
    struct mouse_event e;
    CHECK(FEED(&m, &e, 0xaa, 0x00));
    CHECK(e.plugged_in);
    CHECK(FEED(&m, &e, 0x08, 4, 0, 0));
    CHECK(!e.plugged_in && e.dx == 4);
}

/// An 8042 with a keyboard and a mouse.
static struct fake {
    nsec_t now;
    uint8_t config;
    uint8_t to_port; ///< What the next data byte is for: a command, or 0 for the keyboard.
    uint8_t queue[64];
    bool from_mouse[64];
    uint32_t head, tail;
    bool absent;      ///< Nothing at these ports.
    bool deaf;        ///< The controller does not answer.
    bool no_mouse;    ///< Nothing in the second socket.
    uint8_t best_id;  ///< What the mouse can be at most.
    uint8_t rates[3]; ///< The last three.
    bool rate_next;
    bool mouse_on, keyboard_on;
    uint32_t resends; ///< So many commands to the mouse are not understood.
} fake;

static void answer(uint8_t byte, bool mouse) {
    fake.queue[fake.tail % 64] = byte;
    fake.from_mouse[fake.tail++ % 64] = mouse;
}

static void mouse_hears(uint8_t byte) {
    if (fake.no_mouse) {
        return;
    }
    if (fake.resends > 0) {
        fake.resends--;
        answer(0xfe, true);
        return;
    }
    answer(0xfa, true);
    if (fake.rate_next) {
        memmove(fake.rates, fake.rates + 1, 2);
        fake.rates[2] = byte;
        fake.rate_next = false;
    } else if (byte == 0xf3) {
        fake.rate_next = true;
    } else if (byte == 0xf2) {
        bool wheel = memcmp(fake.rates, (const uint8_t[]){ 200, 100, 80 }, 3) == 0;
        bool five = memcmp(fake.rates, (const uint8_t[]){ 200, 200, 80 }, 3) == 0;
        answer(five ? MIN(fake.best_id, 4) : wheel ? MIN(fake.best_id, 3) : 0, true);
    } else if (byte == 0xf4) {
        fake.mouse_on = true;
    }
}

static uint8_t fake_read(void *self, bool command_port) {
    (void)self;
    fake.now += 1000;
    if (fake.absent) {
        return 0xff;
    }
    bool any = fake.head != fake.tail;
    if (command_port) {
        return (any ? 1 : 0) | (any && fake.from_mouse[fake.head % 64] ? 1 << 5 : 0);
    }
    return any ? fake.queue[fake.head++ % 64] : 0;
}

static void command(uint8_t value) {
    fake.to_port = 0;
    if (value == 0xaa) {
        answer(0x55, false);
    } else if (value == 0x20) {
        answer(fake.config, false);
    } else if (value == 0x60 || value == 0xd4) {
        fake.to_port = value;
    } else if (value == 0xa8) {
        fake.config &= (uint8_t) ~(1 << 5);
    }
}

static void fake_write(void *self, bool command_port, uint8_t value) {
    (void)self;
    if (fake.deaf) {
        return;
    }
    if (command_port) {
        command(value);
    } else if (fake.to_port == 0x60) {
        fake.config = value;
        fake.to_port = 0;
    } else if (fake.to_port == 0xd4) {
        mouse_hears(value);
        fake.to_port = 0;
    } else {
        fake.keyboard_on = fake.keyboard_on || value == 0xf4;
        answer(0xfa, false);
    }
}

static nsec_t fake_now(void *self) {
    (void)self;
    return fake.now;
}

static const struct controller_bus bus = { NULL, fake_read, fake_write, fake_now };

TEST(everything_is_set_up) {
    static const uint8_t ids[] = { MOUSE_PLAIN, MOUSE_WHEEL, MOUSE_FIVE_BUTTONS };
    for (size_t i = 0; i < sizeof ids; i++) {
        fake = (struct fake){ .best_id = ids[i] };
        answer(0x1c, false); // typed before anybody listened
        struct controller c;
        CHECK_STATUS(controller_open(&c, &bus), OK);
        CHECK(c.has_mouse && fake.mouse_on && fake.keyboard_on);
        CHECK_EQ(c.mouse_id, ids[i]);
        CHECK_EQ(fake.config & 0x73, 0x43); // both interrupts, both on, translated
        uint8_t byte;
        bool mouse;
        CHECK(!controller_take(&c, &byte, &mouse));
    }
}

TEST(a_mouse_that_does_not_understand_is_told_again) {
    fake = (struct fake){ .best_id = MOUSE_WHEEL, .resends = 2 };
    struct controller c;
    CHECK_STATUS(controller_open(&c, &bus), OK);
    CHECK(c.has_mouse);
    fake.resends = 100;
    CHECK_STATUS(controller_set_up_mouse(&c), ERR_IO);
    CHECK(!c.has_mouse);
}

TEST(without_a_mouse_the_keyboard_works) {
    fake = (struct fake){ .no_mouse = true };
    struct controller c;
    CHECK_STATUS(controller_open(&c, &bus), OK);
    CHECK(!c.has_mouse && fake.keyboard_on);
    fake.no_mouse = false; // plugged in now
    CHECK_STATUS(controller_set_up_mouse(&c), OK);
    CHECK(c.has_mouse);
}

TEST(machines_without_a_controller_are_told_from_broken_ones) {
    fake = (struct fake){ .absent = true };
    struct controller c;
    CHECK_STATUS(controller_open(&c, &bus), ERR_NOT_FOUND);
    fake = (struct fake){ .deaf = true };
    CHECK_STATUS(controller_open(&c, &bus), ERR_IO);
}

TEST(bytes_come_with_their_sender) {
    fake = (struct fake){ .best_id = MOUSE_WHEEL };
    struct controller c;
    CHECK_STATUS(controller_open(&c, &bus), OK);
    answer(0x1e, false);
    answer(0x08, true);
    uint8_t byte;
    bool mouse;
    CHECK(controller_take(&c, &byte, &mouse) && byte == 0x1e && !mouse);
    CHECK(controller_take(&c, &byte, &mouse) && byte == 0x08 && mouse);
    CHECK(!controller_take(&c, &byte, &mouse));
}
