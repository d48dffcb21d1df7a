# SPDX-License-Identifier: MIT
lib := ipc
srcs := wire.c events.c cap_check.c
host_srcs := wire.c events.c cap_check.c hooks_host.c
libs := base abi
exports := base abi
host := yes
