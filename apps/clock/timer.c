// SPDX-License-Identifier: MIT
// Counts down and tells.
#include <manifest.h>
#include <ui/notify.h>

#include "clock.h"

static struct {
    double minutes;
    bool running;
    int64_t ends_ms; ///< While it runs.
    int64_t left_ms; ///< While it stands; 0 = from the beginning.
} timer = { .minutes = 5 };

bool timer_runs(void) {
    return timer.running;
}

static int64_t left_ms(void) {
    int64_t whole_ms = (int64_t)(timer.minutes * 60000);
    int64_t ms = timer.running        ? timer.ends_ms - clock_mono_ms()
                 : timer.left_ms != 0 ? timer.left_ms
                                      : whole_ms;
    return ms > 0 ? ms : 0;
}

static void start(ui_event *e) {
    timer.ends_ms = clock_mono_ms() + left_ms();
    timer.running = true;
}

static void pause(ui_event *e) {
    timer.left_ms = left_ms();
    timer.running = false;
}

static void reset(ui_event *e) {
    timer.left_ms = 0;
    timer.running = false;
}

static void again(ui_event *e) {
    reset(e);
    start(e);
}

void timer_tick(void) {
    if (timer.running && left_ms() == 0) {
        reset(NULL);
        ui_notify("Time is up", .body = ui_fmt("%d min are over.", (int)timer.minutes),
                  .action = "Again", .on_action = UI_ON(again), .timeout_ms = -1);
    }
}

void timer_view(void) {
    int64_t s = (left_ms() + 999) / 1000;
    Column(.pad = 20, .gap = 16, .align = UI_CENTER) {
        ui_text(ui_fmt("%d:%02d", (int)(s / 60), (int)(s % 60)), .style = UI_DISPLAY,
                .label = "Left");
        ui_slider(&timer.minutes, 1, 60, 1, .label = "Minutes", .w = 280,
                  .disabled = timer.running || timer.left_ms != 0);
        Row(.gap = 8) {
            ui_button("Reset", UI_ON(reset), .disabled = !timer.running && timer.left_ms == 0);
            if (timer.running) {
                ui_button("Pause", UI_ON(pause), .tone = UI_ACCENT);
            } else {
                ui_button("Start", UI_ON(start), .tone = UI_ACCENT);
            }
        }
    }
}
