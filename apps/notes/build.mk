# SPDX-License-Identifier: MIT
component := notes
kind := musl
srcs := main.c
libs := libui
gens := ui_tree
flags := -Wno-unused-parameter -Wno-missing-field-initializers
