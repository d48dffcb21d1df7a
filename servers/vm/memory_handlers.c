// SPDX-License-Identifier: MIT
/// @file
/// vm.Memory. Badges decide whose account and domain a request means.

#include "handlers.h"
#include "shared.h"
#include "space.h"
#include "vm.h"

#include <hsys/object.h>
#include <ipc/ipc.h>

/// The task behind a SLOT_VM capability; ERR_DENIED for an account capability.
static status_t caller(struct vm *vm, uint64_t badge, struct task **out) {
    struct task *task = vm_task(vm, (uint32_t)badge);
    if (badge >> 32 != VM_BADGE_MEMORY || task == NULL) {
        return ERR_DENIED;
    }
    *out = task;
    return OK;
}

static status_t create_private(struct vm *vm, uint64_t badge, uint64_t size_b,
                               struct vm_memory_create_rep *rep) {
    struct task *task = NULL;
    TRY(caller(vm, badge, &task));
    // The reply has to hold a Region; private memory has none to show, so it is the one that
    // everybody sees anyway.
    if (cap_derive(START_HANDLE(VM_SLOT_INFO_REGION), RIGHT_READ, 0, &rep->region) != OK) {
        return ERR_NO_MEMORY;
    }
    status_t st = space_private_create(vm, task, size_b, &rep->address);
    if (st != OK) {
        ipc_cap_drop(rep->region);
        return st;
    }
    ipc_give_reply_caps();
    return OK;
}

static status_t on_create(void *self, uint64_t badge, struct vm_memory_create_req *req,
                          struct vm_memory_create_rep *rep) {
    struct vm *vm = self;
    if (req->kind == VM_REGION_KIND_PRIVATE) {
        return create_private(vm, badge, req->size, rep);
    }
    if ((badge >> 32 != VM_BADGE_MEMORY && badge >> 32 != VM_BADGE_ACCOUNT) ||
        vm_task(vm, (uint32_t)badge) == NULL) {
        return ERR_DENIED;
    }
    TRY(shared_create(vm, (uint32_t)badge, req->size, &rep->address, &rep->region));
    ipc_give_reply_caps();
    return OK;
}

static status_t on_attach(void *self, uint64_t badge, struct vm_memory_attach_req *req,
                          struct vm_memory_attach_rep *rep) {
    struct vm *vm = self;
    struct task *task = NULL;
    TRY(caller(vm, badge, &task));
    uint32_t rights = ((req->rights & VM_RIGHTS_READ) != 0 ? (uint32_t)RIGHT_READ : 0) |
                      ((req->rights & VM_RIGHTS_WRITE) != 0 ? (uint32_t)RIGHT_WRITE : 0) |
                      ((req->rights & VM_RIGHTS_EXEC) != 0 ? (uint32_t)RIGHT_EXEC : 0);
    TRY(shared_attach(vm, task, req->region, rights, &rep->address, &rep->size));
    (void)ipc_take(&req->region);
    return OK;
}

static status_t on_detach(void *self, uint64_t badge, struct vm_memory_detach_req *req,
                          struct vm_memory_detach_rep *rep) {
    struct task *task = NULL;
    (void)rep;
    TRY(caller(self, badge, &task));
    return shared_detach(self, task, req->address);
}

static status_t on_destroy(void *self, uint64_t badge, struct vm_memory_destroy_req *req,
                           struct vm_memory_destroy_rep *rep) {
    struct task *task = NULL;
    (void)rep;
    TRY(caller(self, badge, &task));
    return space_private_destroy(self, task, req->address);
}

static status_t on_map_device(void *self, uint64_t badge, struct vm_memory_map_device_req *req,
                              struct vm_memory_map_device_rep *rep) {
    struct task *task = NULL;
    struct cap_info info;
    TRY(caller(self, badge, &task));
    TRY(cap_info(req->frame, &info));
    if (info.type != OBJECT_FRAME) {
        return ERR_BAD_TYPE;
    }
    enum frame_cache cache = (enum frame_cache)req->cache; // numbers are the same
    TRY(space_map_device(self, task, req->frame, info.rights & (RIGHT_READ | RIGHT_WRITE), cache,
                         &rep->address));
    (void)ipc_take(&req->frame);
    return OK;
}

_Static_assert((int)VM_CACHE_UNCACHED == (int)CACHE_UNCACHED, "same numbers");
_Static_assert((int)VM_CACHE_WRITE_COMBINING == (int)CACHE_WRITE_COMBINING, "same numbers");
_Static_assert(sizeof(struct run) == sizeof(struct vm_run), "same layout");

static status_t on_pin(void *self, uint64_t badge, struct vm_memory_pin_req *req,
                       struct vm_memory_pin_rep *rep) {
    static struct vm_run runs[VM_RUNS_MAX];
    struct task *task = NULL;
    struct run found[VM_RUNS_MAX];
    struct run_list list = { .runs = found, .max = VM_RUNS_MAX };
    TRY(caller(self, badge, &task));
    if ((task->flags & VM_PROCESS_FLAGS_DMA) == 0) {
        return ERR_DENIED;
    }
    TRY(shared_pin(self, task, req->address, req->first_page, &list));
    for (uint32_t i = 0; i < list.count; i++) {
        runs[i] = (struct vm_run){ .paddr = found[i].paddr, .pages = found[i].pages };
    }
    rep->runs.ptr = runs;
    rep->runs.len = list.count;
    return OK;
}

static status_t on_unpin(void *self, uint64_t badge, struct vm_memory_unpin_req *req,
                         struct vm_memory_unpin_rep *rep) {
    struct task *task = NULL;
    (void)rep;
    TRY(caller(self, badge, &task));
    return shared_unpin(self, task, req->address);
}

static status_t on_usage(void *self, uint64_t badge, struct vm_memory_usage_req *req,
                         struct vm_memory_usage_rep *rep) {
    struct vm *vm = self;
    struct task *task = NULL;
    (void)req;
    TRY(caller(vm, badge, &task));
    const struct account *account = &vm->quota.accounts[task->component];
    rep->used = account->used_b;
    rep->limit = account->limit_b;
    rep->free = vm->buddy.free_b;
    return OK;
}

static status_t on_set_fixup(void *self, uint64_t badge, struct vm_memory_set_fixup_req *req,
                             struct vm_memory_set_fixup_rep *rep) {
    struct task *task = NULL;
    (void)rep;
    if (caller(self, badge, &task) != OK) {
        return ERR_BAD_ARG;
    }
    vaddr_t end = task->image_base + task->image_b;
    if (req->first >= req->last || req->first < task->image_base || req->last > end ||
        req->resume < task->image_base || req->resume >= end) {
        return ERR_BAD_ARG;
    }
    task->fixup_first = req->first;
    task->fixup_last = req->last;
    task->fixup_resume = req->resume;
    return OK;
}

static status_t on_released(void *self, uint64_t badge, struct vm_memory_released_req *req,
                            struct vm_memory_released_rep *rep) {
    struct task *task = NULL;
    (void)rep;
    TRY(caller(self, badge, &task));
    if ((task->flags & VM_PROCESS_FLAGS_DMA_MASTER) == 0) {
        return ERR_DENIED;
    }
    if (req->component >= COMPONENTS_MAX) {
        return ERR_NOT_FOUND;
    }
    shared_released(self, req->component);
    return OK;
}

const struct vm_memory_ops memory_ops = {
    .create = on_create,
    .attach = on_attach,
    .detach = on_detach,
    .destroy = on_destroy,
    .map_device = on_map_device,
    .pin = on_pin,
    .unpin = on_unpin,
    .usage = on_usage,
    .set_fixup = on_set_fixup,
    .released = on_released,
};
