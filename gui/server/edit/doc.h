// SPDX-License-Identifier: MIT
/// @file
/// A text that is edited: bytes in blocks, with the number of line feeds in each of them.
///
/// A change costs as much as a block and the table of blocks (8 bytes for each 256 of text at the
/// worst), however long the text is. Looking up begins where the last look-up ended.
/// A text whose block holds its limit lies in one piece: that is how fields are kept.
#pragma once

#include <base/base.h>

/// Size of the blocks of long texts.
#define DOC_BLOCK_B 2048u

struct doc_block {
    char *bytes; ///< Owned; `block_b` of the document.
    uint32_t len_b;
    uint32_t feeds; ///< Line feeds in it.
};

struct doc {
    struct doc_block *blocks; ///< Owned. None is empty.
    uint32_t num_blocks;
    uint32_t max_blocks;
    uint32_t block_b; ///< Room of each block.
    uint32_t limit_b; ///< Longest text.
    uint32_t len_b;
    uint32_t feeds; ///< Line feeds; there is one line more.

    // Where the last look-up ended: a block, and what stands before it.
    uint32_t near;
    uint32_t near_b;
    uint32_t near_feeds;
};

/// An empty text of at most `limit_b` bytes in blocks of `block_b`. Allocates nothing.
void doc_init(struct doc *d, uint32_t limit_b, uint32_t block_b);
void doc_deinit(struct doc *d);

/// Replaces `removed_b` bytes at `at`, which must exist, by `len_b` of `text`.
///
/// @return OK, ERR_TOO_BIG, ERR_NO_MEMORY; on an error nothing has changed.
status_t doc_replace(struct doc *d, uint32_t at, uint32_t removed_b, const char *text,
                     uint32_t len_b);

/// Copies up to `len_b` bytes from `at` on; returns how many there were.
uint32_t doc_read(struct doc *d, uint32_t at, char *out, uint32_t len_b);

/// The bytes from `at` to the end of their block. Valid until the next change. NULL at the end.
const char *doc_span(struct doc *d, uint32_t at, uint32_t *out_len_b);

/// The character at `at` or before it, 0 bytes at the end (start). Malformed bytes read as U+FFFD.
uint32_t doc_char_at(struct doc *d, uint32_t at, uint32_t *out_len_b);
uint32_t doc_char_before(struct doc *d, uint32_t at, uint32_t *out_len_b);

/// Number of the line with `at`, from 0.
uint32_t doc_line_of(struct doc *d, uint32_t at);

/// Where line `line` begins; the end of the text when there are fewer.
uint32_t doc_line(struct doc *d, uint32_t line);

/// Where the line with `at` begins.
uint32_t doc_line_start(struct doc *d, uint32_t at);

/// Where the line with `at` ends: its line feed, or the end of the text.
uint32_t doc_line_end(struct doc *d, uint32_t at);
