# SPDX-License-Identifier: MIT
lib := task
srcs := archive.c pieces.c stack.c
libs := base abi elf
exports := base abi elf
host := yes
