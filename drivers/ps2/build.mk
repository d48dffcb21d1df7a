# SPDX-License-Identifier: MIT
component := ps2
srcs := controller.c keyboard.c main.c mouse.c
libs := drv ipc hsys base abi
idls := dm init input log
host := yes
host_srcs := controller.c keyboard.c mouse.c
