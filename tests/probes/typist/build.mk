# SPDX-License-Identifier: MIT
component := probe_typist
kind := musl
srcs := main.c
libs := libui base
gens := ui_tree
flags := -Wno-unused-parameter -Wno-missing-field-initializers
