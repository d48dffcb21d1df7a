// SPDX-License-Identifier: MIT
/// @file
/// Typed wrappers of the kernel's object methods (<abi/object.h> says what each one does, needs and
/// answers). Operations that the kernel interrupts (ERR_AGAIN) are repeated here.
#pragma once

#include <abi/object.h>

/// Most bytes of one debug_write().
#define DEBUG_WRITE_MAX_B ((size_t)40)

/// What CAP_INFO tells.
struct cap_info {
    enum object_type type;
    uint32_t rights; ///< enum cap_right.
    uint64_t badge;
    uint64_t detail[3]; ///< r3..r5, by type.
};

// --- every capability ---
status_t cap_copy(handle_t cap, handle_t *out);
/// `rights` is a mask of what to keep; `badge` 0 keeps the badge.
status_t cap_derive(handle_t cap, uint32_t rights, uint64_t badge, handle_t *out);
status_t cap_move(handle_t cap, handle_t *out);
status_t cap_delete(handle_t cap);
status_t cap_revoke(handle_t cap);
status_t cap_info(handle_t cap, struct cap_info *out);

// --- memory ---
/// Carves an object at the watermark (see UNTYPED_CARVE for `parameter`).
status_t untyped_carve(handle_t untyped, enum object_type type, uint64_t parameter, handle_t *out);
/// As untyped_carve() at `offset_b`, which is not below the watermark.
status_t untyped_carve_at(handle_t untyped, enum object_type type, uint64_t parameter,
                          uint64_t offset_b, handle_t *out);
/// A Region of `units` 2 MiB units at the addresses of `span`, which has exactly that size.
status_t untyped_carve_region(handle_t untyped, uint64_t units, handle_t span, handle_t *out);
/// `offset` in units, or UNTYPED_NEXT.
status_t span_carve(handle_t span, uint64_t units, uint64_t offset, handle_t *out);
status_t captable_insert(handle_t table, handle_t source, uint64_t slot, uint32_t rights,
                         uint64_t badge, uint32_t mode, handle_t *out);
status_t captable_delete(handle_t table, handle_t handle_there);
status_t domain_set_table(handle_t domain, handle_t table, vaddr_t address, uint32_t level);
/// `out_level`: the level of the missing table when the answer is ERR_NO_TABLE.
status_t domain_attach(handle_t domain, handle_t region, uint32_t rights, handle_t *out,
                       uint32_t *out_level);
status_t domain_set_fault(handle_t domain, handle_t endpoint);
status_t region_bind(handle_t region, handle_t notification);
status_t region_next_closed(handle_t region, uint64_t *out_badge);
status_t frame_map(handle_t frame, handle_t region, uint64_t offset_b, uint32_t rights,
                   enum frame_cache cache);
status_t frame_unmap(handle_t frame);
status_t frame_protect(handle_t frame, uint32_t rights);

// --- threads and time ---
/// What THREAD_GET_REGS tells.
struct thread_regs {
    uint64_t ip, sp, fp;
    uint64_t state;
    uint64_t fault; ///< kind and flags, as the kernel packs them.
    uint64_t fault_address;
};
/// Arguments of THREAD_CONFIGURE.
struct thread_config {
    handle_t domain;
    handle_t captable;
    uint32_t flags;       ///< THREAD_FPU.
    vaddr_t ipc_vaddr;    ///< Address of its IPC frame.
    handle_t ipc_frame;   ///< The Frame that is mapped there, HANDLE_NONE for no IPC frame.
    uint32_t window_slot; ///< First slot of its receive window.
};
status_t thread_configure(handle_t thread, const struct thread_config *config);
status_t thread_set_regs(handle_t thread, vaddr_t ip, vaddr_t sp, uint64_t arg, vaddr_t fp);
status_t thread_set_ip(handle_t thread, vaddr_t ip);
status_t thread_get_regs(handle_t thread, struct thread_regs *out);
status_t thread_resume(handle_t thread);
status_t thread_suspend(handle_t thread);
status_t thread_set_priority(handle_t thread, uint32_t priority);
status_t thread_set_sched(handle_t thread, handle_t sched);
status_t thread_bind(handle_t thread, handle_t notification);
status_t thread_set_tls(handle_t thread, uint64_t base);
status_t sched_configure(handle_t sched, nsec_t budget_ns, nsec_t period_ns);
status_t sched_info(handle_t sched, nsec_t *out_consumed_ns);

// --- messages and signals ---
status_t endpoint_bind(handle_t endpoint, handle_t notification);
status_t endpoint_next_closed(handle_t endpoint, uint64_t *out_badge);
status_t reply_save(handle_t reply);
/// Signals with the badge of `notification`.
status_t notification_signal(handle_t notification);
status_t timer_bind(handle_t timer, handle_t notification);
/// `deadline` in nanoseconds since boot.
status_t timer_set(handle_t timer, nsec_t deadline);
status_t timer_cancel(handle_t timer);

// --- hardware ---
status_t irq_control_msi(handle_t control, handle_t untyped, handle_t *out, uint64_t *out_address,
                         uint64_t *out_data);
status_t irq_control_line(handle_t control, handle_t untyped, uint32_t line, uint32_t flags,
                          handle_t *out);
status_t irq_bind(handle_t irq, handle_t notification);
status_t irq_ack(handle_t irq);
status_t ioport_carve(handle_t ports, uint32_t first, uint32_t count, handle_t *out);
status_t ioport_in(handle_t ports, uint32_t port, uint32_t width_b, uint32_t *out);
status_t ioport_out(handle_t ports, uint32_t port, uint32_t width_b, uint32_t value);
/// At most DEBUG_WRITE_MAX_B bytes.
status_t debug_write(handle_t debug, const char *text, size_t len);
status_t debug_counter(handle_t debug, enum kernel_counter counter, uint64_t *out);
status_t debug_exit(handle_t debug, uint64_t code);
status_t debug_panic(handle_t debug);
status_t debug_reboot(handle_t debug, bool power_off);
/// Names `thread` in the kernel's own output; 8 bytes of `name` count.
status_t debug_thread(handle_t debug, handle_t thread, const char *name);
/// Faults in `domain` stop the system from now on.
status_t debug_trust(handle_t debug, handle_t domain, vaddr_t base);
