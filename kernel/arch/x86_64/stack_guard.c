// SPDX-License-Identifier: MIT
/// @file
/// The compiler's stack protector.
#include "core/core.h"

/// Compared at the end of functions with arrays. Set by board_start() before the first C function
/// that is protected returns.
uint64_t __stack_chk_guard = UINT64_C(0x595e9fbd94fda766);

_Noreturn void __stack_chk_fail(void);
_Noreturn void __stack_chk_fail(void) {
    panic("kernel stack overwritten");
}
