// SPDX-License-Identifier: MIT
#include "policy.h"

#define MS UINT64_C(1000000)

static const nsec_t delays[] = { 0, 100 * MS, 1000 * MS, 10000 * MS };

/// An instance that lived this long was not ill.
static const nsec_t long_life = 10000 * MS;

static bool stays_down(uint8_t rule, enum end_kind end) {
    return rule == MANIFEST_RESTART_NEVER ||
           (rule == MANIFEST_RESTART_ON_CRASH && end == END_SUCCESS);
}

enum restart_verdict restart_judge(struct restart_record *record, uint8_t rule, enum end_kind end,
                                   nsec_t now, nsec_t *out_at) {
    if (stays_down(rule, end)) {
        return RESTART_NOT;
    }
    if (end == END_KILLED) {
        *out_at = now;
        return RESTART_AT;
    }
    if (now - record->started_at >= long_life) {
        record->quick_ends = 0;
    }
    if (record->quick_ends == ARRAY_LEN(delays)) {
        return RESTART_PARK;
    }
    *out_at = now + delays[record->quick_ends++];
    return RESTART_AT;
}
