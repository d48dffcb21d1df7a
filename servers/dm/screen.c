// SPDX-License-Identifier: MIT
#include "screen.h"

bool screen_find(const struct screen_mode *mode, const struct pci_function *functions,
                 uint32_t count, struct screen *out) {
    uint64_t size_b = (uint64_t)mode->stride_b * mode->h_px;
    *out = (struct screen){ 0 };
    if (mode->w_px == 0 || size_b == 0) {
        return false;
    }
    for (uint32_t f = 0; f < count; f++) {
        for (uint32_t b = 0; b < PCI_BARS_MAX; b++) {
            const struct pci_bar *bar = &functions[f].bars[b];
            uint64_t offset_b = mode->paddr - bar->paddr;
            if (mode->paddr < bar->paddr || offset_b >= bar->size_b ||
                size_b > bar->size_b - offset_b) {
                continue;
            }
            *out = (struct screen){
                .function = f,
                .bar = b,
                .offset_b = offset_b,
                .w_px = mode->w_px,
                .h_px = mode->h_px,
                .stride_b = mode->stride_b,
            };
            return true;
        }
    }
    return false;
}
