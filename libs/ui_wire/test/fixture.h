// SPDX-License-Identifier: MIT
/// @file
/// A session in ordinary memory, and a sample tree to mutate.
#pragma once

#include <ui_wire/build.h>
#include <ui_wire/dump.h>
#include <ui_wire/events.h>
#include <ui_wire/import.h>

#define FIXTURE_BANK_B UI_BANK_MIN_B

struct fixture {
    struct ui_up *up;     ///< Owned.
    struct ui_down *down; ///< Owned.
    void *build_memory;   ///< Owned.
    void *tree_memory;    ///< Owned.
    struct ui_builder b;
    struct ui_tree tree;
    struct ui_importer im;
};

/// Indices of the nodes of fixture_sample().
enum {
    S_APP,
    S_WINDOW,
    S_COLUMN,
    S_TEXT,
    S_ROW,
    S_BUTTON,
    S_SLIDER,
    S_SELECT,
    S_CANVAS,
    S_PLACED,
    S_FIELD,
    S_NUM
};

void fixture_init(struct fixture *f);
void fixture_free(struct fixture *f);

/// Builds the sample tree into f->b. Ids are 100 + index.
void fixture_sample(struct fixture *f);

/// Writes f->b into its bank and publishes it as the next generation.
void fixture_commit(struct fixture *f);

/// Commits and imports.
enum ui_import_result fixture_import(struct fixture *f);

/// The attribute of node `index` in f->b; fails hard when it is missing.
struct ui_attr *fixture_attr(struct fixture *f, uint32_t index, enum ui_attr_name name);

/// Bits of a float, for canvas operations.
uint32_t f32_bits(float value);
uint64_t f64_bits(double value);
