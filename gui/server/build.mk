# SPDX-License-Identifier: MIT
component := gui
kind := musl
# Folders in the order of the layers: each may include those before it (docs/style.md).
incs := draw edit text paint scene core window input task
core_srcs := $(patsubst gui/server/%,%,$(wildcard $(patsubst %,gui/server/%/*.c,$(filter-out task,$(incs)))))
srcs := $(core_srcs) $(patsubst gui/server/%,%,$(wildcard gui/server/task/*.c gui/server/task/*.S))
libs := ui_wire ipc hsys base abi
idls := ui display input inspect shell settings time init vm
gens := ui_tree keymaps
ports := cairo pixman freetype harfbuzz zlib fonts
host := yes
test_libs := libui
host_srcs := $(core_srcs)
test_srcs := host/golden.c host/icons.c host/png.c host/scenes.c host/stage.c host/windows.c
