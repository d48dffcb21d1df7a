# SPDX-License-Identifier: MIT
component := paint
kind := musl
srcs := main.c picture.c
libs := libui
gens := ui_tree
flags := -Wno-unused-parameter -Wno-missing-field-initializers
