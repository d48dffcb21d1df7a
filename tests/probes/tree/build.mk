# SPDX-License-Identifier: MIT
component := probe_tree
srcs := app.c main.c mistakes.c
libs := probe ui_wire ipc hsys base abi
idls := log probe ui vm
gens := ui_tree
