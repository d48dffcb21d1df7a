// SPDX-License-Identifier: MIT
/// @file
/// One-way rings of records in shared memory. One writer, one reader, neither trusts the other.
///
/// The writer alone writes the region of the ring: `struct ring_shared`, then the data. What the
/// reader has consumed stands in a word in a region that the reader alone writes ("tail word"). A
/// two-way link is therefore two regions, one writer each. A reader that writes no memory uses
/// a ring without tail word: then its writer learns by other means what was consumed and calls
/// ring_writer_acknowledge(); nothing unread is ever overwritten.
///
/// Positions count bytes since the start and only grow. Everything read from shared memory is read
/// once, copied into private memory, and then validated. A peer that lies costs its own records:
/// the reader reports ERR_BAD_FORMAT once and goes on at the writer's head.
///
/// Each end is used by one thread at a time.
#pragma once

#include <base/base.h>

/// Stands in front of each record's payload, in the ring and on its way to the reader.
struct ring_record {
    uint32_t protocol; ///< Number of the protocol, as in interfaces/*.idl.
    uint16_t method;   ///< Ordinal of the event.
    uint16_t flags;    ///< Reserved, 0.
    uint32_t size;     ///< Bytes of payload.
    uint32_t sequence; ///< Counts the writer's records from 0, wraps.
};
_Static_assert(sizeof(struct ring_record) == 16, "wire format");

/// Start of the writer's region.
struct ring_shared {
    uint64_t head;        ///< Bytes ever written, a multiple of RING_ALIGN_B. Release/acquire.
    uint8_t reserved[56]; ///< Keeps the data on cache lines of its own.
};
_Static_assert(sizeof(struct ring_shared) == 64, "wire format");

enum {
    RING_ALIGN_B = 8,            ///< Records start at multiples of this.
    RING_REGION_MIN_B = 64 + 64, ///< Smallest region of a ring.
    RING_PAYLOAD_MAX_B = 65536,  ///< Largest payload of one record.
};

/// The writing end. Private to the writer.
struct ring_writer {
    struct ring_shared *shared; ///< Borrowed.
    uint8_t *data;              ///< `capacity` bytes behind `shared`.
    const uint64_t *tail_word;  ///< Borrowed, written by the hostile reader. NULL = none.
    uint64_t capacity;          ///< Bytes, a multiple of RING_ALIGN_B.
    uint64_t head;              ///< Bytes ever written. The shared copy is never read back.
    uint64_t tail;              ///< Last believable value of the tail word.
    uint32_t sequence;          ///< Of the next record.
};

/// The reading end. Private to the reader.
struct ring_reader {
    const struct ring_shared *shared; ///< Borrowed, written by the hostile writer.
    const uint8_t *data;              ///< `capacity` bytes behind `shared`.
    uint64_t *tail_word;              ///< Borrowed, written by this reader. NULL = none.
    uint64_t capacity;                ///< Bytes, a multiple of RING_ALIGN_B.
    uint64_t tail;                    ///< Bytes consumed. The shared copy is never read back.
    uint32_t sequence;                ///< Expected next.
    bool resync;                      ///< The next record may carry any sequence number.
};

/// Starts an empty ring in the `region_b` bytes at `region`, which are aligned to 8 and which the
/// caller alone can write. Clears its head. `tail_word` (aligned to 8, may be NULL) is not written.
///
/// @return OK, ERR_BAD_SIZE when the region is smaller than RING_REGION_MIN_B.
status_t ring_writer_init(struct ring_writer *writer, void *region, size_t region_b,
                          const uint64_t *tail_word);

/// Appends a record and makes it visible.
///
/// @return OK, ERR_NO_SPACE while the ring is full, ERR_TOO_BIG when the record never fits,
///         ERR_BAD_FORMAT when the tail word lies. On error nothing is written.
status_t ring_write(struct ring_writer *writer, uint32_t protocol, uint16_t method,
                    const void *payload, size_t payload_b);

/// From now on another reader consumes what is in the ring, and writes `tail_word`. NULL: nobody reads,
/// and the last tail that was known holds.
void ring_writer_set_tail_word(struct ring_writer *writer, const uint64_t *tail_word);

/// Whether the writer believes that the reader has consumed every record.
bool ring_writer_is_drained(struct ring_writer *writer);

/// For rings without tail word: the reader has consumed `position` bytes in all.
///
/// @return OK, ERR_BAD_ARG when that is impossible; then nothing changes.
status_t ring_writer_acknowledge(struct ring_writer *writer, uint64_t position);

/// Attaches to a ring at the writer's present position 0. `tail_word` is set to 0.
///
/// @return OK, ERR_BAD_SIZE when the region is smaller than RING_REGION_MIN_B.
status_t ring_reader_init(struct ring_reader *reader, const void *region, size_t region_b,
                          uint64_t *tail_word);

/// As ring_reader_init() without a tail word, for a ring of which `position` bytes have been consumed
/// by another reader. An impossible position: what comes from now on.
status_t ring_reader_resume(struct ring_reader *reader, const void *region, size_t region_b,
                            uint64_t position);

/// Takes the oldest record: its header into `out`, its payload into `payload`, padding not included.
///
/// @return OK, ERR_WOULD_BLOCK when there is none, ERR_TOO_BIG when the payload is larger than
///         `payload_max_b` (the record is dropped, `out` is valid), ERR_BAD_FORMAT when the writer
///         lied (everything it has written so far is dropped; call again for what comes later).
status_t ring_read(struct ring_reader *reader, struct ring_record *out, void *payload,
                   size_t payload_max_b);
