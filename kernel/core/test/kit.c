// SPDX-License-Identifier: MIT
// Boots the host kernel on a small archive and makes traps for its threads.
#include "kit.h"

#include <base/string.h>

enum {
    ARCHIVE_AT = 48 << 20,
    RAM_FIRST = 1 << 20,
    FILE_AT = 4096,
    CODE_AT = 4096
};

/// A boot archive with one program: a text page and a data page.
static uint64_t make_archive(void) {
    unsigned char *base = host_arena + ARCHIVE_AT;
    memset(base, 0, 8 * PAGE_SIZE_B);
    struct archive_header *header = (void *)base;
    header->magic = ARCHIVE_MAGIC;
    header->num_entries = 1;
    struct archive_entry *entry = &header->entries[0];
    memcpy(entry->name, "bin/init", 9);
    entry->offset_b = FILE_AT;
    entry->size_b = 3 * PAGE_SIZE_B;
    header->total_b = 4 * PAGE_SIZE_B;

    unsigned char *file = base + FILE_AT;
    static const unsigned char ident[] = { 0x7f, 'E', 'L', 'F', 2, 1, 1 };
    memcpy(file, ident, sizeof(ident));
    uint16_t *half = (void *)file;
    uint64_t *word = (void *)file;
    half[8] = 3;       // type: DYN
    word[3] = CODE_AT; // entry
    word[4] = 64;      // program headers
    half[27] = 56;     // size of one
    half[28] = 2;      // number
    uint64_t *segment = word + 8;
    segment[0] = 1 | UINT64_C(5) << 32; // LOAD, R+X
    segment[1] = CODE_AT, segment[2] = CODE_AT, segment[4] = 8, segment[5] = 8;
    segment += 7;
    segment[0] = 1 | UINT64_C(6) << 32; // LOAD, R+W
    segment[1] = 2 * CODE_AT, segment[2] = 2 * CODE_AT, segment[4] = 4, segment[5] = 8192;
    memcpy(file + CODE_AT, "text....", 8);
    memcpy(file + 2 * CODE_AT, "data", 4);
    return header->total_b;
}

void kit_boot(void) {
    kit_boot_in_pieces(0);
}

void kit_boot_in_pieces(uint32_t num_ranges) {
    static struct boot_params params;
    host_reset();
    memset(&kernel, 0, sizeof(kernel));
    memset(cpus, 0, sizeof(cpus));
    params = (struct boot_params){
        .ranges = { { 0x1000, 0x9f000, UNTYPED_RAM },
                    { RAM_FIRST, ARCHIVE_AT, UNTYPED_RAM },
                    { 0xfe000000, 0xfe400000, UNTYPED_DEVICE } },
        .num_ranges = 3,
        .archive_start = ARCHIVE_AT,
        .archive_b = make_archive(),
        .ram_b = HOST_ARENA_B,
        .kernel_b = RAM_FIRST - 0x9f000,
        .cmdline = "quiet test x=1",
    };
    paddr_t at = ARCHIVE_AT + (1 << 20);
    for (uint32_t i = 0; i < num_ranges; i++) {
        paddr_t end = at + (1 + i % 16) * PAGE_SIZE_B;
        params.ranges[params.num_ranges++] = (struct boot_range){ at, end, UNTYPED_RAM };
        at = end + PAGE_SIZE_B;
    }
    (void)core_init(&params);
}

struct result kit_result(const struct thread *thread) {
    struct result result = { .status = thread->context.status,
                             .badge = thread->context.badge,
                             .tag = thread->context.tag };
    memcpy(result.words, thread->context.words, sizeof(result.words));
    return result;
}

struct result kit_trap(uint64_t trap, handle_t handle, uint64_t tag, const uint64_t *words) {
    struct thread *self = thread_current();
    uint32_t num_words = MIN(TAG_WORDS(tag), (uint32_t)TRAP_REG_WORDS);
    for (uint32_t i = 0; i < num_words; i++) {
        self->context.words[i] = words == NULL ? 0 : words[i];
    }
    (void)core_trap(handle, tag, trap);
    return kit_result(self);
}

struct result kit_invoke_words(handle_t handle, uint32_t method, uint32_t num_words,
                               const uint64_t *words) {
    struct result result;
    do {
        result = kit_trap(TRAP_INVOKE, handle, TAG(method, num_words, 0, 0), words);
    } while (result.status == ERR_AGAIN);
    return result;
}

handle_t kit_make_of(struct result result) {
    return result.status == OK ? result.words[0] : 0;
}

static struct captable *init_table(void) {
    // init's table is the first thing that boot memory holds behind the root slot.
    return &((struct slot *)(void *)(host_arena + RAM_FIRST + PAGE_SIZE_B))->captable;
}

struct thread *kit_init_thread(void) {
    return cap_object(captable_slots(init_table()) + SLOT_THREAD);
}

void kit_run_init(void) {
    kit_run(kit_init_thread());
}

struct slot *kit_slot(handle_t handle) {
    struct slot *slot = NULL;
    return cap_find_any(init_table(), handle, &slot) == OK ? slot : NULL;
}

void *kit_object(handle_t handle) {
    return cap_object(kit_slot(handle));
}

handle_t kit_untyped(void) {
    struct captable *table = init_table();
    struct slot *best = NULL;
    for (uint32_t i = INIT_SLOT_FIRST_UNTYPED; i < table->fresh; i++) {
        struct slot *slot = captable_slots(table) + i;
        if (slot->type == OBJECT_UNTYPED && slot->kind == UNTYPED_RAM &&
            slot_at(slot->prev) != NULL && (best == NULL || slot->size_log2 > best->size_log2)) {
            best = slot;
        }
    }
    return cap_handle(best);
}

handle_t kit_carve(enum object_type type, uint64_t parameter) {
    return kit_make(kit_untyped(), UNTYPED_CARVE, type, parameter, UNTYPED_NEXT);
}

handle_t kit_region(uint64_t num_units, vaddr_t *out_address) {
    handle_t span = kit_make(START_HANDLE(INIT_SLOT_SPAN), SPAN_CARVE, num_units, UNTYPED_NEXT);
    handle_t region =
        kit_make(kit_untyped(), UNTYPED_CARVE, OBJECT_REGION, num_units, UNTYPED_NEXT, span);
    if (out_address != NULL) {
        *out_address = kit_invoke(region, CAP_INFO).words[3];
    }
    return region;
}

void kit_run(struct thread *thread) {
    uint8_t priority = thread->priority;
    if (thread == thread_current()) {
        return;
    }
    // Above everybody for a moment, then as it was; who else is ready stays ready.
    sched_set_priority(thread, PRIORITY_COUNT - 1);
    (void)sched_return();
    thread->priority = priority;
    CHECK(thread_current() == thread);
}

struct task kit_task(uint32_t priority, uint32_t flags) {
    struct task task = { .domain = kit_carve(OBJECT_DOMAIN, 0),
                         .table = kit_carve(OBJECT_CAPTABLE, 64),
                         .thread = kit_carve(OBJECT_THREAD, 0),
                         .notification = kit_carve(OBJECT_NOTIFICATION, 0) };
    task.t = kit_object(task.thread);
    task.slots = captable_at(kit_slot(task.table)->object);
    handle_t frame = 0;
    vaddr_t address = 0;
    if ((flags & TASK_NO_FRAME) == 0) {
        handle_t region = kit_region(1, &address);
        frame = kit_carve(OBJECT_FRAME, 0);
        CHECK_STATUS(kit_do(frame, FRAME_MAP, region, 0, RIGHT_READ | RIGHT_WRITE, 0), OK);
    }
    CHECK_STATUS(kit_do(task.thread, THREAD_CONFIGURE, task.domain, task.table, 0, address, frame,
                        (flags & TASK_WINDOW) != 0 ? SLOT_WINDOW : 0),
                 OK);
    task.frame = task.t->frame;
    if ((flags & TASK_PASSIVE) == 0) {
        task.sched = kit_carve(OBJECT_SCHED_CONTEXT, 0);
        CHECK_STATUS(kit_do(task.thread, THREAD_SET_SCHED, task.sched), OK);
    }
    CHECK_STATUS(kit_do(task.thread, THREAD_SET_PRIORITY, priority), OK);
    CHECK_STATUS(kit_do(task.thread, THREAD_BIND, task.notification), OK);
    CHECK_STATUS(kit_do(task.thread, THREAD_SET_REGS, 0x1000, 0x2000, 0, 0), OK);
    CHECK_STATUS(kit_do(task.thread, THREAD_RESUME), OK);
    return task;
}

handle_t kit_give(const struct task *task, handle_t handle, uint32_t rights, uint64_t badge) {
    return kit_make(task->table, CAPTABLE_INSERT, handle, 0, rights, badge, CAPTABLE_DERIVE);
}

/// One capability: its links, depth, count of its object.
static void check_slot(const struct slot *slot) {
    CHECK(slot->type != OBJECT_NONE && slot->type < OBJECT_TYPE_COUNT);
    if (slot->child != 0) {
        CHECK(slot_at(slot_at(slot->child)->prev) == slot);
        CHECK_EQ(slot_at(slot->child)->depth, slot == kernel.root ? 0 : slot->depth + 1);
    }
    if (slot->next != 0) {
        CHECK(slot_at(slot_at(slot->next)->prev) == slot);
        CHECK_EQ(slot_at(slot->next)->depth, slot->depth);
    }
    if ((slot->flags & SLOT_CLOSED) != 0) {
        CHECK((slot->flags & SLOT_ANCHOR) != 0 && slot->child == 0);
    }
    if (slot->type == OBJECT_FRAME && slot->frame.region != 0) {
        const struct region *region = ref_ptr(slot->frame.region);
        const struct region_unit *unit =
            (const struct region_unit *)(const void *)((const char *)region -
                                                       offsetof(struct region_unit, header)) +
            slot->frame.page / UNIT_PAGES;
        CHECK(unit->frames[slot->frame.page % UNIT_PAGES] == ref_of(slot));
    }
    if (slot->type == OBJECT_CAPTABLE) {
        const struct captable *table = captable_at(slot->object);
        const struct slot *slots = slot_at(slot->object);
        uint32_t used = 0;
        for (uint32_t i = 1; i < table->fresh; i++) {
            used += slots[i].type != OBJECT_NONE;
        }
        CHECK_EQ(used, table->used);
    }
}

void kit_check_all(void) {
    const struct slot *slot = slot_at(kernel.root->child);
    for (;;) {
        check_slot(slot);
        if (slot->child != 0) {
            slot = slot_at(slot->child);
            continue;
        }
        while (slot != kernel.root && slot->next == 0) {
            const struct slot *prev = slot_at(slot->prev);
            while (prev->child != ref_of(slot)) {
                slot = prev;
                prev = slot_at(slot->prev);
            }
            slot = prev;
        }
        if (slot == kernel.root) {
            return;
        }
        slot = slot_at(slot->next);
    }
}
