// SPDX-License-Identifier: MIT
// The Debug capability, the early console, panic.
#include "invoke.h"
#include "kernel.h"
#include "state_hash.h"
#include "symbols.h"
#include "thread.h"

#include <base/fmt.h>
#include <base/string.h>

enum {
    LINE_MAX_B = 256,
    WRITE_MAX_B = 40
};

__attribute__((format(printf, 1, 0))) static void print_args(const char *format, va_list args) {
    char line[LINE_MAX_B];
    size_t length_b = fmt_vstr(line, sizeof(line), format, args);
    board_console_write(line, MIN(length_b, sizeof(line) - 1));
}

void kprintf(const char *format, ...) {
    va_list args;
    va_start(args, format);
    print_args(format, args);
    va_end(args);
}

_Noreturn void panic(const char *format, ...) {
    board_console_seize();
    kprintf("\nkernel panic: ");
    va_list args;
    va_start(args, format);
    print_args(format, args);
    va_end(args);
    kprintf("\n");
    arch_backtrace();
    board_halt();
}

_Noreturn void assert_failed(const char *file, int line, const char *condition) {
    panic("%s:%d: assertion failed: %s", file, line, condition);
}

static status_t on_write(struct invoke *invoke) {
    uint64_t length_b = invoke->args[5];
    if (length_b > WRITE_MAX_B) {
        return ERR_BAD_ARG;
    }
    char text[WRITE_MAX_B];
    memcpy(text, invoke->args, sizeof(text));
    board_console_write(text, length_b);
    return OK;
}

static status_t on_counters(struct invoke *invoke) {
    uint64_t counter = invoke->args[0];
    if (counter >= COUNTER_COUNT) {
        return ERR_BAD_ARG;
    }
    invoke_return(invoke, counter == COUNTER_STATE_HASH ? state_hash() : kernel.counters[counter]);
    return OK;
}

static status_t on_exit(struct invoke *invoke) {
    return board_exit(invoke->args[0]);
}

static status_t on_panic(struct invoke *invoke) {
    arch_context_print(&invoke->self->context);
    panic("asked for by a task");
}

static status_t on_reboot(struct invoke *invoke) {
    if (invoke->args[0] > 1) {
        return ERR_BAD_ARG;
    }
    return board_reboot(invoke->args[0] == 1);
}

static status_t on_thread(struct invoke *invoke) {
    struct slot *slot = NULL;
    TRY(cap_find(invoke->table, invoke->args[0], OBJECT_THREAD, 0, &slot));
    ((struct thread *)cap_object(slot))->name = invoke->args[1];
    return OK;
}

static status_t on_trust(struct invoke *invoke) {
    struct slot *slot = NULL;
    TRY(cap_find(invoke->table, invoke->args[0], OBJECT_DOMAIN, RIGHT_MANAGE, &slot));
    ((struct domain *)cap_object(slot))->trusted = true;
    symbols_set_base(SYMBOLS_VM, invoke->args[1]);
    return OK;
}

const struct method debug_methods[METHODS_MAX] = {
    [DEBUG_WRITE - METHOD_FIRST] = { on_write, RIGHT_WRITE, 6 },
    [DEBUG_COUNTERS - METHOD_FIRST] = { on_counters, RIGHT_READ, 1 },
    [DEBUG_EXIT - METHOD_FIRST] = { on_exit, RIGHT_MANAGE, 1 },
    [DEBUG_PANIC - METHOD_FIRST] = { on_panic, RIGHT_MANAGE, 0 },
    [DEBUG_REBOOT - METHOD_FIRST] = { on_reboot, RIGHT_MANAGE, 1 },
    [DEBUG_THREAD - METHOD_FIRST] = { on_thread, RIGHT_WRITE, 2 },
    [DEBUG_TRUST - METHOD_FIRST] = { on_trust, RIGHT_MANAGE, 1 },
};
