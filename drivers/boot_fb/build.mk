# SPDX-License-Identifier: MIT
component := boot_fb
srcs := copy.c main.c
libs := drv ipc hsys base abi
idls := display dm init log vm
host := yes
host_srcs := copy.c
