# SPDX-License-Identifier: MIT
lib := libui
kind := musl
srcs := $(patsubst libui/%,%,$(wildcard libui/src/*.c))
# All but the port to the system.
host_srcs := $(filter-out src/port_hesper.c src/notify_hesper.c src/port_text.c,$(srcs))
libs := ui_wire hsys ipc base abi
idls := ui vm init notify
gens := ui_tree
flags := -Os
incs := private
host := yes
test_libs := ui_wire
# As apps are compiled: the tests contain apps.
host_flags_extra := -Wno-missing-field-initializers -Wno-unused-parameter
