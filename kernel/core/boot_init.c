// SPDX-License-Identifier: MIT
// Loads init: a static position-independent ELF of the boot archive. It relocates itself.
#include "boot.h"
#include "memory.h"
#include "objects.h"
#include "symbols.h"

#include <base/string.h>

#define INIT_NAME "bin/init"
#define INIT_SYMBOLS "sym/init"
#define VM_SYMBOLS "sym/vm"
enum {
    STACK_B = 64 << 10
};

// The parts of ELF that are needed here.
struct elf_header {
    uint8_t ident[16];
    uint16_t type, machine;
    uint32_t version;
    uint64_t entry, phoff, shoff;
    uint32_t flags;
    uint16_t ehsize, phentsize, phnum, shentsize, shnum, shstrndx;
};
struct elf_segment {
    uint32_t type, flags;
    uint64_t offset, vaddr, paddr, filesz, memsz, align;
};
enum {
    ELF_DYN = 3,
    ELF_LOAD = 1,
    ELF_EXEC = 1,
    ELF_WRITE = 2
};

// Auxiliary vector.
enum {
    AT_NULL = 0,
    AT_PHDR = 3,
    AT_PHENT = 4,
    AT_PHNUM = 5,
    AT_PAGESZ = 6,
    AT_ENTRY = 9,
    AT_RANDOM = 25
};

struct image {
    const uint8_t *file;
    uint64_t file_b;
    const struct elf_header *header;
    const struct elf_segment *segments;
    uint64_t size_b; ///< In memory, from its first address.
};

void boot_map(struct boot *boot, vaddr_t vaddr, paddr_t paddr, uint32_t rights) {
    uint32_t missing = 0;
    uint64_t *unit = domain_entry(boot->domain, vaddr, 2, &missing);
    if (unit == NULL) {
        panic("init's address space has no table for %#llx", (unsigned long long)vaddr);
    }
    if (*unit == 0) {
        void *leaf = boot_alloc(boot, PAGE_SIZE_B);
        arch_pte_store(unit, arch_pte_unit(arch_ptr_to_phys(leaf), RIGHTS_MEMORY));
    }
    uint64_t *entry = domain_entry(boot->domain, vaddr, 1, &missing);
    if (*entry != 0) {
        panic("init's segments overlap at %#llx", (unsigned long long)vaddr);
    }
    arch_pte_store(entry, arch_pte_page(paddr, rights, CACHE_NORMAL));
}

static const struct archive_header *find_archive(const struct boot_params *params) {
    const struct archive_header *archive = arch_phys_to_ptr(params->archive_start);
    if (params->archive_b < sizeof(*archive) || archive->magic != ARCHIVE_MAGIC ||
        archive->num_entries > ARCHIVE_ENTRIES_MAX ||
        params->archive_b <
            sizeof(*archive) + archive->num_entries * sizeof(struct archive_entry)) {
        panic("no boot archive");
    }
    return archive;
}

/// Whether [offset, offset + size) lies in `total` bytes.
static bool lies_in(uint64_t offset, uint64_t size_b, uint64_t total_b) {
    return offset <= total_b && size_b <= total_b - offset;
}

/// A file of the archive; NULL when it has none of that name.
static const uint8_t *find_file(const struct boot_params *params, const char *name,
                                uint64_t *out_b) {
    const struct archive_header *archive = find_archive(params);
    for (uint32_t i = 0; i < archive->num_entries; i++) {
        const struct archive_entry *entry = &archive->entries[i];
        if (strncmp(entry->name, name, ARCHIVE_NAME_MAX) == 0 &&
            lies_in(entry->offset_b, entry->size_b, params->archive_b)) {
            *out_b = entry->size_b;
            return (const uint8_t *)archive + entry->offset_b;
        }
    }
    return NULL;
}

static struct image find_init(const struct boot_params *params) {
    struct image image = { 0 };
    image.file = find_file(params, INIT_NAME, &image.file_b);
    if (image.file == NULL) {
        panic("the boot archive has no " INIT_NAME);
    }
    uint64_t symbols_b = 0;
    const uint8_t *symbols = find_file(params, INIT_SYMBOLS, &symbols_b);
    symbols_set_table(SYMBOLS_INIT, symbols, symbols_b);
    symbols_set_base(SYMBOLS_INIT, INIT_VADDR);
    symbols = find_file(params, VM_SYMBOLS, &symbols_b);
    symbols_set_table(SYMBOLS_VM, symbols, symbols_b);
    return image;
}

static void check_init(struct image *image) {
    static const uint8_t magic[6] = { 0x7f, 'E', 'L', 'F', 2, 1 };
    const struct elf_header *header = (const void *)image->file;
    if (image->file_b < sizeof(*header) || memcmp(header->ident, magic, sizeof(magic)) != 0 ||
        header->type != ELF_DYN || header->phentsize != sizeof(struct elf_segment) ||
        !IS_ALIGNED(header->phoff, sizeof(uint64_t)) ||
        !lies_in(header->phoff, header->phnum * sizeof(struct elf_segment), image->file_b)) {
        panic(INIT_NAME " is not a static-pie ELF");
    }
    image->header = header;
    image->segments = (const void *)(image->file + header->phoff);
    for (uint32_t i = 0; i < header->phnum; i++) {
        const struct elf_segment *segment = &image->segments[i];
        if (segment->type != ELF_LOAD) {
            continue;
        }
        const uint32_t both = ELF_WRITE | ELF_EXEC;
        if (!lies_in(segment->offset, segment->filesz, image->file_b) ||
            segment->filesz > segment->memsz || (segment->flags & both) == both ||
            segment->vaddr > USER_SPAN_FIRST || segment->memsz > USER_SPAN_FIRST ||
            segment->vaddr % PAGE_SIZE_B != segment->offset % PAGE_SIZE_B) {
            panic(INIT_NAME ": bad segment %u", i);
        }
        image->size_b = MAX(image->size_b, segment->vaddr + segment->memsz);
    }
}

static void load_segment(struct boot *boot, const struct image *image,
                         const struct elf_segment *segment) {
    uint32_t rights = RIGHT_READ;
    rights |= (segment->flags & ELF_WRITE) != 0 ? RIGHT_WRITE : 0u;
    rights |= (segment->flags & ELF_EXEC) != 0 ? RIGHT_EXEC : 0u;
    uint64_t lead_b = segment->vaddr % PAGE_SIZE_B;
    uint64_t file_end = lead_b + segment->filesz; // from the first page's start
    const uint8_t *file = image->file + segment->offset - lead_b;
    for (uint64_t at = 0; at < lead_b + segment->memsz; at += PAGE_SIZE_B) {
        uint8_t *page = boot_alloc(boot, PAGE_SIZE_B);
        uint64_t from = at == 0 ? lead_b : 0;
        uint64_t to = MIN(PAGE_SIZE_B, file_end > at ? file_end - at : 0);
        if (to > from) {
            memcpy(page + from, file + at + from, to - from);
        }
        boot_map(boot, INIT_VADDR + segment->vaddr - lead_b + at, arch_ptr_to_phys(page), rights);
    }
}

/// Maps fresh pages; returns the first byte through the direct map. Unless a leaf table had to be
/// made for them, they follow each other.
static void *map_fresh(struct boot *boot, vaddr_t vaddr, uint64_t size_b, uint32_t rights) {
    uint8_t *first = NULL;
    for (uint64_t at = 0; at < size_b; at += PAGE_SIZE_B) {
        uint8_t *page = boot_alloc(boot, PAGE_SIZE_B);
        first = first == NULL ? page : first;
        boot_map(boot, vaddr + at, arch_ptr_to_phys(page), rights);
    }
    return first;
}

/// The SysV start stack and start_info, at the top of the stack's last page.
static vaddr_t fill_stack(struct boot *boot, const struct image *image, vaddr_t stack,
                          vaddr_t ipc_frame, vaddr_t boot_info, uint8_t *memory) {
    struct start_info start = { .version = 1,
                                .instance = 1,
                                .image_base = INIT_VADDR,
                                .image_b = image->size_b,
                                .ipc_frame = ipc_frame,
                                .stack_low = stack,
                                .stack_high = stack + STACK_B,
                                .boot_info = boot_info,
                                .name = "init" };
    memcpy(start.args, boot->params->cmdline, sizeof(start.args) - 1);
    uint64_t start_at = STACK_B - ALIGN_UP(sizeof(start), 16u);
    memcpy(memory + start_at, &start, sizeof(start));
    uint64_t random_at = start_at - 16;
    memcpy(memory + random_at, &kernel.info->seed, sizeof(kernel.info->seed));

    const uint64_t words[] = {
        1, // argc
        stack + start_at + offsetof(struct start_info, name),
        0, // end of argv
        0, // end of envp
        AT_PHDR,
        INIT_VADDR + image->header->phoff,
        AT_PHENT,
        sizeof(struct elf_segment),
        AT_PHNUM,
        image->header->phnum,
        AT_PAGESZ,
        PAGE_SIZE_B,
        AT_ENTRY,
        INIT_VADDR + image->header->entry,
        AT_RANDOM,
        stack + random_at,
        AT_HESPER_START,
        stack + start_at,
        AT_NULL,
        0,
    };
    uint64_t words_at = ALIGN_DOWN(random_at - sizeof(words), UINT64_C(16));
    memcpy(memory + words_at, words, sizeof(words));
    return stack + words_at;
}

static void map_archive(struct boot *boot, vaddr_t vaddr) {
    const struct boot_params *params = boot->params;
    for (uint64_t at = 0; at < params->archive_b; at += PAGE_SIZE_B) {
        boot_map(boot, vaddr + at, params->archive_start + at, RIGHT_READ);
    }
    boot->info->archive_vaddr = vaddr;
    boot->info->archive_paddr = params->archive_start;
    boot->info->archive_b = params->archive_b;
}

struct boot_entry boot_load_init(struct boot *boot) {
    struct image image = find_init(boot->params);
    check_init(&image);
    for (uint32_t i = 0; i < image.header->phnum; i++) {
        if (image.segments[i].type == ELF_LOAD) {
            load_segment(boot, &image, &image.segments[i]);
        }
    }
    // A unit of its own for the rest; pages between the parts stay empty as guards.
    vaddr_t unit = ALIGN_UP(INIT_VADDR + image.size_b, REGION_UNIT_B);
    vaddr_t boot_info = unit;
    vaddr_t ipc_frame = boot_info + BOOT_INFO_B + PAGE_SIZE_B;
    vaddr_t stack = ipc_frame + 2 * PAGE_SIZE_B;
    vaddr_t archive = unit + REGION_UNIT_B;
    if (boot->params->archive_b > USER_SPAN_FIRST - archive) {
        panic("the boot archive is too large");
    }
    // The first page brings the unit's leaf table; what follows is contiguous.
    boot->thread->frame = map_fresh(boot, ipc_frame, PAGE_SIZE_B, RIGHT_READ | RIGHT_WRITE);
    boot->info = map_fresh(boot, boot_info, BOOT_INFO_B, RIGHT_READ);
    uint8_t *memory = map_fresh(boot, stack, STACK_B, RIGHT_READ | RIGHT_WRITE);
    map_archive(boot, archive);
    vaddr_t sp = fill_stack(boot, &image, stack, ipc_frame, boot_info, memory);
    return (struct boot_entry){ INIT_VADDR + image.header->entry, sp };
}
