// SPDX-License-Identifier: MIT
#include "prefs.h"

#include <ipc/conn.h>
#include <manifest.h>
#include <ui/system.h>

enum {
    MINUTES = 60,
    OFFSET_LOW_H = 12, ///< Hours west of Greenwich that there are.
};

struct prefs prefs;
const int prefs_scales[PREFS_SCALES] = { 0, 100, 125, 150, 200, 300 };

static struct ipc_conn reader = IPC_CONN(CAP_USES_SETTINGS_READER);
static struct ipc_conn editor = IPC_CONN(CAP_USES_SETTINGS_EDITOR);

/// As the service has them.
static int64_t known[SETTINGS_KEYS_MAX];
static char known_name[SETTINGS_TEXT_MAX + 1];

static int scale_index(int64_t per_cent) {
    for (int i = 0; i < PREFS_SCALES; i++) {
        if (prefs_scales[i] == per_cent) {
            return i;
        }
    }
    return 0;
}

static void show(void) {
    prefs.appearance = (int)known[SETTINGS_KEY_DARK];
    prefs.scale = scale_index(known[SETTINGS_KEY_SCALE]);
    prefs.keymap = (int)known[SETTINGS_KEY_KEYMAP];
    prefs.wallpaper = (int)known[SETTINGS_KEY_WALLPAPER];
    prefs.reduce_motion = known[SETTINGS_KEY_REDUCE_MOTION] != 0;
    prefs.high_contrast = known[SETTINGS_KEY_HIGH_CONTRAST] != 0;
    prefs.do_not_disturb = known[SETTINGS_KEY_DO_NOT_DISTURB] != 0;
    prefs.clock_24h = known[SETTINGS_KEY_CLOCK_24H] != 0;
    prefs.key_repeat_ms = (double)known[SETTINGS_KEY_KEY_REPEAT_MS];
    prefs.key_rate = (double)known[SETTINGS_KEY_KEY_RATE];
    prefs.pointer_speed = (double)known[SETTINGS_KEY_POINTER_SPEED];
    prefs.utc_offset = (int)(known[SETTINGS_KEY_UTC_OFFSET_MIN] / MINUTES) + OFFSET_LOW_H;
    memcpy(prefs.device_name, known_name, sizeof known_name);
}

static void load(ui_event *e) {
    struct ipc_msg buffer;
    const struct settings_reader_all_req req = { 0 };
    struct settings_reader_all_rep all;
    if (IPC_CONN_CALL(&reader, settings_reader_all(reader.handle, &req, &all, &buffer)) != OK) {
        return; // what was known before stays
    }
    for (size_t i = 0; i < all.values.len; i++) {
        known[i] = all.values.ptr[i];
    }
    const struct settings_reader_get_text_req name = { .text = SETTINGS_TEXT_DEVICE_NAME };
    struct settings_reader_get_text_rep text;
    if (IPC_CONN_CALL(&reader, settings_reader_get_text(reader.handle, &name, &text, &buffer)) ==
        OK) {
        (void)ipc_text_copy(known_name, sizeof known_name, text.value); // fits by the interface
    }
    show();
}

void prefs_start(void) {
    const struct settings_reader_watch_req req = { .changed = ui_signal(load, 0) };
    // Without it the window does not follow others; it still works.
    (void)IPC_CONN_CALL(&reader, settings_reader_watch(reader.handle, &req, NULL));
    ipc_cap_drop(req.changed);
    load(NULL);
}

static void set(uint32_t key, int64_t value) {
    if (known[key] != value) {
        const struct settings_editor_set_req req = { .key = key, .value = value };
        // A value that is refused comes back by load().
        (void)IPC_CONN_CALL(&editor, settings_editor_set(editor.handle, &req, NULL));
    }
}

void prefs_save(ui_event *e) {
    set(SETTINGS_KEY_DARK, prefs.appearance);
    set(SETTINGS_KEY_SCALE, prefs_scales[prefs.scale]);
    set(SETTINGS_KEY_KEYMAP, prefs.keymap);
    set(SETTINGS_KEY_WALLPAPER, prefs.wallpaper);
    set(SETTINGS_KEY_REDUCE_MOTION, prefs.reduce_motion);
    set(SETTINGS_KEY_HIGH_CONTRAST, prefs.high_contrast);
    set(SETTINGS_KEY_DO_NOT_DISTURB, prefs.do_not_disturb);
    set(SETTINGS_KEY_CLOCK_24H, prefs.clock_24h);
    set(SETTINGS_KEY_KEY_REPEAT_MS, (int64_t)prefs.key_repeat_ms);
    set(SETTINGS_KEY_KEY_RATE, (int64_t)prefs.key_rate);
    set(SETTINGS_KEY_POINTER_SPEED, (int64_t)prefs.pointer_speed);
    set(SETTINGS_KEY_UTC_OFFSET_MIN, (prefs.utc_offset - OFFSET_LOW_H) * MINUTES);
    if (strcmp(known_name, prefs.device_name) != 0 && prefs.device_name[0] != 0) {
        const struct settings_editor_set_text_req req = {
            .text = SETTINGS_TEXT_DEVICE_NAME,
            .value = ipc_text_of(prefs.device_name),
        };
        (void)IPC_CONN_CALL(&editor, settings_editor_set_text(editor.handle, &req, NULL));
        return; // the field has the user's letters: they come back by the signal
    }
    load(NULL);
}
