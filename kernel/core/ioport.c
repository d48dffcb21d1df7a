// SPDX-License-Identifier: MIT
// Ranges of I/O ports (x86).
#include "invoke.h"
#include "kernel.h"

#if ARCH_HAS_IOPORT

/// Whether [first, first + count) lies in the capability's range.
static bool covers(const struct slot *slot, uint64_t first, uint64_t count) {
    return first >= slot->ioport.first && first <= UINT16_MAX && count <= UINT16_MAX + 1 &&
           first + count <= (uint64_t)slot->ioport.first + slot->ioport.count;
}

static status_t check_access(struct invoke *invoke) {
    uint64_t width = invoke->args[1];
    if (width != 1 && width != 2 && width != 4) {
        return ERR_BAD_ARG;
    }
    return covers(invoke->slot, invoke->args[0], width) ? OK : ERR_RANGE;
}

static status_t ioport_carve(struct invoke *invoke) {
    struct slot *slot = invoke->slot;
    if (invoke->args[1] == 0) {
        return ERR_BAD_ARG;
    }
    if (!covers(slot, invoke->args[0], invoke->args[1])) {
        return ERR_RANGE;
    }
    TRY(cap_check_derive(slot, 0));
    struct slot *to = NULL;
    TRY(captable_find_free(invoke->table, &to));

    slot_take(invoke->table, to);
    cap_derive(slot, to, RIGHT_ALL, 0);
    to->ioport.first = (uint32_t)invoke->args[0];
    to->ioport.count = (uint32_t)invoke->args[1];
    invoke_return(invoke, cap_handle(to));
    return OK;
}

static status_t ioport_in(struct invoke *invoke) {
    TRY(check_access(invoke));
    invoke_return(invoke, arch_ioport_in((uint16_t)invoke->args[0], (uint32_t)invoke->args[1]));
    return OK;
}

static status_t ioport_out(struct invoke *invoke) {
    TRY(check_access(invoke));
    arch_ioport_out((uint16_t)invoke->args[0], (uint32_t)invoke->args[1],
                    (uint32_t)invoke->args[2]);
    return OK;
}

const struct method ioport_methods[METHODS_MAX] = {
    [IOPORT_CARVE - METHOD_FIRST] = { ioport_carve, RIGHT_DUP, 2 },
    [IOPORT_IN - METHOD_FIRST] = { ioport_in, RIGHT_READ, 2 },
    [IOPORT_OUT - METHOD_FIRST] = { ioport_out, RIGHT_WRITE, 3 },
};

#else
const struct method ioport_methods[METHODS_MAX] = { { NULL, 0, 0 } };
#endif
