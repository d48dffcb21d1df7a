# SPDX-License-Identifier: MIT
component := probe_client
srcs := main.c
libs := probe ipc hsys base abi
idls := log probe vm
