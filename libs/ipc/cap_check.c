// SPDX-License-Identifier: MIT
/// @file
/// The default of ipc_cap_check(), in a file of its own so that a program can bring another.

#include <ipc/wire.h>

__attribute__((weak)) status_t ipc_cap_check(handle_t handle, uint32_t type, uint32_t rights) {
    (void)handle;
    (void)type;
    (void)rights;
    return OK;
}
