# SPDX-License-Identifier: MIT
component := virtio_input
srcs := device.c main.c
libs := drv ipc hsys base abi
idls := dm init input log
linux := yes
