// SPDX-License-Identifier: MIT
// One alarm a day.
#include <manifest.h>
#include <ui/notify.h>

#include "clock.h"

static struct {
    double hour, minute;
    bool on;
    int64_t rang_at; ///< The minute in which it rang last; it rings once in it.
} alarm = { .hour = 7, .minute = 30, .rang_at = -1 };

static void sleep_on(ui_event *e) {
    int minutes = (int)alarm.hour * 60 + (int)alarm.minute + 10;
    alarm.hour = minutes / 60 % 24;
    alarm.minute = minutes % 60;
    alarm.on = true;
}

void alarm_tick(void) {
    int64_t minute = clock_local_s() / 60;
    int of_day = (int)(minute % 1440);
    if (alarm.on && of_day == (int)alarm.hour * 60 + (int)alarm.minute && minute != alarm.rang_at) {
        alarm.rang_at = minute;
        ui_notify("Alarm", .body = ui_fmt("It is %d:%02d.", of_day / 60, of_day % 60),
                  .action = "Ten minutes more", .on_action = UI_ON(sleep_on), .timeout_ms = -1);
    }
}

static void changed(ui_event *e) {
    alarm.rang_at = -1;
    alarm_tick();
}

void alarm_view(void) {
    Column(.pad = 20, .gap = 16, .align = UI_CENTER) {
        ui_text(ui_fmt("%d:%02d", (int)alarm.hour, (int)alarm.minute), .style = UI_DISPLAY,
                .label = "Alarm time", .tone = alarm.on ? UI_PLAIN : UI_SUBTLE);
        Card(.pad = 16, .gap = 12, .w = 320) {
            Row(.gap = 16) {
                ui_text("Hour", .w = 60);
                ui_slider(&alarm.hour, 0, 23, 1, UI_ON(changed), .label = "Hour", .grow = 1);
            }
            Row(.gap = 16) {
                ui_text("Minute", .w = 60);
                ui_slider(&alarm.minute, 0, 59, 1, UI_ON(changed), .label = "Minute", .grow = 1);
            }
            ui_divider();
            ui_switch("Every day", &alarm.on, UI_ON(changed));
        }
    }
}
