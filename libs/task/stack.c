// SPDX-License-Identifier: MIT
/// @file
/// Start stacks. Everything is placed from the top downwards.

#include <base/string.h>
#include <task/stack.h>

enum {
    AT_NULL = 0,
    AT_PHDR = 3,
    AT_PHENT = 4,
    AT_PHNUM = 5,
    AT_PAGESZ = 6,
    AT_ENTRY = 9,
    AT_SECURE = 23,
    AT_RANDOM = 25,
    ELF_PHDR_B = 56
};

/// Memory of a stack being filled.
struct writer {
    uint8_t *memory;
    uint64_t left_b; ///< Free bytes from the start of `memory`.
    vaddr_t base;    ///< Address of memory[0].
};

/// Copies `size_b` bytes below what stands already, aligned to 16. 0 when it does not fit.
static vaddr_t push(struct writer *writer, const void *bytes, uint64_t size_b) {
    if (size_b > writer->left_b) {
        return 0;
    }
    uint64_t at = ALIGN_DOWN(writer->left_b - size_b, UINT64_C(16));
    memcpy(writer->memory + at, bytes, size_b);
    writer->left_b = at;
    return writer->base + at;
}

status_t stack_build(const struct stack_content *content, uint8_t *memory, uint64_t size_b,
                     vaddr_t *out_sp) {
    struct start_info info = content->info;
    struct writer writer = { memory, size_b, info.stack_high - size_b };
    if (content->boot != NULL) {
        info.boot_info = push(&writer, content->boot, sizeof(*content->boot));
        if (info.boot_info == 0) {
            return ERR_TOO_BIG;
        }
    }
    vaddr_t info_at = push(&writer, &info, sizeof(info));
    vaddr_t random_at = push(&writer, content->random, sizeof(content->random));
    const uint64_t words[] = {
        1, // argc
        info_at + offsetof(struct start_info, name),
        0, // end of argv
        0, // end of the environment
        AT_PHDR,
        info.image_base + content->plan->phdr_vaddr,
        AT_PHENT,
        ELF_PHDR_B,
        AT_PHNUM,
        content->plan->num_phdrs,
        AT_PAGESZ,
        PAGE_SIZE_B,
        AT_ENTRY,
        info.image_base + content->plan->entry,
        AT_SECURE,
        0,
        AT_RANDOM,
        random_at,
        AT_HESPER_START,
        info_at,
        AT_NULL,
        0,
    };
    vaddr_t sp = push(&writer, words, sizeof(words));
    if (info_at == 0 || random_at == 0 || sp == 0) {
        return ERR_TOO_BIG;
    }
    *out_sp = sp;
    return OK;
}
