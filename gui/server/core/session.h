// SPDX-License-Identifier: MIT
/// @file
/// One app's connection: takes its trees, tells it what the user did.
#pragma once

#include "core.h"

/// Most bytes of pixels that the windows, grids and images of one app keep.
#define SESSION_SURFACES_B (UINT64_C(32) << 20)

struct session {
    struct list link; ///< In core->sessions.
    struct gui_core *core;
    uint64_t badge;
    char app[GUI_APP_MAX + 1]; ///< Name of the component; "" = not known.
    struct ui_importer importer;
    struct ui_event_writer events;
    struct scene scene;
    bool doorbell;         ///< Something was published that has not been looked at.
    bool imported;         ///< At least once; `import_ns` is valid.
    nsec_t import_ns;      ///< When it was looked at last.
    bool stalled;          ///< The ring is full: "not responding".
    bool unpresented;      ///< The scene's generation is not on the screen yet.
    bool acted;            ///< The user did something in it; `acted_ns` is valid.
    nsec_t acted_ns;       ///< When it got its last click, key or the like.
    bool wake;             ///< Events were posted since the app was signalled.
    uint32_t num_thumbs;   ///< WindowThumb nodes in its tree.
    uint32_t num_windows;  ///< Of this session in core->windows.
    uint64_t opened;       ///< `down.opened`: tells these regions from earlier ones.
    struct area_part part; ///< Of its nodes in the saved state (state.h).
    uint32_t part_version; ///< scene.version that is in it.
    uint64_t surfaces_b;   ///< Pixels of its windows, grids, images: at most SESSION_SURFACES_B.
    struct list cells;     ///< Of struct cells_surface. Owned.
    uint32_t num_cells;
    uint32_t last_cells; ///< Number given last.
    struct list images;  ///< Of struct image. Owned.
    uint32_t num_images;
    uint32_t last_image; ///< Number given last.

    // Motion coalesces: while the app has not read the last one, only the newest is kept.
    bool last_was_move;       ///< The event posted last was a movement of the pointer.
    bool move_pending;        ///< `move` has not been posted yet.
    struct ui_event_rec move; ///< Complete but for its sequence number.
};

/// See gui_core_open_session().
status_t session_open(struct gui_core *core, const struct gui_session_args *args);

/// Closes its windows and frees it. `why` OK: by the app or the system, else the port is told.
void session_close(struct session *s, status_t why);

struct session *session_find(const struct gui_core *core, uint64_t badge);

/// Looks at what was published, if it is time. May close the session.
void session_import(struct session *s, nsec_t now);

/// When session_import() is due; UINT64_MAX = not.
nsec_t session_due(const struct session *s, nsec_t now);

/// Posts an event to node `id` whose kind and union are set in `rec`. A full ring makes the session
/// stalled and drops the event.
///
/// @return its sequence number; 0 when it was dropped or is kept back.
uint64_t session_post(struct session *s, uint32_t id, struct ui_event_rec *rec, const char *text);

/// Posts a movement that was kept back, when the app has read everything before it.
void session_post_pending(struct session *s);

/// Signals the app if there is something new for it.
void session_flush(struct session *s);

/// Nothing is under way between the app and the screen: its tree includes every event, and is shown.
bool session_settled(const struct session *s);

/// Everything painted so far is on the screen.
void session_presented(struct session *s);
