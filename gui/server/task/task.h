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
    BIT_SETTINGS = 2, ///< The user has chosen something else.
    BIT_DOORBELL = 3, ///< This one and those behind it: some app of those that share it committed.
    BITS_DOORBELL = 55,
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
    uint64_t
        badge; ///< Of its connection; 0 = free. Its instance is 0 while the app has not come back.
    handle_t wake, presence, account, up_region, down_region; ///< Owned.
    uint64_t up_address, down_address;
};

/// What the predecessor left, or what is left for the successor: the upper byte of a key.
enum task_keep_kind {
    TASK_KEEP_STATE = 1, ///< State of the core; number 0.
    TASK_KEEP_CACHE = 2, ///< Pictures that take long to make; number 0.
    TASK_KEEP_UP = 3,    ///< Number: session.
    TASK_KEEP_DOWN = 4,
};
#define TASK_KEY(kind, number) ((uint64_t)(kind) << 56 | (number))
#define TASK_KEY_KIND(key) ((uint32_t)((key) >> 56))
#define TASK_KEPT_MAX 256u

/// A region that the predecessor left.
struct task_kept {
    uint64_t key;
    handle_t region; ///< Owned.
};

/// Shells that can watch at once: the one that dies and the next one.
#define TASK_SHELLS_MAX 4u

/// Somebody who called shell.Shell.watch.
struct task_shell {
    uint64_t badge; ///< Of the connection; 0 = free.
    handle_t wake;  ///< Owned.
};

/// What settings.Reader said last.
struct task_settings {
    bool known;
    int64_t said_dark;     ///< Its DARK, which a boot option may overrule.
    int64_t values[64];    ///< By enum settings_key; ranges are the service's.
    struct ipc_timer dusk; ///< Day and night.
};

struct task {
    struct ipc_server server;
    struct ipc_timer timer;
    struct gui_core core;
    bool test_mode;
    struct task_display display;
    struct task_input inputs[TASK_INPUTS_MAX];
    struct task_session sessions[GUI_SESSIONS_MAX];
    struct task_kept kept[TASK_KEPT_MAX]; ///< While starting.
    uint32_t num_kept;
    uint64_t cache_address; ///< Of the cache; 0 = there is none.
    struct task_shell shells[TASK_SHELLS_MAX];
    struct task_settings settings;
    bool dark_at_start;           ///< By a boot option.
    handle_t idle[TASK_IDLE_MAX]; ///< Replies to inspect.idle; HANDLE_NONE = free.
    char *dump;                   ///< Owned. Text of the last inspect.dump or lint.
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

// task_keep.c

/// Keeps `region` for the next instance. `out_lent` (owned) is for an app: it outlives this instance.
status_t task_keep(uint64_t key, handle_t region, bool writable, handle_t *out_lent);
void task_forget(uint64_t key);

/// Asks init for what the predecessor left.
void task_kept_load(struct task *t);

/// The region with `key`, which is the caller's then; HANDLE_NONE when there is none.
handle_t task_kept_take(struct task *t, uint64_t key);

/// Forgets everything that nobody has taken.
void task_kept_drop_rest(struct task *t);

/// See struct gui_port.
void *task_cache(void *self, size_t size_b);

/// Memory for the core's state; stays NULL, 0 when there is none.
void task_state_memory(struct task *t, void **out, size_t *out_size_b);

// task_display.c
status_t task_serve_display(void *self, const struct ipc_msg *in, struct ipc_msg *out);
void task_display_pending(struct task *t);
void task_display_changed(struct task *t);
void task_display_closed(struct task *t, uint64_t badge);
void task_cursor_image(void *self);
status_t task_present(void *self, const struct px_box *boxes, uint32_t count);

// task_input.c
status_t task_serve_input(void *self, const struct ipc_msg *in, struct ipc_msg *out);
void task_input_read(struct task *t);
void task_input_closed(struct task *t, uint64_t badge);

/// What was read is part of the saved state: the drivers may write over it.
void task_input_acknowledge(struct task *t);

// task_session.c
status_t task_serve_session(void *self, const struct ipc_msg *in, struct ipc_msg *out);
void task_session_closed(struct task *t, uint64_t badge);
void task_session_doorbells(struct task *t, uint64_t bits);
/// Opens the sessions that the predecessor left.
void task_sessions_resume(struct task *t);
void task_wake(void *self, uint64_t core_badge);
void task_core_closed(void *self, uint64_t core_badge, status_t why);

// task_shell.c
status_t task_serve_shell(void *self, const struct ipc_msg *in, struct ipc_msg *out);
void task_shell_closed(struct task *t, uint64_t badge);
void task_shell_changed(void *self);
/// Whether the component behind `badge` watches.
bool task_is_shell(const struct task *t, uint64_t badge);

// task_settings.c
/// Before the core starts: watches, and chooses theme and scale of `options`.
void task_settings_start(struct task *t, struct gui_options *options);
/// After it: the rest.
void task_settings_apply(struct task *t);
/// Something was changed.
void task_settings_read(struct task *t);
/// The screen has another size: the scale may follow it.
void task_settings_screen(struct task *t);

// task_shared.c: methods of ui.Session.
struct ui_session_image_create_req;
struct ui_session_image_create_rep;
struct ui_session_image_update_req;
struct ui_session_image_update_rep;
struct ui_session_image_destroy_req;
struct ui_session_image_destroy_rep;
struct ui_session_cells_open_req;
struct ui_session_cells_open_rep;
struct ui_session_cells_close_req;
struct ui_session_cells_close_rep;
status_t task_on_image_create(void *self, uint64_t badge, struct ui_session_image_create_req *req,
                              struct ui_session_image_create_rep *rep);
status_t task_on_image_update(void *self, uint64_t badge, struct ui_session_image_update_req *req,
                              struct ui_session_image_update_rep *rep);
status_t task_on_image_destroy(void *self, uint64_t badge, struct ui_session_image_destroy_req *req,
                               struct ui_session_image_destroy_rep *rep);
status_t task_on_cells_open(void *self, uint64_t badge, struct ui_session_cells_open_req *req,
                            struct ui_session_cells_open_rep *rep);
status_t task_on_cells_close(void *self, uint64_t badge, struct ui_session_cells_close_req *req,
                             struct ui_session_cells_close_rep *rep);

/// Takes back everything that a session has lent.
void task_shared_closed(uint64_t core_badge);

// task_inspect.c
status_t task_serve_inspect(void *self, const struct ipc_msg *in, struct ipc_msg *out);
void task_inspect_idle(struct task *t);

// task_texts.c: methods of ui.Session about texts
struct ui_session_doc_set_req;
struct ui_session_doc_set_rep;
struct ui_session_doc_edit_req;
struct ui_session_doc_edit_rep;
struct ui_session_doc_get_req;
struct ui_session_doc_get_rep;
struct ui_session_doc_close_req;
struct ui_session_doc_close_rep;
struct ui_session_clipboard_set_req;
struct ui_session_clipboard_set_rep;
struct ui_session_measure_req;
struct ui_session_measure_rep;
status_t task_doc_set(void *self, uint64_t badge, struct ui_session_doc_set_req *req,
                      struct ui_session_doc_set_rep *rep);
status_t task_doc_edit(void *self, uint64_t badge, struct ui_session_doc_edit_req *req,
                       struct ui_session_doc_edit_rep *rep);
status_t task_doc_get(void *self, uint64_t badge, struct ui_session_doc_get_req *req,
                      struct ui_session_doc_get_rep *rep);
status_t task_doc_close(void *self, uint64_t badge, struct ui_session_doc_close_req *req,
                        struct ui_session_doc_close_rep *rep);
status_t task_clipboard_set(void *self, uint64_t badge, struct ui_session_clipboard_set_req *req,
                            struct ui_session_clipboard_set_rep *rep);
status_t task_measure(void *self, uint64_t badge, struct ui_session_measure_req *req,
                      struct ui_session_measure_rep *rep);
