// SPDX-License-Identifier: MIT
/// @file
/// Life of a SHARED region:
///
///     create --the last outside capability goes--> closed --no pins left--> free

#include "shared.h"

#include "memory.h"
#include "space.h"

#include <base/bitmap.h>
#include <hsys/object.h>

enum {
    CLIENT_RIGHTS = RIGHT_READ | RIGHT_WRITE | RIGHT_DUP,
    MEMORY_RIGHTS = 7
};

static uint32_t closed_bit(uint32_t index) {
    return index % CLOSED_BITS;
}

static void give_record(struct vm *vm, uint32_t index) {
    vm->shared[index] = (struct shared){ .next = vm->spare_shared };
    vm->spare_shared = index;
}

/// Region, pages, anchor and the caller's capability. On failure the caller frees what there is.
static status_t build(struct vm *vm, uint32_t index, handle_t *out_client) {
    struct shared *s = &vm->shared[index];
    const struct span *span = &vm->spans.spans[s->span];
    TRY(memory_region(vm, s->account, &s->blocks, span->units, span->cap, &s->region));
    TRY(memory_map_new(vm, s->account, &s->blocks, s->region, 0, s->pages));
    TRY(region_bind(s->region, vm->closed_caps[closed_bit(index)]));
    TRY(cap_derive(s->region, CLIENT_RIGHTS, s->badge, &s->anchor));
    return cap_derive(s->anchor, CLIENT_RIGHTS, 0, out_client);
}

static void free_region(struct vm *vm, uint32_t index) {
    struct shared *s = &vm->shared[index];
    uint32_t span = s->span;
    vm->num_shared[s->account]--;
    memory_free_list(vm, s->account, &s->blocks);
    spans_free(&vm->spans, span);
    give_record(vm, index);
}

status_t shared_create(struct vm *vm, uint32_t account, uint64_t size_b, vaddr_t *out_address,
                       handle_t *out_client) {
    uint64_t pages = ALIGN_UP(size_b, PAGE_SIZE_B) >> PAGE_SHIFT;
    uint32_t index = vm->spare_shared;
    uint32_t span = SPANS_NONE;
    if (pages == 0 || pages > GIB >> PAGE_SHIFT) {
        return ERR_BAD_SIZE;
    }
    if (account != QUOTA_SYSTEM && vm->num_shared[account] == SHARED_PER_ACCOUNT) {
        return ERR_QUOTA;
    }
    if (index == VM_NONE) {
        return ERR_NO_MEMORY;
    }
    // Before anything is carved and zeroed: what does not fit must cost nothing.
    if (pages << PAGE_SHIFT > quota_left(&vm->quota, account)) {
        return quota_charge(&vm->quota, account, pages << PAGE_SHIFT);
    }
    status_t st = spans_alloc(&vm->spans, (uint32_t)((pages + 511) / 512), &span);
    if (st != OK) {
        return ERR_NO_MEMORY;
    }
    vm->num_shared[account]++;
    vm->spare_shared = vm->shared[index].next;
    vm->shared[index] = (struct shared){
        .used = true,
        .account = account,
        .span = span,
        .pages = (uint32_t)pages,
        .badge = (uint64_t)++vm->shared_generation << 16 | index,
    };
    st = build(vm, index, out_client);
    if (st != OK) {
        free_region(vm, index);
        return st == ERR_QUOTA ? ERR_QUOTA : ERR_NO_MEMORY;
    }
    *out_address = vm->spans.spans[span].address;
    return OK;
}

/// The record of a living region with `badge`, or VM_NONE.
static uint32_t find_badge(const struct vm *vm, uint64_t badge) {
    uint32_t index = (uint32_t)badge & 0xffff;
    bool found = index < SHARED_MAX && vm->shared[index].used && !vm->shared[index].closed &&
                 vm->shared[index].badge == badge;
    return found ? index : VM_NONE;
}

/// Takes the attachment `*link` out of the task's list. Both capabilities may have been revoked.
static void drop_attach(struct vm *vm, struct task *task, uint32_t *link) {
    uint32_t index = *link;
    task->num_attaches--;
    struct attach *attach = &vm->attaches[index];
    (void)cap_delete(attach->attachment);
    (void)cap_delete(attach->copy);
    *link = attach->next;
    *attach = (struct attach){ .next = vm->spare_attach };
    vm->spare_attach = index;
}

/// The link to the attachment of region `shared`, or to VM_NONE at the end.
static uint32_t *find_attach(struct vm *vm, struct task *task, uint32_t shared) {
    uint32_t *link = &task->attaches;
    while (*link != VM_NONE && vm->attaches[*link].shared != shared) {
        link = &vm->attaches[*link].next;
    }
    return link;
}

static uint32_t *find_attach_at(struct vm *vm, struct task *task, vaddr_t address) {
    uint32_t *link = &task->attaches;
    while (*link != VM_NONE) {
        const struct attach *attach = &vm->attaches[*link];
        const struct shared *s = &vm->shared[attach->shared];
        if (s->used && s->badge == attach->badge && vm->spans.spans[s->span].address == address) {
            return link;
        }
        link = &vm->attaches[*link].next;
    }
    return link;
}

status_t shared_attach(struct vm *vm, struct task *task, handle_t copy, uint32_t rights,
                       vaddr_t *out_address, uint64_t *out_size_b) {
    struct cap_info info;
    TRY(cap_info(copy, &info));
    uint32_t shared = info.type == OBJECT_REGION ? find_badge(vm, info.badge) : VM_NONE;
    if (shared == VM_NONE || info.detail[0] != vm->spans.spans[vm->shared[shared].span].address) {
        return ERR_BAD_TYPE;
    }
    if ((rights & RIGHT_READ) == 0 || (rights & ~info.rights) != 0) {
        return ERR_DENIED;
    }
    uint32_t *old = find_attach(vm, task, shared);
    if (*old != VM_NONE) {
        if (cap_info(vm->attaches[*old].attachment, &info) == OK) {
            return ERR_EXISTS;
        }
        drop_attach(vm, task, old); // revoked meanwhile
    }
    uint32_t index = vm->spare_attach;
    if (task->num_attaches == ATTACHES_PER_TASK) {
        return ERR_QUOTA;
    }
    if (index == VM_NONE) {
        return ERR_NO_MEMORY;
    }
    handle_t attachment = HANDLE_NONE;
    vaddr_t address = vm->spans.spans[vm->shared[shared].span].address;
    TRY(space_attach(vm, task, copy, address, rights & MEMORY_RIGHTS, &attachment));
    vm->spare_attach = vm->attaches[index].next;
    vm->attaches[index] = (struct attach){
        .shared = shared,
        .badge = vm->shared[shared].badge,
        .copy = copy,
        .attachment = attachment,
        .next = task->attaches,
    };
    task->attaches = index;
    task->num_attaches++;
    *out_address = address;
    *out_size_b = (uint64_t)vm->shared[shared].pages << PAGE_SHIFT;
    return OK;
}

status_t shared_detach(struct vm *vm, struct task *task, vaddr_t address) {
    uint32_t *link = find_attach_at(vm, task, address);
    if (*link == VM_NONE) {
        return ERR_NOT_FOUND;
    }
    drop_attach(vm, task, link);
    return OK;
}

/// Appends pages to the last run or as a new one. False: there is no room.
static bool add_run(struct run_list *list, paddr_t paddr, uint64_t pages) {
    struct run *last = list->count > 0 ? &list->runs[list->count - 1] : NULL;
    if (last != NULL && last->paddr + (last->pages << PAGE_SHIFT) == paddr) {
        last->pages += pages;
        return true;
    }
    if (list->count == list->max) {
        return false;
    }
    list->runs[list->count++] = (struct run){ paddr, pages };
    return true;
}

status_t shared_pin(struct vm *vm, struct task *task, vaddr_t address, uint32_t first_page,
                    struct run_list *out) {
    uint32_t *link = find_attach_at(vm, task, address);
    if (*link == VM_NONE) {
        return ERR_NOT_FOUND;
    }
    struct shared *s = &vm->shared[vm->attaches[*link].shared];
    uint64_t page = first_page;
    bool room = true;
    bitmap_set(s->pinned, task->component);
    out->count = 0;
    while (page < s->pages && room) {
        const struct block *block = memory_find(vm, &s->blocks, page);
        ASSERT(block != NULL);
        uint64_t inside = page - block->offset_pages;
        uint64_t pages = BIT64(block->log2 - PAGE_SHIFT) - inside;
        room = add_run(out, (block->page + inside) << PAGE_SHIFT, pages);
        page += pages;
    }
    return OK;
}

/// Frees a closed region unless a device may still write to it.
static void free_if_quiet(struct vm *vm, uint32_t index) {
    struct shared *s = &vm->shared[index];
    if (s->closed && bitmap_count(s->pinned, COMPONENTS_MAX) == 0 &&
        bitmap_count(s->pinned_dead, COMPONENTS_MAX) == 0) {
        free_region(vm, index);
    }
}

status_t shared_unpin(struct vm *vm, struct task *task, vaddr_t address) {
    uint32_t *link = find_attach_at(vm, task, address);
    if (*link == VM_NONE) {
        return ERR_NOT_FOUND;
    }
    uint32_t shared = vm->attaches[*link].shared;
    bitmap_clear(vm->shared[shared].pinned, task->component);
    free_if_quiet(vm, shared);
    return OK;
}

void shared_forget_task(struct vm *vm, struct task *task) {
    while (task->attaches != VM_NONE) {
        drop_attach(vm, task, &task->attaches);
    }
    for (uint32_t i = 1; i < SHARED_MAX; i++) {
        struct shared *s = &vm->shared[i];
        if (s->used && bitmap_get(s->pinned, task->component)) {
            bitmap_clear(s->pinned, task->component);
            bitmap_set(s->pinned_dead, task->component);
        }
    }
}

void shared_released(struct vm *vm, uint32_t component) {
    for (uint32_t i = 1; i < SHARED_MAX; i++) {
        struct shared *s = &vm->shared[i];
        if (s->used && bitmap_get(s->pinned_dead, component)) {
            bitmap_clear(s->pinned_dead, component);
            free_if_quiet(vm, i);
        }
    }
}

void shared_collect(struct vm *vm, uint64_t bits) {
    for (uint32_t i = 1; i < SHARED_MAX; i++) {
        struct shared *s = &vm->shared[i];
        uint64_t badge = 0;
        if (s->used && !s->closed && (bits >> closed_bit(i) & 1) != 0 &&
            region_next_closed(s->region, &badge) == OK) {
            s->closed = true;
            free_if_quiet(vm, i);
        }
    }
}

void shared_disown(struct vm *vm, uint32_t account) {
    for (uint32_t i = 1; i < SHARED_MAX; i++) {
        if (vm->shared[i].used && vm->shared[i].account == account) {
            vm->shared[i].account = QUOTA_SYSTEM;
            vm->num_shared[account]--;
            vm->num_shared[QUOTA_SYSTEM]++;
        }
    }
}
