// SPDX-License-Identifier: MIT
#include "connect.h"

#include <hsys/object.h>

enum {
    CLIENT_RIGHTS = RIGHT_WRITE | RIGHT_DUP,
    SERVER_RIGHTS = RIGHT_ALL
};

#define INSTANCE_MASK 0xffffffu ///< A badge holds 24 bits of it, the position stands above.

status_t connect_make_services(struct init *init) {
    for (uint32_t i = 0; i < init->manifests->num_components; i++) {
        struct component *c = &init->components[i];
        bool is_trusted = (c->manifest->flags & MANIFEST_TRUSTED) != 0;
        if (i == init->own) {
            c->service = init->trusted.endpoint;
        } else if (c->manifest->num_provides > 0 && !is_trusted) {
            TRY(untyped_carve(init->trusted.objects, OBJECT_ENDPOINT, 0, &c->service));
        }
    }
    return OK;
}

static uint64_t badge_of(const struct init *init, uint32_t position, uint32_t server_instance,
                         const struct component *client, uint32_t use) {
    uint32_t session =
        IPC_SESSION(client->instance & IPC_GENERATION_MASK, component_number(init, client), use);
    return (uint64_t)position << IPC_BADGE_PROVIDES_SHIFT |
           IPC_BADGE(server_instance & INSTANCE_MASK, session);
}

/// Ends a connection, also for those whom its client has handed it on to. Its server hears of that.
static void retire(struct init *init, handle_t *anchor) {
    if (*anchor == HANDLE_NONE) {
        return;
    }
    (void)cap_revoke(*anchor); // gone already when its provider was parked
    handle_t *place = &init->retired[init->num_retired++ % RETIRED_MAX];
    if (*place != HANDLE_NONE) {
        (void)cap_delete(*place); // its server has had hundreds of ends to hear of this one
    }
    *place = *anchor;
    *anchor = HANDLE_NONE;
}

status_t connect_make_anchor(struct init *init, struct component *client, uint32_t use,
                             handle_t *out_anchor) {
    const struct manifest_use *wanted = &client->manifest->uses[use];
    const struct component *provider = components_provider(init, client, use);
    if (provider == NULL || provider->state == INIT_COMPONENT_STATE_PARKED ||
        provider->service == HANDLE_NONE) {
        return ERR_PEER_DIED;
    }
    // A provider that waits for its restart answers as its next instance.
    bool is_next = provider->state == INIT_COMPONENT_STATE_STOPPED ||
                   provider->state == INIT_COMPONENT_STATE_BACKOFF;
    uint64_t badge =
        badge_of(init, wanted->position, provider->instance + (is_next ? 1 : 0), client, use);
    struct cap_info info;
    if (client->anchors[use] != HANDLE_NONE && cap_info(client->anchors[use], &info) == OK &&
        info.badge == badge) {
        *out_anchor = client->anchors[use]; // to the same instance: the same session goes on
        return OK;
    }
    handle_t anchor;
    TRY(cap_derive(provider->service, CLIENT_RIGHTS, badge, &anchor));
    retire(init, &client->anchors[use]);
    client->anchors[use] = anchor;
    *out_anchor = anchor;
    return OK;
}

void connect_retire(struct init *init, struct component *client) {
    for (uint32_t use = 0; use < client->manifest->num_uses; use++) {
        retire(init, &client->anchors[use]);
    }
}

static status_t insert(handle_t table, handle_t source, uint32_t slot, uint32_t rights,
                       uint64_t badge, uint32_t mode) {
    handle_t there;
    return captable_insert(table, source, slot, rights, badge, mode, &there);
}

static status_t insert_uses(struct init *init, struct component *c, handle_t table) {
    for (uint32_t use = 0; use < c->manifest->num_uses; use++) {
        handle_t anchor;
        status_t status = connect_make_anchor(init, c, use, &anchor);
        if (status == ERR_PEER_DIED) {
            continue; // the slot stays empty; the client sees it at its first call
        }
        TRY(status);
        TRY(insert(table, anchor, MANIFEST_SLOT_USES + use, CLIENT_RIGHTS, 0, CAPTABLE_DERIVE));
    }
    return OK;
}

/// A child of all of `untyped`, moved into `table`: the component's death gives it back.
static status_t lend_untyped(handle_t untyped, handle_t table, uint32_t slot) {
    struct cap_info info;
    handle_t child;
    TRY(cap_info(untyped, &info));
    TRY(untyped_carve(untyped, OBJECT_UNTYPED, info.detail[0] & 0xff, &child));
    status_t status = insert(table, child, slot, RIGHT_ALL, 0, CAPTABLE_MOVE);
    if (status != OK) {
        (void)cap_delete(child); // carved a moment ago
    }
    return status;
}

static status_t insert_authority(const struct init *init, const struct component *c,
                                 handle_t table) {
    const struct trusted *t = &init->trusted;
    uint32_t slot = MANIFEST_SLOT_USES + c->manifest->num_uses;
    if ((c->manifest->authority & MANIFEST_IRQS) != 0) {
        TRY(insert(table, t->irq_control, slot++, RIGHT_ALL, 0, CAPTABLE_DERIVE));
        TRY(lend_untyped(t->irq_memory, table, slot++));
    }
    if ((c->manifest->authority & MANIFEST_IOPORTS) != 0) {
        TRY(insert(table, t->ioports, slot++, RIGHT_ALL, 0, CAPTABLE_DERIVE));
    }
    if ((c->manifest->authority & MANIFEST_DEVICES) != 0) {
        for (uint32_t i = 0; i < t->boot->num_untypeds; i++) {
            if (t->boot->untypeds[i].kind == UNTYPED_DEVICE) {
                TRY(lend_untyped(START_HANDLE(INIT_SLOT_FIRST_UNTYPED + i), table, slot++));
            }
        }
    }
    return OK;
}

status_t connect_fill_table(struct init *init, struct component *c, handle_t table) {
    const struct component *own = &init->components[init->own];
    uint64_t parent_badge = badge_of(init, 0, own->instance, c, 0);
    TRY(insert(table, init->trusted.endpoint, SLOT_PARENT, CLIENT_RIGHTS, parent_badge,
               CAPTABLE_DERIVE));
    if ((c->manifest->flags & MANIFEST_DEBUG) != 0) {
        TRY(insert(table, init->trusted.debug, SLOT_DEBUG, RIGHT_ALL, 0, CAPTABLE_DERIVE));
    }
    if (c->service != HANDLE_NONE) {
        TRY(insert(table, c->service, MANIFEST_SLOT_ENDPOINT, SERVER_RIGHTS, 0, CAPTABLE_DERIVE));
    }
    TRY(insert_uses(init, c, table));
    return insert_authority(init, c, table);
}
