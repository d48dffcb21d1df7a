// SPDX-License-Identifier: MIT
/// @file
/// Frame of the generated fuzz programs.
///
///     ui_fuzz -timeout=1 -len_control=0 CORPUS      libFuzzer
///     ui_fuzz --write-seeds=DIR                     one valid input per file
///     ui_fuzz --check-seeds                         every seed must be accepted

#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#include <sanitizer/asan_interface.h>
#define POISON(at, len) ASAN_POISON_MEMORY_REGION((at), (len))
#define UNPOISON(at, len) ASAN_UNPOISON_MEMORY_REGION((at), (len))
#endif
#endif
#ifndef POISON
#define POISON(at, len) ((void)(at), (void)(len))
#define UNPOISON(at, len) ((void)(at), (void)(len))
#endif

/// Bytes of an input before the body.
#define HEADER_B 2u

struct ipc_msg fuzz_message;
static struct ipc_msg buffer;
struct ipc_msg *fuzz_buffer = &buffer;
uint32_t fuzz_accepted;
uint32_t fuzz_kept;
static uint32_t dropped;
static uint32_t delivered;
static volatile uint8_t sink;

#define FILL4                                                                                      \
    UINT64_C(0x6161616161616161), UINT64_C(0x6161616161616161), UINT64_C(0x6161616161616161),      \
        UINT64_C(0x6161616161616161)
#define FILL32 FILL4, FILL4, FILL4, FILL4, FILL4, FILL4, FILL4, FILL4
const uint64_t fuzz_fill[IPC_WORDS_MAX + 8] = { FILL32, FILL32, FILL32, FILL32,
                                                FILL32, FILL32, FILL32, FILL32 };

const uint64_t fuzz_zeros[IPC_WORDS_MAX];

void fuzz_broken(const char *file, int line, const char *promise) {
    fprintf(stderr, "%s:%d: broken promise: %s\n", file, line, promise);
    abort();
}

void fuzz_touch(const void *bytes, size_t len) {
    const uint8_t *at = bytes;
    for (size_t i = 0; i < len; i++) {
        sink = (uint8_t)(sink + at[i]);
    }
}

// The hooks of libs/ipc.

status_t ipc_call(handle_t endpoint, struct ipc_msg *msg) {
    (void)endpoint;
    // The words behind the body are poisoned for `msg` too: the answer lies in memory of its size.
    UNPOISON(msg->words, sizeof(msg->words));
    UNPOISON(fuzz_message.words, sizeof(fuzz_message.words));
    *msg = fuzz_message;
    msg->label = OK;
    POISON(&msg->words[msg->num_words], sizeof(uint64_t) * (IPC_WORDS_MAX - msg->num_words));
    delivered = msg->num_caps;
    return OK;
}

status_t ipc_send(handle_t endpoint, const struct ipc_msg *msg) {
    (void)endpoint;
    (void)msg;
    return OK;
}

void ipc_cap_drop(handle_t handle) {
    FUZZ_REQUIRE(handle != HANDLE_NONE);
    dropped++;
}

void log_write(int level, const char *tag, const char *text);
void log_write(int level, const char *tag, const char *text) {
    fprintf(stderr, "%d %s: %s\n", level, tag, text);
}

void fuzz_event_run(uint32_t protocol, uint16_t method, ipc_event_fn handle, const void *handlers) {
    static struct ipc_event event;
    UNPOISON(&event, sizeof(event));
    size_t len = fuzz_message.num_words * sizeof(uint64_t);
    event.record =
        (struct ring_record){ .protocol = protocol, .method = method, .size = (uint32_t)len };
    UNPOISON(fuzz_message.words, sizeof(fuzz_message.words));
    memcpy(event.words, fuzz_message.words, len);
    POISON((uint8_t *)event.words + len, sizeof(event.words) - len);
    status_t st = handle(handlers, NULL, &event);
    FUZZ_REQUIRE(st == OK || st == ERR_BAD_MESSAGE);
    delivered = 0; // events carry none
    UNPOISON(&event, sizeof(event));
}

/// Runs one target on one body.
static void run(size_t target, uint32_t num_caps, const uint8_t *bytes, size_t len) {
    len = MIN(len, sizeof(fuzz_message.words)) / sizeof(uint64_t) * sizeof(uint64_t);
    fuzz_message.num_words = (uint16_t)(len / sizeof(uint64_t));
    fuzz_message.num_caps = (uint16_t)num_caps;
    for (uint32_t i = 0; i < IPC_CAPS_MAX; i++) {
        fuzz_message.caps[i] = i < num_caps ? 100 + i : HANDLE_NONE;
    }
    memset(fuzz_message.words, 0xa5, sizeof(fuzz_message.words));
    memcpy(fuzz_message.words, bytes, len);
    POISON((uint8_t *)fuzz_message.words + len, sizeof(fuzz_message.words) - len);
    fuzz_accepted = 0;
    fuzz_kept = 0;
    dropped = 0;
    delivered = num_caps;
    fuzz_targets[target]();
    UNPOISON(fuzz_message.words, sizeof(fuzz_message.words));
    UNPOISON(buffer.words, sizeof(buffer.words));
    // Every capability that came is either kept by somebody or deleted, once.
    FUZZ_REQUIRE(delivered == dropped + fuzz_kept);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size >= HEADER_B) {
        run(data[0] % fuzz_num_targets, data[1] % (IPC_CAPS_MAX + 1), data + HEADER_B,
            size - HEADER_B);
    }
    return 0;
}

static int write_seeds(const char *folder) {
    for (size_t i = 0; i < fuzz_num_seeds; i++) {
        const struct fuzz_seed *seed = &fuzz_seeds[i];
        char path[512];
        snprintf(path, sizeof(path), "%s/seed_%03zu", folder, i);
        FILE *file = fopen(path, "wb");
        if (file == NULL) {
            perror(path);
            return 1;
        }
        const uint8_t header[HEADER_B] = { (uint8_t)seed->target, seed->num_caps };
        fwrite(header, 1, sizeof(header), file);
        fwrite(seed->bytes, 1, seed->len, file);
        if (fclose(file) != 0) {
            perror(path);
            return 1;
        }
    }
    return 0;
}

static int check_seeds(void) {
    int refused = 0;
    for (size_t i = 0; i < fuzz_num_seeds; i++) {
        const struct fuzz_seed *seed = &fuzz_seeds[i];
        run(seed->target, seed->num_caps, seed->bytes, seed->len);
        if (fuzz_accepted != 1) {
            fprintf(stderr, "valid seed %zu of target %zu refused\n", i, seed->target);
            refused++;
        }
    }
    printf("%zu seeds, %d refused\n", fuzz_num_seeds, refused);
    return refused == 0 ? 0 : 1;
}

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerInitialize(int *argc, char ***argv) {
    static const char write_flag[] = "--write-seeds=";
    for (int i = 1; i < *argc; i++) {
        const char *arg = (*argv)[i];
        if (strncmp(arg, write_flag, sizeof(write_flag) - 1) == 0) {
            exit(write_seeds(arg + sizeof(write_flag) - 1));
        }
        if (strcmp(arg, "--check-seeds") == 0) {
            exit(check_seeds());
        }
    }
    return 0;
}
