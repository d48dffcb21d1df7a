// SPDX-License-Identifier: MIT
/// @file
/// Where the monitor has its numbers from.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define DATA_MAX 256
#define DATA_NAME_MAX 31

enum data_state {
    DATA_STOPPED,
    DATA_STARTING,
    DATA_RUNNING,
    DATA_BACKOFF, ///< Waits before it is started again.
    DATA_PARKED,  ///< Ended too often.
};

/// One component.
struct data_row {
    uint32_t component; ///< Its number.
    char name[DATA_NAME_MAX + 1];
    enum data_state state;
    uint32_t restarts;
    uint64_t used_b, limit_b;
};

/// Fills `rows` (room for DATA_MAX). @return how many there are.
int data_read(struct data_row *rows);

/// Bytes that the system can still give out.
uint64_t data_free_b(void);

/// What the user wants of a component. @return NULL, or why not.
const char *data_restart(const char *name);
const char *data_stop(const char *name);
const char *data_start(const char *name);
