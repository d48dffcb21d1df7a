# SPDX-License-Identifier: MIT
lib := posix
kind := musl
srcs := memory.c output.c pages.c syscall.c thread.c traps.S
libs := ipc hsys base abi
idls := vm
flags := -mgeneral-regs-only -Wno-reserved-identifier
host := yes
host_srcs := pages.c
