# SPDX-License-Identifier: MIT
component := probe_queue
srcs := main.c
libs := probe ipc hsys base abi
idls := log probe vm
