// SPDX-License-Identifier: MIT
/// @file
/// Object methods as functions: each is one TRAP_INVOKE, repeated while the kernel says ERR_AGAIN.

#include <base/string.h>
#include <hsys/object.h>
#include <hsys/trap.h>

/// One method call; `regs->words` are arguments, afterwards results.
static status_t invoke(handle_t cap, uint32_t method, uint32_t num_words, struct trap_regs *regs) {
    uint64_t args[TRAP_REG_WORDS];
    memcpy(args, regs->words, sizeof(args));
    for (;;) {
        regs->handle = cap;
        regs->tag = TAG(method, num_words, 0, 0);
        status_t st = hsys_trap(TRAP_INVOKE, regs);
        if (st != ERR_AGAIN) {
            return st;
        }
        memcpy(regs->words, args, sizeof(args));
    }
}

static status_t invoke0(handle_t cap, uint32_t method) {
    struct trap_regs regs = { 0 };
    return invoke(cap, method, 0, &regs);
}

static status_t invoke1(handle_t cap, uint32_t method, uint64_t w0) {
    struct trap_regs regs = { .words = { w0 } };
    return invoke(cap, method, 1, &regs);
}

static status_t invoke2(handle_t cap, uint32_t method, uint64_t w0, uint64_t w1) {
    struct trap_regs regs = { .words = { w0, w1 } };
    return invoke(cap, method, 2, &regs);
}

static status_t invoke4(handle_t cap, uint32_t method, uint64_t w0, uint64_t w1, uint64_t w2,
                        uint64_t w3) {
    struct trap_regs regs = { .words = { w0, w1, w2, w3 } };
    return invoke(cap, method, 4, &regs);
}

/// A method whose result is r0.
static status_t invoke_out(handle_t cap, uint32_t method, uint32_t num_words,
                           struct trap_regs *regs, uint64_t *out) {
    TRY(invoke(cap, method, num_words, regs));
    *out = regs->words[0];
    return OK;
}

status_t cap_copy(handle_t cap, handle_t *out) {
    struct trap_regs regs = { 0 };
    return invoke_out(cap, CAP_COPY, 0, &regs, out);
}

status_t cap_derive(handle_t cap, uint32_t rights, uint64_t badge, handle_t *out) {
    struct trap_regs regs = { .words = { rights, badge } };
    return invoke_out(cap, CAP_DERIVE, 2, &regs, out);
}

status_t cap_move(handle_t cap, handle_t *out) {
    struct trap_regs regs = { 0 };
    return invoke_out(cap, CAP_MOVE, 0, &regs, out);
}

status_t cap_delete(handle_t cap) {
    return invoke0(cap, CAP_DELETE);
}

status_t cap_revoke(handle_t cap) {
    return invoke0(cap, CAP_REVOKE);
}

status_t cap_info(handle_t cap, struct cap_info *out) {
    struct trap_regs regs = { 0 };
    TRY(invoke(cap, CAP_INFO, 0, &regs));
    out->type = (enum object_type)regs.words[0];
    out->rights = (uint32_t)regs.words[1];
    out->badge = regs.words[2];
    memcpy(out->detail, &regs.words[3], sizeof(out->detail));
    return OK;
}

status_t untyped_carve(handle_t untyped, enum object_type type, uint64_t parameter, handle_t *out) {
    return untyped_carve_at(untyped, type, parameter, UNTYPED_NEXT, out);
}

status_t untyped_carve_at(handle_t untyped, enum object_type type, uint64_t parameter,
                          uint64_t offset_b, handle_t *out) {
    struct trap_regs regs = { .words = { (uint64_t)type, parameter, offset_b, 0 } };
    return invoke_out(untyped, UNTYPED_CARVE, 4, &regs, out);
}

status_t untyped_carve_region(handle_t untyped, uint64_t units, handle_t span, handle_t *out) {
    struct trap_regs regs = { .words = { OBJECT_REGION, units, UNTYPED_NEXT, span } };
    return invoke_out(untyped, UNTYPED_CARVE, 4, &regs, out);
}

status_t span_carve(handle_t span, uint64_t units, uint64_t offset, handle_t *out) {
    struct trap_regs regs = { .words = { units, offset } };
    return invoke_out(span, SPAN_CARVE, 2, &regs, out);
}

// One parameter for each word of the trap. NOLINTNEXTLINE(readability-function-size)
status_t captable_insert(handle_t table, handle_t source, uint64_t slot, uint32_t rights,
                         uint64_t badge, uint32_t mode, handle_t *out) {
    struct trap_regs regs = { .words = { source, slot, rights, badge, mode } };
    uint64_t there = 0;
    TRY(invoke_out(table, CAPTABLE_INSERT, 5, &regs, &there));
    if (out != NULL) {
        *out = there;
    }
    return OK;
}

status_t captable_delete(handle_t table, handle_t handle_there) {
    return invoke1(table, CAPTABLE_DELETE, handle_there);
}

status_t domain_set_table(handle_t domain, handle_t table, vaddr_t address, uint32_t level) {
    struct trap_regs regs = { .words = { table, address, level } };
    return invoke(domain, DOMAIN_SET_TABLE, 3, &regs);
}

status_t domain_attach(handle_t domain, handle_t region, uint32_t rights, handle_t *out,
                       uint32_t *out_level) {
    struct trap_regs regs = { .words = { region, rights } };
    status_t st = invoke(domain, DOMAIN_ATTACH, 2, &regs);
    if (st == OK) {
        *out = regs.words[0];
    } else if (st == ERR_NO_TABLE) {
        *out_level = (uint32_t)regs.words[0];
    }
    return st;
}

status_t domain_set_fault(handle_t domain, handle_t endpoint) {
    return invoke1(domain, DOMAIN_SET_FAULT, endpoint);
}

status_t region_bind(handle_t region, handle_t notification) {
    return invoke1(region, REGION_BIND, notification);
}

status_t region_next_closed(handle_t region, uint64_t *out_badge) {
    struct trap_regs regs = { 0 };
    return invoke_out(region, REGION_NEXT_CLOSED, 0, &regs, out_badge);
}

status_t frame_map(handle_t frame, handle_t region, uint64_t offset_b, uint32_t rights,
                   enum frame_cache cache) {
    return invoke4(frame, FRAME_MAP, region, offset_b, rights, (uint64_t)cache);
}

status_t frame_unmap(handle_t frame) {
    return invoke0(frame, FRAME_UNMAP);
}

status_t frame_protect(handle_t frame, uint32_t rights) {
    return invoke1(frame, FRAME_PROTECT, rights);
}

status_t thread_configure(handle_t thread, const struct thread_config *config) {
    struct trap_regs regs = { .words = { config->domain, config->captable, config->flags,
                                         config->ipc_vaddr, config->ipc_frame,
                                         config->window_slot } };
    return invoke(thread, THREAD_CONFIGURE, 6, &regs);
}

status_t thread_set_regs(handle_t thread, vaddr_t ip, vaddr_t sp, uint64_t arg, vaddr_t fp) {
    return invoke4(thread, THREAD_SET_REGS, ip, sp, arg, fp);
}

status_t thread_set_ip(handle_t thread, vaddr_t ip) {
    return invoke1(thread, THREAD_SET_IP, ip);
}

status_t thread_get_regs(handle_t thread, struct thread_regs *out) {
    struct trap_regs regs = { 0 };
    TRY(invoke(thread, THREAD_GET_REGS, 0, &regs));
    *out = (struct thread_regs){
        .ip = regs.words[0],
        .sp = regs.words[1],
        .fp = regs.words[2],
        .state = regs.words[3],
        .fault = regs.words[4],
        .fault_address = regs.words[5],
    };
    return OK;
}

status_t thread_resume(handle_t thread) {
    return invoke0(thread, THREAD_RESUME);
}

status_t thread_suspend(handle_t thread) {
    return invoke0(thread, THREAD_SUSPEND);
}

status_t thread_set_priority(handle_t thread, uint32_t priority) {
    return invoke1(thread, THREAD_SET_PRIORITY, priority);
}

status_t thread_set_sched(handle_t thread, handle_t sched) {
    return invoke1(thread, THREAD_SET_SCHED, sched);
}

status_t thread_bind(handle_t thread, handle_t notification) {
    return invoke1(thread, THREAD_BIND, notification);
}

status_t thread_set_tls(handle_t thread, uint64_t base) {
    return invoke1(thread, THREAD_SET_TLS, base);
}

status_t sched_configure(handle_t sched, nsec_t budget_ns, nsec_t period_ns) {
    return invoke2(sched, SCHED_CONFIGURE, budget_ns, period_ns);
}

status_t sched_info(handle_t sched, nsec_t *out_consumed_ns) {
    struct trap_regs regs = { 0 };
    return invoke_out(sched, SCHED_INFO, 0, &regs, out_consumed_ns);
}

status_t endpoint_bind(handle_t endpoint, handle_t notification) {
    return invoke1(endpoint, ENDPOINT_BIND, notification);
}

status_t endpoint_next_closed(handle_t endpoint, uint64_t *out_badge) {
    struct trap_regs regs = { 0 };
    return invoke_out(endpoint, ENDPOINT_NEXT_CLOSED, 0, &regs, out_badge);
}

status_t reply_save(handle_t reply) {
    return invoke0(reply, REPLY_SAVE);
}

status_t notification_signal(handle_t notification) {
    struct trap_regs regs = { .handle = notification };
    return hsys_trap(TRAP_NOTIFY, &regs);
}

status_t timer_bind(handle_t timer, handle_t notification) {
    return invoke1(timer, TIMER_BIND, notification);
}

status_t timer_set(handle_t timer, nsec_t deadline) {
    return invoke1(timer, TIMER_SET, deadline);
}

status_t timer_cancel(handle_t timer) {
    return invoke0(timer, TIMER_CANCEL);
}

status_t irq_control_msi(handle_t control, handle_t untyped, handle_t *out, uint64_t *out_address,
                         uint64_t *out_data) {
    struct trap_regs regs = { .words = { untyped } };
    TRY(invoke_out(control, IRQ_CONTROL_MSI, 1, &regs, out));
    *out_address = regs.words[1];
    *out_data = regs.words[2];
    return OK;
}

status_t irq_control_line(handle_t control, handle_t untyped, uint32_t line, uint32_t flags,
                          handle_t *out) {
    struct trap_regs regs = { .words = { untyped, line, flags } };
    return invoke_out(control, IRQ_CONTROL_LINE, 3, &regs, out);
}

status_t irq_bind(handle_t irq, handle_t notification) {
    return invoke1(irq, IRQ_BIND, notification);
}

status_t irq_ack(handle_t irq) {
    return invoke0(irq, IRQ_ACK);
}

status_t ioport_carve(handle_t ports, uint32_t first, uint32_t count, handle_t *out) {
    struct trap_regs regs = { .words = { first, count } };
    return invoke_out(ports, IOPORT_CARVE, 2, &regs, out);
}

status_t ioport_in(handle_t ports, uint32_t port, uint32_t width_b, uint32_t *out) {
    struct trap_regs regs = { .words = { port, width_b } };
    uint64_t value = 0;
    TRY(invoke_out(ports, IOPORT_IN, 2, &regs, &value));
    *out = (uint32_t)value;
    return OK;
}

status_t ioport_out(handle_t ports, uint32_t port, uint32_t width_b, uint32_t value) {
    struct trap_regs regs = { .words = { port, width_b, value } };
    return invoke(ports, IOPORT_OUT, 3, &regs);
}

status_t debug_write(handle_t debug, const char *text, size_t len) {
    struct trap_regs regs = { 0 };
    if (len > DEBUG_WRITE_MAX_B) {
        return ERR_BAD_SIZE;
    }
    memcpy(regs.words, text, len);
    regs.words[5] = len;
    return invoke(debug, DEBUG_WRITE, 6, &regs);
}

status_t debug_counter(handle_t debug, enum kernel_counter counter, uint64_t *out) {
    struct trap_regs regs = { .words = { (uint64_t)counter } };
    return invoke_out(debug, DEBUG_COUNTERS, 1, &regs, out);
}

status_t debug_exit(handle_t debug, uint64_t code) {
    return invoke1(debug, DEBUG_EXIT, code);
}

status_t debug_panic(handle_t debug) {
    return invoke0(debug, DEBUG_PANIC);
}

status_t debug_reboot(handle_t debug, bool power_off) {
    return invoke1(debug, DEBUG_REBOOT, power_off ? 1 : 0);
}

status_t debug_thread(handle_t debug, handle_t thread, const char *name) {
    uint64_t packed = 0;
    memcpy(&packed, name, strnlen(name, sizeof(packed)));
    return invoke2(debug, DEBUG_THREAD, thread, packed);
}

status_t debug_trust(handle_t debug, handle_t domain, vaddr_t base) {
    return invoke2(debug, DEBUG_TRUST, domain, base);
}
