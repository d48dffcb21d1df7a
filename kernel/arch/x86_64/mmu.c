// SPDX-License-Identifier: MIT
/// @file
/// The kernel's own page tables.
#include "mmu.h"

enum {
    ENTRIES = 512,
    ROOT_DIRECT = 256, ///< Root entry of X86_DIRECT_BASE.
    ROOT_KERNEL = 511, ///< Root entry of the last 512 GiB.
    PDPT_IMAGE = 510,
    PDPT_MMIO = 511,
    IMAGE_LEAVES = 2, ///< The image must end below 6 MiB.
};
#define KERNEL_VBASE UINT64_C(0xffffffff80000000)
#define MMIO_VBASE UINT64_C(0xffffffffc0000000)
#define IMAGE_PADDR UINT64_C(0x200000)
#define LARGE_PAGE_B UINT64_C(0x200000)
#define PTE_KERNEL (X86_PTE_PRESENT | X86_PTE_ACCESSED | X86_PTE_DIRTY | X86_PTE_GLOBAL)
#define PTE_TABLE (X86_PTE_PRESENT | X86_PTE_WRITE | X86_PTE_ACCESSED)
#define PTE_MMIO (PTE_KERNEL | X86_PTE_WRITE | X86_PTE_NX | X86_PTE_PCD | X86_PTE_PWT)

struct table {
    uint64_t entries[ENTRIES];
} __attribute__((aligned(4096)));

static struct {
    struct table root;
    struct table pdpt_direct, pdpt_kernel;
    struct table pd_image, pt_image[IMAGE_LEAVES];
    struct table pd_mmio, pt_mmio;
    uint32_t mmio_pages;
    struct boot_range *source; ///< RAM range that tables of the direct map are taken from.
} state;

extern const char x86_text_start[], x86_text_end[], x86_rodata_end[], x86_data_end[];
extern const char x86_image_end[], x86_stack_guard[];

static paddr_t image_paddr(const void *symbol) {
    return (paddr_t)(uintptr_t)symbol - KERNEL_VBASE;
}

static uint64_t image_table(const struct table *table) {
    return image_paddr(table) | PTE_TABLE;
}

// Low memory is identity mapped until the switch.
static struct table *table_at(uint64_t entry) {
    return (struct table *)(uintptr_t)arch_pte_paddr(entry);
}

static struct table *next_table(uint64_t *slot) {
    if ((*slot & X86_PTE_PRESENT) == 0) {
        state.source->end -= PAGE_SIZE_B;
        struct table *table = table_at(state.source->end);
        *table = (struct table){ 0 };
        *slot = state.source->end | PTE_TABLE;
    }
    return table_at(*slot);
}

static void map_image(void) {
    ASSERT(image_paddr(x86_image_end) <= IMAGE_PADDR + IMAGE_LEAVES * LARGE_PAGE_B);
    for (const char *page = x86_text_start; page < x86_image_end; page += PAGE_SIZE_B) {
        uint64_t entry = image_paddr(page) | PTE_KERNEL;
        if (page >= x86_text_end) {
            entry |= X86_PTE_NX;
        }
        if (page >= x86_rodata_end && page < x86_data_end) {
            entry |= X86_PTE_WRITE;
        }
        uint64_t index = (image_paddr(page) - IMAGE_PADDR) >> PAGE_SHIFT;
        state.pt_image[index / ENTRIES].entries[index % ENTRIES] =
            page == x86_stack_guard ? 0 : entry;
    }
    for (uint32_t i = 0; i < IMAGE_LEAVES; i++) {
        state.pd_image.entries[IMAGE_PADDR / LARGE_PAGE_B + i] = image_table(&state.pt_image[i]);
    }
    state.pdpt_kernel.entries[PDPT_IMAGE] = image_table(&state.pd_image);
    state.pd_mmio.entries[0] = image_table(&state.pt_mmio);
    state.pdpt_kernel.entries[PDPT_MMIO] = image_table(&state.pd_mmio);
    state.root.entries[ROOT_KERNEL] = image_table(&state.pdpt_kernel);
    state.root.entries[ROOT_DIRECT] = image_table(&state.pdpt_direct);
}

static void map_direct(paddr_t start, paddr_t end, uint64_t rights) {
    end = MIN(end, ARCH_DIRECT_LIMIT);
    for (paddr_t at = start; at < end;) {
        // The first level lies in the image, so its entries are reached directly.
        struct table *pd = next_table(&state.pdpt_direct.entries[at >> 30]);
        uint64_t *slot = &pd->entries[at >> 21 & (ENTRIES - 1)];
        if (IS_ALIGNED(at, LARGE_PAGE_B) && end - at >= LARGE_PAGE_B && *slot == 0) {
            *slot = at | PTE_KERNEL | X86_PTE_NX | X86_PTE_LARGE | rights;
            at += LARGE_PAGE_B;
        } else {
            struct table *leaf = next_table(slot);
            leaf->entries[at >> PAGE_SHIFT & (ENTRIES - 1)] = at | PTE_KERNEL | X86_PTE_NX | rights;
            at += PAGE_SIZE_B;
        }
    }
}

/// Most tables that the direct map of the ranges can need.
static uint64_t tables_bound(const struct boot_params *params) {
    uint64_t tables = 4; // The archive's edges.
    for (uint32_t i = 0; i < params->num_ranges; i++) {
        const struct boot_range *range = &params->ranges[i];
        if (range->kind == UNTYPED_RAM) {
            tables += 4 + ((range->end - range->start) >> 30);
        }
    }
    return tables;
}

static void choose_source(struct boot_params *params) {
    uint64_t need_b = tables_bound(params) * PAGE_SIZE_B;
    for (uint32_t i = 0; i < params->num_ranges; i++) {
        struct boot_range *range = &params->ranges[i];
        if (range->kind == UNTYPED_RAM && range->end <= UINT64_C(1) << 32 &&
            range->end - range->start > need_b) {
            state.source = range;
            return;
        }
    }
    panic("no RAM for %lu page tables", need_b / PAGE_SIZE_B);
}

paddr_t x86_kernel_root(void) {
    return image_paddr(&state.root);
}

void x86_boot_paging(struct boot_params *params) {
    choose_source(params);
    paddr_t source_end = state.source->end;
    map_image();
    for (uint32_t i = 0; i < params->num_ranges; i++) {
        const struct boot_range *range = &params->ranges[i];
        if (range->kind == UNTYPED_RAM) {
            map_direct(range->start, range == state.source ? source_end : range->end,
                       X86_PTE_WRITE);
        }
    }
    map_direct(params->archive_start,
               params->archive_start + ALIGN_UP(params->archive_b, PAGE_SIZE_B), 0);
    params->kernel_b += source_end - state.source->end;
    x86_write_cr3(x86_kernel_root());
}

vaddr_t x86_map_mmio(paddr_t paddr, uint64_t size_b) {
    paddr_t first = ALIGN_DOWN(paddr, PAGE_SIZE_B);
    uint64_t pages = (ALIGN_UP(paddr + size_b, PAGE_SIZE_B) - first) >> PAGE_SHIFT;
    ASSERT(pages <= ENTRIES - state.mmio_pages);
    vaddr_t vaddr = MMIO_VBASE + ((vaddr_t)state.mmio_pages << PAGE_SHIFT) + (paddr - first);
    for (uint64_t i = 0; i < pages; i++) {
        arch_pte_store(&state.pt_mmio.entries[state.mmio_pages++],
                       (first + (i << PAGE_SHIFT)) | PTE_MMIO);
    }
    return vaddr;
}

void arch_space_init(struct arch_space *space, paddr_t root) {
    *space = (struct arch_space){ .root = root };
    uint64_t *entries = arch_phys_to_ptr(root);
    for (uint32_t i = ROOT_DIRECT; i < ENTRIES; i++) {
        entries[i] = state.root.entries[i];
    }
    x86_pcid_assign(space);
}

void arch_space_deinit(struct arch_space *space) {
    if (x86_cpu()->space == space) {
        x86_space_switch(NULL);
    }
    x86_pcid_release(space);
    *space = (struct arch_space){ 0 };
}
