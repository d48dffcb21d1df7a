# SPDX-License-Identifier: MIT
lib := probe
srcs := access.S probe.c
libs := ipc hsys base abi
exports := ipc hsys base abi
idls := init log vm
