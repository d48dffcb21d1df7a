// SPDX-License-Identifier: MIT
/// @file
/// Who wants to hear of changes.
#pragma once

#include <base/base.h>

/// Keeps `changed` (owned from now on) for the client behind `badge`, in place of what it gave before.
/// ERR_NO_SPACE: `changed` stays the caller's.
status_t watchers_add(uint64_t badge, handle_t changed);

/// The client is gone.
void watchers_remove(uint64_t badge);

void watchers_signal(void);
