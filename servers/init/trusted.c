// SPDX-License-Identifier: MIT
/// @file
/// Builds vm from raw kernel objects: init's pool gives objects and pages, everything else goes over.

#include "trusted.h"

#include <base/log.h>
#include <base/string.h>
#include <elf/elf.h>
#include <hsys/object.h>
#include <hsys/start.h>
#include <hsys/time.h>
#include <task/archive.h>
#include <task/pieces.h>
#include <task/stack.h>
#include <task/vm_boot.h>

#define LOG_TAG "init"

enum {
    INIT_PRIORITY = 60,
    INIT_NUMBER = 1,
    VM_PRIORITY = 62,
    REPLIES = 4,
    POOL_REST_B = 384 << 10, ///< vm's image, stack and tables; init's own objects.
    IRQ_MEMORY_LOG2 = 14,
    OBJECTS_LOG2 = 16,
    STACK_B = 64 << 10,
    QUANTUM_NS = 10 * 1000 * 1000,
    SPAN_UNITS = 512 * 506, ///< From 6 GiB to 512 GiB: one top-level table reaches all of it.
};
#define GIB (UINT64_C(1) << 30)
#define VM_WINDOW_UNITS 512u

/// vm while it is built.
struct builder {
    struct trusted *out;
    handle_t pool; ///< Untyped of RAM that init keeps.
    uint32_t slots;
    uint64_t pool_b; ///< Of vm.
    struct elf_plan plan;
    const uint8_t *file;
    handle_t table, domain, thread;
    handle_t window, rest; ///< Spans: vm's own GiB; all behind it.
    vaddr_t base;          ///< Of the next Region.
    uint32_t num_untypeds; ///< Handed over.
};

/// A Region that is filled while init sees it, too.
struct area {
    handle_t region;
    handle_t attachment; ///< In init's domain.
    vaddr_t at;
};

static status_t carve(struct builder *b, enum object_type type, uint64_t parameter, handle_t *out) {
    return untyped_carve(b->pool, type, parameter, out);
}

static status_t give(struct builder *b, handle_t cap, uint64_t slot, uint32_t mode) {
    return captable_insert(b->table, cap, slot, RIGHT_ALL, 0, mode, NULL);
}

/// Which of the RAM Untypeds becomes init's pool: the smallest that is large enough.
static uint32_t choose_pool(const struct boot_info *boot, uint32_t log2) {
    uint32_t best = UINT32_MAX;
    for (uint32_t i = 0; i < boot->num_untypeds; i++) {
        const struct boot_untyped *u = &boot->untypeds[i];
        if (u->kind == UNTYPED_RAM && u->size_log2 >= log2 &&
            (best == UINT32_MAX || u->size_log2 < boot->untypeds[best].size_log2)) {
            best = i;
        }
    }
    return best;
}

static status_t give_untyped(struct builder *b, handle_t untyped) {
    return give(b, untyped, VM_SLOT_FIRST_UNTYPED + b->num_untypeds++, CAPTABLE_MOVE);
}

/// Halves of `whole` until one of size 2^log2 is left, which is the pool; `out_halves` gets the others.
static status_t take_pool(struct builder *b, handle_t whole, uint32_t whole_log2, uint32_t log2,
                          handle_t *out_halves, uint32_t *out_count) {
    *out_count = 0;
    b->pool = whole;
    while (whole_log2 > log2) {
        handle_t low = HANDLE_NONE;
        whole_log2--;
        TRY(untyped_carve(b->pool, OBJECT_UNTYPED, whole_log2, &low));
        TRY(untyped_carve(b->pool, OBJECT_UNTYPED, whole_log2, &out_halves[(*out_count)++]));
        b->pool = low;
    }
    return OK;
}

static status_t find_program(struct builder *b) {
    const struct archive_header *archive = b->out->archive;
    const struct archive_entry *entry = archive_find(archive, "bin/vm");
    if (entry == NULL) {
        return ERR_NOT_FOUND;
    }
    b->file = (const uint8_t *)archive + entry->offset_b;
    return elf_plan(b->file, MIN((uint64_t)ELF_HEAD_B, entry->size_b), entry->size_b, &b->plan);
}

/// A Region of `units` units at the next address, seen by vm and for now by init.
static status_t make_area(struct builder *b, uint32_t units, uint32_t rights, struct area *out) {
    handle_t span = HANDLE_NONE;
    handle_t in_vm = HANDLE_NONE;
    uint32_t level = 0;
    TRY(span_carve(b->window, units, UNTYPED_NEXT, &span));
    TRY(untyped_carve_region(b->pool, units, span, &out->region));
    out->at = b->base;
    b->base += units * REGION_UNIT_B;
    TRY(domain_attach(b->domain, out->region, rights, &in_vm, &level));
    return domain_attach(START_HANDLE(INIT_SLOT_DOMAIN), out->region, RIGHT_READ | RIGHT_WRITE,
                         &out->attachment, &level);
}

static status_t end_area(const struct area *area) {
    return cap_delete(area->attachment);
}

/// Fresh pages [page, page + pages) of `area`. `bytes` (may be NULL) are copied into them before they
/// get `rights`.
static status_t fill(struct builder *b, const struct area *area, uint64_t page, uint64_t pages,
                     const struct elf_segment *segment) {
    uint64_t left_b = segment == NULL ? 0 : segment->file_b;
    const uint8_t *from = segment == NULL ? NULL : b->file + segment->offset_b;
    while (pages > 0) {
        uint32_t order = piece_order(page, pages);
        uint64_t size_b = PAGE_SIZE_B << order;
        uint64_t part_b = MIN(left_b, size_b);
        handle_t frame = HANDLE_NONE;
        TRY(carve(b, OBJECT_FRAME, order, &frame));
        TRY(frame_map(frame, area->region, page << PAGE_SHIFT, RIGHT_READ | RIGHT_WRITE,
                      CACHE_NORMAL));
        if (part_b > 0) {
            memcpy((void *)(area->at + (page << PAGE_SHIFT)), from, part_b);
            from += part_b;
            left_b -= part_b;
        }
        if (segment != NULL && (segment->rights & RIGHT_WRITE) == 0) {
            TRY(frame_protect(frame, segment->rights));
        }
        page += BIT64(order);
        pages -= BIT64(order);
    }
    return OK;
}

static status_t load_image(struct builder *b, vaddr_t *out_base) {
    struct area area;
    uint32_t units = (uint32_t)(ALIGN_UP(b->plan.image_b, REGION_UNIT_B) / REGION_UNIT_B);
    TRY(make_area(b, units, RIGHT_READ | RIGHT_WRITE | RIGHT_EXEC, &area));
    for (uint32_t i = 0; i < b->plan.num_segments; i++) {
        const struct elf_segment *segment = &b->plan.segments[i];
        uint64_t pages = ALIGN_UP(segment->mem_b, PAGE_SIZE_B) >> PAGE_SHIFT;
        TRY(fill(b, &area, segment->vaddr >> PAGE_SHIFT, pages, segment));
    }
    *out_base = area.at;
    return end_area(&area);
}

/// vm's pool, with struct vm_boot at its start.
static status_t make_pool(struct builder *b, vaddr_t *out_at) {
    struct area area;
    uint32_t units = (uint32_t)(ALIGN_UP(b->pool_b, REGION_UNIT_B) / REGION_UNIT_B);
    TRY(make_area(b, units, RIGHT_READ | RIGHT_WRITE, &area));
    TRY(fill(b, &area, 0, b->pool_b >> PAGE_SHIFT, NULL));
    struct vm_boot *boot = (struct vm_boot *)area.at;
    boot->pool = area.at;
    boot->pool_b = b->pool_b;
    boot->num_untypeds = b->num_untypeds;
    memcpy(&boot->boot, b->out->boot, sizeof(boot->boot));
    *out_at = area.at;
    return end_area(&area);
}

/// Stack with its content, IPC frame, thread.
static status_t make_thread(struct builder *b, vaddr_t image_base, vaddr_t pool_at) {
    struct area area;
    handle_t ipc = HANDLE_NONE;
    handle_t sched = HANDLE_NONE;
    vaddr_t sp = 0;
    TRY(make_area(b, 1, RIGHT_READ | RIGHT_WRITE, &area));
    TRY(carve(b, OBJECT_FRAME, 0, &ipc));
    TRY(frame_map(ipc, area.region, PAGE_SIZE_B, RIGHT_READ | RIGHT_WRITE, CACHE_NORMAL));
    TRY(fill(b, &area, (REGION_UNIT_B - STACK_B) >> PAGE_SHIFT, STACK_B >> PAGE_SHIFT, NULL));
    const struct stack_content content = {
        .plan = &b->plan,
        .info = {
            .version = 1,
            .instance = 1,
            .image_base = image_base,
            .image_b = b->plan.image_b,
            .ipc_frame = area.at + PAGE_SIZE_B,
            .stack_low = area.at + REGION_UNIT_B - STACK_B,
            .stack_high = area.at + REGION_UNIT_B,
            .boot_info = pool_at,
            .name = "vm",
        },
    };
    TRY(stack_build(&content, (uint8_t *)(area.at + REGION_UNIT_B - STACK_B), STACK_B, &sp));
    const struct thread_config config = {
        .domain = b->domain,
        .captable = b->table,
        .ipc_vaddr = content.info.ipc_frame,
        .ipc_frame = ipc,
        .window_slot = SLOT_WINDOW,
    };
    TRY(carve(b, OBJECT_SCHED_CONTEXT, 0, &sched));
    TRY(thread_configure(b->thread, &config));
    TRY(sched_configure(sched, QUANTUM_NS, QUANTUM_NS));
    TRY(thread_set_sched(b->thread, sched));
    TRY(thread_set_priority(b->thread, VM_PRIORITY));
    TRY(thread_set_regs(b->thread, image_base + b->plan.entry, sp, 0, 0));
    return end_area(&area);
}

/// Tables for vm's and init's view of vm's own GiB, and for the information page.
static status_t make_domain(struct builder *b) {
    handle_t top = HANDLE_NONE;
    handle_t info = HANDLE_NONE;
    handle_t own = HANDLE_NONE;
    handle_t in_init = HANDLE_NONE;
    handle_t attachment = HANDLE_NONE;
    uint32_t level = 0;
    TRY(carve(b, OBJECT_DOMAIN, 0, &b->domain));
    TRY(carve(b, OBJECT_TABLE, 0, &top));
    TRY(carve(b, OBJECT_TABLE, 0, &info));
    TRY(carve(b, OBJECT_TABLE, 0, &own));
    TRY(carve(b, OBJECT_TABLE, 0, &in_init));
    TRY(domain_set_table(b->domain, top, 0, 3));
    TRY(domain_set_table(b->domain, info, ALIGN_DOWN(INFO_PAGE_VADDR, GIB), 2));
    TRY(domain_set_table(b->domain, own, b->base, 2));
    TRY(domain_set_table(START_HANDLE(INIT_SLOT_DOMAIN), in_init, b->base, 2));
    return domain_attach(b->domain, START_HANDLE(INIT_SLOT_INFO_REGION), RIGHT_READ, &attachment,
                         &level);
}

/// Objects in vm's table.
static status_t make_objects(struct builder *b) {
    struct trusted *out = b->out;
    handle_t vm_endpoint = HANDLE_NONE;
    handle_t notification = HANDLE_NONE;
    TRY(carve(b, OBJECT_THREAD, 0, &b->thread));
    TRY(carve(b, OBJECT_NOTIFICATION, 0, &notification));
    TRY(carve(b, OBJECT_ENDPOINT, 0, &out->endpoint));
    TRY(carve(b, OBJECT_ENDPOINT, 0, &vm_endpoint));
    for (uint32_t i = 0; i < REPLIES; i++) {
        handle_t reply = HANDLE_NONE;
        TRY(carve(b, OBJECT_REPLY, 0, &reply));
        TRY(give(b, reply, SLOT_REPLY + i, CAPTABLE_MOVE));
    }
    TRY(cap_derive(vm_endpoint, RIGHT_WRITE, VM_BADGE(VM_BADGE_PROCESS, INIT_NUMBER),
                   &out->vm_process));
    TRY(thread_bind(b->thread, notification));
    TRY(give(b, b->table, VM_SLOT_CAPTABLE, CAPTABLE_DERIVE));
    TRY(give(b, b->domain, VM_SLOT_DOMAIN, CAPTABLE_DERIVE));
    TRY(give(b, notification, SLOT_NOTIFICATION, CAPTABLE_DERIVE));
    TRY(give(b, vm_endpoint, SLOT_ENDPOINT, CAPTABLE_DERIVE));
    TRY(give(b, b->rest, VM_SLOT_SPAN, CAPTABLE_MOVE));
    TRY(give(b, out->debug, SLOT_DEBUG, CAPTABLE_DERIVE)); // for the text of a failed assertion
    return captable_insert(b->table, START_HANDLE(INIT_SLOT_INFO_REGION), VM_SLOT_INFO_REGION,
                           RIGHT_READ | RIGHT_DUP, 0, CAPTABLE_DERIVE, NULL);
}

/// All Untypeds but the pool's and the devices': RAM first, then the archive, which ascends.
static status_t hand_over(struct builder *b, uint32_t pool_index, const handle_t *halves,
                          uint32_t num_halves) {
    const struct boot_info *boot = b->out->boot;
    for (uint32_t i = 0; i < num_halves; i++) {
        TRY(give_untyped(b, halves[i]));
    }
    static const uint8_t kinds[] = { UNTYPED_RAM, UNTYPED_ARCHIVE };
    for (size_t k = 0; k < ARRAY_LEN(kinds); k++) {
        for (uint32_t i = 0; i < boot->num_untypeds; i++) {
            if (boot->untypeds[i].kind == kinds[k] && i != pool_index) {
                TRY(give_untyped(b, START_HANDLE(INIT_SLOT_FIRST_UNTYPED + i)));
            }
        }
    }
    return OK;
}

/// Divides what there is: init's pool, addresses for vm, and the Untypeds that vm gets.
static status_t divide(struct builder *b) {
    const struct boot_info *boot = b->out->boot;
    handle_t halves[64];
    uint32_t num_halves = 0;
    uint64_t need_b = b->slots * (uint64_t)OBJECT_CAP_SLOT_B + b->pool_b + POOL_REST_B;
    uint32_t log2 = 64u - (uint32_t)__builtin_clzll(need_b - 1);
    uint32_t chosen = choose_pool(boot, log2);
    if (chosen == UINT32_MAX) {
        return ERR_NO_MEMORY;
    }
    TRY(take_pool(b, START_HANDLE(INIT_SLOT_FIRST_UNTYPED + chosen),
                  boot->untypeds[chosen].size_log2, log2, halves, &num_halves));
    TRY(span_carve(START_HANDLE(INIT_SLOT_SPAN), VM_WINDOW_UNITS, UNTYPED_NEXT, &b->window));
    TRY(span_carve(START_HANDLE(INIT_SLOT_SPAN), SPAN_UNITS, UNTYPED_NEXT, &b->rest));
    b->base = USER_SPAN_FIRST;
    TRY(carve(b, OBJECT_CAPTABLE, b->slots, &b->table));
    return hand_over(b, chosen, halves, num_halves);
}

static status_t build_vm(struct builder *b) {
    vaddr_t image_base = 0;
    vaddr_t pool_at = 0;
    b->slots = vm_boot_slots(b->out->boot->ram_b);
    b->pool_b = vm_boot_pool_b(b->slots);
    TRY(find_program(b));
    TRY(divide(b));
    TRY(make_domain(b));
    TRY(make_objects(b));
    TRY(load_image(b, &image_base));
    // Not as a message to init, which may be waiting for vm's answer just then.
    TRY(debug_trust(b->out->debug, b->domain, image_base));
    TRY(make_pool(b, &pool_at));
    TRY(make_thread(b, image_base, pool_at));
    (void)debug_thread(b->out->debug, b->thread, "vm");
    TRY(carve(b, OBJECT_UNTYPED, IRQ_MEMORY_LOG2, &b->out->irq_memory));
    TRY(carve(b, OBJECT_UNTYPED, OBJECTS_LOG2, &b->out->objects));
    return thread_resume(b->thread);
}

static status_t find_archive(struct trusted *out) {
    const struct archive_header *archive = (const void *)out->boot->archive_vaddr;
    if (archive == NULL) {
        return ERR_NOT_FOUND;
    }
    TRY(archive_check(archive, out->boot->archive_b, out->boot->archive_b));
    out->archive = archive;
    return OK;
}

/// Nothing works without vm: the kernel prints where everybody stands and stops.
static _Noreturn void die(const char *what, status_t status) {
    LOG_ERROR("%s: %s", what, status_text(status));
    (void)debug_panic(START_HANDLE(INIT_SLOT_DEBUG));
    task_abort();
}

void trusted_start(struct trusted *out) {
    *out = (struct trusted){
        .boot = (const struct boot_info *)start_info()->boot_info,
        .debug = START_HANDLE(INIT_SLOT_DEBUG),
        .irq_control = START_HANDLE(INIT_SLOT_IRQ_CONTROL),
        .ioports = START_HANDLE(INIT_SLOT_IOPORT),
    };
    struct builder b = { .out = out };
    status_t st = thread_set_priority(START_HANDLE(SLOT_THREAD), INIT_PRIORITY);
    if (st == OK) {
        st = find_archive(out);
    }
    if (st != OK) {
        die("boot archive", st);
    }
    st = build_vm(&b);
    if (st != OK) {
        die("vm cannot be started", st);
    }
}
