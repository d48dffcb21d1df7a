// SPDX-License-Identifier: MIT
/// @file
/// The memory of BARs as Frames carved from the machine's DEVICE memory.
#pragma once

#include "pci.h"

enum {
    BARS_FRAMES_MAX = 8, ///< Frames of one BAR: what lies behind is not offered.
    BARS_FRAME_MAX_B = 2 << 20,
};

/// Frames of one BAR, in order; all have the same size.
struct bar_frames {
    handle_t frames[BARS_FRAMES_MAX];
    uint32_t count;
    uint64_t frame_b;
};

/// Carves the frames of every BAR of `functions` from the DEVICE Untypeds whose handles begin at slot handle
/// `first_untyped` and go on without a gap. Done once: Untyped memory is carved upwards. `out` has PCI_BARS_MAX entries
/// for each function; a BAR that is not there or cannot be had has count 0.
void bars_carve(handle_t first_untyped, const struct pci_function *functions, uint32_t count,
                struct bar_frames (*out)[PCI_BARS_MAX]);

/// Takes the frames of one function back from everybody they were given to.
void bars_release(const struct bar_frames bars[PCI_BARS_MAX]);
