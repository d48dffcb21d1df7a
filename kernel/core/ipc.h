// SPDX-License-Identifier: MIT
/// @file
/// Messages between threads: endpoints, replies.
#pragma once

#include "cap.h"

void endpoint_init(struct endpoint *endpoint);
status_t endpoint_destroy(struct endpoint *endpoint);
void reply_destroy(struct reply *reply);

/// Where what a blocked thread waits for ends without it: leaves queues, callers, callees.
/// The thread is in none of them afterwards; its state is the caller's to set.
void ipc_cancel(struct thread *thread);

/// Answers the caller of `server`, if it has one, with nothing but ERR_PEER_DIED.
void ipc_drop_caller(struct thread *server);

/// `caller` waits for an answer: it gets `status` and its time instead.
void ipc_abort_call(struct thread *caller, status_t status);

/// Puts the faulting thread's message into the queue of `endpoint`, or delivers it.
void ipc_send_fault(struct thread *thread, struct endpoint *endpoint, uint64_t badge);

/// Gives the bits of a notification to a thread blocked in recv; it becomes ready.
void ipc_deliver_bits(struct thread *thread, uint64_t bits);

// --- Traps of the current thread; each returns through the thread's registers ---

void ipc_call(struct thread *self, handle_t handle, uint64_t tag);
void ipc_send(struct thread *self, handle_t handle, uint64_t tag);
void ipc_recv(struct thread *self, handle_t handle, uint64_t tag);
void ipc_reply_recv(struct thread *self, handle_t handle, uint64_t tag);
void ipc_notify(struct thread *self, handle_t handle, uint64_t tag);

/// The register-only paths: the context to return to, or NULL when nothing was done and the general
/// path must be taken.
struct arch_context *fastpath_call(struct cpu *cpu, handle_t handle, uint64_t tag);
struct arch_context *fastpath_reply_recv(struct cpu *cpu, handle_t handle, uint64_t tag);
/// All traps but the two fast paths.
struct arch_context *trap_general(handle_t handle, uint64_t tag, uint64_t trap);

// --- Between message.c, endpoint.c and reply.c ---

/// Whether the current thread may send what `tag` says, with at most these flags.
///
/// @return OK, ERR_BAD_MESSAGE, ERR_FAULT (no IPC frame where one is needed).
status_t message_check(const struct thread *from, uint64_t tag, uint32_t flags);
/// Whether the capabilities of a message exist now (they are looked up again at transfer).
status_t message_check_caps(const struct thread *from, uint64_t tag);
/// Copies words and transfers capabilities; `to` gets OK, `badge` and the tag as results.
///
/// @param out_receiver set to true when an error is the receiver's fault.
/// @return OK; any error: nothing was changed.
status_t message_transfer(struct thread *from, struct thread *to, uint64_t tag, uint64_t badge,
                          bool *out_receiver);
/// Gives the fault of `from` to `to`, as a message with TAG_FAULT.
void message_fault(struct thread *from, struct thread *to);
/// Gives notification bits to `to`, as results.
void message_bits(struct thread *to, uint64_t bits);

/// `caller`, whose message `server` got, waits for the answer and lends its time.
void ipc_link_call(struct thread *caller, struct thread *server);
/// Answers `caller` with the message of `self`; its link to a thread or Reply is undone.
///
/// @return OK; an error of the sender's making: nothing was changed.
status_t ipc_answer(struct thread *self, struct thread *caller, uint64_t tag);
