# SPDX-License-Identifier: MIT
component := welcome
kind := musl
srcs := main.c
libs := libui
gens := ui_tree
flags := -Wno-unused-parameter -Wno-missing-field-initializers
