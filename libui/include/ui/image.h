// SPDX-License-Identifier: MIT
/// @file
/// Images: pixels that the app fills in and the server shows.
///
/// Pixels are 0xAARRGGBB, the colours multiplied by alpha, row after row without gaps. The server
/// copies them; what changes afterwards shows after ui_image_update().
#pragma once

typedef struct ui_pixels *ui_image_t;

#ifdef __cplusplus
extern "C" {
#endif

/// An image of at most 4096 x 4096 pixels, transparent. @return NULL without memory; ui_image_free().
ui_image_t ui_image_new(int w, int h);
void ui_image_free(ui_image_t image);

int ui_image_w(ui_image_t image);
int ui_image_h(ui_image_t image);

/// Its ui_image_w() * ui_image_h() pixels, for writing.
uint32_t *ui_image_pixels(ui_image_t image);

/// The pixels in this rectangle have changed; all of them when `w` is 0.
void ui_image_update(ui_image_t image, int x, int y, int w, int h);

/// Draws all of it on a canvas.
void ui_draw_image(ui_canvas_t canvas, ui_image_t image, double x, double y, double w, double h);

struct ui_image_p {
    ui_image_t image;
    int radius; ///< Of its corners.
    ui_handler on_click;
    UI_COMMON_; ///< w, h: it is scaled to that; by itself a pixel is a logical pixel.
};
ui_leaf_t ui_image_(struct ui_site, struct ui_image_p);

#ifdef __cplusplus
} // extern "C"
#else
#define ui_image(...) UI_MAKE_(ui_image_, ui_image_p, __VA_ARGS__)
#endif
