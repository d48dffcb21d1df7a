// SPDX-License-Identifier: MIT
// Start: builds init with all authority there is, and runs it.
#include "boot.h"
#include "cap.h"
#include "memory.h"
#include "notification.h"
#include "thread.h"
#include "timer.h"

#include <base/string.h>

enum {
    INIT_SLOTS = 2048,
    INIT_PRIORITY = 40,
    REPLIES = 4,
};
#define TEST_SEED UINT64_C(0x4865737065722121)
#define TEST_WALL_NS INT64_C(1795167660000000000) // 2026-11-20 09:41:00 UTC

/// Whether the command line contains `word` between blanks.
static bool has_option(const char *cmdline, const char *word) {
    size_t length_b = strlen(word);
    const char *end = cmdline + strnlen(cmdline, BOOT_CMDLINE_MAX);
    for (const char *at = cmdline; at + length_b <= end; at++) {
        bool starts = at == cmdline || at[-1] == ' ';
        bool ends = at + length_b == end || at[length_b] == ' ';
        if (starts && ends && memcmp(at, word, length_b) == 0) {
            return true;
        }
    }
    return false;
}

/// init's domain with the tables for the GiB that holds it and the information page.
static void make_domain(struct boot *boot) {
    boot->domain = boot_alloc(boot, OBJECT_DOMAIN_B);
    domain_init(boot->domain);
    boot->domain->trusted = true;
    for (uint32_t level = ARCH_ROOT_LEVEL; level > 2; level--) {
        uint32_t missing = 0;
        uint64_t *entry = domain_entry(boot->domain, INFO_PAGE_VADDR, level, &missing);
        void *table = boot_alloc(boot, OBJECT_TABLE_B);
        arch_pte_store(entry, arch_pte_table(arch_ptr_to_phys(table)));
    }
    boot_cap(boot, INIT_SLOT_DOMAIN, OBJECT_DOMAIN, boot->domain);
}

/// The information page, a Region around it, and its place in init's domain.
static void make_info(struct boot *boot) {
    kernel.info = boot_alloc(boot, PAGE_SIZE_B);
    kernel.info->version = 1;
    arch_info_fill(kernel.info);
    if (has_option(boot->params->cmdline, "test")) {
        kernel.info->flags |= INFO_TEST_MODE;
        kernel.info->seed = TEST_SEED;
        kernel.info->wall_base_ns = TEST_WALL_NS;
    }
    struct slot *frame = boot_cap(boot, INIT_SLOT_INFO_FRAME, OBJECT_FRAME, NULL);
    frame_fill(frame, arch_ptr_to_phys(kernel.info), 0, UNTYPED_RAM);
    frame->rights = RIGHT_READ | RIGHT_DUP;
    frame->flags |= SLOT_SEALED;
    struct region *region = region_init(boot_alloc(boot, OBJECT_REGION_UNIT_B), 1, INFO_PAGE_VADDR);
    struct slot *slot = boot_cap(boot, INIT_SLOT_INFO_REGION, OBJECT_REGION, region);
    slot->rights = RIGHT_READ | RIGHT_DUP;
    uint32_t missing = 0;
    if (frame_map(frame, region, 0, RIGHT_READ, CACHE_NORMAL) != OK ||
        region_attach(region, boot->domain, RIGHT_READ, &missing) != OK) {
        panic("the information page cannot be mapped");
    }
}

static void make_table(struct boot *boot) {
    struct slot *slots = boot_alloc(boot, INIT_SLOTS * OBJECT_CAP_SLOT_B);
    captable_init(slots, INIT_SLOTS);
    boot->table = &slots->captable;
    boot_cap(boot, SLOT_CAPTABLE, OBJECT_CAPTABLE, slots);
    if (captable_window_reserve(boot->table, SLOT_WINDOW) != OK) {
        panic("no receive window");
    }
}

/// init's thread, its time, its notification with a timer, and empty Replies.
static void make_thread(struct boot *boot) {
    struct thread *thread = boot_alloc(boot, OBJECT_THREAD_B);
    thread_init(thread);
    boot_cap(boot, SLOT_THREAD, OBJECT_THREAD, thread);
    thread_set_domain(thread, boot->domain, boot->table);
    thread->configured = true;
    thread->priority = INIT_PRIORITY;
    thread->window = SLOT_WINDOW;
    memcpy(&thread->name, "init", 4);
    boot->thread = thread;

    struct sched_context *sched = boot_alloc(boot, OBJECT_SMALL_B);
    sched_context_init(sched);
    boot_cap(boot, INIT_SLOT_SCHED, OBJECT_SCHED_CONTEXT, sched);
    sched_context_assign(sched, thread);

    struct notification *notification = boot_alloc(boot, OBJECT_SMALL_B);
    notification_init(notification);
    boot_cap(boot, SLOT_NOTIFICATION, OBJECT_NOTIFICATION, notification);
    thread_bind(thread, notification);

    struct timer *timer = boot_alloc(boot, OBJECT_SMALL_B);
    timer_init(timer);
    boot_cap(boot, SLOT_TIMER, OBJECT_TIMER, timer);
    binding_set(&timer->binding, notification, BIT64(NOTIFICATION_TIMER_BIT));

    for (uint32_t i = 0; i < REPLIES; i++) {
        boot_cap(boot, SLOT_REPLY + i, OBJECT_REPLY, boot_alloc(boot, OBJECT_SMALL_B));
    }
}

/// Authority that is no memory.
static void make_authority(struct boot *boot) {
    struct slot *span = boot_cap(boot, INIT_SLOT_SPAN, OBJECT_SPAN, NULL);
    span->span.first_unit = (uint32_t)(USER_SPAN_FIRST / REGION_UNIT_B);
    vaddr_t end = MIN(USER_SPAN_END, ARCH_USER_END);
    span->span.num_units = (uint32_t)((end - USER_SPAN_FIRST) / REGION_UNIT_B);
    boot_cap(boot, INIT_SLOT_IRQ_CONTROL, OBJECT_IRQ_CONTROL, NULL);
    boot_cap(boot, INIT_SLOT_CLOCK, OBJECT_CLOCK, NULL);
    boot_cap(boot, INIT_SLOT_DEBUG, OBJECT_DEBUG, NULL);
    boot_cap(boot, SLOT_DEBUG, OBJECT_DEBUG, NULL);
#if ARCH_HAS_IOPORT
    struct slot *ports = boot_cap(boot, INIT_SLOT_IOPORT, OBJECT_IOPORT, NULL);
    ports->ioport.count = UINT16_MAX + 1;
#endif
}

static void fill_info(struct boot *boot) {
    const struct boot_params *params = boot->params;
    struct boot_info *info = boot->info;
    info->version = 1;
    info->ram_b = params->ram_b;
    info->kernel_b = params->kernel_b + boot->next - boot->start;
    info->acpi_rsdp = params->acpi_rsdp;
    info->fb_paddr = params->fb_paddr;
    info->fb_width_px = params->fb_width_px;
    info->fb_height_px = params->fb_height_px;
    info->fb_stride_b = params->fb_stride_b;
    info->fb_format = params->fb_format;
    memcpy(info->cmdline, params->cmdline, sizeof(info->cmdline) - 1);
}

struct arch_context *core_init(const struct boot_params *params) {
    struct boot boot = { .params = params };
    sched_init();
    boot_memory_init(&boot);
    kernel.root = boot_alloc(&boot, sizeof(struct slot));
    kernel.root->flags = SLOT_HIDDEN;
    make_table(&boot);
    make_domain(&boot);
    make_info(&boot);
    make_thread(&boot);
    make_authority(&boot);
    struct boot_entry entry = boot_load_init(&boot);
    fill_info(&boot);
    boot_make_untypeds(&boot);
    arch_context_start(&boot.thread->context, entry.ip, entry.sp, 0, 0);
    sched_wake(boot.thread);
    return sched_return();
}
