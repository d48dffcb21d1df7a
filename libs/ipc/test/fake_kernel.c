// SPDX-License-Identifier: MIT
/// @file
/// The scripted kernel.

#include "fake_kernel.h"

#include <abi/object.h>
#include <base/string.h>
#include <hsys/start.h>
#include <hsys/time.h>
#include <test/test.h>

struct fake_kernel fake;

static const struct start_info info = { .instance = 7 };

const struct start_info *start_info(void) {
    return &info;
}

struct ipc_frame *hsys_ipc_frame(void) {
    return &fake.frame;
}

nsec_t time_now_ns(void) {
    return fake.now;
}

_Noreturn void task_exit(int code) {
    (void)code;
    __builtin_trap();
}

void task_debug_write(const char *text, size_t len) {
    (void)text;
    (void)len;
}

void fake_reset(void) {
    memset(&fake, 0, sizeof(fake));
}

static struct fake_answer *append(void) {
    ASSERT(fake.num_script < FAKE_TRAPS_MAX);
    return &fake.script[fake.num_script++];
}

void fake_message(uint32_t label, uint64_t badge, uint64_t word) {
    *append() = (struct fake_answer){
        .status = OK,
        .out = { .handle = badge, .tag = TAG(label, 1, 0, 0), .words = { word } },
    };
}

void fake_bits(uint64_t bits) {
    *append() = (struct fake_answer){
        .status = OK,
        .out = { .tag = TAG(0, 1, 0, TAG_NOTIFIED), .words = { bits } },
    };
}

void fake_error(status_t status) {
    *append() = (struct fake_answer){ .status = status };
}

const struct fake_trap *fake_last(uint32_t index) {
    for (uint32_t i = fake.num_traps; i-- > 0;) {
        if (fake.traps[i].number != TRAP_INVOKE && index-- == 0) {
            return &fake.traps[i];
        }
    }
    ASSERT(false);
    return NULL;
}

static status_t next_closed(struct trap_regs *regs) {
    if (fake.num_closed == 0) {
        return ERR_NOT_FOUND;
    }
    regs->words[0] = fake.closed[--fake.num_closed];
    return OK;
}

static status_t invoke(struct trap_regs *regs) {
    switch (TAG_LABEL(regs->tag)) {
    case CAP_DERIVE:
        regs->words[0] = regs->handle + 1000;
        return OK;
    case CAP_MOVE:
        if (fake.table_full) {
            return ERR_NO_SLOTS;
        }
        fake.moved[fake.num_moved++] = regs->handle;
        regs->words[0] = regs->handle + 100;
        return OK;
    case CAP_DELETE:
        fake.deleted[fake.num_deleted++] = regs->handle;
        return OK;
    case ENDPOINT_NEXT_CLOSED: // also TIMER_SET
        if (regs->handle == START_HANDLE(SLOT_TIMER)) {
            fake.timer_set_to = regs->words[0];
            return OK;
        }
        return next_closed(regs);
    case TIMER_CANCEL:
        fake.timer_set_to = 0;
        return OK;
    default:
        return OK;
    }
}

status_t hsys_trap(uint64_t number, struct trap_regs *regs) {
    ASSERT(fake.num_traps < FAKE_TRAPS_MAX);
    struct fake_trap *trap = &fake.traps[fake.num_traps++];
    trap->number = number;
    trap->in = *regs;
    memcpy(trap->caps, fake.frame.send.caps, sizeof(trap->caps));
    if (number == TRAP_INVOKE) {
        return invoke(regs);
    }
    if (fake.next_script == fake.num_script) {
        return ERR_WOULD_BLOCK;
    }
    const struct fake_answer *answer = &fake.script[fake.next_script++];
    if (answer->status == OK) {
        *regs = answer->out;
        memcpy(fake.frame.recv.caps, answer->caps, sizeof(answer->caps));
    }
    return answer->status;
}
