# SPDX-License-Identifier: MIT
component := probe_reader
srcs := main.c
libs := probe ipc hsys base abi
idls := log probe vm
