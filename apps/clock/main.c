// SPDX-License-Identifier: MIT
// Clock: time elsewhere, a stopwatch, a timer, an alarm.
#include <idl/settings.h>
#include <ipc/conn.h>
#include <manifest.h>
#include <time.h>

#include "clock.h"

enum {
    TICK_MS = 100,
    SECOND_MS = 1000,
};

static int page;
static int64_t offset_s; ///< Of the user's time zone.

int64_t clock_local_s(void) {
    return (int64_t)time(NULL) + offset_s;
}

int64_t clock_mono_ms(void) {
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void load_offset(void) {
    static struct ipc_conn reader = IPC_CONN(CAP_USES_SETTINGS_READER);
    const struct settings_reader_get_req req = { .key = SETTINGS_KEY_UTC_OFFSET_MIN };
    struct settings_reader_get_rep rep;
    if (IPC_CONN_CALL(&reader, settings_reader_get(reader.handle, &req, &rep)) == OK) {
        offset_s = rep.value * 60;
    }
}

static void tick(ui_event *e) {
    timer_tick();
    alarm_tick();
}

static void view(void) {
    Window("Clock", .w = 500, .h = 400, .pad = 12) Tabs(&page, .grow = 1) {
        Tab("World") world_view();
        Tab("Stopwatch") stopwatch_view();
        Tab("Timer") timer_view();
        Tab("Alarm") alarm_view();
    }
    // While nothing moves a look at the clock once a second is enough.
    (void)ui_every(stopwatch_runs() || timer_runs() ? TICK_MS : SECOND_MS, tick);
}

int main(void) {
    load_offset();
    return ui_run(view);
}
