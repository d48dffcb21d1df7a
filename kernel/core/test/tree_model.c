// SPDX-License-Identifier: MIT
// The reference model: arrays, scans and recursion.
#include "tree_model.h"

#include <base/string.h>

struct model model;

void model_reset(void) {
    memset(&model, 0, sizeof(model));
}

int model_add_object(uint8_t type) {
    ASSERT(model.num_objects < MODEL_CAPS_MAX);
    model.objects[model.num_objects] = (struct model_object){ .type = type };
    return model.num_objects++;
}

int model_add(struct model_cap cap) {
    ASSERT(model.num_caps < MODEL_CAPS_MAX && model.num_live < (int)ARRAY_LEN(model.live));
    cap.live = true;
    model.caps[model.num_caps] = cap;
    model.objects[cap.object].refs++;
    if (cap.parent != MODEL_NONE) {
        model.caps[cap.parent].closed = false;
    }
    model.live[model.num_live++] = model.num_caps;
    return model.num_caps++;
}

int model_num_children(int cap) {
    int count = 0;
    for (int i = 0; i < model.num_live; i++) {
        count += model.caps[model.live[i]].parent == cap;
    }
    return count;
}

static void forget(int cap) {
    for (int i = 0; i < model.num_live; i++) {
        if (model.live[i] == cap) {
            model.live[i] = model.live[--model.num_live];
            return;
        }
    }
}

static int find_live(bool by_parent, int value) {
    for (int i = 0; i < model.num_live; i++) {
        const struct model_cap *cap = &model.caps[model.live[i]];
        if ((by_parent ? cap->parent : cap->table) == value) {
            return model.live[i];
        }
    }
    return MODEL_NONE;
}

int model_first_child(int cap) {
    return find_live(true, cap);
}

void model_delete(int index, bool itself) {
    struct model_cap *cap = &model.caps[index];
    for (int child = 0; (child = find_live(true, index)) != MODEL_NONE;) {
        model_delete(child, true);
    }
    if (!itself || !cap->live) {
        return;
    }
    cap->live = false;
    forget(index);
    if (cap->parent != MODEL_NONE && model.caps[cap->parent].anchor &&
        model_num_children(cap->parent) == 0) {
        model.caps[cap->parent].closed = true;
    }
    struct model_object *object = &model.objects[cap->object];
    if (--object->refs == 0 && object->type == OBJECT_CAPTABLE) {
        for (int inside = 0; (inside = find_live(false, cap->object)) != MODEL_NONE;) {
            model_delete(inside, true);
        }
    }
}

void model_move(int cap, int table, handle_t handle) {
    model.caps[cap].table = table;
    model.caps[cap].handle = handle;
}

int model_pick(uint64_t random) {
    return model.num_live == 0 ? MODEL_NONE : model.live[random % (uint64_t)model.num_live];
}
