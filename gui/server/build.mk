# SPDX-License-Identifier: MIT
component := gui
kind := musl
core_srcs := \
    activate.c compose.c core.c cursor.c damage.c diff.c draw.c dump.c edit.c fonts.c frame.c icon.c \
    input.c keyboard.c keymap.c layout.c layout_flex.c layout_grid.c layout_misc.c mask.c \
    paint.c paint_button.c paint_canvas.c paint_control.c paint_frame.c place.c pointer.c popup.c \
    scene.c scene_canvas.c scene_layout.c scene_paint.c scene_scroll.c scene_style.c scene_value.c session.c \
    shadow.c shadow_blur.c surface.c text.c text_box.c text_glyph.c text_line.c text_shape.c theme.c \
    wallpaper.c wallpaper_math.c window.c window_hit.c window_sync.c
srcs := $(core_srcs) main.c copy.S task_display.c task_input.c task_inspect.c task_session.c
libs := ui_wire ipc hsys base abi
idls := ui display input inspect init vm
gens := ui_tree
ports := cairo pixman freetype harfbuzz zlib fonts
host := yes
test_libs := libui
host_srcs := $(core_srcs)
test_srcs := host/golden.c host/png.c host/scenes.c host/stage.c host/windows.c
