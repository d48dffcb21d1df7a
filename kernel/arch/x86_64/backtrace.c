// SPDX-License-Identifier: MIT
/// @file
/// The kernel's own call chain, by frame pointers.
#include <base/ksyms.h>

#include "core/core.h"

enum {
    FRAMES_MAX = 32
};

struct frame {
    const struct frame *next;
    uint64_t return_address;
};

extern const char x86_text_start[], x86_text_end[], x86_rodata_end[], x86_data_end[];
extern const char x86_ksyms_start[], x86_ksyms_end[];

/// All kernel stacks lie in the image's data.
static bool is_frame(const struct frame *frame) {
    uint64_t at = (uint64_t)(uintptr_t)frame;
    return IS_ALIGNED(at, sizeof(uint64_t)) && at >= (uint64_t)(uintptr_t)x86_rodata_end &&
           at + sizeof(*frame) <= (uint64_t)(uintptr_t)x86_data_end;
}

void arch_backtrace(void) {
    const struct frame *frame = __builtin_frame_address(0);
    for (uint32_t i = 0; i < FRAMES_MAX && is_frame(frame); i++) {
        uint64_t address = frame->return_address;
        if (address < (uint64_t)(uintptr_t)x86_text_start ||
            address >= (uint64_t)(uintptr_t)x86_text_end) {
            break;
        }
        uint64_t offset = 0;
        // A call can be the last instruction of a function: look up what stands before.
        const char *name = ksyms_find(x86_ksyms_start, (size_t)(x86_ksyms_end - x86_ksyms_start),
                                      address - 1, &offset);
        kprintf("  #%u %016lx %s+0x%lx\n", i, address, name == NULL ? "?" : name, offset + 1);
        frame = frame->next;
    }
}
