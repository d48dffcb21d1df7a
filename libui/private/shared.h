// SPDX-License-Identifier: MIT
/// @file
/// Internal to libui: memory that the app writes and the server reads, for grids and images.
#pragma once

#include "internal.h"

/// Takes a region of at least `size_b` bytes, all zero. Without a port that has them (tests) it is
/// memory of this program. False without memory.
bool uii_shared_make(struct ui_shared *out, size_t size_b);

/// Frees it; the server keeps what it has copied.
void uii_shared_drop(struct ui_shared *shared);

// --- cells.c
/// Ends the writing of all grids. True when there was any: the doorbell is to be rung.
bool uii_cells_flush(void);

// --- image.c
/// The session is another one: every image has to be made again.
void uii_images_forget(void);

// --- canvas.c
/// Records an image; nothing without one.
void uii_canvas_image(ui_canvas_t canvas, uint32_t image, const double xywh[4]);

// --- cells.c again
/// The session is another one: every grid has to be opened again.
void uii_cells_forget(void);
