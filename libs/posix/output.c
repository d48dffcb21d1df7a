// SPDX-License-Identifier: MIT
/// @file
/// Standard output and error: bytes are collected, each line becomes one line of the log.
#include <errno.h>
#include <sys/uio.h>

#include <base/log.h>

#include "posix.h"

enum {
    FD_STDOUT = 1,
    FD_STDERR = 2
};

struct line {
    size_t used_b;
    char text[LOG_LINE_MAX];
};

static void flush(struct line *line, enum log_level level) {
    if (line->used_b > 0) {
        line->text[line->used_b] = 0;
        log_write(level, "stdio", line->text);
        line->used_b = 0;
    }
}

static void put(struct line *line, enum log_level level, const char *text, size_t length_b) {
    for (size_t i = 0; i < length_b; i++) {
        if (text[i] != '\n') {
            line->text[line->used_b++] = text[i];
        }
        if (text[i] == '\n' || line->used_b == sizeof line->text - 1) {
            flush(line, level);
        }
    }
}

long posix_writev(int fd, const struct iovec *parts, int count) {
    static struct line out, err;
    if (fd != FD_STDOUT && fd != FD_STDERR) {
        return -EBADF;
    }
    if (count < 0) {
        return -EINVAL;
    }
    long written_b = 0;
    for (int i = 0; i < count; i++) {
        put(fd == FD_STDOUT ? &out : &err, fd == FD_STDOUT ? LOG_LEVEL_INFO : LOG_LEVEL_WARN,
            parts[i].iov_base, parts[i].iov_len);
        written_b += (long)parts[i].iov_len;
    }
    return written_b;
}
