// SPDX-License-Identifier: MIT
/// @file
/// Starting, ending and starting again.
#pragma once

#include "components.h"

/// Starts the next instance of `c`, which is not running. An error counts as its end: the restart rule applies.
void lifecycle_start(struct init *init, struct component *c);

/// Ends the running instance of `c` and does what its restart rule says.
void lifecycle_end(struct init *init, struct component *c, enum end_kind end);

/// Ends `c` for good: it stays down until somebody launches it.
void lifecycle_stop(struct init *init, struct component *c);

/// The component has said that it is up.
void lifecycle_ready(struct component *c);

/// Takes what vm has about tasks that stopped with a fault: reports and ends them.
void lifecycle_collect_faults(struct init *init);
