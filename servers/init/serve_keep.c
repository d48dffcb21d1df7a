// SPDX-License-Identifier: MIT
/// @file
/// The part of init.Component about regions that outlive their component.
///
/// What a message brings is a sibling of the sender's capability, so it stays when the sender goes. What is lent is a
/// child of that: it ends when the region is forgotten, whoever has it by then.
#include <hsys/object.h>

#include "serve.h"

static void drop(struct kept *entry) {
    handle_t region = kept_take_out(entry);
    if (region != HANDLE_NONE) {
        ipc_cap_drop(region);
    }
}

status_t serve_keep(void *self, uint64_t badge, struct init_component_keep_req *req,
                    struct init_component_keep_rep *rep) {
    struct init *init = self;
    struct component *caller;
    struct kept *entry;
    TRY(serve_caller(init, badge, &caller));
    uint32_t rights = RIGHT_READ | RIGHT_DUP | (req->writable ? (uint32_t)RIGHT_WRITE : 0u);
    handle_t lent;
    if (cap_derive(req->region, rights, 0, &lent) != OK) {
        return ERR_DENIED; // without DUP, or too deep a tree
    }
    status_t status = kept_place(&init->kept, component_number(init, caller), req->key, &entry);
    if (status != OK) {
        ipc_cap_drop(lent);
        return status;
    }
    if (entry->region != HANDLE_NONE) {
        ipc_cap_drop(entry->region);
    }
    entry->region = ipc_take(&req->region);
    rep->lent = lent;
    ipc_give_reply_caps();
    return OK;
}

status_t serve_kept(void *self, uint64_t badge, struct init_component_kept_req *req,
                    struct init_component_kept_rep *rep) {
    struct init *init = self;
    struct component *caller;
    TRY(serve_caller(init, badge, &caller));
    const struct kept *entry = kept_at(&init->kept, component_number(init, caller), req->index);
    if (entry == NULL) {
        return ERR_NOT_FOUND;
    }
    rep->key = entry->key;
    rep->region = entry->region; // copied: ours stays
    return OK;
}

status_t serve_forget(void *self, uint64_t badge, struct init_component_forget_req *req,
                      struct init_component_forget_rep *rep) {
    struct init *init = self;
    struct component *caller;
    (void)rep;
    TRY(serve_caller(init, badge, &caller));
    struct kept *entry = kept_find(&init->kept, component_number(init, caller), req->key);
    if (entry == NULL) {
        return ERR_NOT_FOUND;
    }
    drop(entry);
    return OK;
}

void keep_drop_all(struct init *init, const struct component *c) {
    struct kept *entry;
    while ((entry = kept_at(&init->kept, component_number(init, c), 0)) != NULL) {
        drop(entry);
    }
}
