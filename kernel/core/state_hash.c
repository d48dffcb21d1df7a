// SPDX-License-Identifier: MIT
// The state hash: a walk over the derivation tree, from which every object can be reached.
#include "state_hash.h"

#include "kernel.h"
#include "memory.h"

static uint64_t hash;

static void add(uint64_t value) {
    hash = (hash ^ value) * UINT64_C(0x9e3779b97f4a7c15);
    hash ^= hash >> 29;
}

/// Which object, not where: addresses do count, they are the object's identity.
static void add_pointer(const void *pointer) {
    add(pointer == NULL ? 0 : arch_ptr_to_phys(pointer));
}

static void add_binding(const struct binding *binding) {
    add_pointer(binding->target);
    add(binding->badge);
}

static void add_queue(const struct list *queue) {
    for (const struct list *link = queue->next; link != queue; link = link->next) {
        add_pointer(link);
    }
    add(1);
}

static void add_table(const uint64_t *entries) {
    for (uint32_t i = 0; i < 512; i++) {
        if (entries[i] != 0) {
            add(i);
            add(entries[i]);
        }
    }
}

static void add_thread(const struct thread *thread) {
    add(thread->state | (uint64_t)thread->sending << 8 | (uint64_t)thread->priority << 16 |
        (uint64_t)thread->depth << 24 | (uint64_t)thread->configured << 32 |
        (uint64_t)thread->has_fpu << 33);
    add_pointer(thread->table == NULL ? NULL : captable_slots(thread->table));
    add_pointer(thread->domain);
    add_pointer(thread->caller);
    add_pointer(thread->callee);
    add_pointer(thread->reply);
    add_pointer(thread->sched);
    add_pointer(thread->lent);
    add_pointer(thread->bound);
    add_pointer(thread->frame);
    add_pointer(thread->endpoint);
    add(thread->abort_mask);
    add(thread->frame_slot);
    add(thread->window);
    add(thread->name);
}

static void add_region(const struct region *region) {
    const struct region_unit *units =
        region_units((struct region *)(uintptr_t)region); // same object, for reading
    add(region->address);
    add(region->num_mapped);
    add(region->span);
    add(region->closed_first);
    add_binding(&region->closed);
    for (uint32_t i = 0; i < region->num_units; i++) {
        add_table(units[i].leaf);
    }
}

static void add_domain(const struct domain *domain) {
    add_pointer(domain->fault_endpoint);
    add(domain->fault_badge);
    add(domain->attachments);
    add(domain->tables);
    add_queue(&domain->threads);
    // The kernel's half does not change; an address below ARCH_USER_END does not reach it.
    const uint64_t *root = arch_phys_to_ptr(domain->space.root);
    for (uint32_t i = 0; i < 256; i++) {
        add(root[i]);
    }
}

static void add_small_object(const struct slot *slot) {
    if (slot->type == OBJECT_ENDPOINT) {
        const struct endpoint *endpoint = cap_object(slot);
        add(endpoint->state);
        add(endpoint->closed_first);
        add_queue(&endpoint->queue);
        add_queue(&endpoint->domains);
        add_binding(&endpoint->closed);
    } else if (slot->type == OBJECT_REPLY) {
        add_pointer(((const struct reply *)cap_object(slot))->caller);
    } else if (slot->type == OBJECT_NOTIFICATION) {
        const struct notification *notification = cap_object(slot);
        add(notification->word);
        add_pointer(notification->bound);
        add_queue(&notification->waiters);
        add_queue(&notification->binders);
    } else if (slot->type == OBJECT_TIMER) {
        const struct timer *timer = cap_object(slot);
        add(timer->armed);
        add(timer->deadline);
        add_binding(&timer->binding);
    } else if (slot->type == OBJECT_IRQ) {
        const struct irq *irq = cap_object(slot);
        add(irq->number | (uint64_t)irq->masked << 32 | (uint64_t)irq->pending << 33);
        add_binding(&irq->binding);
    } else if (slot->type == OBJECT_SCHED_CONTEXT) {
        const struct sched_context *sched = cap_object(slot);
        add(sched->budget);
        add(sched->period);
        add_pointer(sched->owner);
        add_pointer(sched->holder);
        add(sched->num_lenders);
    }
}

static void add_slot(const struct slot *slot) {
    const uint64_t *words = (const uint64_t *)(const void *)slot;
    for (uint32_t i = 0; i < 4; i++) {
        add(words[i]);
    }
    add_pointer(slot);
    if (slot->type == OBJECT_UNTYPED) {
        add(slot->untyped.paddr);
        add(slot->child == 0 ? 0 : slot->untyped.used_b);
    } else if (slot->type != OBJECT_CAPTABLE) {
        add(words[4]);
        add(words[5]);
        add(words[6]);
    } else {
        const struct captable *table = captable_at(slot->object);
        add(table->used);
        add(table->threads);
    }
    uint32_t *refs = cap_refs(slot);
    if (refs != NULL) {
        add(*refs);
    }
    if (slot->type == OBJECT_THREAD) {
        add_thread(cap_object(slot));
    } else if (slot->type == OBJECT_DOMAIN) {
        add_domain(cap_object(slot));
    } else if (slot->type == OBJECT_REGION) {
        add_region(cap_object(slot));
    } else if (slot->type == OBJECT_TABLE) {
        add_table(ref_ptr(slot->table.table));
    } else {
        add_small_object(slot);
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
    hash = UINT64_C(0xcbf29ce484222325);
    for (const struct slot *slot = next_slot(kernel.root); slot != NULL; slot = next_slot(slot)) {
        add_slot(slot);
    }
    add(kernel.dying);
    add(kernel.ready_mask);
    for (uint32_t i = 0; i < PRIORITY_COUNT; i++) {
        add_queue(&kernel.ready[i]);
    }
    add_pointer(kernel.timers);
    return hash;
}
