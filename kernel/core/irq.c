// SPDX-License-Identifier: MIT
// Interrupts and I/O ports.
#include "irq.h"

#include "invoke.h"
#include "kernel.h"
#include "memory.h"
#include "notification.h"

void irq_init(struct irq *irq, uint32_t number) {
    irq->number = number;
    irq->masked = true;
    binding_init(&irq->binding);
}

void irq_deliver(uint32_t number) {
    COUNT(IRQS);
    struct irq *irq = number < BOARD_IRQS_MAX ? kernel.irqs[number] : NULL;
    if (irq == NULL) {
        return; // freed a moment ago
    }
    board_irq_mask(number);
    if (irq->masked) {
        irq->pending = true;
        return;
    }
    irq->masked = true;
    binding_signal(&irq->binding);
}

void irq_ack(struct irq *irq) {
    if (irq->pending) {
        irq->pending = false;
        irq->masked = true;
        binding_signal(&irq->binding);
        return;
    }
    irq->masked = false;
    board_irq_unmask(irq->number);
}

void irq_destroy(struct irq *irq) {
    board_irq_mask(irq->number);
    board_irq_free(irq->number);
    kernel.irqs[irq->number] = NULL;
    binding_set(&irq->binding, NULL, 0);
}

/// Room for an Irq object in the Untyped that `handle` names.
static status_t prepare_irq(struct invoke *invoke, handle_t handle, struct slot **out_untyped,
                            struct slot **out_slot, uint64_t *out_offset) {
    TRY(cap_find(invoke->table, handle, OBJECT_UNTYPED, RIGHT_MANAGE, out_untyped));
    if ((*out_untyped)->kind != UNTYPED_RAM) {
        return ERR_BAD_ARG;
    }
    if ((*out_untyped)->depth >= SLOT_DEPTH_MAX) {
        return ERR_DEPTH;
    }
    TRY(captable_find_free(invoke->table, out_slot));
    return untyped_prepare(*out_untyped, OBJECT_SMALL_B, UNTYPED_NEXT, true, out_offset);
}

static void make_irq(struct invoke *invoke, struct slot *untyped, struct slot *to, uint64_t offset,
                     uint32_t number) {
    untyped_commit(untyped, offset, OBJECT_SMALL_B);
    slot_take(invoke->table, to);
    struct irq *irq = arch_phys_to_ptr(untyped->untyped.paddr + offset);
    irq_init(irq, number);
    irq->object.refs = 1;
    kernel.irqs[number] = irq;
    to->type = OBJECT_IRQ;
    to->rights = RIGHT_ALL & ~RIGHT_DMA;
    to->object = ref_of(irq);
    to->depth = (uint8_t)(untyped->depth + 1);
    slot_link_child(untyped, to);
    invoke->results[0] = cap_handle(to);
}

static status_t irq_control_msi(struct invoke *invoke) {
    struct slot *untyped = NULL;
    struct slot *to = NULL;
    uint64_t offset = 0;
    TRY(prepare_irq(invoke, invoke->args[0], &untyped, &to, &offset));
    uint32_t number = 0;
    uint64_t address = 0;
    uint32_t data = 0;
    TRY(board_irq_alloc_msi(&number, &address, &data));
    make_irq(invoke, untyped, to, offset, number);
    invoke->results[1] = address;
    invoke->results[2] = data;
    invoke->num_results = 3;
    return OK;
}

static status_t irq_control_line(struct invoke *invoke) {
    struct slot *untyped = NULL;
    struct slot *to = NULL;
    uint64_t offset = 0;
    if (invoke->args[1] > UINT32_MAX ||
        (invoke->args[2] & ~(uint64_t)(IRQ_LEVEL | IRQ_ACTIVE_LOW)) != 0) {
        return ERR_BAD_ARG;
    }
    TRY(prepare_irq(invoke, invoke->args[0], &untyped, &to, &offset));
    uint32_t number = 0;
    TRY(board_irq_alloc_line((uint32_t)invoke->args[1], (uint32_t)invoke->args[2], &number));
    make_irq(invoke, untyped, to, offset, number);
    invoke->num_results = 1;
    return OK;
}

const struct method irq_control_methods[METHODS_MAX] = {
    [IRQ_CONTROL_MSI - METHOD_FIRST] = { irq_control_msi, RIGHT_MANAGE, 1 },
    [IRQ_CONTROL_LINE - METHOD_FIRST] = { irq_control_line, RIGHT_MANAGE, 3 },
};

static status_t irq_bind(struct invoke *invoke) {
    struct slot *target = NULL;
    TRY(invoke_find_optional(invoke, invoke->args[0], OBJECT_NOTIFICATION, RIGHT_WRITE, &target));
    struct irq *irq = cap_object(invoke->slot);
    binding_set(&irq->binding, target == NULL ? NULL : cap_object(target),
                target == NULL ? 0 : target->badge);
    return OK;
}

static status_t on_ack(struct invoke *invoke) {
    irq_ack(cap_object(invoke->slot));
    return OK;
}

const struct method irq_methods[METHODS_MAX] = {
    [IRQ_BIND - METHOD_FIRST] = { irq_bind, RIGHT_MANAGE, 1 },
    [IRQ_ACK - METHOD_FIRST] = { on_ack, RIGHT_WRITE, 0 },
};
