// SPDX-License-Identifier: MIT
/// @file
/// Reading the boot archive (<abi/boot.h>).
#pragma once

#include <abi/boot.h>

/// Whether `archive`, of which `mapped_b` bytes can be read, has a sound header: entries within those
/// bytes, checksum right, files page aligned, ascending, within `total_b`, names terminated.
///
/// @return OK or ERR_BAD_FORMAT.
status_t archive_check(const struct archive_header *archive, uint64_t mapped_b, uint64_t total_b);

/// Bytes of header and entries; 0 when the header is not ours.
uint64_t archive_header_b(const struct archive_header *archive);

/// The entry `name` of a checked archive, or NULL.
const struct archive_entry *archive_find(const struct archive_header *archive, const char *name);
