// SPDX-License-Identifier: MIT
/// @file
/// The core as a task of the system: displays, input devices, apps and tests speak to it by messages.
#pragma once

#include <base/ring.h>
#include <ipc/server.h>

#include "core.h"

/// Bits of the task's notification.
enum task_bit {
    BIT_PENDING = 0,  ///< Something to do that must wait until a caller has its answer.
    BIT_INPUT = 1,    ///< A driver wrote events.
    BIT_DOORBELL = 2, ///< This one and those behind it: some app of those that share it committed.
    BITS_DOORBELL = 56,
    BIT_DISPLAY = 58, ///< The display prefers another mode.
};

#define TASK_INPUTS_MAX 16u
#define TASK_IDLE_MAX 2u ///< Calls of inspect.idle that wait.

/// The display driver that is in use.
struct task_display {
    uint64_t badge;   ///< Of its connection; 0 = there is none.
    handle_t display; ///< Owned. display.Display.
    handle_t region;  ///< Owned. Its pixels.
    uint64_t address; ///< Where they are attached; 0 = not yet.
    bool set_mode;    ///< The mode has to be (re)negotiated.
    bool fallback;
    uint32_t w, h;          ///< Mode to ask for; 0 = the preferred one.
    handle_t cursor_region; ///< Owned. Picture of the hardware cursor.
    uint64_t cursor_address;
};

/// An input driver.
struct task_input {
    uint64_t badge; ///< Of its connection; 0 = free.
    uint32_t abs_max;
    struct ring_reader reader;
    handle_t events_region, ack_region, presence; ///< Owned.
    uint64_t events_address, ack_address;
};

/// An app.
struct task_session {
    uint64_t badge;                                           ///< Of its connection; 0 = free.
    handle_t wake, presence, account, up_region, down_region; ///< Owned.
    uint64_t up_address, down_address;
};

/// Shells that can watch at once: the one that dies and the next one.
#define TASK_SHELLS_MAX 4u

/// Somebody who called shell.Shell.watch.
struct task_shell {
    uint64_t badge; ///< Of the connection; 0 = free.
    handle_t wake;  ///< Owned.
};

struct task {
    struct ipc_server server;
    struct ipc_timer timer;
    struct gui_core core;
    bool test_mode;
    struct task_display display;
    struct task_input inputs[TASK_INPUTS_MAX];
    struct task_session sessions[GUI_SESSIONS_MAX];
    struct task_shell shells[TASK_SHELLS_MAX];
    handle_t idle[TASK_IDLE_MAX]; ///< Replies to inspect.idle; HANDLE_NONE = free.
    char *dump;                   ///< Owned. Text of the last inspect.dump.
    size_t dump_b;
};

/// What the core calls a connection. Sessions stand in its order: that of components, whichever of
/// them was restarted.
static inline uint64_t task_core_badge(uint64_t badge) {
    uint32_t session = IPC_BADGE_SESSION(badge);
    return (uint64_t)IPC_SESSION_COMPONENT(session) << 32 | session;
}

/// A region that `account` pays for, attached here with `rights` (VM_RIGHTS_*).
///
/// @return OK or what vm says; then nothing is held.
status_t task_make_region(handle_t account, uint64_t size_b, uint32_t rights, handle_t *out_region,
                          uint64_t *out_address);

/// Attaches a region that somebody sent.
status_t task_attach(handle_t region, uint32_t rights, uint64_t *out_address, uint64_t *out_size_b);

/// Undoes either; both may be empty.
void task_drop_region(handle_t *region, uint64_t *address);

/// Deletes `*handle` unless it is HANDLE_NONE, and clears it.
void task_drop(handle_t *handle);

/// Comes back with BIT_PENDING after the answer that is being made is out.
void task_call_again(void);

// task_display.c
status_t task_serve_display(void *self, const struct ipc_msg *in, struct ipc_msg *out);
void task_display_pending(struct task *t);
void task_display_changed(struct task *t);
void task_display_closed(struct task *t, uint64_t badge);
status_t task_present(void *self, const struct px_box *boxes, uint32_t count);

// task_input.c
status_t task_serve_input(void *self, const struct ipc_msg *in, struct ipc_msg *out);
void task_input_read(struct task *t);
void task_input_closed(struct task *t, uint64_t badge);

// task_session.c
status_t task_serve_session(void *self, const struct ipc_msg *in, struct ipc_msg *out);
void task_session_closed(struct task *t, uint64_t badge);
void task_session_doorbells(struct task *t, uint64_t bits);
void task_wake(void *self, uint64_t core_badge);
void task_core_closed(void *self, uint64_t core_badge, status_t why);

// task_shell.c
status_t task_serve_shell(void *self, const struct ipc_msg *in, struct ipc_msg *out);
void task_shell_closed(struct task *t, uint64_t badge);
void task_shell_changed(void *self);
/// Whether the component behind `badge` watches.
bool task_is_shell(const struct task *t, uint64_t badge);

// task_inspect.c
status_t task_serve_inspect(void *self, const struct ipc_msg *in, struct ipc_msg *out);
void task_inspect_idle(struct task *t);
