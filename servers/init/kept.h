// SPDX-License-Identifier: MIT
/// @file
/// Regions that init keeps for components over their death. Pure: whoever calls deals with the capabilities.
#pragma once

#include <base/base.h>

enum {
    KEPT_MAX = 512,           ///< Of all components.
    KEPT_PER_COMPONENT = 256, ///< Of one: the others' share is safe.
};

/// One region. `component` 0 = free.
struct kept {
    uint32_t component; ///< Number of its component.
    uint64_t key;       ///< The component's own name for it.
    handle_t region;    ///< Owned.
};

struct kept_table {
    struct kept entries[KEPT_MAX];
};

/// The entry of `component` with `key`, or NULL.
struct kept *kept_find(struct kept_table *t, uint32_t component, uint64_t key);

/// An entry for `key`: the one that is there or a fresh one whose region is HANDLE_NONE.
///
/// @return OK, ERR_NO_SPACE.
status_t kept_place(struct kept_table *t, uint32_t component, uint64_t key, struct kept **out);

/// Entry number `index` of `component`, counted from 0 in no particular order; NULL behind the last. Taking one out
/// changes the numbers.
struct kept *kept_at(struct kept_table *t, uint32_t component, uint32_t index);

/// Empties `entry` and returns its region, which is the caller's then.
handle_t kept_take_out(struct kept *entry);
