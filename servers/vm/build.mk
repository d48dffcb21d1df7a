# SPDX-License-Identifier: MIT
component := vm
srcs := buddy.c faults.c images.c main.c memory.c memory_handlers.c process_handlers.c quota.c shared.c \
    space.c spans.c start.c tasks.c
libs := base abi hsys ipc elf task
idls := vm
host := yes
host_srcs := buddy.c quota.c spans.c
