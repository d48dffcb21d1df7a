// SPDX-License-Identifier: MIT
/// @file
/// Content trees written as text, for tests.
///
///     App { Window#2 title="Counter" w=280 { Column pad=20 { Button#7 text="Add" on=click } } }
///
/// `#n` is the id; without one the id is 1000 + index. Attributes by the names of ui_tree.def; words
/// for enums, "a|b" for options. Flags stand alone: `Button disabled`. `on=click,change`.
#pragma once

#include <ui_wire/build.h>

/// Adds the tree in `text` to `b`. False when it is malformed (a bug of the test).
bool tree_text_build(struct ui_builder *b, const char *text);
