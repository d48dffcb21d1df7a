// SPDX-License-Identifier: MIT
/// @file
/// What GRUB left behind.
#include <base/string.h>

#include "pc.h"

enum {
    TAG_END = 0,
    TAG_CMDLINE = 1,
    TAG_MODULE = 3,
    TAG_MEMORY = 6,
    TAG_FRAMEBUFFER = 8,
    TAG_ACPI_OLD = 14,
    TAG_ACPI_NEW = 15,
    INFO_MAX_B = 1 << 20,
    MEMORY_RAM = 1,
    FRAMEBUFFER_RGB = 1,
    BITS_PER_PIXEL = 32,
};

struct tag {
    uint32_t type;
    uint32_t size_b; ///< With this header, without the padding to 8 bytes.
};

struct tag_module {
    struct tag tag;
    uint32_t start, end;
};

struct tag_memory {
    struct tag tag;
    uint32_t entry_b, version;
};

struct memory_entry {
    uint64_t start, size_b;
    uint32_t type, reserved;
};

struct tag_framebuffer {
    struct tag tag;
    uint64_t paddr;
    uint32_t stride_b, width_px, height_px;
    uint8_t bits_per_pixel, type;
    uint16_t reserved;
    uint8_t red_shift, red_bits, green_shift, green_bits, blue_shift, blue_bits;
} __attribute__((packed));

static void read_memory(const struct tag *tag, struct pc_loader_info *out) {
    struct tag_memory head;
    if (tag->size_b < sizeof(head)) {
        return;
    }
    memcpy(&head, tag, sizeof(head));
    if (head.entry_b < sizeof(struct memory_entry)) {
        return;
    }
    const uint8_t *bytes = (const uint8_t *)tag;
    uint64_t at = sizeof(head);
    while (at + head.entry_b <= tag->size_b) {
        struct memory_entry entry;
        memcpy(&entry, bytes + at, sizeof(entry));
        pc_add_memory(out, entry.start, entry.size_b, entry.type == MEMORY_RAM);
        at += head.entry_b;
    }
}

static void read_module(const struct tag *tag, struct pc_loader_info *out) {
    struct tag_module module;
    if (tag->size_b < sizeof(module) || out->archive_b != 0) {
        return; // Only the first module is ours.
    }
    memcpy(&module, tag, sizeof(module));
    if (module.end > module.start) {
        out->archive_start = module.start;
        out->archive_b = module.end - module.start;
    }
}

// UEFI with a virtio GPU reports address 0 (no linear framebuffer), a BIOS text mode or 1 bpp.
static void read_framebuffer(const struct tag *tag, struct pc_loader_info *out) {
    struct tag_framebuffer fb;
    if (tag->size_b < sizeof(fb)) {
        return;
    }
    memcpy(&fb, tag, sizeof(fb));
    bool is_xrgb = fb.red_shift == 16 && fb.green_shift == 8 && fb.blue_shift == 0 &&
                   fb.red_bits == 8 && fb.green_bits == 8 && fb.blue_bits == 8;
    if (fb.type != FRAMEBUFFER_RGB || fb.bits_per_pixel != BITS_PER_PIXEL || fb.paddr == 0 ||
        !is_xrgb || fb.width_px == 0 || fb.height_px == 0 || fb.stride_b / 4 < fb.width_px) {
        return;
    }
    out->fb_paddr = fb.paddr;
    out->fb_width_px = fb.width_px;
    out->fb_height_px = fb.height_px;
    out->fb_stride_b = fb.stride_b;
}

static void read_rsdp(const struct tag *tag, struct pc_loader_info *out) {
    // The newer tag comes second where there are both, and replaces the older.
    uint64_t size_b = MIN(tag->size_b - sizeof(*tag), (uint64_t)sizeof(out->rsdp_copy));
    memset(out->rsdp_copy, 0, sizeof(out->rsdp_copy));
    memcpy(out->rsdp_copy, tag + 1, size_b);
    out->has_rsdp_copy = true;
}

static void read_tag(const struct tag *tag, struct pc_loader_info *out) {
    switch (tag->type) {
    case TAG_CMDLINE:
        pc_set_cmdline(out, (const char *)(tag + 1), tag->size_b - sizeof(*tag));
        break;
    case TAG_MODULE:
        read_module(tag, out);
        break;
    case TAG_MEMORY:
        read_memory(tag, out);
        break;
    case TAG_FRAMEBUFFER:
        read_framebuffer(tag, out);
        break;
    case TAG_ACPI_OLD:
    case TAG_ACPI_NEW:
        read_rsdp(tag, out);
        break;
    default:
        break;
    }
}

status_t pc_read_mb2(paddr_t info, struct pc_loader_info *out) {
    if (!pc_is_readable(info, INFO_MAX_B) || !IS_ALIGNED(info, (paddr_t)8)) {
        return ERR_BAD_FORMAT;
    }
    uint32_t total_b = *(const uint32_t *)(uintptr_t)info;
    if (total_b > INFO_MAX_B) {
        return ERR_BAD_FORMAT;
    }
    uint64_t at = 8;
    while (at + sizeof(struct tag) <= total_b) {
        const struct tag *tag = (const struct tag *)(uintptr_t)(info + at);
        if (tag->type == TAG_END) {
            return OK;
        }
        if (tag->size_b < sizeof(*tag) || tag->size_b > total_b - at) {
            return ERR_BAD_FORMAT;
        }
        read_tag(tag, out);
        at += ALIGN_UP((uint64_t)tag->size_b, (uint64_t)8);
    }
    return ERR_BAD_FORMAT;
}
