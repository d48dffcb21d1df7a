// SPDX-License-Identifier: MIT
/// @file
/// Thread pieces that musl has in assembly. A task has one thread; creating another fails with ENOSYS.
#include <errno.h>

#include <abi/boot.h>
#include <hsys/object.h>
#include <hsys/start.h>

#include "posix.h"

int __set_thread_area(void *base) __attribute__((visibility("hidden")));
int __clone(int (*entry)(void *), void *stack, int flags, void *argument, ...)
    __attribute__((visibility("hidden")));
_Noreturn void __unmapself(void *base, unsigned long size_b);

int __set_thread_area(void *base) {
    // Called with the address of the start data known only after the first __os_syscall: needs none of it.
    return thread_set_tls(START_HANDLE(SLOT_THREAD), (uint64_t)base) == OK ? 0 : -EPERM;
}

int __clone(int (*entry)(void *), void *stack, int flags, void *argument, ...) {
    (void)entry;
    (void)stack;
    (void)flags;
    (void)argument;
    return -ENOSYS;
}

_Noreturn void __unmapself(void *base, unsigned long size_b) {
    (void)base;
    (void)size_b;
    task_exit(0);
}
