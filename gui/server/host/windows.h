// SPDX-License-Identifier: MIT
/// @file
/// The made-up windows that pictures show.
#pragma once

#include "stage.h"

extern const struct stage_window window_counter;
extern const struct stage_window window_hello;
extern const struct stage_window window_todo;
extern const struct stage_window window_settings;
extern const struct stage_window window_buttons; ///< Every tone in every state.
extern const struct stage_window window_text;    ///< Styles, wrapping, ellipsis, odd characters.
