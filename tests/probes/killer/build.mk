# SPDX-License-Identifier: MIT
component := probe_killer
srcs := main.c
libs := probe ipc hsys base abi
idls := init log probe vm
