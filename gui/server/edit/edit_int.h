// SPDX-License-Identifier: MIT
/// @file
/// Between the files of the engine.
#pragma once

#include "edit.h"

/// Remembers a replacement that is about to be made of valid ranges; `run` as in edit_insert().
/// Without memory all steps are forgotten.
void undo_record(struct edit *e, struct edit_change change, const char *text, enum edit_run run);

/// Takes back what undo_record() recorded last and was not made after all.
void undo_forget(struct edit *e);
