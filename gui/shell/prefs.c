// SPDX-License-Identifier: MIT
// Settings and the time of day.
#include <hsys/time.h>
#include <idl/settings.h>
#include <idl/time.h>
#include <ipc/conn.h>
#include <ipc/ipc.h>
#include <manifest.h>
#include <ui/system.h>

#include "shell.h"

#define NS_PER_S INT64_C(1000000000)
#define MINUTE_MS 60000

static struct {
    struct ipc_conn reader, editor, clock;
    int64_t values[SETTINGS_KEYS_MAX];
    char device_name[SETTINGS_TEXT_MAX + 1];
    int64_t base_ns; ///< Wall-clock time at monotonic time 0.
    bool steady;     ///< Time stands still at `base_ns`.
} prefs = {
    .reader = IPC_CONN(CAP_USES_SETTINGS_READER),
    .editor = IPC_CONN(CAP_USES_SETTINGS_EDITOR),
    .clock = IPC_CONN(CAP_USES_TIME_CLOCK),
};

static void load(ui_event *event) {
    struct ipc_msg buffer;
    const struct settings_reader_all_req req = { 0 };
    struct settings_reader_all_rep all;
    if (IPC_CONN_CALL(&prefs.reader,
                      settings_reader_all(prefs.reader.handle, &req, &all, &buffer)) != OK) {
        return; // what was known before stays
    }
    for (size_t i = 0; i < all.values.len; i++) {
        prefs.values[i] = all.values.ptr[i];
    }
    const struct settings_reader_get_text_req text_req = { .text = SETTINGS_TEXT_DEVICE_NAME };
    struct settings_reader_get_text_rep text;
    if (IPC_CONN_CALL(&prefs.reader, settings_reader_get_text(prefs.reader.handle, &text_req, &text,
                                                              &buffer)) == OK) {
        (void)ipc_text_copy(prefs.device_name, sizeof prefs.device_name, text.value);
    }
}

static void load_time(void) {
    const struct time_clock_now_req req = { 0 };
    struct time_clock_now_rep now;
    if (IPC_CONN_CALL(&prefs.clock, time_clock_now(prefs.clock.handle, &req, &now)) == OK) {
        prefs.steady = now.steady;
        prefs.base_ns = now.unix_ns - (now.steady ? 0 : (int64_t)now.mono_ns);
    }
}

/// The bar shows another minute: view() runs behind this.
static void on_minute(ui_event *event) {
}

void prefs_start(void) {
    const struct settings_reader_watch_req req = { .changed = ui_signal(load, 0) };
    (void)IPC_CONN_CALL(&prefs.reader, settings_reader_watch(prefs.reader.handle, &req, NULL));
    ipc_cap_drop(req.changed);
    load(NULL);
    load_time();
    if (!prefs.steady) {
        int64_t into_ms = (prefs.base_ns + (int64_t)time_now_ns()) / 1000000 % MINUTE_MS;
        (void)ui_every_from(MINUTE_MS - (int)into_ms, MINUTE_MS, on_minute);
    }
}

int64_t prefs_get(uint32_t key) {
    return prefs.values[key];
}

void prefs_set(uint32_t key, int64_t value) {
    const struct settings_editor_set_req req = { .key = key, .value = value };
    (void)IPC_CONN_CALL(&prefs.editor, settings_editor_set(prefs.editor.handle, &req, NULL));
    load(NULL); // at once, not only when the signal comes
}

const char *prefs_device_name(void) {
    return prefs.device_name;
}

static const char *const keymaps[][2] = {
    [SETTINGS_KEYMAP_US] = { "US", "English (US)" },
    [SETTINGS_KEYMAP_GB] = { "GB", "English (UK)" },
    [SETTINGS_KEYMAP_DE] = { "DE", "Deutsch" },
    [SETTINGS_KEYMAP_FR] = { "FR", "Français" },
    [SETTINGS_KEYMAP_ES] = { "ES", "Español" },
    [SETTINGS_KEYMAP_JP] = { "JP", "日本語" },
};

const char *prefs_keymap_badge(int64_t keymap) {
    return keymaps[CLAMP(keymap, 0, (int64_t)ARRAY_LEN(keymaps) - 1)][0];
}

const char *prefs_keymap_name(int64_t keymap) {
    return keymaps[CLAMP(keymap, 0, (int64_t)ARRAY_LEN(keymaps) - 1)][1];
}

int64_t prefs_time_s(uint64_t mono_ns) {
    int64_t ns = prefs.base_ns + (prefs.steady ? 0 : (int64_t)mono_ns);
    return ns / NS_PER_S + prefs.values[SETTINGS_KEY_UTC_OFFSET_MIN] * 60;
}

int64_t prefs_now_s(void) {
    return prefs_time_s(time_now_ns());
}
