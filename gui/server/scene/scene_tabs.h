// SPDX-License-Identifier: MIT
/// @file
/// Tabs: a strip of titles and the page of the chosen one.
#pragma once

#include "scene.h"

/// Height of the strip with the room below it.
#define TABS_STRIP_H LPX(44)

/// Tabs that show, hidden ones left out.
uint32_t tabs_count(const struct scene *s, uint32_t tabs);

/// The Tab with this number; SCENE_NONE when there is none.
uint32_t tabs_tab(const struct scene *s, uint32_t tabs, int32_t index);

/// Number of `tab` among those that show; -1 when it is hidden.
int32_t tabs_index(const struct scene *s, uint32_t tab);

/// The title of `tab` in the window. False when it has none.
bool tabs_title(const struct scene *s, uint32_t tab, struct lpx_rect *out);

/// The strip behind all titles.
struct lpx_rect tabs_strip(const struct scene *s, uint32_t tabs);

/// Hides `tab` from layout unless it is the chosen one.
void tabs_apply(struct scene *s, uint32_t tab);

/// Paints the strip.
void tabs_paint(const struct scene *s, uint32_t tabs, const struct paint *p);
