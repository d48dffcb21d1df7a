# SPDX-License-Identifier: MIT
component := terminal
kind := musl
srcs := main.c history.c screen.c show.c shell/commands.c shell/edit.c shell/shell.c shell/system.c shell/words.c
libs := libui ipc base abi
idls := init log time vm
gens := ui_tree
ports := libvterm
flags := -Wno-unused-parameter -Wno-missing-field-initializers
host := yes
host_srcs := history.c screen.c shell/commands.c shell/edit.c shell/shell.c shell/words.c
