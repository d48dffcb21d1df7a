# SPDX-License-Identifier: MIT
lib := hsys
srcs := object.c start.S start.c time.c trap.c
libs := base abi
exports := base abi
host := yes
host_srcs := object.c
