// SPDX-License-Identifier: MIT
#include "watchers.h"

#include <hsys/object.h>
#include <ipc/ipc.h>

enum {
    WATCHERS_MAX = 64
};

static struct {
    uint64_t badge;
    handle_t changed; ///< HANDLE_NONE = free.
} watchers[WATCHERS_MAX];

status_t watchers_add(uint64_t badge, handle_t changed) {
    uint32_t place = WATCHERS_MAX;
    for (uint32_t i = 0; i < WATCHERS_MAX; i++) {
        if (watchers[i].changed != HANDLE_NONE && watchers[i].badge == badge) {
            ipc_cap_drop(watchers[i].changed);
            watchers[i].changed = changed;
            return OK;
        }
        place = watchers[i].changed == HANDLE_NONE && place == WATCHERS_MAX ? i : place;
    }
    if (place == WATCHERS_MAX) {
        return ERR_NO_SPACE;
    }
    watchers[place].badge = badge;
    watchers[place].changed = changed;
    return OK;
}

void watchers_remove(uint64_t badge) {
    for (uint32_t i = 0; i < WATCHERS_MAX; i++) {
        if (watchers[i].changed != HANDLE_NONE && watchers[i].badge == badge) {
            ipc_cap_drop(watchers[i].changed);
            watchers[i].changed = HANDLE_NONE;
        }
    }
}

void watchers_signal(void) {
    for (uint32_t i = 0; i < WATCHERS_MAX; i++) {
        if (watchers[i].changed != HANDLE_NONE) {
            (void)notification_signal(watchers[i].changed); // its owner may be about to end
        }
    }
}
