// SPDX-License-Identifier: MIT
#include "thumbs.h"

/// Between two pictures of the same window.
#define PERIOD_NS UINT64_C(250000000)

const struct surface *thumbs_find(void *core, uint32_t number) {
    const struct window *w = gui_shell_find(core, number);
    return w != NULL && !w->panel ? w->surface : NULL;
}

void thumbs_count(struct session *s) {
    s->num_thumbs = 0;
    for (uint32_t i = 0; i < s->scene.tree.num_nodes; i++) {
        s->num_thumbs += scene_kind(&s->scene, i) == UI_KIND_WINDOW_THUMB ? 1 : 0;
    }
}

void thumbs_note(const struct window *w) {
    w->core->thumbs_stale = w->core->thumbs_stale || !w->panel;
}

static bool any(const struct gui_core *core) {
    const struct session *s;
    list_for_each (s, &core->sessions, link) {
        if (s->num_thumbs > 0) {
            return true;
        }
    }
    return false;
}

nsec_t thumbs_due(const struct gui_core *core) {
    return core->thumbs_stale && any(core) ? core->thumbs_ns + PERIOD_NS : UINT64_MAX;
}

void thumbs_tick(struct gui_core *core, nsec_t now) {
    if (thumbs_due(core) > now && !core->test_mode) {
        return;
    }
    bool stale = core->thumbs_stale;
    core->thumbs_stale = false;
    core->thumbs_ns = now;
    struct session *s;
    list_for_each (s, &core->sessions, link) {
        for (uint32_t i = 0; stale && s->num_thumbs > 0 && i < s->scene.tree.num_nodes; i++) {
            if (scene_kind(&s->scene, i) == UI_KIND_WINDOW_THUMB) {
                scene_touch(&s->scene, i);
            }
        }
    }
}
