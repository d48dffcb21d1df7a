// SPDX-License-Identifier: MIT
// Both ends behave.
#include <base/ring.h>
#include <base/rng.h>
#include <test/test.h>

#include <pthread.h>
#include <string.h>

static _Alignas(8) uint8_t region[64 + 256];
static uint64_t tail_word;
static struct ring_writer writer;
static struct ring_reader reader;
static struct ring_record record;
static char payload[512];

static void start(size_t region_b, bool with_tail) {
    memset(region, 0xee, sizeof(region));
    tail_word = 0;
    CHECK_STATUS(ring_writer_init(&writer, region, region_b, with_tail ? &tail_word : NULL), OK);
    CHECK_STATUS(ring_reader_init(&reader, region, region_b, with_tail ? &tail_word : NULL), OK);
}

static status_t take(void) {
    return ring_read(&reader, &record, payload, sizeof(payload));
}

TEST(records_come_out_as_they_went_in) {
    start(sizeof(region), true);
    CHECK_STATUS(take(), ERR_WOULD_BLOCK);
    CHECK_STATUS(ring_write(&writer, 18, 16, "hello", 5), OK);
    CHECK_STATUS(ring_write(&writer, 18, 17, NULL, 0), OK);
    CHECK_STATUS(take(), OK);
    CHECK_EQ(record.protocol, 18);
    CHECK_EQ(record.method, 16);
    CHECK_EQ(record.size, 5);
    CHECK_EQ(record.sequence, 0);
    CHECK(memcmp(payload, "hello", 5) == 0);
    CHECK(!ring_writer_is_drained(&writer));
    CHECK_STATUS(take(), OK);
    CHECK_EQ(record.method, 17);
    CHECK_EQ(record.size, 0);
    CHECK_EQ(record.sequence, 1);
    CHECK_STATUS(take(), ERR_WOULD_BLOCK);
    CHECK(ring_writer_is_drained(&writer));
}

TEST(full_is_an_error_and_nothing_is_overwritten) {
    start(64 + 64, true);
    CHECK_STATUS(ring_write(&writer, 1, 1, "0123456789abcdef", 16), OK);
    CHECK_STATUS(ring_write(&writer, 1, 2, "0123456789abcdef", 17), ERR_NO_SPACE);
    CHECK_STATUS(ring_write(&writer, 1, 3, "0123456789abcdef", 16), OK);
    CHECK_STATUS(ring_write(&writer, 1, 4, NULL, 0), ERR_NO_SPACE);
    CHECK_STATUS(ring_write(&writer, 1, 4, payload, 49), ERR_TOO_BIG);
    CHECK_STATUS(take(), OK);
    CHECK_EQ(record.method, 1);
    CHECK_STATUS(ring_write(&writer, 1, 4, NULL, 0), OK);
    CHECK_STATUS(take(), OK);
    CHECK_EQ(record.method, 3);
    CHECK_STATUS(take(), OK);
    CHECK_EQ(record.method, 4);
    CHECK_EQ(record.sequence, 2);
}

TEST(without_tail_word_the_writer_is_told) {
    start(64 + 64, false);
    CHECK_STATUS(ring_write(&writer, 1, 1, payload, 48), OK);
    CHECK_STATUS(take(), OK);
    CHECK_STATUS(ring_write(&writer, 1, 2, payload, 1), ERR_NO_SPACE);
    CHECK_STATUS(ring_writer_acknowledge(&writer, 72), ERR_BAD_ARG);
    CHECK_STATUS(ring_writer_acknowledge(&writer, 63), ERR_BAD_ARG);
    CHECK_STATUS(ring_writer_acknowledge(&writer, 64), OK);
    CHECK_STATUS(ring_writer_acknowledge(&writer, 56), ERR_BAD_ARG);
    CHECK_STATUS(ring_write(&writer, 1, 2, payload, 1), OK);
    CHECK_STATUS(take(), OK);
    CHECK_EQ(record.method, 2);
}

TEST(too_big_for_the_buffer_is_dropped_alone) {
    start(sizeof(region), true);
    CHECK_STATUS(ring_write(&writer, 1, 1, "0123456789", 10), OK);
    CHECK_STATUS(ring_write(&writer, 1, 2, "x", 1), OK);
    CHECK_STATUS(ring_read(&reader, &record, payload, 9), ERR_TOO_BIG);
    CHECK_EQ(record.size, 10);
    CHECK_STATUS(ring_read(&reader, &record, payload, 9), OK);
    CHECK_EQ(record.method, 2);
}

TEST(small_regions_are_refused) {
    struct ring_writer w;
    struct ring_reader r;
    CHECK_STATUS(ring_writer_init(&w, region, RING_REGION_MIN_B - 1, NULL), ERR_BAD_SIZE);
    CHECK_STATUS(ring_reader_init(&r, region, RING_REGION_MIN_B - 1, NULL), ERR_BAD_SIZE);
}

TEST(random_traffic_over_every_size_and_border) {
    for (size_t data_b = 64; data_b <= 256; data_b += 8) {
        start(64 + data_b, true);
        struct rng rng;
        rng_init(&rng, data_b);
        uint32_t written = 0;
        uint32_t read = 0;
        for (int i = 0; i < 2000; i++) {
            if (rng_below(&rng, 2) == 0) {
                char bytes[48];
                size_t len = rng_below(&rng, sizeof(bytes));
                memset(bytes, (int)written, sizeof(bytes));
                status_t st = ring_write(&writer, 7, (uint16_t)len, bytes, len);
                REQUIRE(st == OK || st == ERR_NO_SPACE);
                written += st == OK ? 1 : 0;
            } else if (take() == OK) {
                REQUIRE(record.sequence == read && record.size == record.method);
                for (size_t k = 0; k < record.size; k++) {
                    REQUIRE((uint8_t)payload[k] == (uint8_t)read);
                }
                read++;
            } else {
                REQUIRE(read == written);
            }
        }
        CHECK(read > 100);
    }
}

#define THREAD_RECORDS 50000u

static void *write_many(void *unused) {
    for (uint32_t i = 0; i < THREAD_RECORDS;) {
        if (ring_write(&writer, 9, 1, &i, sizeof(i)) == OK) {
            i++;
        }
    }
    return unused;
}

TEST(two_threads) {
    start(sizeof(region), true);
    pthread_t thread;
    REQUIRE(pthread_create(&thread, NULL, write_many, NULL) == 0);
    uint32_t wrong = 0;
    for (uint32_t i = 0; i < THREAD_RECORDS;) {
        status_t st = take();
        if (st == OK) {
            uint32_t value = 0;
            memcpy(&value, payload, sizeof(value));
            wrong += value == i ? 0 : 1;
            i++;
        } else {
            wrong += st == ERR_WOULD_BLOCK ? 0 : 1;
        }
    }
    pthread_join(thread, NULL);
    CHECK_EQ(wrong, 0);
}
