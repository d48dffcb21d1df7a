// SPDX-License-Identifier: MIT
/// @file
/// What the shell knows of the system and may do to it.
#pragma once

#include <base/base.h>

struct system_task {
    char name[32];
    char summary[96]; ///< Of an app; empty for others.
    const char *state;
    uint32_t restarts;
    uint64_t used_b, limit_b;
    bool running;
};

/// Component number `index`, counted from 0. False behind the last.
bool system_task(uint32_t index, struct system_task *out);

status_t system_kill(const char *name);
status_t system_launch(const char *name, const char *args);

/// Memory of this program and of the machine.
bool system_memory(uint64_t *out_used_b, uint64_t *out_limit_b, uint64_t *out_free_b);

/// Seconds since 1970 in UTC, and since the start of the machine.
bool system_time(int64_t *out_unix_s, uint64_t *out_up_s);

/// The oldest line of the log with a number above *after, which becomes its number. False behind the
/// last. It ends in NUL and has no line feed.
bool system_log(uint64_t *after, char *line, size_t size_b);
