# SPDX-License-Identifier: MIT
component := clock
kind := musl
srcs := main.c alarm.c face.c stopwatch.c timer.c world.c
libs := libui ipc base
idls := notify settings
gens := ui_tree
flags := -Wno-unused-parameter -Wno-missing-field-initializers
