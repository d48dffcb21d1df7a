# SPDX-License-Identifier: MIT
# The program that tests the kernel in QEMU: init of an archive of its own (tests/kernel/run.py).
component := kernel_test
srcs := main.c kt.c kt_memory.c kt_task.c cases_trap.c cases_cap.c cases_memory.c cases_fault.c \
    cases_ipc.c cases_wait.c cases_time.c cases_thread.c cases_cpu.c cases_irq.c bench.c pci_input.c
libs := hsys base abi
flags := -fno-jump-tables -mno-red-zone
