# SPDX-License-Identifier: MIT
lib := elf
srcs := elf.c
libs := base abi
exports := base
host := yes
