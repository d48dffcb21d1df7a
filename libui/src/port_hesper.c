// SPDX-License-Identifier: MIT
// libui's port to the system. An app's manifest begins its `uses` with "ui.Session", "log.Sink".
#include "port_text.h"

#include <ui/system.h>

#include <abi/manifest.h>
#include <base/log.h>
#include <hsys/time.h>
#include <idl/init.h>
#include <idl/ui.h>
#include <idl/vm.h>
#include <ipc/conn.h>
#include <ipc/ipc.h>
#include <ui_tree.h>

/// Uses of an app that come first.
enum {
    USE_SESSION,
    USE_LOG
};
#define CAP_USE(use) START_HANDLE(MANIFEST_SLOT_USES + (use))

/// Bit of the task's notification that the server signals.
#define WAKE_BIT 0u

/// Bits of the task's notification for ui_signal().
#define SIGNALS_FIRST 8u
#define SIGNALS_MAX 16u
#define SIGNALS_MASK (((UINT64_C(1) << SIGNALS_MAX) - 1) << SIGNALS_FIRST)

/// What the server holds of our endpoint is badged, so that its end is marked.
#define PRESENCE_BADGE 1u

static struct {
    struct ipc_conn conn;
    handle_t doorbell;
    struct ui_session_open_rep regions; ///< Handles of the open session.
    handle_t anchor;  ///< Its last descendant's end tells that the session is over.
    bool bound;       ///< Ends are signalled.
    vaddr_t up, down; ///< Where they are attached; 0 = no session.
    bool ready;       ///< init was told.
    bool resumed;     ///< Another instance of the server went on, and nobody asked about it yet.
    bool gone;        ///< The server died.
} port = { .conn = { .handle = CAP_USE(USE_SESSION), .use = USE_SESSION } };

static struct {
    ui_handler handlers[SIGNALS_MAX];
    uint32_t count;
    uint64_t pending; ///< Bits that have come and were not handled.
} signals;

static void (*before_open)(void);

void ui_before_open(void (*fn)(void)) {
    before_open = fn;
}

uint64_t ui_signal(ui_fn fn, intptr_t arg) {
    handle_t cap = HANDLE_NONE;
    if (signals.count == SIGNALS_MAX || ipc_signal_cap(SIGNALS_FIRST + signals.count, &cap) != OK) {
        return HANDLE_NONE;
    }
    signals.handlers[signals.count++] = (ui_handler){ fn, arg };
    return cap;
}

static bool port_run_signals(void *context) {
    (void)context;
    uint64_t bits = signals.pending >> SIGNALS_FIRST;
    signals.pending = 0;
    for (uint32_t i = 0; i < signals.count; i++) {
        if ((bits & BIT64(i)) != 0) {
            ui_event event = { .kind = UI_EVENT_FRAME, .text = "", .arg = signals.handlers[i].arg };
            signals.handlers[i].fn(&event);
        }
    }
    return bits != 0;
}

static status_t attach(handle_t region, vm_rights_t rights, vaddr_t *out) {
    const struct vm_memory_attach_req req = { .region = region, .rights = rights };
    struct vm_memory_attach_rep rep;
    TRY(vm_memory_attach(START_HANDLE(SLOT_VM), &req, &rep));
    *out = rep.address;
    return OK;
}

static void detach(vaddr_t *address) {
    if (*address != 0) {
        // Gone already when the server died: nothing to do then.
        const struct vm_memory_detach_req req = { .address = *address };
        struct vm_memory_detach_rep rep;
        (void)vm_memory_detach(START_HANDLE(SLOT_VM), &req, &rep);
        *address = 0;
    }
}

static void drop(const struct ui_session_open_rep *regions) {
    const handle_t handles[] = { regions->up, regions->down, regions->doorbell };
    for (size_t i = 0; i < ARRAY_LEN(handles); i++) {
        if (handles[i] != HANDLE_NONE) {
            ipc_cap_drop(handles[i]);
        }
    }
}

static void close_session(void) {
    detach(&port.up);
    detach(&port.down);
    drop(&port.regions);
    port.regions = (struct ui_session_open_rep){ 0 };
}

/// Has the kernel signal NOTIFICATION_CLOSED_BIT when the holder of a presence capability is gone.
static status_t bind_ends(void) {
    if (port.bound) {
        return OK;
    }
    handle_t closed = HANDLE_NONE;
    TRY(ipc_signal_cap(NOTIFICATION_CLOSED_BIT, &closed));
    TRY(endpoint_bind(START_HANDLE(SLOT_ENDPOINT), closed));
    port.bound = true;
    return OK;
}

/// An anchor that stays here and its child for the server.
static status_t make_presence(handle_t *out_anchor, handle_t *out_presence) {
    TRY(bind_ends());
    TRY(cap_derive(START_HANDLE(SLOT_ENDPOINT), RIGHT_WRITE | RIGHT_DUP, PRESENCE_BADGE,
                   out_anchor));
    status_t st = cap_derive(*out_anchor, RIGHT_WRITE | RIGHT_DUP, 0, out_presence);
    if (st != OK) {
        ipc_cap_drop(*out_anchor);
    }
    return st;
}

static status_t ask_once(uint32_t bank_b, handle_t presence, struct ui_session_open_rep *out) {
    handle_t wake = HANDLE_NONE;
    TRY(ipc_signal_cap(WAKE_BIT, &wake));
    const struct ui_session_open_req req = {
        .version = UI_TREE_VERSION,
        .bank_b = bank_b,
        .wake = wake,
        .presence = presence,
    };
    status_t st = ui_session_open(port.conn.handle, &req, out);
    ipc_cap_drop(wake); // the server has its own
    return st;
}

/// Asks the server for a session; a fresh connection is tried while the server restarts.
static status_t ask(uint32_t bank_b, struct ui_session_open_rep *out) {
    handle_t anchor = HANDLE_NONE;
    handle_t presence = HANDLE_NONE;
    status_t st = OK;
    TRY(make_presence(&anchor, &presence));
    do {
        st = ask_once(bank_b, presence, out);
    } while (ipc_conn_reopen(&port.conn, st));
    ipc_cap_drop(presence);
    if (st != OK) {
        ipc_cap_drop(anchor);
        return st;
    }
    if (port.anchor != HANDLE_NONE) {
        ipc_cap_drop(port.anchor); // the end of the session before this one is no news
    }
    port.anchor = anchor;
    return OK;
}

/// A server that dies again while it answers is asked as often as this.
#define RESUME_TRIES 4u

static status_t resume_once(handle_t presence, handle_t *out_doorbell) {
    handle_t wake = HANDLE_NONE;
    TRY(ipc_signal_cap(WAKE_BIT, &wake));
    const struct ui_session_resume_req req = {
        .version = UI_TREE_VERSION,
        .wake = wake,
        .presence = presence,
    };
    struct ui_session_resume_rep rep;
    status_t st = ui_session_resume(port.conn.handle, &req, &rep);
    ipc_cap_drop(wake);
    *out_doorbell = st == OK ? rep.doorbell : HANDLE_NONE;
    return st;
}

/// The server died: its next instance goes on with our regions. On an error it does not.
static status_t resume(void) {
    handle_t anchor = HANDLE_NONE;
    handle_t presence = HANDLE_NONE;
    handle_t doorbell = HANDLE_NONE;
    status_t st = OK;
    if (port.up == 0) {
        return ERR_NOT_FOUND;
    }
    TRY(make_presence(&anchor, &presence));
    for (uint32_t tries = 0; tries < RESUME_TRIES; tries++) {
        do {
            st = resume_once(presence, &doorbell);
        } while (ipc_conn_reopen(&port.conn, st));
        if (st == OK || st == ERR_NOT_FOUND || st == ERR_BAD_VERSION) {
            break; // else it died in the middle of its answer
        }
    }
    ipc_cap_drop(presence);
    if (st != OK) {
        ipc_cap_drop(anchor);
        return st;
    }
    if (port.anchor != HANDLE_NONE) {
        ipc_cap_drop(port.anchor);
    }
    if (port.regions.doorbell != HANDLE_NONE) {
        ipc_cap_drop(port.regions.doorbell);
    }
    port.resumed = true;
    port.anchor = anchor;
    port.regions.doorbell = port.doorbell = doorbell;
    port.gone = false;
    uii_port_resumed();
    return OK;
}

static status_t port_open(void *context, uint32_t bank_b, struct ui_up **out_up,
                          struct ui_down **out_down) {
    (void)context;
    ipc_log_open(CAP_USE(USE_LOG));
    struct ui_session_open_rep regions = { 0 };
    if (before_open != NULL) {
        before_open();
    }
    TRY(ask(bank_b, &regions));
    vaddr_t up = 0;
    vaddr_t down = 0;
    status_t st = attach(regions.up, VM_RIGHTS_READ | VM_RIGHTS_WRITE, &up);
    if (st == OK) {
        st = attach(regions.down, VM_RIGHTS_READ, &down);
    }
    if (st != OK) {
        detach(&up);
        drop(&regions);
        return st;
    }
    close_session();
    port.regions = regions;
    port.doorbell = regions.doorbell;
    port.up = up;
    port.down = down;
    port.gone = false;
    *out_up = (struct ui_up *)up;
    *out_down = (struct ui_down *)down;
    return OK;
}

static void port_doorbell(void *context) {
    (void)context;
    port.gone = notification_signal(port.doorbell) != OK;
    if (!port.ready) {
        // Up: the first view is published. Nobody waits for the answer to mean anything.
        port.ready = true;
        const struct init_component_ready_req req = { 0 };
        struct init_component_ready_rep rep;
        (void)init_component_ready(START_HANDLE(SLOT_PARENT), &req, &rep);
    }
}

static status_t port_wait(void *context, nsec_t deadline) {
    (void)context;
    if (port.gone) {
        return resume() == OK ? OK : ERR_SESSION_GONE;
    }
    const uint64_t closed = BIT64(NOTIFICATION_CLOSED_BIT);
    uint64_t bits = ipc_wait_bits(BIT64(WAKE_BIT) | SIGNALS_MASK | closed,
                                  deadline == 0 ? UINT64_MAX : deadline);
    signals.pending |= bits & SIGNALS_MASK;
    uint64_t badge = 0;
    if ((bits & closed) != 0 && endpoint_next_closed(START_HANDLE(SLOT_ENDPOINT), &badge) == OK) {
        return resume() == OK ? OK : ERR_SESSION_GONE;
    }
    return bits != 0 ? OK : ERR_TIMEOUT;
}

static bool port_resumed(void *context) {
    (void)context;
    bool resumed = port.resumed;
    port.resumed = false;
    return resumed;
}

static nsec_t port_now(void *context) {
    (void)context;
    return time_now_ns();
}

static void port_log(void *context, const char *text, size_t len_b) {
    (void)context;
    (void)len_b; // it ends in NUL
    log_write(LOG_LEVEL_WARN, "libui", text);
}

handle_t port_session(void) {
    return port.conn.handle;
}

static status_t port_shared_make(void *context, struct ui_shared *shared) {
    (void)context;
    const struct vm_memory_create_req req = {
        .size = ALIGN_UP(shared->size_b, (size_t)4096),
        .kind = VM_REGION_KIND_SHARED,
    };
    struct vm_memory_create_rep rep;
    TRY(vm_memory_create(START_HANDLE(SLOT_VM), &req, &rep));
    vaddr_t address = 0;
    status_t st = attach(rep.region, VM_RIGHTS_READ | VM_RIGHTS_WRITE, &address);
    if (st != OK) {
        ipc_cap_drop(rep.region);
        return st;
    }
    *shared = (struct ui_shared){ (void *)address, req.size, rep.region };
    return OK;
}

static void port_shared_drop(void *context, struct ui_shared *shared) {
    (void)context;
    vaddr_t address = (vaddr_t)shared->memory;
    detach(&address);
    ipc_cap_drop(shared->region);
}

/// A child of the region that only reads.
static status_t lend(const struct ui_shared *shared, handle_t *out) {
    return cap_derive(shared->region, RIGHT_READ | RIGHT_DUP, 0, out);
}

static status_t port_cells_open(void *context, const struct ui_shared *shared,
                                uint32_t *out_surface) {
    (void)context;
    struct ui_session_cells_open_req req = { 0 };
    struct ui_session_cells_open_rep rep = { 0 };
    TRY(lend(shared, &req.region));
    status_t st = ui_session_cells_open(port.conn.handle, &req, &rep);
    *out_surface = st == OK ? rep.surface : 0;
    return st;
}

static void port_cells_close(void *context, uint32_t surface) {
    (void)context;
    const struct ui_session_cells_close_req req = { .surface = surface };
    (void)ui_session_cells_close(port.conn.handle, &req, NULL); // gone already after a restart
}

static status_t port_image_create(void *context, const struct ui_shared *shared, uint32_t w,
                                  uint32_t h, uint32_t *out_image) {
    (void)context;
    struct ui_session_image_create_req req = { .w = w, .h = h, .stride_b = w * 4 };
    struct ui_session_image_create_rep rep = { 0 };
    TRY(lend(shared, &req.region));
    status_t st = ui_session_image_create(port.conn.handle, &req, &rep);
    *out_image = st == OK ? rep.image : 0;
    return st;
}

static status_t port_image_update(void *context, uint32_t image, const uint32_t xywh[4]) {
    (void)context;
    const struct ui_session_image_update_req req = {
        .image = image,
        .x = xywh[0],
        .y = xywh[1],
        .w = xywh[2],
        .h = xywh[3],
    };
    return ui_session_image_update(port.conn.handle, &req, NULL);
}

static void port_image_destroy(void *context, uint32_t image) {
    (void)context;
    const struct ui_session_image_destroy_req req = { .image = image };
    (void)ui_session_image_destroy(port.conn.handle, &req, NULL); // gone already after a restart
}

const struct ui_port *ui_port(void) {
    static const struct ui_port functions = {
        .open = port_open,
        .doorbell = port_doorbell,
        .wait = port_wait,
        .run_signals = port_run_signals,
        .resumed = port_resumed,
        .doc_set = port_doc_set,
        .doc_get = port_doc_get,
        .doc_close = port_doc_close,
        .clipboard_set = port_clipboard_set,
        .measure = port_measure,
        .shared_make = port_shared_make,
        .shared_drop = port_shared_drop,
        .cells_open = port_cells_open,
        .cells_close = port_cells_close,
        .image_create = port_image_create,
        .image_update = port_image_update,
        .image_destroy = port_image_destroy,
        .now = port_now,
        .log = port_log,
    };
    return &functions;
}
