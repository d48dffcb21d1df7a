// SPDX-License-Identifier: MIT
/// @file
/// Pictures as PNG files, for tests and people. Host only.
#pragma once

#include "surface.h"

/// Writes `s` as RGBA (straight alpha; RGB when all pixels are opaque), compressed.
///
/// @return OK, ERR_NO_MEMORY, ERR_IO.
status_t png_write(const char *path, const struct surface *s);

/// Bytes of colour as a PNG without alpha would hold them: three a pixel, row after row.
///
/// @return memory that the caller frees, NULL without memory.
uint8_t *png_rgb(const struct surface *s, size_t *out_len_b);
