// SPDX-License-Identifier: MIT
/// @file
/// Where every system call of musl ends. The numbers are those of aarch64 on every CPU.
///
/// The first calls come before thread-local storage exists: nothing here uses errno.
#include <errno.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>

#include <hsys/start.h>
#include <hsys/time.h>

#include "posix.h"

#define NS_PER_S INT64_C(1000000000)

long __os_syscall(long number, long a, long b, long c, long d, long e, long f)
    __attribute__((visibility("hidden")));

/// musl's own name of the environment; set before its first system call.
extern char **__environ;

enum {
    ARGUMENTS_MAX = 64
};

/// The start stack is argc, argv, NULL, environment: found backwards from the environment.
static void find_start_info(void) {
    const uint64_t *environment = (const uint64_t *)(const void *)__environ;
    for (uint64_t argc = 0; argc < ARGUMENTS_MAX; argc++) {
        const uint64_t *stack = environment - 2 - argc;
        if (*stack == argc) {
            start_info_find(stack);
            return;
        }
    }
}

/// The time of day as the kernel saw it at boot, counted on. It stands still in test mode, as time.Clock does.
static int64_t wall_ns(void) {
    bool steady = (info_page()->flags & INFO_TEST_MODE) != 0;
    return steady ? (int64_t)info_page()->wall_base_ns : time_wall_ns();
}

static long get_time(long clock, struct timespec *out) {
    int64_t now_ns = clock == CLOCK_REALTIME ? wall_ns() : (int64_t)time_now_ns();
    out->tv_sec = now_ns / NS_PER_S;
    out->tv_nsec = now_ns % NS_PER_S;
    return 0;
}

static long write_bytes(int fd, long address, long size_b) {
    struct iovec part = { (void *)address, (size_t)size_b };
    return posix_writev(fd, &part, 1);
}

// musl decides what it passes. NOLINTNEXTLINE(readability-function-size)
long __os_syscall(long number, long a, long b, long c, long d, long e, long f) {
    (void)f;
    if (start_info() == NULL) {
        find_start_info();
    }
    switch (number) {
    case SYS_mmap:
        return posix_mmap((uint64_t)a, (uint64_t)b, (int)d, (int)e);
    case SYS_munmap:
        return posix_munmap((uint64_t)a, (uint64_t)b);
    case SYS_writev:
        return posix_writev((int)a, (const struct iovec *)b, (int)c);
    case SYS_write:
        return write_bytes((int)a, b, c);
    case SYS_clock_gettime:
        return get_time(a, (struct timespec *)b);
    case SYS_set_tid_address:
        return 1; // the only thread
    case SYS_gettid:
    case SYS_getpid:
        return 1;
    case SYS_madvise:
    case SYS_mprotect: // the loader has set the rights for good
    case SYS_rt_sigprocmask:
    case SYS_rt_sigaction: // no signals
    case SYS_close:
        return 0;
    case SYS_futex:
        return -EAGAIN; // one thread never waits for itself
    case SYS_ioctl:
        return -ENOTTY;
    case SYS_openat:
        return -ENOENT;
    case SYS_tkill:
    case SYS_kill:
        task_abort(); // abort(): init reports it with a backtrace
    case SYS_exit:
    case SYS_exit_group:
        task_exit((int)a);
    default:
        return -ENOSYS; // brk among them: malloc goes on with mmap
    }
}
