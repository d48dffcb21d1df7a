// SPDX-License-Identifier: MIT
/// @file
/// The framebuffer that firmware set up: which BAR it lies in, for a driver that knows nothing else of
/// its device.
#pragma once

#include "bars.h"

/// The bus id of the function that shows it, for drivers to match.
#define SCREEN_BUS_ID "firmware:framebuffer"

/// Where it is. `w_px` 0: there is none.
struct screen {
    uint32_t function; ///< Index of the PCI function.
    uint32_t bar;
    uint64_t offset_b; ///< In the BAR.
    uint32_t w_px, h_px, stride_b;
};

/// What the boot loader said of it.
struct screen_mode {
    paddr_t paddr;
    uint32_t w_px, h_px, stride_b;
};

/// Finds the BAR of `functions` that holds all of `mode`. False when none does.
bool screen_find(const struct screen_mode *mode, const struct pci_function *functions,
                 uint32_t count, struct screen *out);
