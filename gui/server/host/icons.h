// SPDX-License-Identifier: MIT
/// @file
/// Contact sheets of icons.
#pragma once

#include "stage.h"

/// Every glyph. NULL without memory.
struct surface *draw_icons(struct stage *s);

/// Icons of apps in their colours and sizes. NULL without memory.
struct surface *draw_app_icons(struct stage *s);
