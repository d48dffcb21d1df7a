// SPDX-License-Identifier: MIT
/// @file
/// The editing engine: a text with a caret, a selection and the steps that undo takes back. Fields
/// and text areas use the same one. It knows neither pixels nor keys nor apps.
#pragma once

#include "grapheme.h"

/// Most bytes that the steps of one text keep, most steps. A single longer step is kept up to
/// EDIT_STEP_MAX_B, alone; beyond that it cannot be taken back.
#define EDIT_UNDO_MAX_B (1u << 20)
#define EDIT_STEP_MAX_B (4u << 20)
#define EDIT_STEPS_MAX 256u

/// A replacement: `inserted_b` bytes stand at `at` where `removed_b` others were.
struct edit_change {
    uint32_t at;
    uint32_t removed_b;
    uint32_t inserted_b;
};

/// How steps continue each other.
enum edit_run {
    EDIT_RUN_NONE,
    EDIT_RUN_TYPE,
    EDIT_RUN_ERASE,
};

struct edit_step {
    struct edit_change change;
    uint32_t caret_b, anchor_b; ///< Before it.
    char *text;                 ///< What was removed, then what was inserted. Owned.
};

struct edit {
    struct doc doc;
    uint32_t caret_b;
    uint32_t anchor_b;       ///< Other end of the selection; equal to caret_b: none.
    bool multiline;          ///< Line feeds and tabs are kept.
    enum edit_run run;       ///< What the next step may continue.
    struct edit_step *steps; ///< Owned. Those from `done` on can be done again.
    uint32_t num_steps;
    uint32_t max_steps;
    uint32_t done;
    size_t steps_b; ///< Bytes of their texts.
};

enum edit_unit {
    EDIT_CHAR,
    EDIT_WORD,
    EDIT_LINE, ///< To the end of the line.
    EDIT_ALL,
};

/// A field has one line in one block; a document any number.
void edit_init(struct edit *e, uint32_t limit_b, bool multiline);
void edit_deinit(struct edit *e);

/// Makes `text` (valid UTF-8) the whole text; nothing is selected, nothing can be undone. The caret
/// goes to the end of a field and to the start of a document.
///
/// @return OK, ERR_TOO_BIG, ERR_NO_MEMORY; on an error nothing has changed.
status_t edit_set(struct edit *e, const char *text, uint32_t len_b);

/// A change by the app: caret and selection stay with the text around them; nothing can be undone,
/// as the steps would not fit any more. `at` and `removed_b` must lie in the text.
///
/// @return as edit_set().
status_t edit_replace(struct edit *e, struct edit_change change, const char *text);

/// Puts `text` in the place of the selection; what does not fit is cut off at a character's end,
/// control characters are left out (line feeds of a field become blanks). `run`: how undo joins it
/// with others. False when nothing changed.
bool edit_insert(struct edit *e, const char *text, uint32_t len_b, enum edit_run run,
                 struct edit_change *out);

/// Deletes the selection, or else the unit before (`back`) or behind the caret.
bool edit_erase(struct edit *e, enum edit_unit unit, bool back, struct edit_change *out);

/// Takes the last step back, does it again. False when there is none.
bool edit_undo(struct edit *e, struct edit_change *out);
bool edit_redo(struct edit *e, struct edit_change *out);

/// Moves the caret by a unit; without `extend` a selection only collapses at EDIT_CHAR. True when
/// caret or selection changed.
bool edit_move(struct edit *e, enum edit_unit unit, bool back, bool extend);

/// Sets both ends, each moved back to where a caret may stand. True when one of them changed.
bool edit_select(struct edit *e, uint32_t anchor_b, uint32_t caret_b);

/// The whole text when it lies in one piece: that of a field. "" when it is empty.
const char *edit_flat(struct edit *e);

static inline uint32_t edit_first(const struct edit *e) {
    return MIN(e->caret_b, e->anchor_b);
}

static inline uint32_t edit_last(const struct edit *e) {
    return MAX(e->caret_b, e->anchor_b);
}

static inline bool edit_selected(const struct edit *e) {
    return e->caret_b != e->anchor_b;
}
