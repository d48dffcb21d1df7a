# SPDX-License-Identifier: MIT
component := notify
srcs := main.c notes.c
libs := ipc hsys base abi
idls := init log notify
host := yes
host_srcs := notes.c
