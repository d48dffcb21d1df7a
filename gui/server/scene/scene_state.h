// SPDX-License-Identifier: MIT
/// @file
/// What the server knows of an app's nodes beyond the app's tree, as bytes that outlive the server.
///
/// Written whenever s->version has risen. A restarted server imports the app's newest tree as the first
/// one, with these values in place of the defaults: the usual rule (scene_take_value) then decides
/// between the user's value and the app's.
///
/// To save a value that is new: a function pair in the table of scene_state.c, and scene_changed() or
/// scene_touch() wherever it changes.
#pragma once

#include "scene.h"
#include "state_io.h"

/// Writes the values of all nodes. Values that do not fit are left out.
void scene_save(const struct scene *s, struct state_out *out);

/// Takes what scene_save() wrote, for the next scene_commit(). `bytes` (malloc) belong to the scene from
/// now on. Nothing is believed.
void scene_restore_from(struct scene *s, void *bytes, size_t len_b);

/// For scene_commit(), in the new tree: gives nodes their saved values and marks them `restored`. True:
/// the tree is the one that was shown, so that they hold without comparison with the app's.
bool scene_restore(struct scene *s);
