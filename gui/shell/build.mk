# SPDX-License-Identifier: MIT
component := shell
kind := musl
srcs := main.c apps.c bar.c calendar.c center.c dock.c kiosk.c menu.c notices.c power.c prefs.c search.c start.c windows.c
libs := libui ipc hsys base abi
gens := ui_tree
idls := init log notify settings shell time
flags := -Wno-unused-parameter -Wno-missing-field-initializers
host := yes
host_srcs := calendar.c search.c
