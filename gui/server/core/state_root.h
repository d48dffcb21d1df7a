// SPDX-License-Identifier: MIT
/// @file
/// The root record of saved state, for state_save.c and state_load.c:
///
///     struct root_head, struct root_wait, the devices, the sessions, the core's fields (state_fields.c), and for each window
///     from back to front struct root_window and its fields; zeros up to a multiple of 8
#pragma once

#include "editing.h"

struct root_head {
    uint32_t num_sessions;
    uint32_t num_windows;
    uint32_t press_target;  ///< enum press_target.
    uint32_t press_session; ///< Number of the session + 1.
    uint32_t press_window;  ///< Id.
    uint32_t press_id;
    uint32_t press_button;
    uint32_t press_code;
    uint32_t press_by_key;
    uint32_t pointer_session; ///< What is under the pointer, likewise.
    uint32_t pointer_window;
    uint32_t pointer_id;
};

/// Keys that wait for the answer to a SUBMIT.
struct root_wait {
    uint32_t session; ///< As in struct root_window.
    uint32_t window;
    uint32_t id;
    uint32_t num_keys;
    uint64_t seq;
    nsec_t ns;
    struct editing_key keys[EDITING_KEYS_MAX];
};

struct root_window {
    uint32_t session; ///< Number of its session in this record + 1; 0 = none.
    uint32_t id;
    uint32_t focus_id;
    uint32_t ring;
    uint32_t active; ///< Has the keyboard.
    uint32_t front;  ///< See struct gui_core.
};
