# SPDX-License-Identifier: MIT
component := probe_quota
srcs := main.c
libs := probe ipc hsys base abi
idls := init log vm
