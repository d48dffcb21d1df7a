// SPDX-License-Identifier: MIT
/// @file
/// A server in the same process: ipc_call() gives the request to `serve`, as the kernel would.
#pragma once

#include <ipc/wire.h>
#include <test/test.h>

/// Takes the request, writes the answer: a generated dispatcher behind a cover.
extern status_t (*loop_serve)(const struct ipc_msg *in, struct ipc_msg *out);

/// The last request, in memory of exactly its size behind `loop_request`.
extern struct ipc_msg loop_request;

/// May change the answer before the client sees it; NULL does not.
extern void (*loop_spoil)(struct ipc_msg *reply);

extern uint64_t loop_badge;      ///< Of the client.
extern uint32_t loop_dropped;    ///< Capabilities deleted since the start.
extern uint32_t loop_log_errors; ///< Lines of level ERROR since the start.
extern status_t loop_status;     ///< What the dispatcher returned last.

/// Gives `request` to the server; the status of its answer.
status_t loop_raw(const struct ipc_msg *request);
