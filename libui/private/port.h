// SPDX-License-Identifier: MIT
/// @file
/// What libui needs from the system below it. port_hesper.c provides it in the system, tests
/// provide their own (a server in the same process).
#pragma once

#include <base/base.h>
#include <ui_wire/wire.h>

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

    /// The clock of `deadline`.
    nsec_t (*now)(void *context);

    /// Writes one line to the log: `len_b` bytes and a NUL, no line end.
    void (*log)(void *context, const char *text, size_t len_b);
};

/// The port of this program. Linked in.
const struct ui_port *ui_port(void);
