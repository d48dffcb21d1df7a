// SPDX-License-Identifier: MIT
/// @file
/// A task is made of: an account, a chunk of kernel objects, a window with its image, and one unit
/// with IPC frame, guard and stack. All of it is freed by freeing blocks.

#include "tasks.h"

#include "images.h"
#include "memory.h"
#include "shared.h"
#include "space.h"

#include <base/fmt.h>
#include <base/string.h>
#include <hsys/object.h>
#include <hsys/time.h>
#include <idl/vm.h>
#include <task/stack.h>

enum {
    REPLIES = 4,
    SMALL_OBJECTS_B = 4096,        ///< Scheduling context, notification, timer, replies, endpoint.
    TABLES_B = 4 * OBJECT_TABLE_B, ///< 512 GiB; information page; window; first arena.
    QUANTUM_NS = 10 * 1000 * 1000,
};
/// Layout of the stack's unit: IPC frame, guard, stack to the end.
#define IPC_FRAME_OFFSET_B PAGE_SIZE_B
#define STACK_OFFSET_B (UINT64_C(1) << 20)
#define STACK_TOP_B (PAGE_SIZE_B << CHUNK_ORDER) ///< Present from the start.

struct task *vm_task(struct vm *vm, uint32_t component) {
    for (uint32_t i = 0; i < TASKS_MAX; i++) {
        if (vm->tasks[i].used && vm->tasks[i].component == component) {
            return &vm->tasks[i];
        }
    }
    return NULL;
}

static uint32_t image_units(const struct task *task) {
    return (uint32_t)(ALIGN_UP(task->image_b, REGION_UNIT_B) / REGION_UNIT_B);
}

/// One block for what every task has.
static status_t make_chunk(struct vm *vm, struct task *task, uint32_t slots) {
    uint64_t size_b = ALIGN_UP((uint64_t)slots * OBJECT_CAP_SLOT_B, PAGE_SIZE_B) + OBJECT_DOMAIN_B +
                      OBJECT_THREAD_B + SMALL_OBJECTS_B + TABLES_B +
                      (image_units(task) + 1) * OBJECT_REGION_UNIT_B;
    uint32_t index = BUDDY_NONE;
    TRY(memory_alloc(vm, task->component, buddy_log2(size_b), &task->objects, &index));
    task->chunk = buddy_block(&vm->buddy, index)->cap;
    return OK;
}

static status_t carve(struct task *task, enum object_type type, uint64_t parameter, handle_t *out) {
    return untyped_carve(task->chunk, type, parameter, out);
}

static status_t insert(struct task *task, handle_t source, uint64_t slot, uint32_t rights) {
    return captable_insert(task->table, source, slot, rights, 0, CAPTABLE_DERIVE, NULL);
}

/// Small objects that go straight into the task's table.
static status_t make_small(struct task *task) {
    handle_t timer = HANDLE_NONE;
    handle_t bit = HANDLE_NONE;
    TRY(carve(task, OBJECT_NOTIFICATION, 0, &task->notification));
    TRY(carve(task, OBJECT_TIMER, 0, &timer));
    TRY(cap_derive(task->notification, RIGHT_WRITE, BIT64(NOTIFICATION_TIMER_BIT), &bit));
    TRY(timer_bind(timer, bit));
    TRY(cap_delete(bit));
    TRY(carve(task, OBJECT_ENDPOINT, 0, &task->endpoint));
    const uint32_t all = RIGHT_ALL & ~(uint32_t)RIGHT_DMA;
    TRY(insert(task, task->notification, SLOT_NOTIFICATION, RIGHT_READ | RIGHT_WRITE | RIGHT_DUP));
    TRY(captable_insert(task->table, timer, SLOT_TIMER, all, 0, CAPTABLE_MOVE, NULL));
    TRY(insert(task, task->endpoint, SLOT_ENDPOINT, all));
    for (uint32_t i = 0; i < REPLIES; i++) {
        handle_t reply = HANDLE_NONE;
        TRY(carve(task, OBJECT_REPLY, 0, &reply));
        TRY(captable_insert(task->table, reply, SLOT_REPLY + i, all, 0, CAPTABLE_MOVE, NULL));
    }
    return OK;
}

static status_t make_objects(struct vm *vm, struct task *task, const struct task_spec *spec) {
    TRY(make_chunk(vm, task, spec->slots));
    TRY(carve(task, OBJECT_CAPTABLE, spec->slots, &task->table));
    TRY(carve(task, OBJECT_DOMAIN, 0, &task->domain));
    TRY(carve(task, OBJECT_THREAD, 0, &task->thread));
    TRY(carve(task, OBJECT_SCHED_CONTEXT, 0, &task->sched));
    TRY(make_small(task));
    // These are of use to their owner without the right to manage them.
    TRY(insert(task, task->table, SLOT_CAPTABLE, RIGHT_READ));
    TRY(insert(task, task->thread, SLOT_THREAD, RIGHT_READ));
    TRY(captable_insert(task->table, vm->endpoint, SLOT_VM, RIGHT_WRITE,
                        VM_BADGE(VM_BADGE_MEMORY, task->component), CAPTABLE_DERIVE, NULL));
    TRY(cap_derive(vm->endpoint, RIGHT_WRITE, VM_BADGE(VM_BADGE_FAULT, task->component),
                   &task->fault_cap));
    TRY(domain_set_fault(task->domain, task->fault_cap));
    return space_attach(vm, task, START_HANDLE(VM_SLOT_INFO_REGION), INFO_PAGE_VADDR, RIGHT_READ,
                        &task->info_attachment);
}

/// Spans and Regions of image and stack.
static status_t make_space(struct vm *vm, struct task *task) {
    struct window window;
    handle_t image_span = HANDLE_NONE;
    handle_t stack_span = HANDLE_NONE;
    uint32_t units = image_units(task);
    uint64_t slide = (info_page()->seed >> 8 ^ task->component * 31u) % SLIDE_UNITS;
    TRY(space_window_take(vm, &window));
    task->window = window.span;
    task->window_at = window.address;
    TRY(span_carve(task->window, units, slide, &image_span));
    TRY(span_carve(task->window, 1, UNTYPED_NEXT, &stack_span));
    task->next_unit = (uint32_t)slide + units + 1;
    task->image_base = task->window_at + slide * REGION_UNIT_B;
    task->stack_unit = task->image_base + units * REGION_UNIT_B;
    task->stack_low = task->stack_unit + STACK_OFFSET_B;
    task->stack_high = task->stack_unit + REGION_UNIT_B;
    TRY(untyped_carve_region(task->chunk, units, image_span, &task->image_region));
    TRY(untyped_carve_region(task->chunk, 1, stack_span, &task->stack_region));
    TRY(space_attach(vm, task, task->image_region, task->image_base,
                     RIGHT_READ | RIGHT_WRITE | RIGHT_EXEC, &task->image_attachment));
    return space_attach(vm, task, task->stack_region, task->stack_unit, RIGHT_READ | RIGHT_WRITE,
                        &task->stack_attachment);
}

static struct stack_content start_content(const struct vm *vm, const struct task *task,
                                          const struct image *image, const struct task_spec *spec) {
    uint64_t seed = info_page()->seed;
    struct stack_content content = {
        .plan = &image->plan,
        .info = {
            .version = 1,
            .instance = task->instance,
            .image_base = task->image_base,
            .image_b = task->image_b,
            .ipc_frame = task->stack_unit + IPC_FRAME_OFFSET_B,
            .stack_low = task->stack_low,
            .stack_high = task->stack_high,
        },
        .boot = (spec->flags & VM_PROCESS_FLAGS_DMA_MASTER) != 0 ? &vm->boot->boot : NULL,
        .random = { seed ^ task->window_at, seed * 31 + task->instance },
    };
    fmt_str(content.info.name, sizeof(content.info.name), "%s", spec->name);
    fmt_str(content.info.args, sizeof(content.info.args), "%s", spec->args);
    return content;
}

/// Stack with its first content, IPC frame, and the thread that uses them.
static status_t make_thread(struct vm *vm, struct task *task, const struct image *image,
                            const struct task_spec *spec) {
    struct block *top = NULL;
    struct block *ipc = NULL;
    void *memory = NULL;
    vaddr_t sp = 0;
    const struct stack_content content = start_content(vm, task, image, spec);
    TRY(memory_frame(vm, task->component, &task->stack_frames, CHUNK_ORDER, &top));
    top->offset_pages = (uint32_t)((REGION_UNIT_B - STACK_TOP_B) >> PAGE_SHIFT);
    TRY(memory_peek(vm, 1, top->frame, RIGHT_READ | RIGHT_WRITE, &memory));
    status_t st = stack_build(&content, memory, STACK_TOP_B, &sp);
    memory_peek_end(top->frame);
    TRY(st);
    TRY(frame_map(top->frame, task->stack_region, REGION_UNIT_B - STACK_TOP_B,
                  RIGHT_READ | RIGHT_WRITE, CACHE_NORMAL));
    const struct range stack = {
        .low = task->stack_low,
        .high = task->stack_high - STACK_TOP_B,
        .region = task->stack_region,
        .region_base = task->stack_unit,
        .blocks = &task->stack_frames,
    };
    TRY(space_add_range(vm, task, &stack));
    TRY(memory_frame(vm, task->component, &task->stack_frames, 0, &ipc));
    ipc->offset_pages = IPC_FRAME_OFFSET_B >> PAGE_SHIFT;
    TRY(frame_map(ipc->frame, task->stack_region, IPC_FRAME_OFFSET_B, RIGHT_READ | RIGHT_WRITE,
                  CACHE_NORMAL));
    const struct thread_config config = {
        .domain = task->domain,
        .captable = task->table,
        .flags = (spec->flags & VM_PROCESS_FLAGS_FPU) != 0 ? THREAD_FPU : 0u,
        .ipc_vaddr = content.info.ipc_frame,
        .ipc_frame = ipc->frame,
        .window_slot = SLOT_WINDOW,
    };
    TRY(thread_configure(task->thread, &config));
    TRY(thread_bind(task->thread, task->notification));
    TRY(sched_configure(task->sched, QUANTUM_NS, QUANTUM_NS));
    TRY(thread_set_sched(task->thread, task->sched));
    TRY(thread_set_priority(task->thread, spec->priority));
    return thread_set_regs(task->thread, task->image_base + image->plan.entry, sp, 0, 0);
}

static status_t build(struct vm *vm, struct task *task, const struct image *image,
                      const struct task_spec *spec) {
    TRY(make_objects(vm, task, spec));
    TRY(make_space(vm, task));
    TRY(images_load(vm, image, task));
    return make_thread(vm, task, image, spec);
}

/// Frees all that a task has, complete or not; its account stays open.
static void dismantle(struct vm *vm, struct task *task) {
    // The table first: what others should see closed is closed before anything is used again.
    memory_free_list(vm, task->component, &task->objects);
    shared_forget_task(vm, task);
    space_clear(vm, task);
    memory_free_list(vm, task->component, &task->image_frames);
    memory_free_list(vm, task->component, &task->stack_frames);
    for (uint32_t i = 0; i < task->num_text; i++) {
        (void)cap_delete(task->text[i]);
    }
    if (task->fault_cap != HANDLE_NONE) {
        (void)cap_delete(task->fault_cap);
    }
    if (task->info_attachment != HANDLE_NONE) {
        (void)cap_delete(task->info_attachment);
    }
    if (task->window != HANDLE_NONE) {
        const struct window window = { task->window, task->window_at };
        space_window_give(vm, &window);
    }
}

void task_kill(struct vm *vm, struct task *task) {
    dismantle(vm, task);
    shared_disown(vm, task->component);
    quota_close(&vm->quota, task->component);
    task->used = false;
}

status_t task_spawn(struct vm *vm, const struct task_spec *spec, struct task **out) {
    const struct image *image = NULL;
    struct task *task = NULL;
    TRY(images_find(vm, spec->image, &image));
    if (vm_task(vm, spec->component) != NULL) {
        return ERR_EXISTS;
    }
    for (uint32_t i = 0; i < TASKS_MAX && task == NULL; i++) {
        task = vm->tasks[i].used ? NULL : &vm->tasks[i];
    }
    if (task == NULL) {
        return ERR_NO_MEMORY;
    }
    TRY(quota_open(&vm->quota, spec->component, spec->memory_b, spec->reserve_b));
    memset(task, 0, sizeof(*task));
    task->used = true;
    task->component = spec->component;
    task->instance = spec->instance;
    task->flags = spec->flags;
    task->image_b = image->plan.image_b;
    status_t st = build(vm, task, image, spec);
    if (st != OK) {
        task_kill(vm, task);
        return st == ERR_QUOTA || st == ERR_BAD_FORMAT ? st : ERR_NO_MEMORY;
    }
    *out = task;
    return OK;
}

status_t task_start(struct task *task) {
    if (task->state != TASK_BUILT) {
        return ERR_BAD_STATE;
    }
    TRY(thread_resume(task->thread));
    task->state = TASK_RUNNING;
    return OK;
}
