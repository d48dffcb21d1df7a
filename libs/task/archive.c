// SPDX-License-Identifier: MIT
/// @file
/// Boot archive: checks and look-up.

#include <base/hash.h>
#include <base/string.h>
#include <task/archive.h>

uint64_t archive_header_b(const struct archive_header *archive) {
    if (archive->magic != ARCHIVE_MAGIC || archive->num_entries > ARCHIVE_ENTRIES_MAX) {
        return 0;
    }
    return sizeof(*archive) + archive->num_entries * sizeof(struct archive_entry);
}

status_t archive_check(const struct archive_header *archive, uint64_t mapped_b, uint64_t total_b) {
    if (mapped_b < sizeof(*archive) || archive_header_b(archive) == 0 ||
        archive_header_b(archive) > mapped_b) {
        return ERR_BAD_FORMAT;
    }
    uint64_t entries_b = archive->num_entries * sizeof(struct archive_entry);
    if (hash_crc32(0, archive->entries, entries_b) != archive->header_crc32) {
        return ERR_BAD_FORMAT;
    }
    uint64_t end = archive_header_b(archive);
    for (uint32_t i = 0; i < archive->num_entries; i++) {
        const struct archive_entry *entry = &archive->entries[i];
        if (strnlen(entry->name, ARCHIVE_NAME_MAX) == ARCHIVE_NAME_MAX ||
            !IS_ALIGNED(entry->offset_b, PAGE_SIZE_B) || entry->offset_b < end ||
            entry->offset_b > total_b || entry->size_b > total_b - entry->offset_b) {
            return ERR_BAD_FORMAT;
        }
        end = entry->offset_b + entry->size_b;
    }
    return OK;
}

const struct archive_entry *archive_find(const struct archive_header *archive, const char *name) {
    for (uint32_t i = 0; i < archive->num_entries; i++) {
        if (strcmp(archive->entries[i].name, name) == 0) {
            return &archive->entries[i];
        }
    }
    return NULL;
}
