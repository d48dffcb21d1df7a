// SPDX-License-Identifier: MIT
#include "table.h"

#include <base/string.h>

const struct setting settings_table[SETTINGS_NUM_KEYS] = {
    [SETTINGS_KEY_DARK] = { .name = "dark", .high = 2 },
    [SETTINGS_KEY_SCALE] = { .name = "scale",
                             .high = 300,
                             .choices = { 0, 100, 125, 150, 200, 300 },
                             .num_choices = 6 },
    [SETTINGS_KEY_KEYMAP] = { .name = "keymap", .high = SETTINGS_KEYMAP_JP },
    [SETTINGS_KEY_WALLPAPER] = { .name = "wallpaper", .high = 2, .initial = 2 },
    [SETTINGS_KEY_REDUCE_MOTION] = { .name = "reduce_motion", .high = 1 },
    [SETTINGS_KEY_HIGH_CONTRAST] = { .name = "high_contrast", .high = 1 },
    [SETTINGS_KEY_DO_NOT_DISTURB] = { .name = "do_not_disturb", .high = 1 },
    [SETTINGS_KEY_CLOCK_24H] = { .name = "clock_24h", .high = 1, .initial = 1 },
    [SETTINGS_KEY_KEY_REPEAT_MS] = { "key_repeat_ms", 200, 1000, 400, { 0 }, 0 },
    [SETTINGS_KEY_KEY_RATE] = { "key_rate", 5, 60, 30, { 0 }, 0 },
    [SETTINGS_KEY_POINTER_SPEED] = { "pointer_speed", 25, 400, 100, { 0 }, 0 },
    [SETTINGS_KEY_UTC_OFFSET_MIN] = { "utc_offset_min", -720, 840, 0, { 0 }, 0 },
};

static const char *const initial_texts[SETTINGS_NUM_TEXTS] = {
    [SETTINGS_TEXT_DEVICE_NAME] = "Hesper PC",
};

void settings_init(struct settings *s) {
    memset(s, 0, sizeof *s);
    for (uint32_t i = 0; i < SETTINGS_NUM_KEYS; i++) {
        s->values[i] = settings_table[i].initial;
    }
    for (uint32_t i = 0; i < SETTINGS_NUM_TEXTS; i++) {
        memcpy(s->texts[i], initial_texts[i], strlen(initial_texts[i]) + 1);
    }
}

static bool may_be(const struct setting *what, int64_t value) {
    if (value < what->low || value > what->high) {
        return false;
    }
    for (uint32_t i = 0; i < what->num_choices; i++) {
        if (what->choices[i] == value) {
            return true;
        }
    }
    return what->num_choices == 0;
}

status_t settings_set(struct settings *s, uint32_t key, int64_t value) {
    if (key >= SETTINGS_NUM_KEYS || !may_be(&settings_table[key], value)) {
        return ERR_BAD_ARG;
    }
    s->revision += s->values[key] != value ? 1 : 0;
    s->values[key] = value;
    return OK;
}

status_t settings_set_text(struct settings *s, uint32_t text, struct ipc_text value) {
    if (text >= SETTINGS_NUM_TEXTS || value.len == 0 || value.len > SETTINGS_TEXT_MAX) {
        return ERR_BAD_ARG;
    }
    for (size_t i = 0; i < value.len; i++) {
        if ((uint8_t)value.ptr[i] < 0x20) {
            return ERR_BAD_ARG;
        }
    }
    s->revision += ipc_text_is(value, s->texts[text]) ? 0 : 1;
    memcpy(s->texts[text], value.ptr, value.len);
    s->texts[text][value.len] = 0;
    return OK;
}

status_t settings_reset(struct settings *s, uint32_t key) {
    return key < SETTINGS_NUM_KEYS ? settings_set(s, key, settings_table[key].initial)
                                   : ERR_BAD_ARG;
}
