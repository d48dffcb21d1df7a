// SPDX-License-Identifier: MIT
/// @file
/// FRAME events for nodes with on=frame: sixty times a second while their window is shown and the
/// app keeps up. In test mode there are none, for nothing would ever be idle.
#pragma once

#include "core.h"

/// Whether anybody who can be seen asks for them.
bool pulse_running(const struct gui_core *core);

/// When pulse_tick() is due; UINT64_MAX = not.
nsec_t pulse_due(const struct gui_core *core, nsec_t now);

/// Posts those that are due.
void pulse_tick(struct gui_core *core, nsec_t now);

/// After a commit: notes whether anything in `w` asks.
void pulse_survey(struct window *w);
