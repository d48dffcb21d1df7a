# SPDX-License-Identifier: MIT
component := calculator
kind := musl
srcs := main.c decimal.c engine.c
libs := libui
gens := ui_tree
flags := -Wno-unused-parameter -Wno-missing-field-initializers
