// SPDX-License-Identifier: MIT
/// @file
/// Page table entries of the host: address, and four bits.
#pragma once

#include "core/cpu.h"
#include "host.h"

enum {
    HOST_PTE_PRESENT = 1,
    HOST_PTE_WRITE = 2,
    HOST_PTE_EXEC = 4,
    HOST_PTE_UNCACHED = 8,
    HOST_PTE_COMBINING = 16
};
#define HOST_PTE_ADDRESS (~UINT64_C(0xfff))

static inline void *arch_phys_to_ptr(paddr_t paddr) {
    ASSERT(paddr < ARCH_DIRECT_LIMIT);
    return host_arena + paddr;
}
static inline paddr_t arch_ptr_to_phys(const void *pointer) {
    return (paddr_t)((const unsigned char *)pointer - host_arena);
}

static inline uint64_t arch_pte_table(paddr_t table) {
    return table | HOST_PTE_PRESENT | HOST_PTE_WRITE | HOST_PTE_EXEC;
}
static inline uint64_t arch_pte_unit(paddr_t leaf, uint32_t rights) {
    return leaf | HOST_PTE_PRESENT | ((rights & RIGHT_WRITE) != 0 ? HOST_PTE_WRITE : 0u) |
           ((rights & RIGHT_EXEC) != 0 ? HOST_PTE_EXEC : 0u);
}
static inline uint64_t arch_pte_page(paddr_t page, uint32_t rights, enum frame_cache cache) {
    static const uint64_t caches[] = { 0, HOST_PTE_UNCACHED, HOST_PTE_COMBINING };
    return arch_pte_unit(page, rights) | caches[cache];
}
static inline bool arch_pte_is_cached(uint64_t entry) {
    return (entry & (HOST_PTE_UNCACHED | HOST_PTE_COMBINING)) == 0;
}
static inline paddr_t arch_pte_paddr(uint64_t entry) {
    return entry & HOST_PTE_ADDRESS;
}
static inline void arch_pte_store(uint64_t *slot, uint64_t entry) {
    *slot = entry;
}
static inline void arch_space_activate(struct arch_space *space) {
    ASSERT(space == NULL || space->live);
    cpus[0].arch.active = space;
}

static inline uint64_t *arch_context_words(struct arch_context *context) {
    return context->words;
}
static inline void arch_context_set_result(struct arch_context *context, status_t status,
                                           uint64_t badge, uint64_t tag) {
    context->status = status;
    context->badge = badge;
    context->tag = tag;
}
static inline vaddr_t arch_context_ip(const struct arch_context *context) {
    return context->ip;
}
static inline void arch_context_set_ip(struct arch_context *context, vaddr_t ip) {
    context->ip = ip;
}
static inline vaddr_t arch_context_sp(const struct arch_context *context) {
    return context->sp;
}
static inline vaddr_t arch_context_fp(const struct arch_context *context) {
    return context->fp;
}
static inline void arch_context_activate(struct arch_context *context) {
    host.tls = context->tls;
}
static inline void arch_fpu_enable(bool enable) {
    host.fpu_enabled = enable;
}
static inline struct cpu *arch_cpu(void) {
    return &cpus[0];
}
static inline nsec_t arch_now_ns(void) {
    return host.now;
}
