// SPDX-License-Identifier: MIT
/// @file
/// Reading of events.

#include <ipc/events.h>

status_t ipc_events_run(struct ring_reader *reader, uint32_t max, ipc_event_fn handle,
                        const void *handlers, void *self) {
    struct ipc_event event;
    for (uint32_t i = 0; i < max; i++) {
        status_t st = ring_read(reader, &event.record, event.words, sizeof(event.words));
        if (st == ERR_WOULD_BLOCK) {
            return OK;
        }
        if (st != OK || handle(handlers, self, &event) != OK) {
            return ERR_BAD_FORMAT; // no event of ours is larger than the buffer
        }
    }
    return ERR_AGAIN;
}

status_t ipc_in_event(struct ipc_in *in, const struct ipc_event *event, void *head, size_t head_b) {
    if (event->record.size % sizeof(uint64_t) != 0) {
        return ERR_BAD_MESSAGE;
    }
    return ipc_in_start(in, event->words, event->record.size / sizeof(uint64_t), head, head_b);
}
