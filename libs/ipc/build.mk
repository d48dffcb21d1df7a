# SPDX-License-Identifier: MIT
lib := ipc
srcs := call.c cap_check.c conn.c events.c receive.c server.c wire.c
host_srcs := cap_check.c events.c hooks_host.c wire.c
libs := base abi hsys
exports := base abi hsys
idls := init log
host := yes
