// SPDX-License-Identifier: MIT
/// @file
/// vm.Process, for init alone: main.c lets only its badge through.

#include "handlers.h"
#include "tasks.h"
#include "vm.h"

#include <hsys/object.h>
#include <ipc/ipc.h>

static status_t on_setup(void *self, uint64_t badge, struct vm_process_setup_req *req,
                         struct vm_process_setup_rep *rep) {
    struct vm *vm = self;
    (void)badge;
    (void)rep;
    if (vm->wake != HANDLE_NONE) {
        ipc_cap_drop(vm->wake);
    }
    vm->wake = ipc_take(&req->wake);
    return OK;
}

static status_t on_spawn(void *self, uint64_t badge, struct vm_process_spawn_req *req,
                         struct vm_process_spawn_rep *rep) {
    struct vm *vm = self;
    char name[VM_NAME_MAX + 1];
    char image[VM_IMAGE_MAX + 1];
    char args[VM_ARGS_MAX + 1];
    (void)badge;
    if (ipc_text_copy(name, sizeof(name), req->name) != OK ||
        ipc_text_copy(image, sizeof(image), req->image) != OK ||
        ipc_text_copy(args, sizeof(args), req->args) != OK) {
        return ERR_BAD_FORMAT;
    }
    const struct task_spec spec = {
        .component = req->component,
        .instance = req->instance,
        .memory_b = req->memory,
        .reserve_b = req->reserve,
        .slots = req->slots,
        .priority = req->priority,
        .flags = req->flags,
        .name = name,
        .image = image,
        .args = args,
    };
    struct task *task = NULL;
    TRY(task_spawn(vm, &spec, &task));
    if (cap_derive(task->table, RIGHT_READ | RIGHT_MANAGE, 0, &rep->table) != OK ||
        cap_derive(task->endpoint, RIGHT_WRITE | RIGHT_DUP, 0, &rep->endpoint) != OK) {
        task_kill(vm, task); // takes the first one, too
        return ERR_NO_MEMORY;
    }
    ipc_give_reply_caps();
    return OK;
}

static status_t on_start(void *self, uint64_t badge, struct vm_process_start_req *req,
                         struct vm_process_start_rep *rep) {
    struct task *task = vm_task(self, req->component);
    (void)badge;
    (void)rep;
    return task == NULL ? ERR_NOT_FOUND : task_start(task);
}

static status_t on_kill(void *self, uint64_t badge, struct vm_process_kill_req *req,
                        struct vm_process_kill_rep *rep) {
    struct task *task = vm_task(self, req->component);
    (void)badge;
    (void)rep;
    if (task == NULL) {
        return ERR_NOT_FOUND;
    }
    task_kill(self, task);
    return OK;
}

static status_t on_collect(void *self, uint64_t badge, struct vm_process_collect_req *req,
                           struct vm_process_collect_rep *rep) {
    struct vm *vm = self;
    (void)badge;
    (void)req;
    for (uint32_t i = 0; i < TASKS_MAX; i++) {
        struct task *task = &vm->tasks[i];
        if (task->used && task->fault_pending) {
            task->fault_pending = false;
            rep->component = task->component;
            rep->fault = (struct vm_fault){
                .address = task->fault[0],
                .ip = task->fault[1],
                .flags = (uint32_t)task->fault[2],
                .sp = task->fault[3],
                .fp = task->fault[4],
                .kind = task->fault_kind,
                .image_base = task->image_base,
            };
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

static status_t on_backtrace(void *self, uint64_t badge, struct vm_process_backtrace_req *req,
                             struct vm_process_backtrace_rep *rep) {
    static uint64_t frames[VM_TRACE_MAX];
    struct task *task = vm_task(self, req->component);
    (void)badge;
    if (task == NULL) {
        return ERR_NOT_FOUND;
    }
    if (task->state != TASK_FAULTED) {
        return ERR_BAD_STATE;
    }
    uint64_t fp = task->fault[4];
    size_t count = 0;
    uint64_t link[2]; // saved frame pointer, return address
    while (count < VM_TRACE_MAX && IS_ALIGNED(fp, sizeof(uint64_t)) &&
           task_read_stack(self, task, fp, link, sizeof(link)) == OK && link[1] != 0) {
        frames[count++] = link[1];
        if (link[0] <= fp) {
            break; // callers stand higher; anything else is no chain
        }
        fp = link[0];
    }
    rep->frames.ptr = frames;
    rep->frames.len = count;
    return OK;
}

static status_t on_stats(void *self, uint64_t badge, struct vm_process_stats_req *req,
                         struct vm_process_stats_rep *rep) {
    struct vm *vm = self;
    (void)badge;
    rep->free = vm->buddy.free_b;
    if (req->component == 0) {
        rep->limit = vm->boot->boot.ram_b;
        rep->used = vm->boot->boot.ram_b - vm->buddy.free_b;
        return OK;
    }
    if (vm_task(vm, req->component) == NULL) {
        return ERR_NOT_FOUND;
    }
    rep->used = vm->quota.accounts[req->component].used_b;
    rep->limit = vm->quota.accounts[req->component].limit_b;
    return OK;
}

static status_t on_account(void *self, uint64_t badge, struct vm_process_account_req *req,
                           struct vm_process_account_rep *rep) {
    struct vm *vm = self;
    (void)badge;
    struct task *task = vm_task(vm, req->component);
    if (task == NULL) {
        return ERR_NOT_FOUND;
    }
    if (cap_derive(vm->endpoint, RIGHT_WRITE, VM_BADGE(VM_BADGE_ACCOUNT, req->component),
                   &rep->account) != OK) {
        return ERR_NO_MEMORY;
    }
    ipc_give_reply_caps();
    return OK;
}

const struct vm_process_ops process_ops = {
    .setup = on_setup,
    .spawn = on_spawn,
    .start = on_start,
    .kill = on_kill,
    .collect = on_collect,
    .backtrace = on_backtrace,
    .stats = on_stats,
    .account = on_account,
};
