// SPDX-License-Identifier: MIT
/// @file
/// Tests of an app in the words of its user, from top to bottom:
///
///     uit_open(todo_main);
///     uit_type(uit_label("New item"), "buy milk");
///     uit_key("Enter");
///     uit_expect_visible(uit_role(UI_KIND_CHECKBOX, "buy milk"));
///     uit_close();
///
/// A locator finds nothing by itself: it is looked up at each use. It must match exactly one node that
/// shows; none or several fail the case and print the tree. Every action and every question begins
/// when all is at rest: events handled, the app's answer shown. tests/lib/locator.py has the same rules.
///
/// The app runs in a thread that takes turns with the test, over live.h; one at a time.
#pragma once

#include "live.h"

/// Nodes by role (UI_KIND_APP: any) and name (NULL: any). The name is borrowed.
struct uit_locator {
    enum ui_kind kind;
    const char *name; ///< Label, text, title, tip or placeholder.
};

static inline struct uit_locator uit_role(enum ui_kind kind, const char *name) {
    return (struct uit_locator){ kind, name };
}

static inline struct uit_locator uit_label(const char *name) {
    return (struct uit_locator){ UI_KIND_APP, name };
}

/// Starts the server and `app_main`, an app's main(), and waits until it shows. False: the case failed.
bool uit_open(int (*app_main)(void));

/// Ends both; returns the app's exit code.
int uit_close(void);

/// Clicks in the middle of what shows of it; fails when something else lies there.
void uit_click(struct uit_locator what);

/// Clicks it and types `text`, of what the US layout has.
void uit_type(struct uit_locator what, const char *text);

/// Presses keys one after the other: "Tab Tab Space", "Ctrl+a Delete".
void uit_key(const char *keys);

/// Does what it is for without input, as assistive software would.
void uit_invoke(struct uit_locator what);

void uit_expect_visible(struct uit_locator what);

/// Nothing that shows matches.
void uit_expect_gone(struct uit_locator what);
void uit_expect_focused(struct uit_locator what);

/// Compares the app's one window with the golden `name` ("todo_added.light@1"); `mask`: what changes by
/// itself is painted black, and must be there.
void uit_expect_shot(const char *name, const struct uit_locator *mask, size_t num_masks);
