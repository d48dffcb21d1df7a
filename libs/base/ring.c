// SPDX-License-Identifier: MIT
/// @file
/// Rings of records between tasks that do not trust each other.

#include <base/ring.h>
#include <base/string.h>

/// Bytes that a record with `payload_b` bytes takes in the ring.
static uint64_t record_size(uint64_t payload_b) {
    return sizeof(struct ring_record) + ALIGN_UP(payload_b, (uint64_t)RING_ALIGN_B);
}

/// Bytes of data in a region, 0 when it is too small.
static uint64_t capacity_of(size_t region_b) {
    if (region_b < RING_REGION_MIN_B) {
        return 0;
    }
    return ALIGN_DOWN(region_b - sizeof(struct ring_shared), (uint64_t)RING_ALIGN_B);
}

status_t ring_writer_init(struct ring_writer *writer, void *region, size_t region_b,
                          const uint64_t *tail_word) {
    uint64_t capacity = capacity_of(region_b);
    if (capacity == 0) {
        return ERR_BAD_SIZE;
    }
    struct ring_shared *shared = region;
    *writer = (struct ring_writer){
        .shared = shared,
        .data = (uint8_t *)(shared + 1),
        .tail_word = tail_word,
        .capacity = capacity,
    };
    __atomic_store_n(&shared->head, 0, __ATOMIC_RELEASE);
    return OK;
}

/// Fetches the tail word and believes it only when it is possible.
static status_t update_tail(struct ring_writer *writer) {
    if (writer->tail_word == NULL) {
        return OK;
    }
    uint64_t tail = __atomic_load_n(writer->tail_word, __ATOMIC_ACQUIRE);
    if (tail < writer->tail || tail > writer->head || tail % RING_ALIGN_B != 0) {
        return ERR_BAD_FORMAT;
    }
    writer->tail = tail;
    return OK;
}

void ring_writer_set_tail_word(struct ring_writer *writer, const uint64_t *tail_word) {
    (void)update_tail(writer); // what the reader before said last, if it was possible, holds
    writer->tail_word = tail_word;
}

/// Copies into the data at `position`, around its end if need be.
static void put_bytes(const struct ring_writer *writer, uint64_t position, const void *bytes,
                      size_t len) {
    uint64_t at = position % writer->capacity;
    size_t part = (size_t)MIN((uint64_t)len, writer->capacity - at);
    memcpy(writer->data + at, bytes, part);
    memcpy(writer->data, (const uint8_t *)bytes + part, len - part);
}

status_t ring_write(struct ring_writer *writer, uint32_t protocol, uint16_t method,
                    const void *payload, size_t payload_b) {
    if (payload_b > RING_PAYLOAD_MAX_B || record_size(payload_b) > writer->capacity) {
        return ERR_TOO_BIG;
    }
    TRY(update_tail(writer));
    uint64_t size = record_size(payload_b);
    if (size > writer->capacity - (writer->head - writer->tail)) {
        return ERR_NO_SPACE;
    }
    struct ring_record record = {
        .protocol = protocol,
        .method = method,
        .size = (uint32_t)payload_b,
        .sequence = writer->sequence,
    };
    put_bytes(writer, writer->head, &record, sizeof(record));
    if (payload_b > 0) {
        static const uint8_t zeros[RING_ALIGN_B];
        put_bytes(writer, writer->head + sizeof(record), payload, payload_b);
        put_bytes(writer, writer->head + sizeof(record) + payload_b, zeros,
                  (size_t)(size - sizeof(record) - payload_b));
    }
    writer->sequence++;
    writer->head += size;
    __atomic_store_n(&writer->shared->head, writer->head, __ATOMIC_RELEASE);
    return OK;
}

bool ring_writer_is_drained(struct ring_writer *writer) {
    return update_tail(writer) == OK && writer->tail == writer->head;
}

status_t ring_writer_acknowledge(struct ring_writer *writer, uint64_t position) {
    if (writer->tail_word != NULL || position < writer->tail || position > writer->head ||
        position % RING_ALIGN_B != 0) {
        return ERR_BAD_ARG;
    }
    writer->tail = position;
    return OK;
}

static void set_tail(struct ring_reader *reader, uint64_t tail) {
    reader->tail = tail;
    if (reader->tail_word != NULL) {
        __atomic_store_n(reader->tail_word, tail, __ATOMIC_RELEASE);
    }
}

status_t ring_reader_init(struct ring_reader *reader, const void *region, size_t region_b,
                          uint64_t *tail_word) {
    uint64_t capacity = capacity_of(region_b);
    if (capacity == 0) {
        return ERR_BAD_SIZE;
    }
    const struct ring_shared *shared = region;
    *reader = (struct ring_reader){
        .shared = shared,
        .data = (const uint8_t *)(shared + 1),
        .tail_word = tail_word,
        .capacity = capacity,
    };
    set_tail(reader, 0);
    return OK;
}

status_t ring_reader_resume(struct ring_reader *reader, const void *region, size_t region_b,
                            uint64_t position) {
    TRY(ring_reader_init(reader, region, region_b, NULL));
    uint64_t head = __atomic_load_n(&reader->shared->head, __ATOMIC_ACQUIRE);
    bool possible =
        position <= head && head - position <= reader->capacity && position % RING_ALIGN_B == 0;
    reader->tail = possible ? position : ALIGN_DOWN(head, (uint64_t)RING_ALIGN_B);
    reader->resync = true; // whatever number the next record has
    return OK;
}

/// Copies from the data at `position`, around its end if need be.
static void get_bytes(const struct ring_reader *reader, uint64_t position, void *bytes,
                      size_t len) {
    uint64_t at = position % reader->capacity;
    size_t part = (size_t)MIN((uint64_t)len, reader->capacity - at);
    memcpy(bytes, reader->data + at, part);
    memcpy((uint8_t *)bytes + part, reader->data, len - part);
}

/// The writer lied: drops all that it has written.
static status_t resync(struct ring_reader *reader, uint64_t head) {
    reader->resync = true;
    set_tail(reader, ALIGN_DOWN(head, (uint64_t)RING_ALIGN_B));
    return ERR_BAD_FORMAT;
}

status_t ring_read(struct ring_reader *reader, struct ring_record *out, void *payload,
                   size_t payload_max_b) {
    uint64_t head = __atomic_load_n(&reader->shared->head, __ATOMIC_ACQUIRE);
    if (head == reader->tail) {
        return ERR_WOULD_BLOCK;
    }
    uint64_t ready = head - reader->tail;
    if (head % RING_ALIGN_B != 0 || ready > reader->capacity ||
        ready < sizeof(struct ring_record)) {
        return resync(reader, head);
    }
    struct ring_record record;
    get_bytes(reader, reader->tail, &record, sizeof(record));
    // The compiler must not fetch the fields from shared memory again after the checks.
    __asm__ volatile("" : : "r"(&record) : "memory");
    if (record.size > RING_PAYLOAD_MAX_B || record_size(record.size) > ready || record.flags != 0) {
        return resync(reader, head);
    }
    if (record.sequence != reader->sequence && !reader->resync) {
        return resync(reader, head);
    }
    reader->resync = false;
    reader->sequence = record.sequence + 1;
    *out = record;
    bool fits = record.size <= payload_max_b;
    if (fits && record.size > 0) {
        get_bytes(reader, reader->tail + sizeof(record), payload, record.size);
    }
    set_tail(reader, reader->tail + record_size(record.size));
    return fits ? OK : ERR_TOO_BIG;
}
