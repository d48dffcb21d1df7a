// SPDX-License-Identifier: MIT
/// @file
/// Registers and FPU state of threads.
#include <base/string.h>

#include "core/core.h"

/// x87: all exceptions masked, 64-bit mantissa; SSE: all exceptions masked.
#define FXSAVE_FCW_OFFSET 0
#define FXSAVE_MXCSR_OFFSET 24
#define FCW_START UINT16_C(0x037f)
#define MXCSR_START UINT32_C(0x1f80)

/// Somewhere that is canonical and never the user's: jumping there is a page fault in user mode.
#define IP_INVALID X86_DIRECT_BASE

/// sysret and iretq with an address that is not canonical would fault in the kernel.
static vaddr_t canonical(vaddr_t ip) {
    return ip < ARCH_USER_END ? ip : IP_INVALID;
}

void arch_context_start(struct arch_context *context, vaddr_t ip, vaddr_t sp, uint64_t arg,
                        vaddr_t fp) {
    *context = (struct arch_context){
        .rdi = arg,
        .rbp = fp,
        .rip = canonical(ip),
        .cs = X86_SEL_USER_CODE,
        .rflags = X86_FLAGS_USER,
        .rsp = sp,
        .ss = X86_SEL_USER_DATA,
        .fs_base = context->fs_base,
    };
}

void arch_context_set_tls(struct arch_context *context, uint64_t base) {
    // The CPU refuses a base that is not canonical with a fault in the kernel.
    context->fs_base = base < ARCH_USER_END ? base : 0;
}

void arch_context_print(const struct arch_context *context) {
    const struct arch_context *c = context;
    kprintf("  rip %016lx rsp %016lx rbp %016lx flags %08lx\n", c->rip, c->rsp, c->rbp, c->rflags);
    kprintf("  rax %016lx rbx %016lx rcx %016lx rdx %016lx\n", c->rax, c->rbx, c->rcx, c->rdx);
    kprintf("  rsi %016lx rdi %016lx r8  %016lx r9  %016lx\n", c->rsi, c->rdi, c->r8, c->r9);
    kprintf("  r10 %016lx r11 %016lx r12 %016lx r13 %016lx\n", c->r10, c->r11, c->r12, c->r13);
    kprintf("  r14 %016lx r15 %016lx tls %016lx cs %lx\n", c->r14, c->r15, c->fs_base, c->cs);
}

void arch_fpu_init(void *area) {
    memcpy((uint8_t *)area + FXSAVE_FCW_OFFSET, &(uint16_t){ FCW_START }, sizeof(uint16_t));
    memcpy((uint8_t *)area + FXSAVE_MXCSR_OFFSET, &(uint32_t){ MXCSR_START }, sizeof(uint32_t));
}

void arch_fpu_save(void *area) {
    x86_fxsave(area);
}

void arch_fpu_load(const void *area) {
    x86_fxrstor(area);
}
