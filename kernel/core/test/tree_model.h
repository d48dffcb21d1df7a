// SPDX-License-Identifier: MIT
/// @file
/// A derivation tree written to be obviously right and slow: what the kernel's is compared with.
#pragma once

#include "kit.h"

enum {
    MODEL_CAPS_MAX = 1 << 17,
    MODEL_NONE = -1
};

/// A capability, live or dead.
struct model_cap {
    bool live;
    bool closed; ///< An anchor whose last child has gone.
    bool anchor;
    uint8_t type, rights;
    int parent; ///< Index, or MODEL_NONE at the root.
    int table;  ///< Which table object it lies in: index of an object.
    int object; ///< Index of its object; Untypeds have one each, too.
    uint64_t badge;
    handle_t handle; ///< In that table.
};

struct model_object {
    uint8_t type;
    int refs;
    struct captable *memory; ///< Of a CapTable.
};

struct model {
    struct model_cap caps[MODEL_CAPS_MAX];
    int num_caps;
    struct model_object objects[MODEL_CAPS_MAX];
    int num_objects;
    int live[4096]; ///< Indices of the live ones.
    int num_live;
};
extern struct model model;

void model_reset(void);
int model_add_object(uint8_t type);
int model_add(struct model_cap cap);
/// Deletes what is derived from the capability `index`, and with `itself` it too.
void model_delete(int index, bool itself);
/// The handle of a moved capability.
void model_move(int cap, int table, handle_t handle);
/// A random live capability, or MODEL_NONE.
int model_pick(uint64_t random);
int model_num_children(int cap);
/// Any live child, or MODEL_NONE.
int model_first_child(int cap);
