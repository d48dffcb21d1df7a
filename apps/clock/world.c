// SPDX-License-Identifier: MIT
// What time it is elsewhere.
#include <time.h>

#include "clock.h"

/// Standard time; nothing here knows the rules of summer.
static const struct city {
    const char *name;
    int offset_min;
} cities[] = {
    { "London", 0 },       { "Berlin", 60 }, { "New York", -300 },
    { "São Paulo", -180 }, { "Tokyo", 540 }, { "Sydney", 600 },
};

enum {
    CITIES = sizeof cities / sizeof *cities
};

static const char *day_of(int64_t there_s) {
    int64_t days = there_s / 86400 - clock_local_s() / 86400;
    return days < 0 ? "yesterday" : days > 0 ? "tomorrow" : "today";
}

void world_view(void) {
    int64_t utc_s = (int64_t)time(NULL);
    Grid(.cols = 3, .gap = 16, .pad = 20) {
        for (int i = 0; i < CITIES; i++) {
            int64_t s = utc_s + cities[i].offset_min * 60;
            Column(.key = (uint64_t)i + 1, .gap = 6, .align = UI_CENTER, .w = 130) {
                face_view(s, 84, 1);
                ui_text(cities[i].name, .style = UI_HEADING);
                ui_text(ui_fmt("%d:%02d, %s", (int)(s / 3600 % 24), (int)(s / 60 % 60), day_of(s)),
                        .style = UI_CAPTION, .tone = UI_SUBTLE);
            }
        }
    }
}
