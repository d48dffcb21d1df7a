// SPDX-License-Identifier: MIT
/// @file
/// The lower half of the C library: what musl's system calls become. Results are as Linux has them:
/// a value >= 0 or -errno.
#pragma once

#include <base/base.h>

struct iovec;

/// mmap of anonymous private memory (flags and file are checked); the address, or -errno.
long posix_mmap(uint64_t address, uint64_t size_b, int flags, int fd);
/// munmap of pages that posix_mmap() gave out.
long posix_munmap(uint64_t address, uint64_t size_b);

/// Text to standard output or error: whole lines go to the log.
long posix_writev(int fd, const struct iovec *parts, int count);

/// Linux error number of `status`, negative.
long posix_error(status_t status);
