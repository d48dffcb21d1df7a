# SPDX-License-Identifier: MIT
component := testd
srcs := main.c uart.c
libs := ipc hsys base abi
idls := dm init inspect log vm
