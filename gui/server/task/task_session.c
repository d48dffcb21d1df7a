// SPDX-License-Identifier: MIT
/// @file
/// Apps: their two regions are made here, on their account.
#include <base/log.h>
#include <hsys/time.h>
#include <idl/init.h>
#include <idl/ui.h>
#include <idl/vm.h>
#include <stdatomic.h>
#include <string.h>

#include "task.h"

#define LOG_TAG "gui.session"

int task_copy(void *dst, const volatile void *src, size_t len_b);

/// Every read of app memory: survives a region that goes away.
static status_t read_app(void *context, void *dst, const volatile void *src, size_t len_b) {
    (void)context;
    return task_copy(dst, src, len_b) == 0 ? OK : ERR_FAULT;
}

/// Number under which the regions of a session are kept.
static uint64_t number_of(const struct task_session *s) {
    return IPC_BADGE_SESSION(s->badge);
}

static void drop_session(struct task_session *s) {
    task_shared_closed(task_core_badge(s->badge));
    if (s->badge != 0) {
        task_forget(TASK_KEY(TASK_KEEP_UP, number_of(s)));
        task_forget(TASK_KEY(TASK_KEEP_DOWN, number_of(s)));
    }
    task_drop_region(&s->up_region, &s->up_address);
    task_drop_region(&s->down_region, &s->down_address);
    task_drop(&s->wake);
    task_drop(&s->presence);
    task_drop(&s->account);
    *s = (struct task_session){ 0 };
}

static struct task_session *find(struct task *t, uint64_t core_badge) {
    for (uint32_t i = 0; i < GUI_SESSIONS_MAX; i++) {
        if (t->sessions[i].badge != 0 && task_core_badge(t->sessions[i].badge) == core_badge) {
            return &t->sessions[i];
        }
    }
    return NULL;
}

/// Whether the app behind a session that was left is still there.
static bool lives(uint64_t badge) {
    struct init_component_account_req req = { .session = IPC_BADGE_SESSION(badge) };
    struct init_component_account_rep rep;
    if (init_component_account(START_HANDLE(SLOT_PARENT), &req, &rep) != OK) {
        return false;
    }
    ipc_cap_drop(rep.account);
    return true;
}

void task_session_closed(struct task *t, uint64_t badge) {
    struct task_session *s = find(t, task_core_badge(badge));
    // An app that has not come back yet: its connection to the predecessor ended because it opens
    // another one, or because it died.
    bool waits = s != NULL && s->wake == HANDLE_NONE;
    if (s != NULL && (waits ? !lives(badge) : s->badge == badge)) {
        gui_core_close_session(&t->core, task_core_badge(badge));
        drop_session(s);
    }
}

void task_wake(void *self, uint64_t core_badge) {
    struct task_session *s = find(self, core_badge);
    if (s != NULL && s->wake != HANDLE_NONE) {
        (void)notification_signal(s->wake); // a dead app's session is closed by its closed mark
    }
}

void task_core_closed(void *self, uint64_t core_badge, status_t why) {
    struct task_session *s = find(self, core_badge);
    LOG_WARN("session %llu closed: %s", (unsigned long long)core_badge, status_text(why));
    if (s != NULL && s->wake != HANDLE_NONE) {
        (void)notification_signal(s->wake); // it sees `rejected`; its next call opens a new one
    }
    if (s != NULL) {
        drop_session(s);
    }
}

/// Sessions share bits when there are many; looking at one too many costs little.
static uint32_t doorbell_bit(const struct task *t, const struct task_session *s) {
    return BIT_DOORBELL + (uint32_t)(s - t->sessions) % BITS_DOORBELL;
}

void task_session_doorbells(struct task *t, uint64_t bits) {
    for (uint32_t i = 0; i < GUI_SESSIONS_MAX; i++) {
        const struct task_session *s = &t->sessions[i];
        if (s->badge != 0 && (bits & BIT64(doorbell_bit(t, s))) != 0) {
            gui_core_doorbell(&t->core, task_core_badge(s->badge));
        }
    }
}

static status_t make_regions(struct task_session *s, uint64_t badge, uint32_t bank_b) {
    struct init_component_account_req req = { .session = IPC_BADGE_SESSION(badge) };
    struct init_component_account_rep rep;
    TRY(init_component_account(START_HANDLE(SLOT_PARENT), &req, &rep));
    s->account = rep.account;
    TRY(task_make_region(s->account, UI_UP_B(bank_b), VM_RIGHTS_READ, &s->up_region,
                         &s->up_address));
    return task_make_region(s->account, UI_DOWN_B, VM_RIGHTS_READ | VM_RIGHTS_WRITE,
                            &s->down_region, &s->down_address);
}

/// The app's capabilities: of what init keeps, so that they go when we take the regions back, but not
/// when we die.
static status_t make_caps(const struct task *t, const struct task_session *s,
                          struct ui_session_open_rep *rep) {
    TRY(task_keep(TASK_KEY(TASK_KEEP_UP, number_of(s)), s->up_region, true, &rep->up));
    TRY(task_keep(TASK_KEY(TASK_KEEP_DOWN, number_of(s)), s->down_region, false, &rep->down));
    return ipc_signal_cap(doorbell_bit(t, s), &rep->doorbell);
}

/// Notes in the regions what a successor has to know of them.
static void describe(const struct task_session *s, uint32_t bank_b, bool shell) {
    struct ui_down *down = (struct ui_down *)s->down_address;
    atomic_store_explicit(&down->bank_b, bank_b, memory_order_relaxed);
    atomic_store_explicit(&down->shell, shell ? 1 : 0, memory_order_relaxed);
    atomic_store_explicit(&down->opened, time_now_ns(), memory_order_relaxed);
}

static struct ipc_msg scratch; // for answers of init

static status_t open_core(struct task *t, const struct task_session *s, uint32_t bank_b,
                          bool shell) {
    uint64_t badge = s->badge;
    struct init_component_client_name_req req = { .session = IPC_BADGE_SESSION(badge) };
    struct init_component_client_name_rep rep = { 0 };
    char app[GUI_APP_MAX + 1] = "";
    if (init_component_client_name(START_HANDLE(SLOT_PARENT), &req, &rep, &scratch) == OK) {
        memcpy(app, rep.name.ptr, MIN(rep.name.len, (uint32_t)GUI_APP_MAX));
    }
    struct gui_session_args args = {
        .badge = task_core_badge(badge),
        .up = (struct ui_up *)s->up_address,
        .down = (struct ui_down *)s->down_address,
        .bank_b = bank_b,
        .shell = shell,
        .app = app,
        .read = read_app,
    };
    return gui_core_open_session(&t->core, &args);
}

static status_t on_open(void *self, uint64_t badge, struct ui_session_open_req *req,
                        struct ui_session_open_rep *rep) {
    struct task *t = self;
    if (req->version != UI_TREE_VERSION) {
        return ERR_BAD_VERSION;
    }
    struct task_session *s = find(t, task_core_badge(badge));
    if (s != NULL) { // again, with larger banks perhaps: the old ones go
        gui_core_close_session(&t->core, task_core_badge(badge));
        drop_session(s);
    }
    s = NULL;
    for (uint32_t i = 0; i < GUI_SESSIONS_MAX && s == NULL; i++) {
        s = t->sessions[i].badge == 0 ? &t->sessions[i] : NULL;
    }
    if (s == NULL) {
        return ERR_NO_SPACE;
    }
    status_t st = make_regions(s, badge, req->bank_b);
    s->badge = badge;
    if (st == OK) {
        describe(s, req->bank_b, task_is_shell(t, badge));
        st = make_caps(t, s, rep);
    }
    st = st != OK ? st : open_core(t, s, req->bank_b, task_is_shell(t, badge));
    if (st != OK) {
        LOG_WARN("session of %u refused: %s", IPC_SESSION_COMPONENT(IPC_BADGE_SESSION(badge)),
                 status_text(st));
        task_drop(&rep->doorbell);
        drop_session(s); // `up` and `down` go when they are forgotten
        return st == ERR_QUOTA || st == ERR_NO_SPACE ? st : ERR_NO_MEMORY;
    }
    s->wake = ipc_take(&req->wake);
    s->presence = ipc_take(&req->presence);
    ipc_give_reply_caps();
    return OK;
}

static status_t on_resume(void *self, uint64_t badge, struct ui_session_resume_req *req,
                          struct ui_session_resume_rep *rep) {
    struct task *t = self;
    if (req->version != UI_TREE_VERSION) {
        return ERR_BAD_VERSION;
    }
    struct task_session *s = find(t, task_core_badge(badge));
    if (s == NULL) {
        return ERR_NOT_FOUND;
    }
    if (ipc_signal_cap(doorbell_bit(t, s), &rep->doorbell) != OK) {
        return ERR_NO_MEMORY;
    }
    ipc_give_reply_caps();
    s->badge = badge;
    task_drop(&s->wake); // an app whose first attempt was not answered asks again
    task_drop(&s->presence);
    s->wake = ipc_take(&req->wake);
    s->presence = ipc_take(&req->presence);
    (void)notification_signal(s->wake); // the predecessor may have died before it did that
    gui_core_doorbell(&t->core, task_core_badge(badge));
    return OK;
}

/// Attaches both regions of session `s`. What stands in `down` was written by a predecessor that died.
static status_t attach_left(struct task *t, struct task_session *s, uint32_t *out_bank_b,
                            bool *out_shell) {
    uint64_t up_b = 0;
    uint64_t down_b = 0;
    s->up_region = task_kept_take(t, TASK_KEY(TASK_KEEP_UP, number_of(s)));
    s->down_region = task_kept_take(t, TASK_KEY(TASK_KEEP_DOWN, number_of(s)));
    if (s->up_region == HANDLE_NONE || s->down_region == HANDLE_NONE || !lives(s->badge)) {
        return ERR_NOT_FOUND;
    }
    TRY(task_attach(s->up_region, VM_RIGHTS_READ, &s->up_address, &up_b));
    TRY(task_attach(s->down_region, VM_RIGHTS_READ | VM_RIGHTS_WRITE, &s->down_address, &down_b));
    const struct ui_down *down = (const struct ui_down *)s->down_address;
    *out_bank_b = atomic_load_explicit(&down->bank_b, memory_order_relaxed);
    *out_shell = atomic_load_explicit(&down->shell, memory_order_relaxed) != 0;
    bool sound = *out_bank_b >= UI_BANK_MIN_B && *out_bank_b <= UI_BANK_MAX_B &&
                 up_b >= UI_UP_B(*out_bank_b) && down_b >= UI_DOWN_B;
    return sound ? OK : ERR_BAD_SIZE;
}

void task_sessions_resume(struct task *t) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < t->num_kept && n < GUI_SESSIONS_MAX; i++) {
        if (TASK_KEY_KIND(t->kept[i].key) != TASK_KEEP_UP) {
            continue;
        }
        struct task_session *s = &t->sessions[n];
        uint32_t bank_b = 0;
        bool shell = false;
        s->badge = IPC_BADGE(0, (uint32_t)t->kept[i].key);
        status_t st = attach_left(t, s, &bank_b, &shell);
        st = st != OK ? st : open_core(t, s, bank_b, shell);
        if (st != OK) {
            drop_session(s);
        } else {
            n++;
        }
    }
    if (n > 0) {
        LOG_INFO("%u sessions go on", n);
    }
}

static const struct ui_session_ops session_ops = {
    .open = on_open,
    .resume = on_resume,
    .doc_set = task_doc_set,
    .doc_edit = task_doc_edit,
    .doc_get = task_doc_get,
    .doc_close = task_doc_close,
    .clipboard_set = task_clipboard_set,
    .measure = task_measure,
    .image_create = task_on_image_create,
    .image_update = task_on_image_update,
    .image_destroy = task_on_image_destroy,
    .cells_open = task_on_cells_open,
    .cells_close = task_on_cells_close,
};

status_t task_serve_session(void *self, const struct ipc_msg *in, struct ipc_msg *out) {
    return ui_session_dispatch(&session_ops, self, in, out);
}
