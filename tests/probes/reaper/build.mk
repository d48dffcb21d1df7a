# SPDX-License-Identifier: MIT
component := probe_reaper
srcs := main.c
libs := probe ipc hsys base abi
idls := init log vm
