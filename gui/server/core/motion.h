// SPDX-License-Identifier: MIT
/// @file
/// Movements of what is on the screen: fades and changes of place and size, towards how it really
/// is. Only the picture moves; input meets things where they are going to be. In test mode and
/// under reduced motion nothing ever moves.
#pragma once

#include <base/list.h>

#include "compose.h"

struct gui_core;

/// Times of look.md, ms.
enum motion_ms {
    MOTION_SHORT = 120,  ///< Hover, press.
    MOTION_APPEAR = 180, ///< Windows and menus.
    MOTION_MOVE = 240,   ///< Snap, minimise.
};

/// How the picture differs from how things are. All zero: not at all.
struct motion_look {
    struct px_box edges; ///< Added to each edge, px.
    uint8_t faint;       ///< 0 as it is, 255 invisible.
};

/// Part of what can move.
struct motion {
    struct list link; ///< In core->motions; next is NULL while it rests.
    nsec_t start_ns;
    uint32_t ms;
    struct motion_look from, to, now;
    /// Damages what it covers as it is `now`; called before and after each step.
    void (*touch)(struct motion *m);
    void (*done)(
        struct motion *m); ///< At the end, when it rests already. May free it. NULL: nothing.
};

/// Begins to move `m`, whose `touch` and `done` are set, from `from` to `to`. Where nothing may
/// move, or without time, it is at its end at once.
void motion_start(struct gui_core *core, struct motion *m, const struct motion_look *from,
                  const struct motion_look *to, uint32_t ms);

/// Fades in what covers `w_px` x `h_px`, growing from 97 %: windows.
void motion_open(struct gui_core *core, struct motion *m, int32_t w_px, int32_t h_px);

/// Fades in what comes from 4 px above: menus, popovers, tooltips.
void motion_drop_down(struct gui_core *core, struct motion *m);

/// Ends it without a step; `done` is not called.
void motion_stop(struct motion *m);

/// Makes `layer` look as `m` says.
void motion_apply(const struct motion *m, struct compose_layer *layer);

/// Everything that moves takes the step to `now`.
void motion_tick(struct gui_core *core, nsec_t now);

/// Whether anything moves.
bool motion_running(const struct gui_core *core);

/// Part of the way, 0..65536, after `part` (0..65536) of the time: cubic-bezier(.2, 0, 0, 1).
uint32_t motion_curve(uint32_t part);

// ghost.c: what is gone already and still fades.

/// The picture `surface`, which it takes over, that was shown as `layer` goes to `to` in `ms`.
void ghost_leave(struct gui_core *core, struct surface *surface, const struct compose_layer *layer,
                 const struct motion_look *to, uint32_t ms);

/// Layers of all ghosts, at most GHOSTS_MAX; returns how many.
uint32_t ghost_layers(const struct gui_core *core, struct compose_layer *out);
void ghosts_clear(struct gui_core *core);

#define GHOSTS_MAX 4u

struct ghost {
    struct gui_core *core;
    struct motion motion;
    struct surface *surface; ///< Owned; NULL = free.
    struct compose_layer layer;
};
