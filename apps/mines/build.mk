# SPDX-License-Identifier: MIT
component := mines
kind := musl
srcs := field.c main.c
libs := libui base
gens := ui_tree
flags := -Wno-unused-parameter -Wno-missing-field-initializers
host := yes
host_srcs := field.c
