// SPDX-License-Identifier: MIT
/// @file
/// Start and end of a task: self-relocation, start data, constructors, the last message.

#include <base/fmt.h>
#include <base/log.h>
#include <base/string.h>
#include <hsys/object.h>
#include <hsys/start.h>
#include <hsys/trap.h>

/// The parts of the ELF format that relocation needs: dynamic entries and their tags.
enum {
    DT_NULL = 0,
    DT_RELA = 7,
    DT_RELASZ = 8,
    AT_NULL = 0,
    R_RELATIVE = 8
};

struct elf_dyn {
    uint64_t tag;
    uint64_t value;
};

struct elf_rela {
    uint64_t offset;
    uint64_t info;
    uint64_t addend;
};

/// init.Component.exit: the one message that must work without libs/ipc.
#define EXIT_LABEL (UINT32_C(20) << 12 | 3)

typedef void (*init_fn)(void);

extern int main(void);
extern const init_fn __init_array_start[] __attribute__((weak, visibility("hidden")));
extern const init_fn __init_array_end[] __attribute__((weak, visibility("hidden")));

_Noreturn void hsys_start(const uint64_t *stack, uint64_t base, const struct elf_dyn *dynamic);

static const struct start_info *the_start_info;

const struct start_info *start_info(void) {
    return the_start_info;
}

void start_info_find(const uint64_t *stack) {
    const uint64_t *word = stack + 1 + stack[0] + 1; // argc, argv, NULL
    while (*word != 0) {
        word++; // environment
    }
    for (word++; word[0] != AT_NULL; word += 2) {
        if (word[0] == AT_HESPER_START) {
            the_start_info = (const struct start_info *)word[1];
        }
    }
}

static void apply_rela(uint64_t base, const struct elf_rela *rela, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if ((uint32_t)rela[i].info == R_RELATIVE) {
            *(uint64_t *)(base + rela[i].offset) = base + rela[i].addend;
        }
    }
}

/// A static PIE only has relative relocations. Nothing before this may use a pointer from .data.
static void relocate_self(uint64_t base, const struct elf_dyn *dynamic) {
    uint64_t rela = 0;
    uint64_t rela_b = 0;
    for (const struct elf_dyn *d = dynamic; d != NULL && d->tag != DT_NULL; d++) {
        if (d->tag == DT_RELA) {
            rela = base + d->value;
        } else if (d->tag == DT_RELASZ) {
            rela_b = d->value;
        }
    }
    if (rela != 0) {
        apply_rela(base, (const struct elf_rela *)rela, rela_b / sizeof(struct elf_rela));
    }
}

_Noreturn void hsys_start(const uint64_t *stack, uint64_t base, const struct elf_dyn *dynamic) {
    relocate_self(base, dynamic);
    start_info_find(stack);
    for (const init_fn *fn = __init_array_start; fn < __init_array_end; fn++) {
        (*fn)();
    }
    task_exit(main());
}

_Noreturn void task_abort(void) {
    for (;;) {
        __asm__ volatile("ud2");
    }
}

_Noreturn void task_exit(int code) {
    struct trap_regs regs = {
        .handle = START_HANDLE(SLOT_PARENT),
        .tag = TAG(EXIT_LABEL, 1, 0, 0),
        .words = { (uint32_t)code },
    };
    // Never answered. An error means that there is no init above us.
    (void)hsys_trap(TRAP_CALL, &regs);
    task_abort();
}

void task_debug_write(const char *text, size_t len) {
    handle_t debug = START_HANDLE(SLOT_DEBUG);
    while (len > 0) {
        size_t part = MIN(len, DEBUG_WRITE_MAX_B);
        if (debug_write(debug, text, part) != OK) {
            return;
        }
        text += part;
        len -= part;
    }
}

_Noreturn void assert_failed(const char *file, int line, const char *condition) {
    char text[LOG_LINE_MAX];
    fmt_str(text, sizeof(text), "%s:%d: assertion failed: %s", file, line, condition);
    log_write(LOG_LEVEL_ERROR, "assert", text);
    task_abort();
}
