// SPDX-License-Identifier: MIT
/// @file
/// The server's side of the commit protocol: copies what an app published, once, and judges it.
#pragma once

#include <ui_wire/tree.h>

/// Reads `len_b` bytes of app memory. Every read of app memory goes through one of these; tests
/// replace it by memory that changes between two reads.
/// @return OK, ERR_FAULT when the memory went away; then `dst` holds rubbish.
typedef status_t (*ui_read_fn)(void *context, void *dst, const volatile void *src, size_t len_b);

/// The plain ui_read_fn: a loop of volatile 8-byte words (memcpy of memory that somebody else is
/// writing is a data race in C). A field of 4 or 8 aligned bytes is read in one access.
status_t ui_read_words(void *context, void *dst, const volatile void *src, size_t len_b);

enum ui_import_result {
    UI_IMPORT_NOTHING,  ///< The generation has not moved.
    UI_IMPORT_ACCEPTED, ///< `tree` holds the new generation.
    UI_IMPORT_REJECTED, ///< See `reason` and `node`; the last good picture stays.
    UI_IMPORT_TORN,     ///< The app wrote on during the copy; the next commit is taken instead.
    UI_IMPORT_FAULT,    ///< The region is gone or not readable.
};

/// One app's session as the importer sees it. Set the first group, zero the rest.
struct ui_importer {
    const struct ui_up *up; ///< App memory: read through `read` only.
    struct ui_down *down;   ///< NULL is allowed (tools, tests).
    uint32_t bank_b;        ///< UI_BANK_MIN_B..UI_BANK_MAX_B.
    bool shell;             ///< Kinds of shell sessions are legal.
    ui_read_fn read;
    void *read_context;

    bool
        wake; ///< After ui_import(): signal the app's `wake`, it waits for the copy or was refused.
    uint64_t last_gen;     ///< Generation judged last.
    enum ui_reject reason; ///< Of the last rejection.
    uint32_t node;         ///< Node at fault of the last rejection.
    uint32_t rejections;   ///< Consecutive; at UI_REJECTIONS_MAX the session is closed.
};

#define UI_REJECTIONS_MAX 3u

/// Imports the newest generation into `tree`, whose bank_b must equal the importer's. Call at most
/// once per client and frame. Writes copied, accepted, rejected, reason and node of `down`.
/// Unless the result is UI_IMPORT_ACCEPTED the contents of `tree` are lost, so import into a spare.
enum ui_import_result ui_import(struct ui_importer *importer, struct ui_tree *tree);

/// Tells the app that generation `gen` is on the screen.
void ui_import_presented(struct ui_down *down, uint64_t gen);
