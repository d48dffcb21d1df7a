# SPDX-License-Identifier: MIT
component := gui
kind := musl
srcs := \
    activate.c compose.c core.c cursor.c damage.c diff.c draw.c dump.c edit.c frame.c icon.c \
    input.c keyboard.c keymap.c layout.c layout_flex.c layout_grid.c layout_misc.c mask.c \
    paint.c paint_button.c paint_canvas.c paint_control.c paint_frame.c place.c pointer.c \
    scene.c scene_canvas.c scene_layout.c scene_paint.c scene_style.c scene_value.c session.c \
    shadow.c surface.c text.c text_box.c text_glyph.c text_line.c text_shape.c theme.c \
    wallpaper.c wallpaper_math.c window.c window_sync.c
libs := ui_wire base abi
gens := ui_tree
ports := cairo pixman freetype harfbuzz fonts
host := yes
