// SPDX-License-Identifier: MIT
// What the painter draws, in both themes and at several scales, against goldens.
#include <test/test.h>

#include <stdio.h>

#include "host/golden.h"
#include "host/scenes.h"

static void check_all(enum theme_kind theme, scale_t scale, const char *look) {
    struct stage s;
    status_t st = stage_open(HESPER_FONTS_DIR, &s);
    CHECK_STATUS(st, OK);
    if (st != OK) {
        return;
    }
    stage_set(&s, theme, scale);
    for (const struct scene_picture *p = scene_pictures; p->name != NULL; p++) {
        if (!p->large && scale <= MAX(p->largest, SCALE_ONE)) {
            char name[64];
            (void)snprintf(name, sizeof(name), "%s.%s", p->name, look);
            struct surface *picture = p->draw(&s);
            golden_check(name, picture);
            surface_destroy(picture);
        }
    }
    stage_close(&s);
}

TEST(light_at_1) {
    check_all(THEME_LIGHT, 100, "light@1");
}

TEST(dark_at_1) {
    check_all(THEME_DARK, 100, "dark@1");
}

TEST(light_at_1_5) {
    check_all(THEME_LIGHT, 150, "light@1.5");
}

TEST(dark_at_2) {
    check_all(THEME_DARK, 200, "dark@2");
}
