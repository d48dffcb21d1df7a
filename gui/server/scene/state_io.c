// SPDX-License-Identifier: MIT
#include "state_io.h"

void state_put_fields(struct state_out *out, const struct state_field *fields, size_t count,
                      const void *from) {
    for (size_t i = 0; i < count; i++) {
        state_put(out, (const uint8_t *)from + fields[i].offset_b,
                  (size_t)fields[i].size_b * fields[i].count);
    }
}

static bool is_possible(const struct state_field *f, const uint8_t *bytes) {
    int32_t value = 0;
    switch (f->type) {
    case STATE_BOOL:
        return *bytes <= 1;
    case STATE_INT:
        memcpy(&value, bytes, sizeof(value));
        return value >= -f->limit && value <= f->limit;
    case STATE_ENUM:
        memcpy(&value, bytes, sizeof(value));
        return value >= 0 && value <= f->limit;
    case STATE_U32:
    case STATE_U64:
        return true;
    }
    return false;
}

bool state_take_fields(struct state_in *in, const struct state_field *fields, size_t count,
                       void *to) {
    for (size_t i = 0; i < count; i++) {
        const struct state_field *f = &fields[i];
        const uint8_t *bytes = state_skip(in, (size_t)f->size_b * f->count);
        for (uint32_t k = 0; k < f->count && !in->bad; k++) {
            in->bad = !is_possible(f, bytes + (size_t)k * f->size_b);
        }
        if (in->bad) {
            return false;
        }
        memcpy((uint8_t *)to + f->offset_b, bytes, (size_t)f->size_b * f->count);
    }
    return true;
}

static uint64_t mix(uint64_t h, uint64_t word) {
    h = (h ^ word) * UINT64_C(0x9e3779b97f4a7c15);
    return h ^ h >> 29;
}

uint64_t state_fields_version(uint64_t before, const struct state_field *fields, size_t count) {
    uint64_t h = before;
    for (size_t i = 0; i < count; i++) {
        h = mix(h, (uint64_t)fields[i].offset_b << 32 | (uint64_t)fields[i].size_b << 16 |
                       fields[i].count);
    }
    return h;
}

uint64_t state_sum(const void *bytes, size_t len_b) {
    const uint64_t *words = bytes;
    uint64_t h = len_b;
    for (size_t i = 0; i < len_b / 8; i++) {
        h = mix(h, words[i]);
    }
    return h;
}
