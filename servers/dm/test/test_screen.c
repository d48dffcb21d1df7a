// SPDX-License-Identifier: MIT
/// @file
/// Which BAR the firmware's framebuffer lies in.
#include <test/test.h>

#include "screen.h"

static const struct pci_function functions[] = {
    { .bars = { { 0xe0000000, 0x1000 } } },
    { .bars = { { 0 }, { 0xfd000000, 0x1000000 }, { 0xfc000000, 0x1000 } } },
};

static bool find(paddr_t paddr, uint32_t h, struct screen *out) {
    const struct screen_mode mode = { paddr, 1280, h, 5120 };
    return screen_find(&mode, functions, ARRAY_LEN(functions), out);
}

TEST(the_bar_that_holds_all_of_it) {
    struct screen screen;
    CHECK(find(0xfd000000, 800, &screen));
    CHECK(screen.function == 1 && screen.bar == 1 && screen.offset_b == 0);
    CHECK_EQ(screen.w_px, 1280);
    CHECK(find(0xfd200000, 800, &screen));
    CHECK_EQ(screen.offset_b, 0x200000);
}

TEST(nothing_else) {
    struct screen screen;
    CHECK(!find(0xfd000000, 4000, &screen)); // its end lies behind the BAR
    CHECK(!find(0xe0000000, 800, &screen));
    CHECK(!find(0xfcffffff, 800, &screen));
    CHECK(!find(0, 800, &screen));
    CHECK(!find(0xfd000000, 0, &screen));
    CHECK_EQ(screen.w_px, 0);
}
