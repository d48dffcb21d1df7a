// SPDX-License-Identifier: MIT
/// @file
/// The components: what the manifests say, how each one is doing, and the links between them.
#pragma once

#include <abi/manifest.h>
#include <idl/init.h>
#include <ipc/server.h>

#include "kept.h"
#include "policy.h"
#include "trusted.h"

enum {
    COMPONENTS_MAX =
        128, ///< Numbers are index + 1; drivers of further devices stand behind the table.
    RETIRED_MAX = 256, ///< Anchors of dead clients kept until their servers have heard of the end.
    DEVICE_NONE = -1,
};

/// One component. `manifest` NULL = the row is free.
struct component {
    const struct manifest_component *manifest;
    char name
        [MANIFEST_NAME_MAX]; ///< The manifest's, with ".1", ".2" ... for further instances of a driver.
    char args[MANIFEST_ARGS_MAX];
    init_component_state_t state;
    int32_t device;    ///< dm's number of its device, or DEVICE_NONE.
    uint32_t instance; ///< Counted from 1; 0 = never started.
    uint32_t restarts;
    struct restart_record record;
    struct ipc_timer timer; ///< Back-off.
    uint64_t change;        ///< Number of the last change of its state (changes.h).
    uint32_t ends;          ///< Of its instances.
    init_end_t end;         ///< How the last one ended, and why.
    char reason[INIT_REASON_MAX + 1];
    handle_t
        service; ///< Endpoint of what it provides; survives it. HANDLE_NONE = provides nothing.
    handle_t anchors
        [MANIFEST_USES_MAX]; ///< Connections of the present instance, as their servers see them.
};

/// All of init's state.
struct init {
    struct trusted trusted;
    struct ipc_server server;
    const struct manifest_header *manifests;
    struct component components[COMPONENTS_MAX];
    uint32_t own; ///< Index of init itself.
    handle_t retired[RETIRED_MAX];
    uint32_t num_retired; ///< Ever; the ring's next place.
    struct kept_table kept;
};

/// Number of a component, as vm and sessions have it.
static inline uint32_t component_number(const struct init *init, const struct component *c) {
    return (uint32_t)(c - init->components) + 1;
}

/// Reads the manifests out of the archive. ERR_NOT_FOUND, ERR_BAD_FORMAT.
status_t components_load(struct init *init);

/// The component `name`, or NULL.
struct component *components_find(struct init *init, struct ipc_text name);

/// The component with this number, or NULL.
struct component *components_get(struct init *init, uint32_t number);

/// Who provides use number `use` of `client`; NULL when it is only wanted and nobody does.
struct component *components_provider(struct init *init, const struct component *client,
                                      uint32_t use);

/// The component behind `session`, if it is still the instance that the session was made for, else NULL.
struct component *components_of_session(struct init *init, uint32_t session);

/// A row for the driver `manifest` of device `device`: the one it had before, a free one, or NULL.
struct component *components_for_device(struct init *init,
                                        const struct manifest_component *manifest, int32_t device);
