# SPDX-License-Identifier: MIT
component := kernel
kind := kernel
srcs := $(patsubst kernel/%,%,$(sort $(wildcard kernel/core/*.c kernel/arch/x86_64/*.[cS] \
    kernel/board/pc/*.c kernel/dev/*.c)))
libs := base abi
# For this machine: what reads the tables of loader and firmware, and what needs stubs only.
host := yes
host_srcs := board/pc/acpi.c board/pc/irq.c board/pc/loader.c board/pc/memory.c board/pc/multiboot2.c \
    arch/x86_64/time.c
host_flags_extra := -Ikernel/arch/x86_64
ldscript := arch/x86_64/kernel.ld

# No loop may become vector code, and a wrong shift, index or overflow traps (an exception's backtrace
# names the function). What is left out costs an instruction or three at every access and finds
# nothing that the page tables do not. libs/base is compiled a second time with the same flags.
kernel_flags := -Ikernel/arch/x86_64 -mcmodel=kernel -fno-vectorize -fno-slp-vectorize \
    -fstack-protector-strong -mstack-protector-guard=global \
    -fsanitize=undefined -fsanitize-trap=undefined \
    -fno-sanitize=null,alignment,pointer-overflow,object-size
