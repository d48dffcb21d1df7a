# SPDX-License-Identifier: MIT
component := time
srcs := main.c rtc.c
libs := ipc hsys base abi
idls := dm init log time
host := yes
host_srcs := rtc.c
