// SPDX-License-Identifier: MIT
/// @file
/// Images of one session: copied once from the app's memory, checked, charged.
#pragma once

#include "image.h"
#include "session.h"

/// Images that one app can have.
#define SESSION_IMAGES_MAX 256u

/// Frees all of them.
void session_images_clear(struct session *s);
