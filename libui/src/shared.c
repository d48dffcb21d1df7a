// SPDX-License-Identifier: MIT
#include "shared.h"

#include <stdlib.h>

bool uii_shared_make(struct ui_shared *out, size_t size_b) {
    const struct ui_port *port = ui_port();
    *out = (struct ui_shared){ .size_b = size_b };
    if (port->shared_make != NULL) {
        return port->shared_make(port->context, out) == OK;
    }
    out->memory = calloc(1, size_b);
    return out->memory != NULL;
}

void uii_shared_drop(struct ui_shared *shared) {
    const struct ui_port *port = ui_port();
    if (port->shared_drop != NULL) {
        port->shared_drop(port->context, shared);
    } else {
        free(shared->memory);
    }
    *shared = (struct ui_shared){ 0 };
}

void uii_port_resumed(void) {
    uii_cells_forget();
    uii_images_forget();
    uii.stale = true;
}
