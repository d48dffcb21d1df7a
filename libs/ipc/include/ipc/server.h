// SPDX-License-Identifier: MIT
/// @file
/// The event loop of a server: one wait for messages, closed clients, signals and timers.
///
///     static status_t serve_sink(void *self, const struct ipc_msg *in, struct ipc_msg *out) {
///         return log_sink_dispatch(&sink_ops, self, in, out);
///     }
///     static const struct ipc_service services[] = { { LOG_SINK_PROTOCOL, serve_sink, &state } };
///     static struct ipc_server server = { .endpoint = CAP_ENDPOINT, .services = services, ... };
///     TRY(ipc_server_init(&server));
///     ipc_serve(&server);
#pragma once

#include <base/list.h>
#include <ipc/ipc.h>

/// Badges of connections that init hands out carry in their upper byte the position of the protocol
/// among what the provider provides, so that a client cannot speak another one.
#define IPC_BADGE_PROVIDES_SHIFT 56
#define IPC_BADGE_PROVIDES(badge) ((uint32_t)((badge) >> IPC_BADGE_PROVIDES_SHIFT))
#define IPC_BADGE_MASK ((UINT64_C(1) << IPC_BADGE_PROVIDES_SHIFT) - 1)
#define IPC_PROVIDES_OWN 0xffu ///< Objects that the server itself handed out.

/// Sessions: `generation << 14 | component << 6 | use`. The generation differs for each instance of the
/// client, so that a server tells the end of one from the begin of the next.
#define IPC_SESSION(generation, component, use)                                                    \
    ((uint32_t)(generation) << 14 | (uint32_t)(component) << 6 | (uint32_t)(use))
#define IPC_SESSION_GENERATION(session) ((uint32_t)(session) >> 14)
#define IPC_GENERATION_MASK 0x3ffffu ///< What a session holds of its client's instance.
#define IPC_SESSION_COMPONENT(session) ((uint32_t)(session) >> 6 & 0xffu)
#define IPC_SESSION_USE(session) ((uint32_t)(session)&0x3fu)

/// One protocol that a server speaks.
struct ipc_service {
    uint32_t protocol;
    /// Usually one line that calls the generated <library>_<protocol>_dispatch().
    status_t (*dispatch)(void *self, const struct ipc_msg *in, struct ipc_msg *out);
    void *self;
};

/// A deadline in the loop. Zeroed before first use.
struct ipc_timer {
    struct list link; ///< In ipc_server.timers while armed.
    nsec_t deadline;  ///< Nanoseconds since boot.
    bool armed;
    void (*fire)(void *self); ///< Called once, disarmed; may arm it again.
    void *self;
};

/// A server. Set the first group before ipc_server_init().
struct ipc_server {
    handle_t endpoint; ///< To receive on; HANDLE_NONE: CAP_ENDPOINT of who provides something, else
                       ///< the task's own (SLOT_ENDPOINT).
    const struct ipc_service *services;
    uint32_t num_services;
    const uint32_t *provides; ///< MANIFEST_PROVIDES: protocol of each position. NULL: not checked.
    uint32_t num_provides;
    void *self;
    void (*on_signal)(void *self, uint64_t bits); ///< Bits 0..61. May be NULL.
    /// A client is gone: `badge` as in its messages. Or all holders of an object of the server itself
    /// are: then IPC_BADGE_PROVIDES(badge) is IPC_PROVIDES_OWN. May be NULL.
    void (*on_closed)(void *self, uint64_t badge);
    void (*on_idle)(void *self); ///< Before each wait. May be NULL.

    struct list timers;  ///< Of struct ipc_timer, the earliest first.
    nsec_t timer_set_to; ///< What the kernel's timer stands at; 0 = not set.
    struct ipc_msg in;
    struct ipc_msg out;
};

/// Binds the endpoint's closed marks and takes the instance from the start data.
status_t ipc_server_init(struct ipc_server *server);

/// Handles events for ever.
_Noreturn void ipc_serve(struct ipc_server *server);

/// Arms `timer`; an armed one gets the new deadline.
void ipc_timer_arm(struct ipc_server *server, struct ipc_timer *timer, nsec_t deadline);
void ipc_timer_cancel(struct ipc_timer *timer);

/// A capability on `server`'s endpoint for an object of its own: messages through it carry `id`
/// (below 2^32) as their session. Keep `out_anchor`; send `out_client` and delete your copy of it.
/// When the last copy elsewhere is gone, on_closed() gets the badge; then delete the anchor.
status_t ipc_server_object(struct ipc_server *server, uint32_t id, handle_t *out_anchor,
                           handle_t *out_client);
