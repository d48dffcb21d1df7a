// SPDX-License-Identifier: MIT
/// @file
/// The pages of the settings.
#pragma once

#include <ui.h>

struct page {
    const char *title;
    enum ui_icon icon;
    void (*view)(void);
};

enum {
    PAGES = 6
};
extern const struct page pages[PAGES];
