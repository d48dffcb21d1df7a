# SPDX-License-Identifier: MIT
lib := libui
kind := musl
srcs := src/boxes.c src/canvas.c src/dispatch.c src/ident.c src/make.c src/publish.c \
    src/port_hesper.c src/retained.c src/run.c src/store.c src/table.c src/text.c src/widgets.c
# All but the port to the system.
host_srcs := src/boxes.c src/canvas.c src/dispatch.c src/ident.c src/make.c src/publish.c \
    src/retained.c src/run.c src/store.c src/table.c src/text.c src/widgets.c
libs := ui_wire hsys ipc base abi
idls := ui vm init
gens := ui_tree
flags := -Os
incs := private
host := yes
test_libs := ui_wire
# As apps are compiled: the tests contain apps.
host_flags_extra := -Wno-missing-field-initializers -Wno-unused-parameter
