// SPDX-License-Identifier: MIT
/// @file
/// The old interrupt controllers: moved out of the way and masked.
#pragma once

/// Remaps both to vectors 32..47, so that a spurious interrupt is no CPU exception, and masks all.
void pic_8259_disable(void);
