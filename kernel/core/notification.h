// SPDX-License-Identifier: MIT
/// @file
/// Notifications and those who signal them.
#pragma once

#include "cap.h"

void notification_init(struct notification *notification);
/// Adds `bits` and wakes who waits for them.
void notification_signal(struct notification *notification, uint64_t bits);
status_t notification_destroy(struct notification *notification);
/// Undoes thread_bind().
void notification_unbind_thread(struct notification *notification);

void binding_init(struct binding *binding);
/// From now on binding_signal() signals `badge` to `target`; NULL: nobody.
void binding_set(struct binding *binding, struct notification *target, uint64_t badge);
void binding_signal(struct binding *binding);
