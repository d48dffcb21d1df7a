// SPDX-License-Identifier: MIT
// Texts in the system: long ones go through a region that the app shares for the length of a call.
#include "port_text.h"

#include <abi/manifest.h>
#include <idl/ui.h>
#include <idl/vm.h>
#include <ipc/ipc.h>

#include <stdlib.h>
#include <string.h>

/// Bytes of all texts in one call of measure().
#define MEASURE_TEXT_B 1500u

/// A region and where it is attached.
struct shared {
    handle_t region, given;
    vaddr_t address;
};

static void drop(struct shared *s) {
    if (s->address != 0) {
        const struct vm_memory_detach_req req = { .address = s->address };
        struct vm_memory_detach_rep rep;
        (void)vm_memory_detach(START_HANDLE(SLOT_VM), &req, &rep); // ours: cannot fail
    }
    if (s->given != HANDLE_NONE) {
        ipc_cap_drop(s->given);
    }
    if (s->region != HANDLE_NONE) {
        ipc_cap_drop(s->region);
    }
}

/// A region of `size_b` bytes, attached, and a capability with `rights` for the server.
static status_t make(uint64_t size_b, uint32_t rights, struct shared *out) {
    *out = (struct shared){ 0 };
    const struct vm_memory_create_req req = { .size = ALIGN_UP(MAX(size_b, UINT64_C(1)),
                                                               (uint64_t)PAGE_SIZE_B),
                                              .kind = VM_REGION_KIND_SHARED };
    struct vm_memory_create_rep rep;
    TRY(vm_memory_create(START_HANDLE(SLOT_VM), &req, &rep));
    out->region = rep.region;
    const struct vm_memory_attach_req attach = { .region = rep.region,
                                                 .rights = VM_RIGHTS_READ | VM_RIGHTS_WRITE };
    struct vm_memory_attach_rep attached;
    status_t st = vm_memory_attach(START_HANDLE(SLOT_VM), &attach, &attached);
    if (st == OK) {
        out->address = attached.address;
        st = cap_derive(rep.region, rights, 0, &out->given);
    }
    if (st != OK) {
        drop(out);
    }
    return st;
}

static status_t share(const char *text, uint32_t len_b, struct shared *out) {
    TRY(make(len_b, RIGHT_READ, out));
    memcpy((void *)out->address, text, len_b);
    return OK;
}

status_t port_doc_set(void *context, uint32_t id, const char *text, uint32_t len_b,
                      uint64_t *out_rev) {
    (void)context;
    struct shared shared;
    TRY(share(text, len_b, &shared));
    const struct ui_session_doc_set_req req = { .doc = id, .len_b = len_b, .text = shared.given };
    struct ui_session_doc_set_rep rep;
    status_t st = ui_session_doc_set(port_session(), &req, &rep);
    drop(&shared);
    if (st == OK) {
        *out_rev = rep.rev;
    }
    return st;
}

status_t port_doc_get(void *context, uint32_t id, char **out_text, uint32_t *out_len_b,
                      uint64_t *out_rev) {
    (void)context;
    uint32_t room_b = 0;
    for (;;) {
        struct shared shared;
        TRY(make(room_b, RIGHT_READ | RIGHT_WRITE, &shared));
        const struct ui_session_doc_get_req req = { .doc = id,
                                                    .room_b = room_b,
                                                    .text = shared.given };
        struct ui_session_doc_get_rep rep;
        status_t st = ui_session_doc_get(port_session(), &req, &rep);
        char *copy = NULL;
        if (st == OK && rep.len_b <= room_b) {
            copy = malloc(MAX(rep.len_b, 1u));
            st = copy != NULL ? OK : ERR_NO_MEMORY;
        }
        if (copy != NULL) {
            memcpy(copy, (const void *)shared.address, rep.len_b);
            *out_text = copy;
            *out_len_b = rep.len_b;
            *out_rev = rep.rev;
        }
        drop(&shared);
        if (st != OK || copy != NULL) {
            return st;
        }
        room_b = rep.len_b; // nobody types while this task asks again, or it asks once more
    }
}

void port_doc_close(void *context, uint32_t id) {
    (void)context;
    const struct ui_session_doc_close_req req = { .doc = id };
    struct ui_session_doc_close_rep rep;
    (void)ui_session_doc_close(port_session(), &req, &rep); // gone with a dead server
}

status_t port_clipboard_set(void *context, const char *text, uint32_t len_b) {
    (void)context;
    struct shared shared;
    TRY(share(text, len_b, &shared));
    const struct ui_session_clipboard_set_req req = { .len_b = len_b, .text = shared.given };
    struct ui_session_clipboard_set_rep rep;
    status_t st = ui_session_clipboard_set(port_session(), &req, &rep);
    drop(&shared);
    return st;
}

status_t port_measure(void *context, const char *const *texts, uint32_t num, uint32_t style,
                      uint32_t max_w, int *out_wh) {
    (void)context;
    char all[MEASURE_TEXT_B];
    uint32_t used_b = 0;
    for (uint32_t i = 0; i < num; i++) {
        size_t len_b = strlen(texts[i]) + 1;
        if (len_b > sizeof(all) - used_b) {
            return ERR_TOO_BIG;
        }
        memcpy(all + used_b, texts[i], len_b);
        used_b += (uint32_t)len_b;
    }
    struct ui_session_measure_req req = { .style = style, .max_w = max_w };
    req.texts.ptr = (const uint8_t *)all;
    req.texts.len = used_b;
    struct ui_session_measure_rep rep;
    struct ipc_msg buffer;
    TRY(ui_session_measure(port_session(), &req, &rep, &buffer));
    if (rep.sizes.len != num) {
        return ERR_BAD_MESSAGE;
    }
    for (uint32_t i = 0; i < num; i++) {
        out_wh[2 * i] = (int)rep.sizes.ptr[i].w;
        out_wh[2 * i + 1] = (int)rep.sizes.ptr[i].h;
    }
    return OK;
}
