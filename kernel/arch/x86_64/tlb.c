// SPDX-License-Identifier: MIT
/// @file
/// Switching address spaces and forgetting translations.
///
/// Without PCID every load of CR3 empties the TLB of user translations, so only the active space
/// matters. With PCID, translations of other spaces survive: a flush raises a count, and a space
/// whose own mark is older is flushed when it is loaded next.
#include "mmu.h"

enum {
    PCID_COUNT = 4096,
    INVLPG_MAX = 32
};
#define CR3_KEEP BIT64(63) ///< Loading CR3 keeps the translations of its PCID.

bool x86_pcid_on;

static struct {
    uint64_t used[PCID_COUNT / 64]; ///< PCID 0 is the kernel's.
    uint64_t flushes;               ///< Starts above every space's mark, so a new one is flushed.
} state = { .used = { 1 }, .flushes = 1 };

void x86_pcid_assign(struct arch_space *space) {
    if (!x86_pcid_on) {
        return;
    }
    for (uint32_t i = 0; i < ARRAY_LEN(state.used); i++) {
        if (state.used[i] != UINT64_MAX) {
            uint32_t bit = (uint32_t)__builtin_ctzll(~state.used[i]);
            state.used[i] |= BIT64(bit);
            space->pcid = i * 64 + bit;
            return;
        }
    }
}

void x86_pcid_release(struct arch_space *space) {
    if (space->pcid != 0) {
        state.used[space->pcid / 64] &= ~BIT64(space->pcid % 64);
    }
}

ARCH_COLD_CALL void x86_space_switch(struct arch_space *space) {
    x86_cpu()->space = space;
    if (space == NULL) {
        x86_write_cr3(x86_kernel_root());
        return;
    }
    uint64_t cr3 = space->root | space->pcid;
    if (space->pcid != 0 && space->flushed_at == state.flushes) {
        cr3 |= CR3_KEEP;
    }
    space->flushed_at = state.flushes;
    x86_write_cr3(cr3);
}

void arch_tlb_flush_pages(vaddr_t vaddr, uint32_t pages) {
    if (pages > INVLPG_MAX) {
        x86_write_cr3(x86_read_cr3());
    } else {
        for (uint32_t i = 0; i < pages; i++) {
            x86_invlpg(vaddr + ((vaddr_t)i << PAGE_SHIFT));
        }
    }
    if (x86_pcid_on) {
        state.flushes++;
        struct arch_space *active = x86_cpu()->space;
        if (active != NULL) {
            active->flushed_at = state.flushes;
        }
    }
}

void arch_tlb_flush_space(struct arch_space *space) {
    if (x86_cpu()->space == space) {
        x86_write_cr3(x86_read_cr3());
    } else {
        space->flushed_at = 0;
    }
}
