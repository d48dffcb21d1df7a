// SPDX-License-Identifier: MIT
/// @file
/// Bytes of saved state: written in order, read in order, and never believed.
///
/// Structures are saved by tables of their fields, so that a new field is one more line. A field that
/// holds what it never can makes the whole record bad: the reader then keeps its defaults.
#pragma once

#include <base/base.h>
#include <base/string.h>

/// Where to write. What does not fit is not written, and `full` says so.
struct state_out {
    uint8_t *bytes; ///< Aligned to 8.
    size_t room_b;
    size_t used_b;
    bool full;
};

/// What to read: private memory, not shared any more. After `bad` everything reads as 0.
struct state_in {
    const uint8_t *bytes;
    size_t left_b;
    bool bad;
};

static inline void state_put(struct state_out *out, const void *from, size_t len_b) {
    if (out->full || len_b > out->room_b - out->used_b) {
        out->full = true;
        return;
    }
    memcpy(out->bytes + out->used_b, from, len_b);
    out->used_b += len_b;
}

static inline void state_take(struct state_in *in, void *to, size_t len_b) {
    if (in->bad || len_b > in->left_b) {
        in->bad = true;
        memset(to, 0, len_b);
        return;
    }
    memcpy(to, in->bytes, len_b);
    in->bytes += len_b;
    in->left_b -= len_b;
}

/// Passes over `len_b` bytes and returns them; NULL and `bad` when there are fewer.
static inline const uint8_t *state_skip(struct state_in *in, size_t len_b) {
    const uint8_t *at = in->bytes;
    if (in->bad || len_b > in->left_b) {
        in->bad = true;
        return NULL;
    }
    in->bytes += len_b;
    in->left_b -= len_b;
    return at;
}

enum state_type {
    STATE_BOOL, ///< `bool`.
    STATE_INT,  ///< 4 bytes, signed, within -limit..limit.
    STATE_ENUM, ///< 4 bytes, 0..limit.
    STATE_U32,  ///< Any 4 bytes.
    STATE_U64,  ///< Any 8 bytes.
};

/// One field, or an array of equal ones.
struct state_field {
    uint32_t offset_b;
    uint16_t size_b; ///< Of one element.
    uint16_t count;
    enum state_type type;
    int32_t limit;
};

/// A line of a table: member `m` of `struct s`.
#define STATE_FIELD(s, m, kind, most)                                                              \
    {                                                                                              \
        offsetof(struct s, m), state_size(kind),                                                   \
            (uint16_t)(sizeof(((struct s *)0)->m) / state_size(kind)), kind, most                  \
    }
#define state_size(kind) ((kind) == STATE_BOOL ? 1u : (kind) == STATE_U64 ? 8u : 4u)

/// Writes the fields of `*from`.
void state_put_fields(struct state_out *out, const struct state_field *fields, size_t count,
                      const void *from);

/// Reads them into `*to`. False, with `in->bad`, when one is impossible: then `to` holds some of them.
bool state_take_fields(struct state_in *in, const struct state_field *fields, size_t count,
                       void *to);

/// Changes with every change of the table: state of another version of the server is not read.
uint64_t state_fields_version(uint64_t before, const struct state_field *fields, size_t count);

/// A checksum of `len_b` bytes, a multiple of 8, at an aligned address. Against accidents only.
uint64_t state_sum(const void *bytes, size_t len_b);
