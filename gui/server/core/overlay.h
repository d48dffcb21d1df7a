// SPDX-License-Identifier: MIT
/// @file
/// Pictures that the server lays over the windows by itself: snap preview, switcher, drag ghost.
#pragma once

#include "compose.h"

struct gui_core;

enum overlay_id {
    OVERLAY_PREVIEW,  ///< Where a window is going to stand; below the window that is dragged.
    OVERLAY_DROP,     ///< Where something is going to be dropped.
    OVERLAY_GHOST,    ///< What is dragged.
    OVERLAY_SWITCHER, ///< Choice of windows.
    OVERLAY_TIP,      ///< Tooltip.
    OVERLAY_NUM,
};

struct overlay {
    struct surface *surface; ///< Owned; NULL = not shown.
    int32_t x_px, y_px;      ///< On the screen.
    int32_t corner_px;       ///< Size of the corners that are not opaque.
    bool opaque;             ///< But for its corners.
    enum shadow_kind shadow;
    uint8_t opacity; ///< 0 means 255.
};

/// Shows `what`, whose surface is owned from now on, in the place of the one before.
void overlay_show(struct gui_core *core, enum overlay_id id, const struct overlay *what);

void overlay_move(struct gui_core *core, enum overlay_id id, int32_t x_px, int32_t y_px);

/// Its pixels have been painted again.
void overlay_touch(struct gui_core *core, enum overlay_id id);

/// Nothing happens when it is not shown.
void overlay_hide(struct gui_core *core, enum overlay_id id);
void overlay_hide_all(struct gui_core *core);

/// What composition needs. False when it is not shown.
bool overlay_layer(const struct gui_core *core, enum overlay_id id, struct compose_layer *out);
