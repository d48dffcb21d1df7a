# SPDX-License-Identifier: MIT
component := probe_server
srcs := main.c
libs := probe ipc hsys base abi
idls := init log probe vm
