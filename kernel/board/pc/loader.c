// SPDX-License-Identifier: MIT
/// @file
/// What the boot loader left behind, common part and PVH.
#include <base/string.h>

#include "pc.h"

enum {
    PVH_MODULES_MAX = 64,
    PVH_MEMORY_MAX = 1024,
    PVH_MEMORY_RAM = 1
};

/// Xen's hvm_start_info, version 1.
struct pvh_start_info {
    uint32_t magic, version, flags, num_modules;
    uint64_t modules, cmdline, rsdp;
    uint64_t memory; ///< From here version 1.
    uint32_t num_memory, reserved;
};

struct pvh_module {
    uint64_t paddr, size_b, cmdline, reserved;
} __attribute__((packed));

struct pvh_memory {
    uint64_t start, size_b;
    uint32_t type, reserved;
} __attribute__((packed));

bool pc_is_readable(uint64_t start, uint64_t size_b) {
    const uint64_t limit = UINT64_C(1) << 32;
    return start != 0 && start < limit && size_b <= limit - start;
}

void pc_add_memory(struct pc_loader_info *out, uint64_t start, uint64_t size_b, bool is_ram) {
    if (out->num_memory == PC_MEMORY_MAX) {
        panic("the memory map has more than %u entries", (uint32_t)PC_MEMORY_MAX);
    }
    uint64_t end;
    if (size_b == 0 || __builtin_add_overflow(start, size_b, &end)) {
        return;
    }
    out->memory[out->num_memory++] = (struct pc_memory){ start, size_b, is_ram };
}

void pc_set_cmdline(struct pc_loader_info *out, const char *text, uint64_t max_b) {
    uint64_t limit = MIN(max_b, (uint64_t)BOOT_CMDLINE_MAX - 1);
    uint64_t length = 0;
    while (length < limit && text[length] != '\0') {
        out->cmdline[length] = text[length];
        length++;
    }
    out->cmdline[length] = '\0';
}

bool pc_has_option(const char *cmdline, const char *word) {
    size_t length = strlen(word);
    for (const char *at = cmdline; *at != '\0'; at++) {
        bool starts = at == cmdline || at[-1] == ' ';
        if (starts && strncmp(at, word, length) == 0 && (at[length] == ' ' || at[length] == '\0')) {
            return true;
        }
    }
    return false;
}

status_t pc_read_pvh(paddr_t info, struct pc_loader_info *out) {
    struct pvh_start_info start;
    if (!pc_is_readable(info, sizeof(start))) {
        return ERR_BAD_FORMAT;
    }
    memcpy(&start, (const void *)(uintptr_t)info, sizeof(start));
    if (start.magic != BOOT_MAGIC_PVH || start.version < 1 || start.num_memory > PVH_MEMORY_MAX ||
        !pc_is_readable(start.memory, start.num_memory * sizeof(struct pvh_memory))) {
        return ERR_BAD_FORMAT;
    }
    const struct pvh_memory *memory = (const struct pvh_memory *)(uintptr_t)start.memory;
    for (uint32_t i = 0; i < start.num_memory; i++) {
        pc_add_memory(out, memory[i].start, memory[i].size_b, memory[i].type == PVH_MEMORY_RAM);
    }
    if (start.num_modules != 0 && start.num_modules <= PVH_MODULES_MAX &&
        pc_is_readable(start.modules, sizeof(struct pvh_module))) {
        const struct pvh_module *module = (const struct pvh_module *)(uintptr_t)start.modules;
        out->archive_start = module->paddr;
        out->archive_b = module->size_b;
    }
    if (pc_is_readable(start.cmdline, BOOT_CMDLINE_MAX)) {
        pc_set_cmdline(out, (const char *)(uintptr_t)start.cmdline, BOOT_CMDLINE_MAX);
    }
    out->acpi_rsdp = start.rsdp;
    return OK;
}

status_t pc_read_loader(uint32_t magic, paddr_t info, struct pc_loader_info *out) {
    if (magic == BOOT_MAGIC_PVH) {
        return pc_read_pvh(info, out);
    }
    if (magic == BOOT_MAGIC_MB2) {
        return pc_read_mb2(info, out);
    }
    return ERR_NOT_SUPPORTED;
}
