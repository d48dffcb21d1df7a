// SPDX-License-Identifier: MIT
/// @file
/// Events: messages that travel as records of a ring (base/ring.h). For generated code and for whoever
/// reads rings that carry more than one protocol.
#pragma once

#include <base/ring.h>
#include <ipc/wire.h>

/// One event in private memory.
struct ipc_event {
    struct ring_record record;
    uint64_t words[IPC_WORDS_MAX]; ///< `record.size` bytes are in use.
};

/// Handles one record; generated (<protocol>_event_dispatch() behind a thin cover).
typedef status_t (*ipc_event_fn)(const void *handlers, void *self, const struct ipc_event *event);

/// Takes up to `max` records out of `reader` and gives each to `handle`.
///
/// @return OK when the ring is empty now, ERR_AGAIN when `max` records were taken and there may be
///         more, ERR_BAD_FORMAT when the writer broke the format of the ring or of an event: what it
///         wrote wrongly is dropped, call again for the rest or drop the peer.
status_t ipc_events_run(struct ring_reader *reader, uint32_t max, ipc_event_fn handle,
                        const void *handlers, void *self);

/// Begins to read an event's body: as ipc_in_start().
status_t ipc_in_event(struct ipc_in *in, const struct ipc_event *event, void *head, size_t head_b);
