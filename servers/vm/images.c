// SPDX-License-Identifier: MIT
/// @file
/// Carving the archive. Its Untypeds are gone through once, from low to high, so everything that is
/// ever needed of a file becomes a Frame here; what lies between is skipped.

#include "images.h"

#include "memory.h"
#include "space.h"

#include <base/string.h>
#include <hsys/object.h>
#include <task/pieces.h>

/// Where the scan stands.
struct cursor {
    uint32_t untyped; ///< Index among vm's Untypeds.
    uint64_t start_b; ///< Offset of that Untyped in the archive.
    uint64_t size_b;  ///< Of that Untyped.
};

/// Finds the first Untyped of the archive. `lead_b` is what it has in front of the archive: nothing,
/// the kernel makes them of the archive's pages.
static status_t cursor_next(struct vm *vm, struct cursor *cursor) {
    for (cursor->untyped++; cursor->untyped <= vm->boot->num_untypeds; cursor->untyped++) {
        struct cap_info info;
        TRY(cap_info(START_HANDLE(VM_SLOT_FIRST_UNTYPED + cursor->untyped - 1), &info));
        if (info.detail[0] >> 8 == UNTYPED_ARCHIVE) {
            cursor->start_b += cursor->size_b;
            cursor->size_b = BIT64(info.detail[0] & 0xff);
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

/// Pages to be cut: where they are in the archive and where they belong in an image.
struct cut {
    uint64_t in_archive, in_image;
    uint64_t pages;
};

/// The largest Frame for the first pages of `cut`.
static status_t carve(struct vm *vm, struct cursor *cursor, const struct cut *cut, handle_t *out,
                      uint32_t *out_order) {
    uint64_t offset_b = cut->in_archive << PAGE_SHIFT;
    while (offset_b >= cursor->start_b + cursor->size_b) {
        TRY(cursor_next(vm, cursor));
    }
    uint64_t here = (cursor->start_b + cursor->size_b - offset_b) >> PAGE_SHIFT;
    *out_order = piece_order(cut->in_image, MIN(cut->pages, here));
    handle_t untyped = START_HANDLE(VM_SLOT_FIRST_UNTYPED + cursor->untyped - 1);
    return untyped_carve_at(untyped, OBJECT_FRAME, *out_order, offset_b - cursor->start_b, out);
}

static status_t add_piece(struct vm *vm, struct image *image, handle_t frame, uint64_t page,
                          uint32_t order, uint32_t segment) {
    if (vm->num_pieces == PIECES_MAX || image->num_pieces == TEXT_MAX) {
        return ERR_NO_SPACE;
    }
    vm->pieces[vm->num_pieces++] = (struct piece){
        .frame = frame,
        .page = (uint32_t)page,
        .pages = (uint16_t)BIT(order),
        .segment = (uint8_t)segment,
    };
    image->num_pieces++;
    return OK;
}

/// Cuts the pages of segment `index`; the file's first page is a piece already.
static status_t cut_segment(struct vm *vm, struct cursor *cursor, struct image *image,
                            uint32_t index) {
    const struct elf_segment *segment = &image->plan.segments[index];
    uint64_t done = index == 0 ? 1 : 0;
    struct cut cut = {
        .in_archive = ((image->entry->offset_b + segment->offset_b) >> PAGE_SHIFT) + done,
        .in_image = (segment->vaddr >> PAGE_SHIFT) + done,
        .pages = (ALIGN_UP(segment->file_b, PAGE_SIZE_B) >> PAGE_SHIFT) - done,
    };
    while (cut.pages > 0) {
        handle_t frame = HANDLE_NONE;
        uint32_t order = 0;
        TRY(carve(vm, cursor, &cut, &frame, &order));
        TRY(add_piece(vm, image, frame, cut.in_image, order, index));
        cut.in_archive += BIT64(order);
        cut.in_image += BIT64(order);
        cut.pages -= BIT64(order);
    }
    return OK;
}

/// Reads the headers from the file's first page, then cuts the rest.
static status_t cut_program(struct vm *vm, struct cursor *cursor,
                            const struct archive_entry *entry) {
    if (vm->num_images == IMAGES_MAX) {
        return ERR_NO_SPACE;
    }
    struct image *image = &vm->images[vm->num_images];
    handle_t first = HANDLE_NONE;
    uint32_t order = 0;
    void *head = NULL;
    *image = (struct image){ .entry = entry, .first_piece = vm->num_pieces };
    const struct cut cut = { .in_archive = entry->offset_b >> PAGE_SHIFT, .pages = 1 };
    TRY(carve(vm, cursor, &cut, &first, &order));
    TRY(memory_peek(vm, 0, first, RIGHT_READ, &head));
    status_t st = elf_plan(head, ELF_HEAD_B, entry->size_b, &image->plan);
    memory_peek_end(first);
    TRY(st);
    TRY(add_piece(vm, image, first, 0, 0, 0));
    for (uint32_t i = 0; i < image->plan.num_segments; i++) {
        TRY(cut_segment(vm, cursor, image, i));
    }
    vm->num_images++;
    return OK;
}

/// Shows the first `pages` pages of the archive in `view`.
static status_t show_header(struct vm *vm, struct cursor *cursor, handle_t view, uint64_t from,
                            uint64_t pages) {
    for (uint64_t page = from; page < pages; page++) {
        handle_t frame = HANDLE_NONE;
        uint32_t order = 0;
        const struct cut cut = { .in_archive = page, .pages = 1 };
        TRY(carve(vm, cursor, &cut, &frame, &order));
        TRY(frame_map(frame, view, page << PAGE_SHIFT, RIGHT_READ, CACHE_NORMAL));
    }
    return OK;
}

status_t images_scan(struct vm *vm, handle_t view, vaddr_t view_at) {
    struct cursor cursor = { 0 };
    const struct archive_header *archive = (const struct archive_header *)view_at;
    TRY(show_header(vm, &cursor, view, 0, 1));
    uint64_t header_b = ALIGN_UP(archive_header_b(archive), PAGE_SIZE_B);
    if (header_b == 0) {
        return ERR_BAD_FORMAT;
    }
    TRY(show_header(vm, &cursor, view, 1, header_b >> PAGE_SHIFT));
    TRY(archive_check(archive, header_b, vm->boot->boot.archive_b));
    vm->archive = archive;
    for (uint32_t i = 0; i < archive->num_entries; i++) {
        const struct archive_entry *entry = &archive->entries[i];
        if (strncmp(entry->name, "bin/", 4) == 0 && entry->size_b > 0) {
            // A damaged program is missed when it is to be started; the others are fine.
            (void)cut_program(vm, &cursor, entry);
        }
    }
    return OK;
}

status_t images_find(struct vm *vm, const char *name, const struct image **out) {
    for (uint32_t i = 0; i < vm->num_images; i++) {
        if (strcmp(vm->images[i].entry->name, name) == 0) {
            *out = &vm->images[i];
            return OK;
        }
    }
    return archive_find(vm->archive, name) != NULL ? ERR_BAD_FORMAT : ERR_NOT_FOUND;
}

/// Maps a copy of `piece`.
static status_t map_text(struct task *task, const struct piece *piece, uint32_t rights) {
    handle_t copy = HANDLE_NONE;
    if (cap_copy(piece->frame, &copy) != OK) {
        return ERR_NO_MEMORY;
    }
    task->text[task->num_text++] = copy;
    return frame_map(copy, task->image_region, (uint64_t)piece->page << PAGE_SHIFT, rights,
                     CACHE_NORMAL);
}

/// Copies what `piece` holds of pages [page, page + pages) to `to`, which shows them.
static status_t copy_piece(struct vm *vm, const struct piece *piece, uint64_t page, uint64_t pages,
                           uint8_t *to) {
    uint64_t first = MAX(page, piece->page);
    uint64_t end = MIN(page + pages, (uint64_t)piece->page + piece->pages);
    void *from = NULL;
    if (first >= end) {
        return OK;
    }
    TRY(memory_peek(vm, 0, piece->frame, RIGHT_READ, &from));
    memcpy(to + ((first - page) << PAGE_SHIFT),
           (const uint8_t *)from + ((first - piece->page) << PAGE_SHIFT),
           (end - first) << PAGE_SHIFT);
    memory_peek_end(piece->frame);
    return OK;
}

/// One Frame of data: filled while it is shown to vm, then mapped for good.
static status_t load_data_frame(struct vm *vm, const struct image *image, struct task *task,
                                const struct elf_segment *segment, uint64_t page, uint32_t order) {
    struct block *block = NULL;
    void *to = NULL;
    TRY(memory_frame(vm, task->component, &task->image_frames, order, &block));
    block->offset_pages = (uint32_t)page;
    TRY(memory_peek(vm, 1, block->frame, RIGHT_READ | RIGHT_WRITE, &to));
    status_t st = OK;
    for (uint32_t i = 0; i < image->num_pieces && st == OK; i++) {
        const struct piece *piece = &vm->pieces[image->first_piece + i];
        if (&image->plan.segments[piece->segment] == segment) {
            st = copy_piece(vm, piece, page, BIT64(order), to);
        }
    }
    // The file's last page goes on with what is not ours.
    uint64_t end_b = segment->vaddr + segment->file_b;
    uint64_t frame_end_b = (page + BIT64(order)) << PAGE_SHIFT;
    if (end_b < frame_end_b) {
        memset((uint8_t *)to + (end_b - (page << PAGE_SHIFT)), 0, frame_end_b - end_b);
    }
    memory_peek_end(block->frame);
    TRY(st);
    return frame_map(block->frame, task->image_region, page << PAGE_SHIFT, RIGHT_READ | RIGHT_WRITE,
                     CACHE_NORMAL);
}

static status_t load_data(struct vm *vm, const struct image *image, struct task *task,
                          const struct elf_segment *segment) {
    uint64_t page = segment->vaddr >> PAGE_SHIFT;
    uint64_t end = ALIGN_UP(segment->vaddr + segment->file_b, PAGE_SIZE_B) >> PAGE_SHIFT;
    while (page < end) {
        uint32_t order = piece_order(page, end - page);
        TRY(load_data_frame(vm, image, task, segment, page, order));
        page += BIT64(order);
    }
    vaddr_t low = task->image_base + (end << PAGE_SHIFT);
    vaddr_t high = task->image_base + ALIGN_UP(segment->vaddr + segment->mem_b, PAGE_SIZE_B);
    if (low == high) {
        return OK;
    }
    const struct range rest = {
        .low = low,
        .high = high,
        .region = task->image_region,
        .region_base = task->image_base,
        .blocks = &task->image_frames,
    };
    return space_add_range(vm, task, &rest);
}

status_t images_load(struct vm *vm, const struct image *image, struct task *task) {
    for (uint32_t i = 0; i < image->num_pieces; i++) {
        const struct piece *piece = &vm->pieces[image->first_piece + i];
        uint32_t rights = image->plan.segments[piece->segment].rights;
        if ((rights & RIGHT_WRITE) == 0) {
            TRY(map_text(task, piece, rights));
        }
    }
    for (uint32_t i = 0; i < image->plan.num_segments; i++) {
        if ((image->plan.segments[i].rights & RIGHT_WRITE) != 0) {
            TRY(load_data(vm, image, task, &image->plan.segments[i]));
        }
    }
    return OK;
}
