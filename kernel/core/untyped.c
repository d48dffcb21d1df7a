// SPDX-License-Identifier: MIT
// Carving: the only place where memory turns into objects.
#include "invoke.h"
#include "ipc.h"
#include "kernel.h"
#include "memory.h"
#include "notification.h"
#include "thread.h"
#include "timer.h"

void zero_memory(void *start, uint64_t size_b) {
    uint64_t *word = start;
    for (uint64_t *end = word + size_b / sizeof(*word); word != end; word += 8) {
        word[0] = 0, word[1] = 0, word[2] = 0, word[3] = 0;
        word[4] = 0, word[5] = 0, word[6] = 0, word[7] = 0;
        __asm__ volatile("" ::"r"(word) : "memory"); // keeps this from becoming a call of memset
    }
}

status_t untyped_object_size(uint32_t type, uint64_t parameter, uint64_t *out_b) {
    uint64_t low = 0;
    uint64_t high = 0;
    uint64_t size_b = 0;
    switch (type) {
    case OBJECT_UNTYPED:
        low = UNTYPED_SIZE_LOG2_MIN;
        high = 62;
        size_b = UINT64_C(1) << (parameter & 63);
        break;
    case OBJECT_CAPTABLE:
        low = CAPTABLE_SLOTS_MIN;
        high = CAPTABLE_SLOTS_MAX;
        size_b = ALIGN_UP((parameter & UINT32_MAX) * OBJECT_CAP_SLOT_B, PAGE_SIZE_B);
        break;
    case OBJECT_REGION:
        low = 1;
        high = REGION_UNITS_MAX;
        size_b = (parameter & UINT32_MAX) * OBJECT_REGION_UNIT_B;
        break;
    case OBJECT_FRAME:
        high = FRAME_ORDER_MAX;
        size_b = PAGE_SIZE_B << (parameter & 63);
        break;
    case OBJECT_THREAD:
        size_b = OBJECT_THREAD_B;
        break;
    case OBJECT_DOMAIN:
        size_b = OBJECT_DOMAIN_B;
        break;
    case OBJECT_TABLE:
        size_b = OBJECT_TABLE_B;
        break;
    case OBJECT_SCHED_CONTEXT:
    case OBJECT_ENDPOINT:
    case OBJECT_NOTIFICATION:
    case OBJECT_TIMER:
    case OBJECT_REPLY:
        size_b = OBJECT_SMALL_B;
        break;
    default:
        return ERR_BAD_TYPE;
    }
    if (parameter < low || parameter > high) {
        return ERR_BAD_ARG;
    }
    *out_b = size_b;
    return OK;
}

static uint64_t used_b(const struct slot *untyped) {
    return untyped->child == 0 ? 0 : untyped->untyped.used_b;
}

/// Zeroes pages [from, from + count); goes on where an interrupted call for `from` stopped.
static status_t zero_pages(struct slot *slot, uint32_t from, uint32_t count) {
    struct slot_untyped *untyped = &slot->untyped;
    if (untyped->zero_from != from || untyped->zero_until < from) {
        untyped->zero_from = from;
        untyped->zero_until = from;
    }
    bool first = true;
    while (untyped->zero_until - from < count) {
        if (!first && arch_irq_pending()) {
            return ERR_AGAIN;
        }
        first = false;
        zero_memory(arch_phys_to_ptr(untyped->paddr + untyped->zero_until * PAGE_SIZE_B),
                    PAGE_SIZE_B);
        untyped->zero_until++;
    }
    return OK;
}

status_t untyped_prepare(struct slot *untyped, uint64_t size_b, uint64_t offset, bool zero,
                         uint64_t *out_offset) {
    uint64_t align = MIN(size_b, PAGE_SIZE_B);
    uint64_t used = used_b(untyped);
    if (offset == UNTYPED_NEXT) {
        offset = ALIGN_UP(used, align);
    } else if (offset < used || !IS_ALIGNED(offset, align)) {
        return ERR_BAD_ARG;
    }
    uint64_t total_b = BIT64(untyped->size_log2);
    if (offset > total_b || total_b - offset < size_b) {
        return ERR_NO_MEMORY;
    }
    if (zero && size_b < PAGE_SIZE_B) {
        zero_memory(arch_phys_to_ptr(untyped->untyped.paddr + offset), size_b);
    } else if (zero) {
        TRY(zero_pages(untyped, (uint32_t)(offset >> PAGE_SHIFT),
                       (uint32_t)(size_b >> PAGE_SHIFT)));
    }
    *out_offset = offset;
    return OK;
}

void untyped_commit(struct slot *untyped, uint64_t offset, uint64_t size_b) {
    untyped->untyped.used_b = offset + size_b;
    untyped->untyped.zero_from = 0;
    untyped->untyped.zero_until = 0;
}

void frame_fill(struct slot *to, paddr_t paddr, uint32_t order, uint32_t kind) {
    to->type = OBJECT_FRAME;
    to->frame.paddr = paddr;
    to->frame.order = (uint8_t)order;
    to->frame.kind = (uint8_t)kind;
    if (kind == UNTYPED_ARCHIVE) {
        to->rights &= (uint8_t)~RIGHT_WRITE;
        to->flags |= SLOT_SEALED;
    } else if (kind == UNTYPED_DEVICE) {
        // It may be mapped at several addresses, some writable: none is ever executable.
        to->rights &= (uint8_t)~RIGHT_EXEC;
    }
}

/// A Region's Span argument: exact size, unused, within one GiB.
static status_t find_region_span(struct invoke *invoke, uint64_t num_units, struct slot **out) {
    struct slot *span = NULL;
    TRY(cap_find(invoke->table, invoke->args[3], OBJECT_SPAN, RIGHT_MANAGE, &span));
    if (span->span.num_units != num_units ||
        span->span.first_unit % GIB_UNITS + num_units > GIB_UNITS) {
        return ERR_BAD_ARG;
    }
    if (span->child != 0 || span->span.region != 0) {
        return ERR_BUSY;
    }
    *out = span;
    return OK;
}

/// Turns zeroed memory into the object that `to` names.
static void make_object(struct slot *to, uint32_t type, uint64_t parameter, paddr_t paddr) {
    void *memory = arch_phys_to_ptr(paddr);
    to->type = (uint8_t)type;
    to->object = ref_of(memory);
    if (type == OBJECT_CAPTABLE) {
        captable_init(memory, (uint32_t)parameter);
    } else if (type == OBJECT_THREAD) {
        thread_init(memory);
    } else if (type == OBJECT_DOMAIN) {
        domain_init(memory);
    } else if (type == OBJECT_TABLE) {
        to->object = 0;
        to->table.table = ref_of(memory);
        return;
    } else if (type == OBJECT_SCHED_CONTEXT) {
        sched_context_init(memory);
    } else if (type == OBJECT_ENDPOINT) {
        endpoint_init(memory);
    } else if (type == OBJECT_NOTIFICATION) {
        notification_init(memory);
    } else if (type == OBJECT_TIMER) {
        timer_init(memory);
    }
    *cap_refs(to) = 1; // a Reply is ready when zero
}

static void make_region(struct slot *to, struct slot *span, paddr_t paddr) {
    struct region *region = region_init(arch_phys_to_ptr(paddr), span->span.num_units,
                                        span->span.first_unit * REGION_UNIT_B);
    region->span = ref_of(span);
    span->span.region = ref_of(region);
    to->type = OBJECT_REGION;
    to->object = ref_of(region);
    region->object.refs = 1;
}

static status_t untyped_carve(struct invoke *invoke) {
    struct slot *untyped = invoke->slot;
    uint64_t type = invoke->args[0];
    uint64_t parameter = invoke->args[1];
    uint64_t size_b = 0;
    TRY(untyped_object_size((uint32_t)MIN(type, OBJECT_TYPE_COUNT), parameter, &size_b));
    if (untyped->kind != UNTYPED_RAM && type != OBJECT_UNTYPED && type != OBJECT_FRAME) {
        return ERR_BAD_TYPE;
    }
    struct slot *span = NULL;
    if (type == OBJECT_REGION) {
        TRY(find_region_span(invoke, parameter, &span));
    }
    if (untyped->depth >= SLOT_DEPTH_MAX) {
        return ERR_DEPTH;
    }
    struct slot *to = NULL;
    TRY(captable_find_free(invoke->table, &to));
    bool zero = untyped->kind == UNTYPED_RAM && type != OBJECT_UNTYPED;
    uint64_t offset = 0;
    TRY(untyped_prepare(untyped, size_b, invoke->args[2], zero, &offset));

    untyped_commit(untyped, offset, size_b);
    slot_take(invoke->table, to);
    paddr_t paddr = untyped->untyped.paddr + offset;
    to->rights = RIGHT_ALL & (untyped->rights | (uint8_t)~RIGHT_DMA);
    to->depth = (uint8_t)(untyped->depth + 1);
    if (type == OBJECT_UNTYPED) {
        to->type = OBJECT_UNTYPED;
        to->untyped.paddr = paddr;
        to->size_log2 = (uint8_t)parameter;
        to->kind = untyped->kind;
    } else if (type == OBJECT_FRAME) {
        frame_fill(to, paddr, (uint32_t)parameter, untyped->kind);
    } else if (type == OBJECT_REGION) {
        make_region(to, span, paddr);
    } else {
        make_object(to, (uint32_t)type, parameter, paddr);
    }
    slot_link_child(untyped, to);
    invoke_return(invoke, cap_handle(to));
    return OK;
}

const struct method untyped_methods[METHODS_MAX] = {
    [UNTYPED_CARVE - METHOD_FIRST] = { untyped_carve, RIGHT_MANAGE, 3 },
};

static status_t span_carve(struct invoke *invoke) {
    struct slot *span = invoke->slot;
    uint64_t num_units = invoke->args[0];
    uint64_t first = invoke->args[1];
    uint32_t used = span->child == 0 ? 0 : span->span.used_units;
    if (first == UNTYPED_NEXT) {
        first = used;
    }
    if (num_units == 0 || first < used || first > UINT32_MAX || num_units > UINT32_MAX) {
        return ERR_BAD_ARG;
    }
    if (span->span.region != 0) {
        return ERR_BUSY;
    }
    if (first + num_units > span->span.num_units) {
        return ERR_RANGE;
    }
    if (span->depth >= SLOT_DEPTH_MAX) {
        return ERR_DEPTH;
    }
    struct slot *to = NULL;
    TRY(captable_find_free(invoke->table, &to));

    span->span.used_units = (uint32_t)(first + num_units);
    slot_take(invoke->table, to);
    to->type = OBJECT_SPAN;
    to->rights = span->rights;
    to->depth = (uint8_t)(span->depth + 1);
    to->span.first_unit = span->span.first_unit + (uint32_t)first;
    to->span.num_units = (uint32_t)num_units;
    slot_link_child(span, to);
    invoke_return(invoke, cap_handle(to));
    return OK;
}

const struct method span_methods[METHODS_MAX] = {
    [SPAN_CARVE - METHOD_FIRST] = { span_carve, RIGHT_MANAGE, 2 },
};
