// SPDX-License-Identifier: MIT
#include "wallpaper_cache.h"

#include <string.h>

/// Changes when wallpapers are drawn in another way.
#define CACHE_VERSION UINT64_C(0x4857503100000001)

/// In front of the pixels, in a page of its own.
struct cache_head {
    uint64_t version; ///< CACHE_VERSION, or 0 while it is drawn.
    int32_t w_px, h_px;
    uint64_t night;
    uint64_t sum;
};

static struct cache_head *head_of(const struct gui_core *core) {
    bool kept = core->wallpaper == &core->kept_wallpaper;
    return kept ? (struct cache_head *)((uint8_t *)core->kept_wallpaper.pixels - PAGE_SIZE_B)
                : NULL;
}

/// Wide and simple, so that it is cheap: it guards against stray writes, not against malice.
static uint64_t sum_of(const struct surface *s) {
    const uint64_t *words = (const uint64_t *)(const void *)s->pixels;
    size_t n = (size_t)s->stride_px * (size_t)s->h_px / 2;
    uint64_t sum = n;
    for (size_t i = 0; i < n; i++) {
        sum += words[i];
    }
    return sum;
}

struct surface *wallpaper_kept(struct gui_core *core, int32_t w_px, int32_t h_px) {
    size_t stride_b = ALIGN_UP((size_t)w_px * sizeof(pargb_t), (size_t)64);
    if (core->port.cache == NULL) {
        return NULL;
    }
    uint8_t *memory = core->port.cache(core->port.self, PAGE_SIZE_B + stride_b * (size_t)h_px);
    if (memory == NULL || surface_wrap(&core->kept_wallpaper, memory + PAGE_SIZE_B, w_px, h_px,
                                       (uint32_t)stride_b) != OK) {
        return NULL;
    }
    return &core->kept_wallpaper;
}

bool wallpaper_is_good(const struct gui_core *core) {
    const struct cache_head *head = head_of(core);
    const struct surface *s = core->wallpaper;
    return head != NULL && head->version == CACHE_VERSION && head->w_px == s->w_px &&
           head->h_px == s->h_px && head->night == (core->night ? 1u : 0u) &&
           head->sum == sum_of(s);
}

void wallpaper_begin(struct gui_core *core) {
    struct cache_head *head = head_of(core);
    if (head != NULL) {
        __atomic_store_n(&head->version, 0, __ATOMIC_SEQ_CST);
    }
}

void wallpaper_done(struct gui_core *core) {
    struct cache_head *head = head_of(core);
    if (head != NULL) {
        head->w_px = core->wallpaper->w_px;
        head->h_px = core->wallpaper->h_px;
        head->night = core->night ? 1 : 0;
        head->sum = sum_of(core->wallpaper);
        __atomic_store_n(&head->version, CACHE_VERSION, __ATOMIC_SEQ_CST);
    }
}
