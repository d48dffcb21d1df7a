// SPDX-License-Identifier: MIT
/// @file
/// What libui needs from the system below it. port_hesper.c provides it in the system, tests
/// provide their own (a server in the same process).
#pragma once

#include <base/base.h>
#include <ui_wire/wire.h>

/// Memory that the app writes and the server reads.
struct ui_shared {
    void *memory;
    size_t size_b;
    uint64_t region; ///< Handle.
};

/// Functions get `context` first.
struct ui_port {
    void *context;

    /// Opens the session with banks of `bank_b` bytes; called again with a larger size when a view
    /// outgrows them. On an error the session before stays.
    status_t (*open)(void *context, uint32_t bank_b, struct ui_up **out_up,
                     struct ui_down **out_down);

    /// Tells the server that up->gen has moved.
    void (*doorbell)(void *context);

    /// Waits until the server signals, or until `deadline` (0 = for ever).
    /// @return OK, ERR_TIMEOUT, ERR_SESSION_GONE when the server died and open() may be called
    ///         again, anything else when the session is over.
    status_t (*wait)(void *context, nsec_t deadline);

    /// Calls the functions of ui_signal() whose signals have come; true when there was one. NULL: there are none.
    bool (*run_signals)(void *context);

    /// Whether another instance of the server went on with the session since the last call: what is
    /// not in `up` and `down` must be said again. NULL: that does not happen.
    bool (*resumed)(void *context);

    // Texts. NULL in ports without them.

    /// Gives the server document `id`. See interfaces/ui.idl for these.
    status_t (*doc_set)(void *context, uint32_t id, const char *text, uint32_t len_b,
                        uint64_t *out_rev);
    /// Reads it back; `*out_text` is to be freed.
    status_t (*doc_get)(void *context, uint32_t id, char **out_text, uint32_t *out_len_b,
                        uint64_t *out_rev);
    void (*doc_close)(void *context, uint32_t id);
    status_t (*clipboard_set)(void *context, const char *text, uint32_t len_b);
    /// Width and height of each of `num` texts go to `out_wh`.
    status_t (*measure)(void *context, const char *const *texts, uint32_t num, uint32_t style,
                        uint32_t max_w, int *out_wh);
    // Grids and images. All of them are NULL where there are none (tests).
    /// Takes memory of at least `shared->size_b` bytes, all zero, and says what it has become.
    status_t (*shared_make)(void *context, struct ui_shared *shared);
    void (*shared_drop)(void *context, struct ui_shared *shared);
    /// See interfaces/ui.idl.
    status_t (*cells_open)(void *context, const struct ui_shared *shared, uint32_t *out_surface);
    void (*cells_close)(void *context, uint32_t surface);
    status_t (*image_create)(void *context, const struct ui_shared *shared, uint32_t w, uint32_t h,
                             uint32_t *out_image);
    status_t (*image_update)(void *context, uint32_t image, const uint32_t xywh[4]);
    void (*image_destroy)(void *context, uint32_t image);

    /// The clock of `deadline`.
    nsec_t (*now)(void *context);

    /// Writes one line to the log: `len_b` bytes and a NUL, no line end.
    void (*log)(void *context, const char *text, size_t len_b);
};

/// The port calls it when the server was restarted and the session went on: what the server held
/// besides the tree is to be made again.
void uii_port_resumed(void);

/// The port of this program. Linked in.
const struct ui_port *ui_port(void);
