// SPDX-License-Identifier: MIT
/// @file
/// Accessibility lint: what keeps people from using a window that is on the screen. For tests.
#pragma once

#include "core.h"

enum lint_rule {
    LINT_NAME,     ///< Something to act on without a name: text, label or tip; of a field also its
                   ///< placeholder, but not what stands in it.
    LINT_CONTRAST, ///< Text below 4.5:1; 3:1 from 24 px on and from 18.7 px on in bold.
    LINT_FOCUS,    ///< Something to act on that Tab does not reach.
    LINT_TARGET,   ///< Something to point at that is lower or narrower than 24 px.
    LINT_NUM_RULES,
};

/// Looks at every window that shows, as it was painted last, and writes a line for each finding:
///
///     error contrast Text "3 left" in "To do": 3.91 of 4.50, #8a8f99 on #ffffff
///
/// Disabled controls, text in a literal colour, and text on what is hovered, pressed or selected are a
/// `warning` only. Menus are not looked at: they have keys and sizes of their own.
///
/// @return the number of errors, of each rule in `by_rule` (of LINT_NUM_RULES) unless it is NULL.
uint32_t gui_core_lint(const struct gui_core *core, const struct ui_dump_sink *sink,
                       uint32_t *by_rule);
