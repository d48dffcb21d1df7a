# SPDX-License-Identifier: MIT
component := probe_text
kind := musl
srcs := main.c
libs := libui
gens := ui_tree
flags := -Wno-unused-parameter -Wno-missing-field-initializers
