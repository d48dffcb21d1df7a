// SPDX-License-Identifier: MIT
/// @file
/// Messages over the kernel's traps: calling (beside ipc_call() and ipc_send() of wire.h), receiving,
/// answering later, and this task's own notification. One thread per task uses it.
#pragma once

#include <hsys/object.h>
#include <hsys/start.h>
#include <hsys/trap.h>
#include <ipc/msg.h>
#include <ipc/wire.h>

/// What ipc_receive() came back with.
enum ipc_what {
    IPC_GOT_MESSAGE, ///< A request or a one-way message is in `in`.
    IPC_GOT_BITS,    ///< Bits of the task's notification; `in` is untouched.
    IPC_GOT_FAULT,   ///< A thread faulted (enum fault_kind in the label); its words are in `in`.
};

/// Waits on `endpoint` for a message, or for the task's notification. `reply`, unless NULL, answers
/// the request received last (nothing happens when that was one-way or was deferred).
///
/// @return OK; an error of the receiving side leaves `in` undefined.
status_t ipc_receive(handle_t endpoint, const struct ipc_msg *reply, struct ipc_msg *in,
                     enum ipc_what *out_what, uint64_t *out_bits);

/// As ipc_call(), but gives up at `deadline` (nanoseconds since boot) with ERR_TIMEOUT; the receiver
/// may have seen the request. Uses the task's timer.
status_t ipc_call_until(handle_t endpoint, struct ipc_msg *msg, nsec_t deadline);

/// Until it is called with 0: a call ends with ERR_TIMEOUT as soon as one of the bits in `mask` of the
/// task's notification is signalled, also when the receiver has seen it already. For who must not be
/// kept waiting, and can ask again.
void ipc_abort_calls_on(uint64_t mask);

/// Keeps the caller of the request received last waiting. It gets its answer by ipc_reply_send(), or
/// ERR_PEER_DIED when this task dies. A handler that did this returns IPC_DEFERRED.
///
/// @return OK, ERR_NO_SPACE when IPC_DEFERRED_MAX wait already, ERR_NOT_FOUND when nobody waits.
enum {
    IPC_DEFERRED_MAX = 4
};
status_t ipc_defer(handle_t *out_reply);

/// Answers a caller kept by ipc_defer(); `reply` is used up.
void ipc_reply_send(handle_t reply, const struct ipc_msg *msg);

/// As ipc_reply_send() with a status and nothing else.
void ipc_reply_send_status(handle_t reply, status_t status);

/// A capability that signals `bit` of this task's notification; may be given to others.
status_t ipc_signal_cap(uint32_t bit, handle_t *out);

/// Waits until one of the bits in `mask` is signalled or `deadline` has passed; takes and returns
/// those bits, 0 at the deadline. Other bits stay for the next ipc_receive().
uint64_t ipc_wait_bits(uint64_t mask, nsec_t deadline);

/// The capabilities in the answer to the request being handled are given away: moved, not copied.
/// For what was made only for the caller. Without this the sender's own stay.
void ipc_give_reply_caps(void);
