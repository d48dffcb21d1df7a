# SPDX-License-Identifier: MIT
component := probe_guess
srcs := main.c messages.c
libs := probe ipc hsys base abi
idls := log vm
