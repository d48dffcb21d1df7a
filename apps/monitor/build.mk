# SPDX-License-Identifier: MIT
component := monitor
kind := musl
srcs := main.c data.c
libs := libui ipc base abi
idls := init vm
gens := ui_tree
flags := -Wno-unused-parameter -Wno-missing-field-initializers
