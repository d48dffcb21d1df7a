// SPDX-License-Identifier: MIT
/// @file
/// An app's side of the session with the GUI server, without libui: every byte of a tree can be
/// wrong.
#pragma once

#include <probe/probe.h>
#include <ui_wire/build.h>
#include <ui_wire/events.h>

/// One session.
struct app {
    struct ipc_conn conn;
    uint32_t bank_b;
    struct ui_up *up;
    struct ui_down *down;
    handle_t up_region, down_region, doorbell; ///< Owned.
    struct ui_event_reader reader;
    struct ui_builder builder;
    uint64_t gen;      ///< Published last.
    uint64_t accepted; ///< Last good one.
};

/// Opens the session with banks of `bank_b` bytes; `memory` of ui_build_memory_b(bank_b) bytes is
/// for the builder.
status_t app_open(struct app *app, uint32_t bank_b, void *memory);

/// Forgets a session that the server closed.
void app_forget(struct app *app);

/// Writes the builder's tree as generation app->gen + 1 into its bank. Returns its head;
/// app_publish() follows.
struct ui_tree_head *app_write(struct app *app, uint32_t *out_len_b);

/// Makes `len_b` bytes of the bank generation `gen` and rings.
void app_publish(struct app *app, uint64_t gen, uint32_t len_b);

/// Waits until the server has judged generation app->gen, at most 5 s. ERR_TIMEOUT; ERR_FAULT when
/// it closed the session.
status_t app_wait_judged(struct app *app);

/// Waits for the next click on any node.
void app_wait_click(struct app *app);
