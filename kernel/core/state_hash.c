// SPDX-License-Identifier: MIT
// The state hash: a walk over the derivation tree, from which every object can be reached.
#include "state_hash.h"

#include "kernel.h"
#include "memory.h"

static void add(uint64_t *hash, uint64_t value) {
    *hash = (*hash ^ value) * UINT64_C(0x9e3779b97f4a7c15);
    *hash ^= *hash >> 29;
}

/// Which object, not where: addresses do count, they are the object's identity.
static void add_pointer(uint64_t *hash, const void *pointer) {
    add(hash, pointer == NULL ? 0 : arch_ptr_to_phys(pointer));
}

static void add_binding(uint64_t *hash, const struct binding *binding) {
    add_pointer(hash, binding->target);
    add(hash, binding->badge);
}

static void add_queue(uint64_t *hash, const struct list *queue) {
    for (const struct list *link = queue->next; link != queue; link = link->next) {
        add_pointer(hash, link);
    }
    add(hash, 1);
}

static void add_table(uint64_t *hash, const uint64_t *entries) {
    for (uint32_t i = 0; i < 512; i++) {
        if (entries[i] != 0) {
            add(hash, i);
            add(hash, entries[i]);
        }
    }
}

static void add_thread(uint64_t *hash, const struct thread *thread) {
    add(hash, thread->state | (uint64_t)thread->sending << 8 | (uint64_t)thread->priority << 16 |
                  (uint64_t)thread->depth << 24 | (uint64_t)thread->configured << 32 |
                  (uint64_t)thread->has_fpu << 33);
    add_pointer(hash, thread->table == NULL ? NULL : captable_slots(thread->table));
    add_pointer(hash, thread->domain);
    add_pointer(hash, thread->caller);
    add_pointer(hash, thread->callee);
    add_pointer(hash, thread->reply);
    add_pointer(hash, thread->sched);
    add_pointer(hash, thread->lent);
    add_pointer(hash, thread->bound);
    add_pointer(hash, thread->frame);
    add_pointer(hash, thread->endpoint);
    add(hash, thread->abort_mask);
    add(hash, thread->frame_slot);
    add(hash, thread->window);
    add(hash, thread->name);
}

static void add_region(uint64_t *hash, const struct region *region) {
    const struct region_unit *units =
        region_units((struct region *)(uintptr_t)region); // same object, for reading
    add(hash, region->address);
    add(hash, region->num_mapped);
    add(hash, region->span);
    add(hash, region->closed_first);
    add_binding(hash, &region->closed);
    for (uint32_t i = 0; i < region->num_units; i++) {
        add_table(hash, units[i].leaf);
    }
}

static void add_domain(uint64_t *hash, const struct domain *domain) {
    add_pointer(hash, domain->fault_endpoint);
    add(hash, domain->fault_badge);
    add(hash, domain->attachments);
    add(hash, domain->tables);
    add_queue(hash, &domain->threads);
    // The kernel's half does not change; an address below ARCH_USER_END does not reach it.
    const uint64_t *root = arch_phys_to_ptr(domain->space.root);
    for (uint32_t i = 0; i < 256; i++) {
        add(hash, root[i]);
    }
}

static void add_small_object(uint64_t *hash, const struct slot *slot) {
    if (slot->type == OBJECT_ENDPOINT) {
        const struct endpoint *endpoint = cap_object(slot);
        add(hash, endpoint->state);
        add(hash, endpoint->closed_first);
        add_queue(hash, &endpoint->queue);
        add_queue(hash, &endpoint->domains);
        add_binding(hash, &endpoint->closed);
    } else if (slot->type == OBJECT_REPLY) {
        add_pointer(hash, ((const struct reply *)cap_object(slot))->caller);
    } else if (slot->type == OBJECT_NOTIFICATION) {
        const struct notification *notification = cap_object(slot);
        add(hash, notification->word);
        add_pointer(hash, notification->bound);
        add_queue(hash, &notification->waiters);
        add_queue(hash, &notification->binders);
    } else if (slot->type == OBJECT_TIMER) {
        const struct timer *timer = cap_object(slot);
        add(hash, timer->armed);
        add(hash, timer->deadline);
        add_binding(hash, &timer->binding);
    } else if (slot->type == OBJECT_IRQ) {
        const struct irq *irq = cap_object(slot);
        add(hash, irq->number | (uint64_t)irq->masked << 32 | (uint64_t)irq->pending << 33);
        add_binding(hash, &irq->binding);
    } else if (slot->type == OBJECT_SCHED_CONTEXT) {
        const struct sched_context *sched = cap_object(slot);
        add(hash, sched->budget);
        add(hash, sched->period);
        add_pointer(hash, sched->owner);
        add_pointer(hash, sched->holder);
        add(hash, sched->num_lenders);
    }
}

static void add_slot(uint64_t *hash, const struct slot *slot) {
    const uint64_t *words = (const uint64_t *)(const void *)slot;
    for (uint32_t i = 0; i < 4; i++) {
        add(hash, words[i]);
    }
    add_pointer(hash, slot);
    if (slot->type == OBJECT_UNTYPED) {
        add(hash, slot->untyped.paddr);
        add(hash, slot->child == 0 ? 0 : slot->untyped.used_b);
    } else if (slot->type != OBJECT_CAPTABLE) {
        add(hash, words[4]);
        add(hash, words[5]);
        add(hash, words[6]);
    } else {
        const struct captable *table = captable_at(slot->object);
        add(hash, table->used);
        add(hash, table->threads);
    }
    uint32_t *refs = cap_refs(slot);
    if (refs != NULL) {
        add(hash, *refs);
    }
    if (slot->type == OBJECT_THREAD) {
        add_thread(hash, cap_object(slot));
    } else if (slot->type == OBJECT_DOMAIN) {
        add_domain(hash, cap_object(slot));
    } else if (slot->type == OBJECT_REGION) {
        add_region(hash, cap_object(slot));
    } else if (slot->type == OBJECT_TABLE) {
        add_table(hash, ref_ptr(slot->table.table));
    } else {
        add_small_object(hash, slot);
    }
}

/// The slot after `slot` in a walk that visits parents before children; NULL at the end.
static const struct slot *next_slot(const struct slot *slot) {
    if (slot->child != 0) {
        return slot_at(slot->child);
    }
    while (slot->next == 0) {
        const struct slot *prev = slot_at(slot->prev);
        while (prev->child != ref_of(slot)) { // back to the first sibling
            slot = prev;
            prev = slot_at(slot->prev);
        }
        slot = prev;
        if (slot == kernel.root) {
            return NULL;
        }
    }
    return slot_at(slot->next);
}

uint64_t state_hash(void) {
    uint64_t value = UINT64_C(0xcbf29ce484222325);
    uint64_t *hash = &value;
    for (const struct slot *slot = next_slot(kernel.root); slot != NULL; slot = next_slot(slot)) {
        add_slot(hash, slot);
    }
    add(hash, kernel.dying);
    add(hash, kernel.ready_mask);
    for (uint32_t i = 0; i < PRIORITY_COUNT; i++) {
        add_queue(hash, &kernel.ready[i]);
    }
    add_pointer(hash, kernel.timers);
    return value;
}
