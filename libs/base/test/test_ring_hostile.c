// SPDX-License-Identifier: MIT
// One end lies: the other must not read or write outside, must not trust, and must go on.
#include <base/ring.h>
#include <base/rng.h>
#include <test/test.h>

#include <stdlib.h>
#include <string.h>

#define DATA_B 128u

static struct ring_shared *shared;
static uint8_t *data;
static uint64_t tail_word;
static struct ring_writer writer;
static struct ring_reader reader;
static struct ring_record record;
static uint8_t payload[DATA_B];

/// A ring in memory of exactly its size, so that ASan sees the first byte too far.
static void start(void) {
    free(shared);
    shared = aligned_alloc(64, sizeof(*shared) + DATA_B);
    data = (uint8_t *)(shared + 1);
    memset(shared, 0, sizeof(*shared) + DATA_B);
    tail_word = 0;
    CHECK_STATUS(ring_writer_init(&writer, shared, sizeof(*shared) + DATA_B, &tail_word), OK);
    CHECK_STATUS(ring_reader_init(&reader, shared, sizeof(*shared) + DATA_B, &tail_word), OK);
}

static status_t take(void) {
    return ring_read(&reader, &record, payload, sizeof(payload));
}

/// After a lie the reader takes what an honest writer appends from then on.
static void check_recovers(void) {
    struct ring_record honest = { .protocol = 5, .method = 6, .size = 0, .sequence = 4711 };
    uint64_t at = reader.tail % DATA_B;
    CHECK_EQ(tail_word, reader.tail);
    CHECK_EQ(reader.tail % RING_ALIGN_B, 0);
    uint8_t bytes[sizeof(honest)];
    memcpy(bytes, &honest, sizeof(bytes));
    for (size_t i = 0; i < sizeof(bytes); i++) {
        data[(at + i) % DATA_B] = bytes[i];
    }
    shared->head = reader.tail + sizeof(honest);
    CHECK_STATUS(take(), OK);
    CHECK_EQ(record.sequence, 4711);
    CHECK_STATUS(take(), ERR_WOULD_BLOCK);
}

TEST(head_beyond_the_ring) {
    start();
    shared->head = DATA_B + 8;
    CHECK_STATUS(take(), ERR_BAD_FORMAT);
    check_recovers();
}

TEST(head_moved_back) {
    start();
    CHECK_STATUS(ring_write(&writer, 1, 1, payload, 32), OK);
    CHECK_STATUS(take(), OK);
    shared->head = 8;
    CHECK_STATUS(take(), ERR_BAD_FORMAT);
    check_recovers();
}

TEST(head_not_aligned_or_too_close) {
    start();
    shared->head = 17;
    CHECK_STATUS(take(), ERR_BAD_FORMAT);
    check_recovers();
    start();
    shared->head = 8;
    CHECK_STATUS(take(), ERR_BAD_FORMAT);
    check_recovers();
    start();
    shared->head = UINT64_MAX;
    CHECK_STATUS(take(), ERR_BAD_FORMAT);
    check_recovers();
}

TEST(size_larger_than_what_was_written) {
    static const uint32_t sizes[] = { 33, DATA_B, RING_PAYLOAD_MAX_B, UINT32_MAX, UINT32_MAX - 15 };
    for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
        start();
        CHECK_STATUS(ring_write(&writer, 1, 1, payload, 32), OK);
        memcpy(data + offsetof(struct ring_record, size), &sizes[i], sizeof(sizes[i]));
        CHECK_STATUS(take(), ERR_BAD_FORMAT);
        check_recovers();
    }
}

TEST(sequence_out_of_order_and_unknown_flags) {
    start();
    CHECK_STATUS(ring_write(&writer, 1, 1, NULL, 0), OK);
    data[offsetof(struct ring_record, sequence)] = 9;
    CHECK_STATUS(take(), ERR_BAD_FORMAT);
    check_recovers();
    start();
    CHECK_STATUS(ring_write(&writer, 1, 1, NULL, 0), OK);
    data[offsetof(struct ring_record, flags)] = 1;
    CHECK_STATUS(take(), ERR_BAD_FORMAT);
    check_recovers();
}

TEST(tail_lies_are_refused_and_nothing_is_overwritten) {
    start();
    CHECK_STATUS(ring_write(&writer, 1, 1, payload, DATA_B - 16), OK);
    static const uint64_t lies[] = { DATA_B + 8, UINT64_MAX, 4 };
    uint8_t before[DATA_B];
    memcpy(before, data, DATA_B);
    for (size_t i = 0; i < ARRAY_LEN(lies); i++) {
        tail_word = lies[i];
        CHECK_STATUS(ring_write(&writer, 1, 2, NULL, 0), ERR_BAD_FORMAT);
    }
    CHECK(memcmp(before, data, DATA_B) == 0);
    tail_word = DATA_B;
    CHECK_STATUS(ring_write(&writer, 1, 2, NULL, 0), OK);
    tail_word = 0; // back again
    CHECK_STATUS(ring_write(&writer, 1, 2, NULL, 0), ERR_BAD_FORMAT);
}

TEST(the_writer_never_reads_its_own_region) {
    start();
    CHECK_STATUS(ring_write(&writer, 1, 1, NULL, 0), OK);
    shared->head = 0; // e.g. a region that came from elsewhere
    CHECK_STATUS(ring_write(&writer, 1, 2, NULL, 0), OK);
    CHECK_EQ(shared->head, 32);
}

TEST(random_garbage_stays_inside) {
    struct rng rng;
    rng_init(&rng, 99);
    start();
    uint32_t taken = 0;
    for (int i = 0; i < 200000; i++) {
        for (size_t k = 0; k < DATA_B; k += 16) {
            uint64_t noise = rng_next(&rng);
            // Mostly plausible: small sizes, no flags, the sequence that is expected.
            struct ring_record fake = { .size = (uint32_t)(noise & 63),
                                        .sequence = reader.sequence };
            if ((noise >> 60) == 0) {
                fake.size = (uint32_t)(noise >> 7);
            }
            memcpy(data + k, &fake, sizeof(fake));
        }
        shared->head = reader.tail + (rng_next(&rng) & 0xf8);
        status_t st = take();
        REQUIRE(st == OK || st == ERR_BAD_FORMAT || st == ERR_WOULD_BLOCK);
        REQUIRE(st != OK || record.size <= sizeof(payload));
        REQUIRE(reader.tail % RING_ALIGN_B == 0 && tail_word == reader.tail);
        taken += st == OK ? 1 : 0;
    }
    CHECK(taken > 1000);
}
