// SPDX-License-Identifier: MIT
/// @file
/// Faults of tasks: memory on demand, fix-ups, and a look at the stack of one that stopped.

#include "memory.h"
#include "space.h"
#include "tasks.h"

#include <base/string.h>
#include <hsys/object.h>

/// Words of a fault message, see abi/trap.h.
enum {
    WORD_ADDRESS,
    WORD_IP,
    WORD_FLAGS,
    WORD_SP,
    WORD_FP
};

bool task_fault(struct vm *vm, struct task *task, uint32_t kind,
                const uint64_t words[TRAP_REG_WORDS]) {
    if (kind != FAULT_PAGE || (words[WORD_FLAGS] & (FAULT_PRESENT | FAULT_EXEC)) != 0) {
        return false;
    }
    return space_touch(vm, task, words[WORD_ADDRESS]) == OK;
}

bool task_fixup(struct task *task, uint32_t kind, const uint64_t words[TRAP_REG_WORDS]) {
    vaddr_t ip = words[WORD_IP];
    if (kind == FAULT_PAGE && ip >= task->fixup_first && ip < task->fixup_last &&
        thread_set_ip(task->thread, task->fixup_resume) == OK &&
        thread_resume(task->thread) == OK) {
        return true;
    }
    task->state = TASK_FAULTED;
    task->fault_pending = true;
    task->fault_kind = kind;
    memcpy(task->fault, words, sizeof(task->fault));
    return false;
}

status_t task_read_stack(struct vm *vm, struct task *task, vaddr_t address, void *out,
                         size_t size_b) {
    if (address < task->stack_low || address >= task->stack_high ||
        size_b > task->stack_high - address) {
        return ERR_NOT_FOUND;
    }
    uint64_t page = (address - task->stack_unit) >> PAGE_SHIFT;
    struct block *block = memory_find(vm, &task->stack_frames, page);
    if (block == NULL) {
        return ERR_NOT_FOUND;
    }
    uint64_t offset_b = address - task->stack_unit - ((uint64_t)block->offset_pages << PAGE_SHIFT);
    if (size_b > BIT64(block->log2) - offset_b) {
        return ERR_NOT_FOUND; // across two Frames: not worth it for a backtrace
    }
    // A writable Frame has one address: it moves here and back while the task stands still.
    void *memory = NULL;
    TRY(frame_unmap(block->frame));
    status_t st = memory_peek(vm, 1, block->frame, RIGHT_READ, &memory);
    if (st == OK) {
        memcpy(out, (const uint8_t *)memory + offset_b, size_b);
        memory_peek_end(block->frame);
    }
    status_t back =
        frame_map(block->frame, task->stack_region, (uint64_t)block->offset_pages << PAGE_SHIFT,
                  RIGHT_READ | RIGHT_WRITE, CACHE_NORMAL);
    ASSERT(back == OK);
    return st;
}
