# SPDX-License-Identifier: MIT
# The kernel core as a Linux program, for unit tests. The kernel itself is built by ../build.mk.
lib := kernel_core
libs := base abi
host_srcs := boot_init.c boot_memory.c cap.c cap_delete.c cap_invoke.c captable.c debug.c domain.c \
    endpoint.c fastpath.c frame.c ioport.c irq.c main.c message.c notification.c region.c reply.c \
    sched.c sched_context.c state_hash.c symbols.c thread.c thread_invoke.c timer.c trap.c untyped.c \
    ../arch/host/host.c
flags := -Ikernel -Ikernel/arch/host
host := yes
