// SPDX-License-Identifier: MIT
// A stopwatch with laps.
#include "clock.h"

enum {
    LAPS_MAX = 99
};

static struct {
    bool running;
    int64_t started_ms; ///< While it runs.
    int64_t before_ms;  ///< Counted before that.
    int64_t laps[LAPS_MAX];
    int num_laps;
} watch;

bool stopwatch_runs(void) {
    return watch.running;
}

static int64_t elapsed_ms(void) {
    return watch.before_ms + (watch.running ? clock_mono_ms() - watch.started_ms : 0);
}

static void toggle(ui_event *e) {
    if (watch.running) {
        watch.before_ms = elapsed_ms();
    } else {
        watch.started_ms = clock_mono_ms();
    }
    watch.running = !watch.running;
}

static void lap(ui_event *e) {
    if (watch.num_laps < LAPS_MAX) {
        watch.laps[watch.num_laps++] = elapsed_ms();
    }
}

static void reset(ui_event *e) {
    watch.before_ms = 0;
    watch.num_laps = 0;
}

static const char *text_of(int64_t ms) {
    return ui_fmt("%d:%02d.%d", (int)(ms / 60000), (int)(ms / 1000 % 60), (int)(ms / 100 % 10));
}

void stopwatch_view(void) {
    Column(.pad = 20, .gap = 16, .align = UI_CENTER) {
        ui_text(text_of(elapsed_ms()), .style = UI_DISPLAY, .label = "Elapsed");
        Row(.gap = 8) {
            if (watch.running) {
                ui_button("Lap", UI_ON(lap));
            } else {
                ui_button("Reset", UI_ON(reset), .disabled = elapsed_ms() == 0);
            }
            ui_button(watch.running ? "Stop" : "Start", UI_ON(toggle), .tone = UI_ACCENT);
        }
        if (watch.num_laps > 0) {
            List(.w = 280, .max_h = 180) {
                for (int i = watch.num_laps - 1; i >= 0; i--) {
                    Item(.key = (uint64_t)i + 1, .pad = 8) {
                        ui_text(ui_fmt("Lap %d", i + 1), .tone = UI_SUBTLE, .grow = 1);
                        ui_text(text_of(watch.laps[i] - (i > 0 ? watch.laps[i - 1] : 0)));
                    }
                }
            }
        }
    }
}
