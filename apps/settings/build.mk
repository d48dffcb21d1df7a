# SPDX-License-Identifier: MIT
component := settings_app
kind := musl
srcs := main.c pages.c prefs.c
libs := libui ipc base
idls := notify settings vm
gens := ui_tree
flags := -Wno-unused-parameter -Wno-missing-field-initializers
