// SPDX-License-Identifier: MIT
/// @file
/// Checks of a static PIE. Nothing is read beyond the bytes given; all sums are checked.

#include <abi/object.h>
#include <base/string.h>
#include <elf/elf.h>

enum {
    ET_DYN = 3,
    EM_X86_64 = 62,
    PT_LOAD = 1,
    PT_INTERP = 3,
    PF_X = 1,
    PF_W = 2,
    PF_R = 4,
    PHDRS_MAX = 32,
};

struct elf_header {
    uint8_t ident[16];
    uint16_t type, machine;
    uint32_t version;
    uint64_t entry, phoff, shoff;
    uint32_t flags;
    uint16_t ehsize, phentsize, phnum, shentsize, shnum, shstrndx;
};
_Static_assert(sizeof(struct elf_header) == 64, "ELF64");

struct elf_phdr {
    uint32_t type, flags;
    uint64_t offset, vaddr, paddr, filesz, memsz, align;
};
_Static_assert(sizeof(struct elf_phdr) == 56, "ELF64");

/// Magic, 64 bit, little-endian, version 1.
static const uint8_t ident_expected[7] = { 0x7f, 'E', 'L', 'F', 2, 1, 1 };

static status_t check_header(const struct elf_header *header, uint64_t head_b) {
    if (memcmp(header->ident, ident_expected, sizeof(ident_expected)) != 0 ||
        header->type != ET_DYN || header->machine != EM_X86_64) {
        return ERR_BAD_FORMAT;
    }
    if (header->phentsize != sizeof(struct elf_phdr) || header->phnum == 0 ||
        header->phnum > PHDRS_MAX || header->phoff > head_b ||
        header->phnum * sizeof(struct elf_phdr) > head_b - header->phoff) {
        return ERR_BAD_FORMAT;
    }
    return OK;
}

static status_t segment_rights(uint32_t flags, uint32_t *out) {
    if ((flags & PF_R) == 0 || (flags & (PF_W | PF_X)) == (PF_W | PF_X)) {
        return ERR_BAD_FORMAT;
    }
    *out = RIGHT_READ | ((flags & PF_W) != 0 ? (uint32_t)RIGHT_WRITE : 0) |
           ((flags & PF_X) != 0 ? (uint32_t)RIGHT_EXEC : 0);
    return OK;
}

/// Appends the PT_LOAD `phdr` to the plan.
static status_t add_segment(const struct elf_phdr *phdr, uint64_t file_b, struct elf_plan *plan) {
    uint32_t rights = 0;
    TRY(segment_rights(phdr->flags, &rights));
    if (plan->num_segments == ELF_SEGMENTS_MAX || phdr->memsz == 0 || phdr->filesz > phdr->memsz ||
        ((rights & RIGHT_WRITE) == 0 && phdr->filesz != phdr->memsz)) {
        return ERR_BAD_FORMAT;
    }
    if (!IS_ALIGNED(phdr->vaddr, PAGE_SIZE_B) || !IS_ALIGNED(phdr->offset, PAGE_SIZE_B) ||
        phdr->vaddr > ELF_IMAGE_MAX_B || phdr->memsz > ELF_IMAGE_MAX_B - phdr->vaddr ||
        phdr->offset > file_b || phdr->filesz > file_b - phdr->offset) {
        return ERR_BAD_FORMAT;
    }
    if (plan->num_segments > 0) {
        const struct elf_segment *last = &plan->segments[plan->num_segments - 1];
        if (phdr->vaddr < plan->image_b ||
            phdr->offset < ALIGN_UP(last->offset_b + last->file_b, PAGE_SIZE_B)) {
            return ERR_BAD_FORMAT;
        }
    }
    plan->segments[plan->num_segments++] = (struct elf_segment){
        .vaddr = phdr->vaddr,
        .mem_b = phdr->memsz,
        .offset_b = phdr->offset,
        .file_b = phdr->filesz,
        .rights = rights,
    };
    plan->image_b = ALIGN_UP(phdr->vaddr + phdr->memsz, PAGE_SIZE_B);
    return OK;
}

/// Where the headers are in memory: the first segment must begin with the file's first byte.
static status_t find_headers(const struct elf_header *header, struct elf_plan *plan) {
    const struct elf_segment *first = &plan->segments[0];
    uint64_t end = header->phoff + header->phnum * sizeof(struct elf_phdr);
    if (plan->num_segments == 0 || first->offset_b != 0 || first->vaddr != 0 ||
        (first->rights & RIGHT_WRITE) != 0 || end > first->file_b) {
        return ERR_BAD_FORMAT;
    }
    plan->phdr_vaddr = header->phoff;
    plan->num_phdrs = header->phnum;
    return OK;
}

static status_t check_entry(uint64_t entry, const struct elf_plan *plan) {
    for (uint32_t i = 0; i < plan->num_segments; i++) {
        const struct elf_segment *segment = &plan->segments[i];
        if ((segment->rights & RIGHT_EXEC) != 0 && entry >= segment->vaddr &&
            entry - segment->vaddr < segment->file_b) {
            return OK;
        }
    }
    return ERR_BAD_FORMAT;
}

status_t elf_plan(const void *head, uint64_t head_b, uint64_t file_b, struct elf_plan *out) {
    struct elf_header header;
    head_b = MIN(head_b, file_b);
    if (head_b < sizeof(header)) {
        return ERR_BAD_FORMAT;
    }
    memcpy(&header, head, sizeof(header));
    TRY(check_header(&header, head_b));
    *out = (struct elf_plan){ .entry = header.entry };
    for (uint32_t i = 0; i < header.phnum; i++) {
        struct elf_phdr phdr;
        memcpy(&phdr, (const uint8_t *)head + header.phoff + i * sizeof(phdr), sizeof(phdr));
        if (phdr.type == PT_INTERP) {
            return ERR_BAD_FORMAT;
        }
        if (phdr.type == PT_LOAD) {
            TRY(add_segment(&phdr, file_b, out));
        }
    }
    TRY(find_headers(&header, out));
    return check_entry(header.entry, out);
}
