// SPDX-License-Identifier: MIT
/// @file
/// Windows, units, ranges.

#include "space.h"

#include "memory.h"

#include <hsys/object.h>
#include <task/pieces.h>

status_t space_window_take(struct vm *vm, struct window *out) {
    if (vm->windows_left > 0) {
        TRY(span_carve(vm->window_root, WINDOW_UNITS, UNTYPED_NEXT, &out->span));
        out->address = vm->window_next;
        vm->window_next += GIB;
        vm->windows_left--;
        return OK;
    }
    if (vm->num_windows == 0) {
        return ERR_NO_MEMORY;
    }
    *out = vm->windows[vm->window_first];
    vm->window_first = (vm->window_first + 1) % ARRAY_LEN(vm->windows);
    vm->num_windows--;
    return OK;
}

void space_window_give(struct vm *vm, const struct window *window) {
    status_t st = cap_revoke(window->span);
    ASSERT(st == OK);
    uint32_t at = (vm->window_first + vm->num_windows) % ARRAY_LEN(vm->windows);
    vm->windows[at] = *window;
    vm->num_windows++;
}

status_t space_object(struct vm *vm, struct task *task, enum object_type type, uint64_t parameter,
                      handle_t *out) {
    if (task->chunk != HANDLE_NONE && untyped_carve(task->chunk, type, parameter, out) == OK) {
        return OK;
    }
    uint32_t index = BUDDY_NONE;
    TRY(memory_alloc(vm, task->component, BUDDY_LOG2_MIN, &task->objects, &index));
    return untyped_carve(buddy_block(&vm->buddy, index)->cap, type, parameter, out) == OK
               ? OK
               : ERR_NO_MEMORY;
}

/// Start of what a table of `level` that covers `address` covers: 512 GiB (3) or 1 GiB (2).
static vaddr_t table_base(vaddr_t address, uint32_t level) {
    return ALIGN_DOWN(address, level == 3 ? 512 * GIB : GIB);
}

status_t space_attach(struct vm *vm, struct task *task, handle_t region, vaddr_t address,
                      uint32_t rights, handle_t *out) {
    uint32_t level = 0;
    status_t st;
    while ((st = domain_attach(task->domain, region, rights, out, &level)) == ERR_NO_TABLE) {
        handle_t table = HANDLE_NONE;
        TRY(space_object(vm, task, OBJECT_TABLE, 0, &table));
        TRY(domain_set_table(task->domain, table, table_base(address, level), level));
    }
    return st == ERR_NO_SLOTS ? ERR_NO_MEMORY : st;
}

status_t space_attach_own(struct vm *vm, handle_t region, vaddr_t address, handle_t *out) {
    uint32_t level = 0;
    status_t st;
    while ((st = domain_attach(vm->domain, region, RIGHT_READ | RIGHT_WRITE, out, &level)) ==
           ERR_NO_TABLE) {
        uint32_t index = BUDDY_NONE;
        handle_t table = HANDLE_NONE;
        TRY(memory_alloc(vm, QUOTA_SYSTEM, BUDDY_LOG2_MIN, &vm->own_blocks, &index));
        TRY(untyped_carve(buddy_block(&vm->buddy, index)->cap, OBJECT_TABLE, 0, &table));
        TRY(domain_set_table(vm->domain, table, table_base(address, level), level));
    }
    return st;
}

status_t space_add_range(struct vm *vm, struct task *task, const struct range *range) {
    uint32_t index = vm->spare_range;
    if (task->num_ranges == RANGES_PER_TASK) {
        return ERR_QUOTA;
    }
    if (index == VM_NONE) {
        return ERR_NO_MEMORY;
    }
    task->num_ranges++;
    vm->spare_range = vm->ranges[index].next;
    vm->ranges[index] = *range;
    vm->ranges[index].next = task->ranges;
    task->ranges = index;
    return OK;
}

// --- Units ---

/// Whether units [first, first + count) were used before and are free.
static bool units_free(const struct vm *vm, const struct task *task, uint32_t first,
                       uint32_t count) {
    for (uint32_t i = first; i < first + count; i++) {
        if (task->unit_of[i] == VM_NONE || vm->units[task->unit_of[i]].used) {
            return false;
        }
    }
    return true;
}

/// A record and a Span for the next unused unit of the window.
static status_t unit_carve(struct vm *vm, struct task *task) {
    uint32_t index = vm->spare_unit;
    handle_t span = HANDLE_NONE;
    if (index == VM_NONE || span_carve(task->window, 1, task->next_unit, &span) != OK) {
        return ERR_NO_MEMORY;
    }
    vm->spare_unit = vm->units[index].next;
    vm->units[index] = (struct unit){ .span = span };
    task->unit_of[task->next_unit++] = (uint16_t)index;
    return OK;
}

status_t space_units_take(struct vm *vm, struct task *task, uint32_t count, uint32_t *out_first) {
    uint32_t first = task->next_unit;
    if (count > UNITS_PER_TASK - task->num_units) {
        return ERR_QUOTA;
    }
    if (count > WINDOW_UNITS - first) {
        // The window was gone through: the first free neighbours will do.
        first = 0;
        while (first + count <= task->next_unit && !units_free(vm, task, first, count)) {
            first++;
        }
        if (first + count > task->next_unit) {
            return ERR_NO_MEMORY;
        }
    }
    while (task->next_unit < first + count) {
        TRY(unit_carve(vm, task)); // what was carved stays, free, for the next
    }
    for (uint32_t i = first; i < first + count; i++) {
        vm->units[task->unit_of[i]].used = true;
    }
    task->num_units += count;
    *out_first = first;
    return OK;
}

static void unit_empty(struct vm *vm, struct task *task, struct unit *unit) {
    if (unit->device != HANDLE_NONE) {
        (void)cap_delete(unit->device); // may have been revoked by dm
    }
    memory_free_list(vm, task->component,
                     &unit->blocks); // the Region with its Attachment and Frames
    unit->device = HANDLE_NONE;
    unit->region = HANDLE_NONE;
    unit->attachment = HANDLE_NONE;
    unit->used = false;
}

void space_units_give(struct vm *vm, struct task *task, uint32_t first, uint32_t count) {
    for (uint32_t i = first; i < first + count; i++) {
        unit_empty(vm, task, &vm->units[task->unit_of[i]]);
    }
    task->num_units -= count;
}

status_t space_unit_open(struct vm *vm, struct task *task, uint32_t index, struct unit **out) {
    struct unit *unit = &vm->units[task->unit_of[index]];
    *out = unit;
    if (unit->region != HANDLE_NONE) {
        return OK;
    }
    handle_t region = HANDLE_NONE;
    vaddr_t address = task->window_at + index * REGION_UNIT_B;
    TRY(memory_region(vm, task->component, &unit->blocks, 1, unit->span, &region));
    status_t st =
        space_attach(vm, task, region, address, RIGHT_READ | RIGHT_WRITE, &unit->attachment);
    if (st != OK) {
        memory_free_list(vm, task->component, &unit->blocks);
        return st;
    }
    unit->region = region;
    return OK;
}

// --- Private regions ---

#define CHUNK_B (PAGE_SIZE_B << CHUNK_ORDER)

status_t space_private_create(struct vm *vm, struct task *task, uint64_t size_b, vaddr_t *out) {
    uint32_t first = 0;
    size_b = ALIGN_UP(size_b, CHUNK_B);
    uint32_t units = (uint32_t)(ALIGN_UP(size_b, REGION_UNIT_B) / REGION_UNIT_B);
    TRY(space_units_take(vm, task, units, &first));
    const struct range range = {
        .low = task->window_at + first * REGION_UNIT_B,
        .high = task->window_at + first * REGION_UNIT_B + size_b,
    };
    status_t st = space_add_range(vm, task, &range);
    if (st != OK) {
        space_units_give(vm, task, first, units);
        return st;
    }
    *out = range.low;
    return OK;
}

/// Takes range `*link` out of the task's list.
static void range_remove(struct vm *vm, struct task *task, uint32_t *link) {
    uint32_t index = *link;
    task->num_ranges--;
    *link = vm->ranges[index].next;
    vm->ranges[index] = (struct range){ .next = vm->spare_range };
    vm->spare_range = index;
}

status_t space_private_destroy(struct vm *vm, struct task *task, vaddr_t address) {
    for (uint32_t *link = &task->ranges; *link != VM_NONE; link = &vm->ranges[*link].next) {
        const struct range *range = &vm->ranges[*link];
        if (range->low == address && range->region == HANDLE_NONE) {
            uint32_t first = (uint32_t)((range->low - task->window_at) / REGION_UNIT_B);
            uint64_t size_b = ALIGN_UP(range->high - range->low, REGION_UNIT_B);
            space_units_give(vm, task, first, (uint32_t)(size_b / REGION_UNIT_B));
            range_remove(vm, task, link);
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

/// Order of the chunk of `range` around `page` (of a Region at `base`), and the chunk's first page.
static uint32_t chunk_order(const struct range *range, vaddr_t base, uint64_t *page) {
    uint32_t order = CHUNK_ORDER;
    for (;; order--) {
        uint64_t first = ALIGN_DOWN(*page, BIT64(order));
        vaddr_t low = base + (first << PAGE_SHIFT);
        if (order == 0 || (low >= range->low && low + (PAGE_SIZE_B << order) <= range->high)) {
            *page = first;
            return order;
        }
    }
}

static status_t touch_range(struct vm *vm, struct task *task, const struct range *range,
                            vaddr_t address) {
    handle_t region = range->region;
    vaddr_t base = range->region_base;
    struct block_list *list = range->blocks;
    if (region == HANDLE_NONE) {
        uint32_t index = (uint32_t)((address - task->window_at) / REGION_UNIT_B);
        struct unit *unit = NULL;
        TRY(space_unit_open(vm, task, index, &unit));
        region = unit->region;
        base = task->window_at + index * REGION_UNIT_B;
        list = &unit->blocks;
    }
    uint64_t page = (address - base) >> PAGE_SHIFT;
    uint32_t order = chunk_order(range, base, &page);
    struct block *block = NULL;
    status_t st = memory_frame(vm, task->component, list, order, &block);
    if (st != OK && order > 0) {
        order = 0; // close to the limit every page counts
        page = (address - base) >> PAGE_SHIFT;
        st = memory_frame(vm, task->component, list, order, &block);
    }
    TRY(st);
    block->offset_pages = (uint32_t)page;
    st =
        frame_map(block->frame, region, page << PAGE_SHIFT, RIGHT_READ | RIGHT_WRITE, CACHE_NORMAL);
    if (st == ERR_EXISTS && order > 0) {
        // Single pages of this chunk were mapped before: take just the one that is missing.
        memory_drop_first(vm, task->component, list);
        TRY(memory_frame(vm, task->component, list, 0, &block));
        page = (address - base) >> PAGE_SHIFT;
        block->offset_pages = (uint32_t)page;
        st = frame_map(block->frame, region, page << PAGE_SHIFT, RIGHT_READ | RIGHT_WRITE,
                       CACHE_NORMAL);
    }
    if (st != OK) {
        memory_drop_first(vm, task->component, list);
    }
    return st;
}

status_t space_touch(struct vm *vm, struct task *task, vaddr_t address) {
    for (uint32_t i = task->ranges; i != VM_NONE; i = vm->ranges[i].next) {
        if (address >= vm->ranges[i].low && address < vm->ranges[i].high) {
            status_t st = touch_range(vm, task, &vm->ranges[i], address);
            return st == ERR_EXISTS ? OK : st; // another thread was faster
        }
    }
    return ERR_NOT_FOUND;
}

// --- Devices ---

status_t space_map_device(struct vm *vm, struct task *task, handle_t frame, uint32_t rights,
                          enum frame_cache cache, vaddr_t *out) {
    uint32_t first = 0;
    struct unit *unit = NULL;
    TRY(space_units_take(vm, task, 1, &first));
    status_t st = space_unit_open(vm, task, first, &unit);
    if (st == OK) {
        st = frame_map(frame, unit->region, 0, rights, cache);
    }
    if (st != OK) {
        space_units_give(vm, task, first, 1);
        return st;
    }
    unit->device = frame;
    *out = task->window_at + first * REGION_UNIT_B;
    return OK;
}

void space_clear(struct vm *vm, struct task *task) {
    while (task->ranges != VM_NONE) {
        range_remove(vm, task, &task->ranges);
    }
    for (uint32_t i = 0; i < task->next_unit; i++) {
        uint32_t index = task->unit_of[i];
        if (index != VM_NONE) {
            unit_empty(vm, task, &vm->units[index]);
            vm->units[index] = (struct unit){ .next = vm->spare_unit };
            vm->spare_unit = index;
            task->unit_of[i] = VM_NONE;
        }
    }
}
