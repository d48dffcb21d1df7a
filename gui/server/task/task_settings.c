// SPDX-License-Identifier: MIT
/// @file
/// What the user has chosen: settings.Reader says it, time.Clock decides "by the time of day".
/// Images may lack both; then everything stays as it was at the start.
#include <base/log.h>
#include <hsys/time.h>
#include <idl/settings.h>
#include <idl/time.h>
#include <ipc/conn.h>
#include <manifest.h>
#include <string.h>

#include "input.h"
#include "look.h"
#include "task.h"

#define LOG_TAG "gui.settings"

#define SECOND_NS INT64_C(1000000000)
#define DAY_S INT64_C(86400)

/// Dark from this second of the day on, and light again.
#define DUSK_S (INT64_C(19) * 3600)
#define DAWN_S (INT64_C(7) * 3600)

static struct ipc_conn reader = IPC_CONN(CAP_USES_SETTINGS_READER);
static struct ipc_conn clock_conn = IPC_CONN(CAP_USES_TIME_CLOCK);

static int64_t value(const struct task *t, enum settings_key key) {
    return t->settings.values[key];
}

/// Whether it is night, and how long until that changes. False without a clock.
static bool is_night(const struct task *t, nsec_t *out_for_ns) {
    struct time_clock_now_rep now;
    *out_for_ns = UINT64_MAX;
    if (IPC_CONN_CALL(&clock_conn, time_clock_now(clock_conn.handle, NULL, &now)) != OK) {
        return false;
    }
    int64_t local_s = now.unix_ns / SECOND_NS + value(t, SETTINGS_KEY_UTC_OFFSET_MIN) * 60;
    int64_t of_day = ((local_s % DAY_S) + DAY_S) % DAY_S;
    bool night = of_day < DAWN_S || of_day >= DUSK_S;
    int64_t until = of_day < DAWN_S ? DAWN_S : of_day < DUSK_S ? DUSK_S : DAWN_S + DAY_S;
    if (!now.steady) {
        *out_for_ns = (nsec_t)((until - of_day + 1) * SECOND_NS);
    }
    return night;
}

static enum theme_kind theme_of(bool dark, bool contrast) {
    if (contrast) {
        return dark ? THEME_DARK_CONTRAST : THEME_LIGHT_CONTRAST;
    }
    return dark ? THEME_DARK : THEME_LIGHT;
}

/// `out_for_ns`: how long it holds.
static struct gui_look wanted_look(const struct task *t, nsec_t *out_for_ns) {
    const struct surface *screen = gui_core_surface(&t->core);
    *out_for_ns = UINT64_MAX;
    int64_t mode = value(t, SETTINGS_KEY_DARK);
    bool dark = mode == 1 || (mode == 2 && is_night(t, out_for_ns));
    int64_t wallpaper = value(t, SETTINGS_KEY_WALLPAPER);
    int64_t scale = value(t, SETTINGS_KEY_SCALE);
    return (struct gui_look){
        .theme = theme_of(dark, value(t, SETTINGS_KEY_HIGH_CONTRAST) != 0),
        .scale = scale != 0 ? (scale_t)scale : gui_scale_for(screen->w_px, screen->h_px),
        .night = wallpaper == 2 ? dark : wallpaper == 1,
        .reduce_motion = value(t, SETTINGS_KEY_REDUCE_MOTION) != 0,
    };
}

static void apply_look(struct task *t) {
    nsec_t for_ns;
    struct gui_look look = wanted_look(t, &for_ns);
    gui_core_set_look(&t->core, &look);
    if (for_ns == UINT64_MAX) {
        ipc_timer_cancel(&t->settings.dusk);
    } else {
        ipc_timer_arm(&t->server, &t->settings.dusk, time_now_ns() + for_ns);
    }
}

static void apply(struct task *t) {
    int64_t layout = value(t, SETTINGS_KEY_KEYMAP);
    if (t->core.keyboard.layout != (uint32_t)layout) {
        keyboard_set_layout(&t->core, (uint32_t)layout);
    }
    t->core.key_delay_ns = (nsec_t)value(t, SETTINGS_KEY_KEY_REPEAT_MS) * 1000000u;
    t->core.key_every_ns = 1000000000u / (nsec_t)MAX(value(t, SETTINGS_KEY_KEY_RATE), 1);
    apply_look(t);
}

/// Takes over what the service says. False when it says nothing.
static bool fetch(struct task *t) {
    static struct ipc_msg buffer;
    struct settings_reader_all_rep all;
    status_t st = IPC_CONN_CALL(&reader, settings_reader_all(reader.handle, NULL, &all, &buffer));
    if (st != OK || all.values.len <= SETTINGS_KEY_UTC_OFFSET_MIN) {
        return false; // an image without settings, or one of another time
    }
    int64_t values[SETTINGS_KEYS_MAX] = { 0 };
    memcpy(values, all.values.ptr,
           MIN(all.values.len, (size_t)SETTINGS_KEYS_MAX) * sizeof(*values));
    bool first = !t->settings.known;
    t->settings.known = true;
    if (first && t->dark_at_start && values[SETTINGS_KEY_DARK] == 0) {
        values[SETTINGS_KEY_DARK] = 1; // the boot option counts until the user chooses
    } else if (t->dark_at_start && values[SETTINGS_KEY_DARK] == t->settings.said_dark) {
        values[SETTINGS_KEY_DARK] = t->settings.values[SETTINGS_KEY_DARK];
    }
    t->settings.said_dark = all.values.ptr[SETTINGS_KEY_DARK];
    memcpy(t->settings.values, values, sizeof(values));
    return true;
}

void task_settings_read(struct task *t) {
    if (fetch(t)) {
        apply(t);
    }
}

void task_settings_apply(struct task *t) {
    if (t->settings.known) {
        apply(t);
    }
}

void task_settings_screen(struct task *t) {
    if (t->settings.known) {
        apply_look(t);
    }
}

static void on_dusk(void *self) {
    apply_look(self);
}

void task_settings_start(struct task *t, struct gui_options *options) {
    t->settings.dusk.fire = on_dusk;
    t->settings.dusk.self = t;
    handle_t changed;
    if (ipc_signal_cap(BIT_SETTINGS, &changed) != OK) {
        return;
    }
    struct settings_reader_watch_req req = { .changed = changed };
    (void)IPC_CONN_CALL(&reader, settings_reader_watch(reader.handle, &req, NULL));
    task_drop(&changed);
    if (fetch(t)) {
        nsec_t for_ns;
        struct gui_look look = wanted_look(t, &for_ns);
        options->theme = look.theme;
        options->scale = look.scale;
    }
}
