// SPDX-License-Identifier: MIT
#include "bars.h"

#include <abi/object.h>
#include <base/log.h>
#include <hsys/object.h>

#define LOG_TAG "dm"

enum {
    BARS_TOTAL_MAX = PCI_FUNCTIONS_MAX * PCI_BARS_MAX
};

/// One BAR among all, for carving in the order of addresses.
struct place {
    paddr_t paddr;
    uint16_t function;
    uint16_t bar;
};

/// One DEVICE Untyped.
struct device_memory {
    handle_t untyped;
    paddr_t paddr;
    uint64_t size_b;
};

static uint32_t sort_places(const struct pci_function *functions, uint32_t count,
                            struct place *out) {
    uint32_t used = 0;
    for (uint32_t f = 0; f < count; f++) {
        for (uint32_t b = 0; b < PCI_BARS_MAX; b++) {
            if (functions[f].bars[b].size_b == 0) {
                continue;
            }
            uint32_t at = used++;
            while (at > 0 && out[at - 1].paddr > functions[f].bars[b].paddr) {
                out[at] = out[at - 1];
                at--;
            }
            out[at] = (struct place){ functions[f].bars[b].paddr, (uint16_t)f, (uint16_t)b };
        }
    }
    return used;
}

/// The Untyped that holds all `size_b` bytes at `paddr`.
static bool find_memory(handle_t first, paddr_t paddr, uint64_t size_b, struct device_memory *out) {
    struct cap_info info;
    for (handle_t handle = first; cap_info(handle, &info) == OK && info.type == OBJECT_UNTYPED;
         handle++) {
        uint64_t untyped_b = UINT64_C(1) << (info.detail[0] & 0xff);
        if (paddr >= info.detail[1] && paddr - info.detail[1] < untyped_b &&
            size_b <= untyped_b - (paddr - info.detail[1])) {
            *out = (struct device_memory){ handle, info.detail[1], untyped_b };
            return true;
        }
    }
    return false;
}

static uint32_t order_of(uint64_t size_b) {
    uint32_t order = 0;
    while ((PAGE_SIZE_B << order) < size_b) {
        order++;
    }
    return order;
}

static status_t carve_bar(handle_t first_untyped, const struct pci_bar *bar,
                          struct bar_frames *out) {
    struct device_memory memory;
    uint64_t frame_b = CLAMP(bar->size_b, PAGE_SIZE_B, (uint64_t)BARS_FRAME_MAX_B);
    paddr_t paddr =
        ALIGN_DOWN(bar->paddr, PAGE_SIZE_B); // several BARs below 4 KiB may share a page
    if (!find_memory(first_untyped, paddr, frame_b, &memory)) {
        return ERR_NOT_FOUND;
    }
    out->frame_b = frame_b;
    for (uint64_t at = 0; at < bar->size_b && out->count < BARS_FRAMES_MAX; at += frame_b) {
        TRY(untyped_carve_at(memory.untyped, OBJECT_FRAME, order_of(frame_b),
                             paddr + at - memory.paddr, &out->frames[out->count]));
        out->count++;
    }
    return OK;
}

void bars_carve(handle_t first_untyped, const struct pci_function *functions, uint32_t count,
                struct bar_frames (*out)[PCI_BARS_MAX]) {
    static struct place places[BARS_TOTAL_MAX];
    uint32_t used = sort_places(functions, count, places);
    for (uint32_t i = 0; i < used; i++) {
        const struct pci_bar *bar = &functions[places[i].function].bars[places[i].bar];
        struct bar_frames *frames = &out[places[i].function][places[i].bar];
        status_t status = carve_bar(first_untyped, bar, frames);
        if (status != OK) {
            LOG_WARN("BAR %u at 0x%lx, 0x%lx bytes: %s", places[i].bar, bar->paddr, bar->size_b,
                     status_text(status));
        }
    }
}

void bars_release(const struct bar_frames bars[PCI_BARS_MAX]) {
    for (uint32_t b = 0; b < PCI_BARS_MAX; b++) {
        for (uint32_t i = 0; i < bars[b].count; i++) {
            (void)cap_revoke(bars[b].frames[i]); // our own: cannot be missing
        }
    }
}
