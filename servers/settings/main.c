// SPDX-License-Identifier: MIT
/// @file
/// settings: holds what the user has chosen and signals whoever watches.
#include <base/log.h>
#include <base/string.h>
#include <hsys/start.h>
#include <idl/init.h>
#include <ipc/conn.h>
#include <ipc/server.h>
#include <manifest.h>

#include "table.h"
#include "watchers.h"

#define LOG_TAG "settings"

static struct settings settings;

// --- settings.Reader ---

static status_t on_get(void *self, uint64_t badge, struct settings_reader_get_req *req,
                       struct settings_reader_get_rep *rep) {
    (void)self;
    (void)badge;
    rep->value = settings.values[req->key]; // the decoder knows only valid keys
    return OK;
}

static status_t on_get_text(void *self, uint64_t badge, struct settings_reader_get_text_req *req,
                            struct settings_reader_get_text_rep *rep) {
    (void)self;
    (void)badge;
    rep->value = ipc_text_of(settings.texts[req->text]);
    return OK;
}

static status_t on_all(void *self, uint64_t badge, struct settings_reader_all_req *req,
                       struct settings_reader_all_rep *rep) {
    (void)self;
    (void)badge;
    (void)req;
    rep->revision = settings.revision;
    rep->values.ptr = settings.values;
    rep->values.len = SETTINGS_NUM_KEYS;
    return OK;
}

static status_t on_watch(void *self, uint64_t badge, struct settings_reader_watch_req *req,
                         struct settings_reader_watch_rep *rep) {
    (void)self;
    (void)rep;
    TRY(watchers_add(badge, req->changed));
    (void)ipc_take(&req->changed); // ours now
    return OK;
}

static status_t serve_reader(void *self, const struct ipc_msg *in, struct ipc_msg *out) {
    static const struct settings_reader_ops ops = {
        .get = on_get,
        .get_text = on_get_text,
        .all = on_all,
        .watch = on_watch,
    };
    return settings_reader_dispatch(&ops, self, in, out);
}

// --- settings.Editor ---

/// Tells the watchers when `revision` is not the present one any more.
static status_t finish(uint64_t revision, status_t status) {
    if (settings.revision != revision) {
        watchers_signal();
    }
    return status;
}

static status_t on_set(void *self, uint64_t badge, struct settings_editor_set_req *req,
                       struct settings_editor_set_rep *rep) {
    (void)self;
    (void)badge;
    (void)rep;
    uint64_t revision = settings.revision;
    return finish(revision, settings_set(&settings, req->key, req->value));
}

static status_t on_set_text(void *self, uint64_t badge, struct settings_editor_set_text_req *req,
                            struct settings_editor_set_text_rep *rep) {
    (void)self;
    (void)badge;
    (void)rep;
    uint64_t revision = settings.revision;
    return finish(revision, settings_set_text(&settings, req->text, req->value));
}

static status_t on_reset(void *self, uint64_t badge, struct settings_editor_reset_req *req,
                         struct settings_editor_reset_rep *rep) {
    (void)self;
    (void)badge;
    (void)rep;
    uint64_t revision = settings.revision;
    (void)finish(revision, settings_reset(&settings, req->key)); // the decoder checked the key
    return OK;
}

static status_t serve_editor(void *self, const struct ipc_msg *in, struct ipc_msg *out) {
    static const struct settings_editor_ops ops = {
        .set = on_set,
        .set_text = on_set_text,
        .reset = on_reset,
    };
    return settings_editor_dispatch(&ops, self, in, out);
}

static void on_closed(void *self, uint64_t badge) {
    (void)self;
    watchers_remove(badge);
}

int main(void) {
    static const struct ipc_service services[] = {
        { SETTINGS_READER_PROTOCOL, serve_reader, NULL },
        { SETTINGS_EDITOR_PROTOCOL, serve_editor, NULL },
    };
    static const uint32_t provides[] = MANIFEST_PROVIDES;
    static struct ipc_server server = {
        .endpoint = CAP_ENDPOINT,
        .services = services,
        .num_services = ARRAY_LEN(services),
        .provides = provides,
        .num_provides = ARRAY_LEN(provides),
        .on_closed = on_closed,
    };
    ipc_log_open(CAP_USES_LOG_SINK);
    settings_init(&settings);
    status_t status = ipc_server_init(&server);
    if (status != OK) {
        LOG_ERROR("cannot serve: %s", status_text(status));
        return 1;
    }
    if (start_info()->instance > 1) {
        LOG_WARN("started again: everything is as on a new machine");
    }
    (void)init_component_ready(START_HANDLE(SLOT_PARENT), &(struct init_component_ready_req){ 0 },
                               NULL);
    ipc_serve(&server);
}
