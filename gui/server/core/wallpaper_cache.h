// SPDX-License-Identifier: MIT
/// @file
/// The wallpaper in memory that outlives the server: drawing it anew costs more than a whole restart may.
#pragma once

#include "core.h"

/// A wallpaper of that size in kept memory; NULL when there is none.
struct surface *wallpaper_kept(struct gui_core *core, int32_t w_px, int32_t h_px);

/// Whether what is in it is the wallpaper that is wanted, whole.
bool wallpaper_is_good(const struct gui_core *core);

/// Before and behind drawing: a server that dies between the two leaves nothing that looks good.
void wallpaper_begin(struct gui_core *core);
void wallpaper_done(struct gui_core *core);
