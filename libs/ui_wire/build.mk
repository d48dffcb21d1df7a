# SPDX-License-Identifier: MIT
lib := ui_wire
srcs := build.c cells.c dump.c events.c import.c ops.c tables.c tree.c validate.c
libs := base abi
exports := base abi
gens := ui_tree
host := yes
