# SPDX-License-Identifier: MIT
component := init
srcs := changes.c components.c connect.c crash.c kept.c lifecycle.c main.c policy.c serve_component.c serve_keep.c serve_supervisor.c trusted.c
libs := task elf ipc hsys base abi
idls := init vm
host := yes
host_srcs := kept.c policy.c
