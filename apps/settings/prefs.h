// SPDX-License-Identifier: MIT
/// @file
/// The settings as variables that widgets are bound to.
#pragma once

#include <idl/settings.h>
#include <ui.h>

/// What widgets show and change; prefs_save() makes it so.
extern struct prefs {
    int appearance; ///< SETTINGS_KEY_DARK.
    int scale;      ///< Index into prefs_scales.
    int keymap;
    int wallpaper;
    bool reduce_motion, high_contrast, do_not_disturb, clock_24h;
    double key_repeat_ms, key_rate, pointer_speed;
    int utc_offset; ///< Whole hours + 12.
    char device_name[SETTINGS_TEXT_MAX + 1];
} prefs;

/// Per cent; 0 = by the screen.
enum {
    PREFS_SCALES = 6
};
extern const int prefs_scales[PREFS_SCALES];

/// Reads all and follows what others change.
void prefs_start(void);

/// Handler of every widget that is bound to `prefs`: sets what differs.
void prefs_save(ui_event *e);
