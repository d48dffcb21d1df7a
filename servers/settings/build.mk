# SPDX-License-Identifier: MIT
component := settings
srcs := main.c table.c watchers.c
libs := ipc hsys base abi
idls := init log settings
host := yes
host_srcs := table.c
