# SPDX-License-Identifier: MIT
component := log
srcs := main.c
libs := ipc hsys base abi
idls := init log
