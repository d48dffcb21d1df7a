// SPDX-License-Identifier: MIT
/// @file
/// The fields of the core that are saved.
#pragma once

#include "core.h"

struct window;

/// Bytes that are the same for all instances of one version of the server.
uint64_t state_version(void);

void state_put_core(struct state_out *out, const struct gui_core *core);

/// False: something in it is impossible; then the core is as it was.
bool state_take_core(struct state_in *in, struct gui_core *core);

void state_put_window(struct state_out *out, const struct window *w);

/// Into `saved`, of which only saved fields are set.
bool state_take_window(struct state_in *in, struct window *saved);

/// Gives `w` the saved fields of `saved`.
void state_apply_window(struct window *w, const struct window *saved);
