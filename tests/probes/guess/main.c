// SPDX-License-Identifier: MIT
/// @file
/// Tries handles and addresses that nobody gave it, and requests that make no sense.
#include <abi/manifest.h>
#include <base/log.h>
#include <hsys/trap.h>
#include <manifest.h>
#include <probe/probe.h>

#include "messages.h"

#define LOG_TAG "guess"

enum {
    SLOTS_TRIED = 300, ///< More than the table has.
    METHODS_TRIED = 28,
};

/// Generations that a handle could have.
static const uint32_t generations[] = { 0, 1, 2, 3, 4, 0x7fffffff, 0xffffffff };

/// What happened so far.
static struct { uint32_t tried, wrong; } tally;

/// Start-up slots that a component of this manifest has, generation 1.
static bool is_given(uint32_t slot, uint32_t generation) {
    bool fixed = slot == SLOT_CAPTABLE || slot == SLOT_THREAD || slot == SLOT_NOTIFICATION ||
                 slot == SLOT_PARENT || slot == SLOT_VM || slot == SLOT_TIMER ||
                 (slot >= SLOT_REPLY && slot < SLOT_DEBUG) || slot == SLOT_ENDPOINT;
    bool uses = slot >= MANIFEST_SLOT_USES && slot < MANIFEST_SLOT_USES + MANIFEST_NUM_USES;
    return generation == 1 && (fixed || uses);
}

static void expect(status_t got, status_t want, uint64_t handle, uint64_t trap, uint32_t method) {
    tally.tried++;
    if (got == want) {
        return;
    }
    if (tally.wrong++ < 8) {
        LOG_INFO("trap %lu method %u on %lx gives %s", trap, method, handle, status_text(got));
    }
}

static status_t trap(uint64_t number, handle_t handle, uint64_t tag) {
    struct trap_regs regs = { .handle = handle, .tag = tag };
    return hsys_trap(number, &regs);
}

/// Everything that can be done with a handle.
static void try_handle(handle_t handle) {
    expect(trap(TRAP_CALL, handle, TAG(IPC_LABEL(16, 7), 0, 0, 0)), ERR_BAD_HANDLE, handle,
           TRAP_CALL, 0);
    expect(trap(TRAP_SEND, handle, TAG(IPC_LABEL(28, 1), 1, 0, TAG_NONBLOCK)), ERR_BAD_HANDLE,
           handle, TRAP_SEND, 0);
    expect(trap(TRAP_RECV, handle, TAG(0, 0, 0, TAG_NONBLOCK)), ERR_BAD_HANDLE, handle, TRAP_RECV,
           0);
    expect(trap(TRAP_NOTIFY, handle, TAG(0, 1, 0, 0)), ERR_BAD_HANDLE, handle, TRAP_NOTIFY, 0);
    for (uint32_t method = 0; method < METHODS_TRIED; method++) {
        expect(trap(TRAP_INVOKE, handle, TAG(method, 6, 0, 0)), ERR_BAD_HANDLE, handle, TRAP_INVOKE,
               method);
    }
}

static void play_handles(void) {
    uint64_t before_b = probe_used_b();
    for (uint32_t slot = 0; slot < SLOTS_TRIED; slot++) {
        for (uint32_t i = 0; i < ARRAY_LEN(generations); i++) {
            if (!is_given(slot, generations[i])) {
                try_handle((uint64_t)generations[i] << 32 | slot);
            }
        }
    }
    for (uint32_t bit = 9; bit < 32; bit++) {
        try_handle(UINT64_C(1) << 32 | UINT64_C(1) << bit);
    }
    LOG_INFO("%u tries", tally.tried);
    (void)probe_check("guess.all_were_tried", tally.tried > 50000);
    (void)probe_equal("guess.wrong_answers", tally.wrong, 0);
    (void)probe_equal("guess.used", probe_used_b(), before_b);
}

/// What was given does not give more than it should.
static void play_given(void) {
    handle_t copy;
    (void)probe_status("guess.captable_cannot_insert",
                       captable_insert(START_HANDLE(SLOT_CAPTABLE), START_HANDLE(SLOT_TIMER), 0,
                                       RIGHT_ALL, 0, CAPTABLE_COPY, &copy),
                       ERR_DENIED);
    struct cap_info info = { 0 };
    (void)probe_status("guess.info", cap_info(START_HANDLE(SLOT_VM), &info), OK);
    (void)probe_check("guess.vm_cannot_be_received_on", (info.rights & RIGHT_READ) == 0);
    // A badge says who calls: it is never made by the caller itself.
    (void)probe_check("guess.no_other_badge",
                      cap_derive(START_HANDLE(SLOT_VM), RIGHT_ALL, info.badge + 1, &copy) != OK);
    (void)probe_check("guess.no_other_name",
                      cap_derive(START_HANDLE(SLOT_PARENT), RIGHT_ALL, 1, &copy) != OK);
    (void)probe_check("guess.no_higher_priority",
                      thread_set_priority(START_HANDLE(SLOT_THREAD), 63) != OK);
}

/// Their names are looked for in the backtrace.
__attribute__((noinline)) static uint64_t guess_touch(uint64_t address) {
    return *(const volatile uint64_t *)address;
}

__attribute__((noinline)) static void guess_poke(uint64_t address) {
    *(volatile uint64_t *)address = 0xbad;
}

int main(void) {
    probe_start();
    if (probe_is("handles")) {
        play_handles();
        play_given();
    } else if (probe_is("messages")) {
        play_messages(probe_number(1));
    } else if (probe_is("touch")) {
        LOG_INFO("touching %lx", probe_number(1));
        LOG_INFO("not ok - guess.touch: there is %lx", guess_touch(probe_number(1)));
    } else if (probe_is("poke")) {
        LOG_INFO("poking %lx", probe_number(1));
        guess_poke(probe_number(1));
        LOG_INFO("not ok - guess.poke: nothing happened");
    } else {
        (void)probe_check("guess.part_is_known", false);
    }
    probe_end();
}
