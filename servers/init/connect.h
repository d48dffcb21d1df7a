// SPDX-License-Identifier: MIT
/// @file
/// Connections: capabilities on the endpoints of services, badged with who holds them.
#pragma once

#include "components.h"

/// Makes the endpoints of everything that is provided; init's own services go to its own endpoint.
status_t connect_make_services(struct init *init);

/// A connection for use `use` of `client` to the present instance of its provider; one to an earlier instance ends. The
/// anchor stays here: with its last descendant the provider learns that the client is gone.
///
/// @return OK and the anchor (owned by the client's row), ERR_PEER_DIED when the provider stays down, ERR_NO_SLOTS.
status_t connect_make_anchor(struct init *init, struct component *client, uint32_t use,
                             handle_t *out_anchor);

/// The connections of `client`'s dead instance: their anchors stay until the servers have heard of the end.
void connect_retire(struct init *init, struct component *client);

/// Puts everything that the manifest gives `c` into its capability table `table`.
status_t connect_fill_table(struct init *init, struct component *c, handle_t table);
