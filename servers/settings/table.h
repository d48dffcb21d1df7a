// SPDX-License-Identifier: MIT
/// @file
/// The settings: one table of what each may be, and the present values. Pure.
#pragma once

#include <base/base.h>
#include <idl/settings.h>

#define SETTINGS_NUM_KEYS 12u ///< Of enum settings_key.
#define SETTINGS_NUM_TEXTS 1u ///< Of enum settings_text.
#define SETTINGS_CHOICES_MAX 8u

/// What one number may be.
struct setting {
    const char *name; ///< For the log.
    int64_t low, high;
    int64_t initial;
    /// The only values allowed; ends behind `num_choices`. 0: all of low..high.
    int64_t choices[SETTINGS_CHOICES_MAX];
    uint32_t num_choices;
};

/// All present values.
struct settings {
    uint64_t revision; ///< Counts changes.
    int64_t values[SETTINGS_NUM_KEYS];
    char texts[SETTINGS_NUM_TEXTS][SETTINGS_TEXT_MAX + 1];
};

/// By key.
extern const struct setting settings_table[SETTINGS_NUM_KEYS];

/// Everything as it is on a new machine.
void settings_init(struct settings *s);

/// Changes a number; the revision moves when it was another one before.
/// @return OK, ERR_BAD_ARG for an unknown key or a value that it cannot have.
status_t settings_set(struct settings *s, uint32_t key, int64_t value);

/// Changes a text, without characters below U+0020. ERR_BAD_ARG likewise, and when it is empty.
status_t settings_set_text(struct settings *s, uint32_t text, struct ipc_text value);

/// Back to the initial value. ERR_BAD_ARG for an unknown key.
status_t settings_reset(struct settings *s, uint32_t key);
