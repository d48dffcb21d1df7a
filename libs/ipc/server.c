// SPDX-License-Identifier: MIT
/// @file
/// The event loop.

#include <abi/manifest.h>
#include <hsys/time.h>
#include <ipc/server.h>

/// A server that lost its endpoint or its timer cannot do its work: init restarts it.
static void must(status_t status) {
    ASSERT(status == OK);
}

status_t ipc_server_init(struct ipc_server *server) {
    handle_t closed = HANDLE_NONE;
    list_init(&server->timers);
    server->timer_set_to = 0;
    if (server->endpoint == HANDLE_NONE) {
        server->endpoint = server->num_provides > 0 ? START_HANDLE(MANIFEST_SLOT_ENDPOINT)
                                                    : START_HANDLE(SLOT_ENDPOINT);
    }
    ipc_server_instance = start_info()->instance;
    TRY(ipc_signal_cap(NOTIFICATION_CLOSED_BIT, &closed));
    return endpoint_bind(server->endpoint, closed);
}

void ipc_timer_arm(struct ipc_server *server, struct ipc_timer *timer, nsec_t deadline) {
    ipc_timer_cancel(timer);
    timer->deadline = deadline;
    timer->armed = true;
    struct list *place = server->timers.next;
    while (place != &server->timers &&
           list_item(place, struct ipc_timer, link)->deadline <= deadline) {
        place = place->next;
    }
    list_insert_before(place, &timer->link);
}

void ipc_timer_cancel(struct ipc_timer *timer) {
    if (timer->armed) {
        timer->armed = false;
        list_remove(&timer->link);
    }
}

status_t ipc_server_object(struct ipc_server *server, uint32_t id, handle_t *out_anchor,
                           handle_t *out_client) {
    uint64_t badge = (uint64_t)IPC_PROVIDES_OWN << IPC_BADGE_PROVIDES_SHIFT |
                     (IPC_BADGE(ipc_server_instance, id) & IPC_BADGE_MASK);
    handle_t anchor = HANDLE_NONE;
    TRY(cap_derive(server->endpoint, RIGHT_WRITE | RIGHT_DUP, badge, &anchor));
    status_t st = cap_derive(anchor, RIGHT_WRITE | RIGHT_DUP, 0, out_client);
    if (st != OK) {
        must(cap_delete(anchor));
        return st;
    }
    *out_anchor = anchor;
    return OK;
}

/// Sets the kernel's timer to the earliest deadline.
static void set_timer(struct ipc_server *server) {
    nsec_t want = 0;
    if (!list_is_empty(&server->timers)) {
        want = MAX(list_first(&server->timers, struct ipc_timer, link)->deadline, (nsec_t)1);
    }
    if (want == server->timer_set_to) {
        return;
    }
    must(want == 0 ? timer_cancel(START_HANDLE(SLOT_TIMER))
                   : timer_set(START_HANDLE(SLOT_TIMER), want));
    server->timer_set_to = want;
}

static void run_timers(struct ipc_server *server) {
    nsec_t now = time_now_ns();
    server->timer_set_to = 0;
    while (!list_is_empty(&server->timers)) {
        struct ipc_timer *timer = list_first(&server->timers, struct ipc_timer, link);
        if (timer->deadline > now) {
            return;
        }
        ipc_timer_cancel(timer);
        timer->fire(timer->self);
    }
}

static void collect_closed(struct ipc_server *server) {
    uint64_t badge = 0;
    while (endpoint_next_closed(server->endpoint, &badge) == OK) {
        bool own = IPC_BADGE_PROVIDES(badge) == IPC_PROVIDES_OWN;
        if (server->on_closed != NULL) {
            server->on_closed(server->self, own ? badge : badge & IPC_BADGE_MASK);
        }
    }
}

static void handle_bits(struct ipc_server *server, uint64_t bits) {
    const uint64_t own = BIT64(NOTIFICATION_TIMER_BIT) | BIT64(NOTIFICATION_CLOSED_BIT);
    if ((bits & BIT64(NOTIFICATION_CLOSED_BIT)) != 0) {
        collect_closed(server);
    }
    if ((bits & BIT64(NOTIFICATION_TIMER_BIT)) != 0) {
        run_timers(server);
    }
    if ((bits & ~own) != 0 && server->on_signal != NULL) {
        server->on_signal(server->self, bits & ~own);
    }
}

static status_t dispatch(struct ipc_server *server) {
    struct ipc_msg *in = &server->in;
    uint32_t protocol = IPC_LABEL_PROTOCOL(in->label);
    uint32_t position = IPC_BADGE_PROVIDES(in->badge);
    if (server->provides != NULL && position != IPC_PROVIDES_OWN &&
        (position >= server->num_provides || server->provides[position] != protocol)) {
        return ipc_refuse(in, &server->out, ERR_DENIED);
    }
    in->badge &= IPC_BADGE_MASK;
    for (uint32_t i = 0; i < server->num_services; i++) {
        if (server->services[i].protocol == protocol) {
            return server->services[i].dispatch(server->services[i].self, in, &server->out);
        }
    }
    return ipc_refuse(in, &server->out, ERR_NOT_SUPPORTED);
}

/// One event; `reply` goes out first. Returns what to answer next.
static const struct ipc_msg *serve_step(struct ipc_server *server, const struct ipc_msg *reply) {
    enum ipc_what what = IPC_GOT_BITS;
    uint64_t bits = 0;
    if (server->on_idle != NULL) {
        server->on_idle(server->self);
    }
    set_timer(server);
    must(ipc_receive(server->endpoint, reply, &server->in, &what, &bits));
    if (what == IPC_GOT_BITS) {
        handle_bits(server, bits);
        return NULL;
    }
    if (what == IPC_GOT_FAULT) {
        (void)ipc_refuse(&server->in, &server->out, ERR_FAULT);
        return &server->out; // the thread stays stopped
    }
    return dispatch(server) == OK ? &server->out : NULL; // else it is answered later
}

_Noreturn void ipc_serve(struct ipc_server *server) {
    const struct ipc_msg *reply = NULL;
    for (;;) {
        reply = serve_step(server, reply);
    }
}
