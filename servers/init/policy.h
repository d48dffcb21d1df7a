// SPDX-License-Identifier: MIT
/// @file
/// When a component that ended is started again. Pure.
#pragma once

#include <abi/manifest.h>

/// How an instance ended.
enum end_kind {
    END_CRASH,   ///< Fault.
    END_KILLED,  ///< By a supervisor: nothing is wrong with it, so it counts for nothing.
    END_FAILURE, ///< exit() with another code than 0.
    END_SUCCESS, ///< exit(0).
};

/// Deaths of one component in a row.
struct restart_record {
    uint32_t quick_ends; ///< Instances that ended one after another without having lived long.
    nsec_t started_at;   ///< Of the present instance.
};

/// What to do about an end.
enum restart_verdict {
    RESTART_AT,   ///< Start it again at the time given.
    RESTART_NOT,  ///< Its rule says that it stays down.
    RESTART_PARK, ///< It ends again and again: down until somebody asks for it.
};

/// Judges the end of an instance at `now`; `out_at` is set with RESTART_AT. Delays: none, 100 ms, 1 s, 10 s; an
/// instance that lived 10 s begins anew.
enum restart_verdict restart_judge(struct restart_record *record, uint8_t rule, enum end_kind end,
                                   nsec_t now, nsec_t *out_at);
