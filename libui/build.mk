# SPDX-License-Identifier: MIT
lib := libui
kind := musl
srcs := src/boxes.c src/canvas.c src/dispatch.c src/ident.c src/make.c src/publish.c \
    src/retained.c src/run.c src/store.c src/table.c src/text.c src/widgets.c
libs := ui_wire base abi
gens := ui_tree
incs := private
host := yes
test_libs := ui_wire
# As apps are compiled: the tests contain apps.
host_flags_extra := -Wno-missing-field-initializers -Wno-unused-parameter
