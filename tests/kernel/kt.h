// SPDX-License-Identifier: MIT
/// @file
/// Kernel tests in QEMU: this program is init of its own boot archive, in ring 3, with all
/// authority. It starts small tasks in domains of their own and watches them through endpoints.
///
/// A case is `KT(name) { ... }`. What it makes comes from kt.untyped, which is revoked after it.
#pragma once

#include <abi/boot.h>
#include <abi/trap.h>
#include <hsys/object.h>
#include <hsys/trap.h>

struct kt_case {
    const char *name;
    void (*run)(void);
};

/// Defines and registers a test case.
#define KT(case_name)                                                                              \
    static void case_name(void);                                                                   \
    static const struct kt_case kt_case_##case_name                                                \
        __attribute__((used, retain, section("kt_cases"))) = { #case_name, case_name };            \
    static void case_name(void)

/// Defines a benchmark: it returns its figure.
struct kt_bench {
    const char *name;
    const char *unit;
    uint64_t (*run)(void);
};
#define KT_BENCH(fn_name, bench_name, bench_unit)                                                  \
    static uint64_t fn_name(void);                                                                 \
    static const struct kt_bench kt_bench_##fn_name                                                \
        __attribute__((used, retain, section("kt_benches"))) = { bench_name, bench_unit,           \
                                                                 fn_name };                        \
    static uint64_t fn_name(void)

/// Well-known authority of init.
#define KT_DEBUG START_HANDLE(INIT_SLOT_DEBUG)
#define KT_SPAN START_HANDLE(INIT_SLOT_SPAN)
#define KT_DOMAIN START_HANDLE(INIT_SLOT_DOMAIN)
#define KT_IOPORT START_HANDLE(INIT_SLOT_IOPORT)
#define KT_IRQ_CONTROL START_HANDLE(INIT_SLOT_IRQ_CONTROL)
#define KT_SELF START_HANDLE(SLOT_THREAD)
#define KT_NOTIFICATION START_HANDLE(SLOT_NOTIFICATION)

enum {
    KT_PRIORITY_MAIN = 40,
    KT_PRIORITY_CHILD = 20,
    KT_CHILD_SLOTS = 64,
    KT_SLOT_MAIN = 7,       ///< Child: endpoint of this program, badged with the child's number.
    KT_SLOT_FREE = 16,      ///< Child: from here what the case gives it.
    KT_LABEL_DONE = 0x700,  ///< Child is done; word 0 is its result.
    KT_FAULT_BADGE = 0x100, ///< Plus the child's number.
    KT_TIMER_BIT = 60,
};

/// The page a child shares with this program, at the same address in both.
struct kt_shared {
    volatile uint64_t words[480];
    volatile uint64_t result;
};

/// A task: one thread in a domain of its own.
struct kt_task {
    uint32_t number; ///< 1..: in badges.
    handle_t domain, captable, thread, sched, notification;
    handle_t data_region;
    struct kt_shared *shared;
    struct ipc_frame *frame;
    vaddr_t stack_top;
};

typedef void (*kt_child_fn)(struct kt_shared *shared);

struct kt_state {
    const struct boot_info *boot;
    handle_t big;      ///< Largest RAM untyped.
    handle_t untyped;  ///< Of the running case.
    handle_t tables;   ///< Untyped for page tables of this domain: they stay.
    handle_t endpoint; ///< Where children report and their faults arrive.
    handle_t nobody;   ///< Endpoint that nobody sends to: to answer without receiving.
    handle_t timer;
    vaddr_t code; ///< Copy of the children's code, executable.
    handle_t code_region;
    uint32_t num_tasks;
    uint32_t failures; ///< Of the running case.
};
extern struct kt_state kt;

/// Prints like printf to the serial console. Supports what fmt_str() does.
void kt_print(const char *format, ...) __attribute__((format(printf, 1, 2)));
/// Records a failure of the running case.
void kt_fail(const char *file, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/// Hash over all kernel objects.
uint64_t kt_hash(void);

#define CHECK(condition) ((condition) ? (void)0 : kt_fail(__FILE__, __LINE__, "%s", #condition))
#define CHECK_EQ(a, b)                                                                             \
    do {                                                                                           \
        uint64_t kt_a_ = (uint64_t)(a);                                                            \
        uint64_t kt_b_ = (uint64_t)(b);                                                            \
        if (kt_a_ != kt_b_) {                                                                      \
            kt_fail(__FILE__, __LINE__, "%s is 0x%lx, not 0x%lx", #a, kt_a_, kt_b_);               \
        }                                                                                          \
    } while (0)
#define CHECK_STATUS(expression, expected)                                                         \
    do {                                                                                           \
        status_t kt_st_ = (expression);                                                            \
        if (kt_st_ != (expected)) {                                                                \
            kt_fail(__FILE__, __LINE__, "%s: %s, not %s", #expression, status_name(kt_st_),        \
                    status_name(expected));                                                        \
        }                                                                                          \
    } while (0)
/// As CHECK_STATUS, and ends the case.
#define REQUIRE_OK(expression)                                                                     \
    do {                                                                                           \
        status_t kt_st_ = (expression);                                                            \
        if (kt_st_ != OK) {                                                                        \
            kt_fail(__FILE__, __LINE__, "%s: %s", #expression, status_name(kt_st_));               \
            return;                                                                                \
        }                                                                                          \
    } while (0)
/// The call is refused with exactly this status and no kernel object changed.
#define CHECK_REFUSED(expression, expected)                                                        \
    do {                                                                                           \
        uint64_t kt_before_ = kt_hash();                                                           \
        CHECK_STATUS(expression, expected);                                                        \
        if (kt_hash() != kt_before_) {                                                             \
            kt_fail(__FILE__, __LINE__, "%s changed something", #expression);                      \
        }                                                                                          \
    } while (0)

// --- kt_memory.c: these end the program's case only by a recorded failure, and return 0 then ---
/// An object of the running case.
handle_t kt_carve(enum object_type type, uint64_t parameter);
/// A region of `units` at a new address.
handle_t kt_region(uint64_t units, vaddr_t *out_vaddr);
/// Attaches `region` to `domain`, hooking in the page tables that are missing.
status_t kt_attach(handle_t domain, handle_t tables_from, handle_t region, uint32_t rights,
                   handle_t *out);
/// A frame of `order`, mapped at `offset_b` of `region`.
handle_t kt_frame_at(handle_t region, uint64_t offset_b, uint32_t order, uint32_t rights);
/// A region attached here with one writable page at its start. @return the page or NULL.
void *kt_page(handle_t *out_region, handle_t *out_frame);
/// Forgets the spans of the case. Called by the runner.
void kt_free_spans(void);

// --- kt_task.c ---
struct kt_options {
    uint32_t flags;    ///< THREAD_FPU.
    bool passive;      ///< No time of its own.
    bool no_frame;     ///< No IPC frame.
    uint32_t priority; ///< 0: KT_PRIORITY_CHILD.
};
/// Copies the children's code into memory of its own. Once.
status_t kt_load_code(void);
/// Makes a task that will run `fn`; kt_start() lets it. @return false with a recorded failure.
bool kt_make(struct kt_task *task, kt_child_fn fn, struct kt_options options);
/// Gives a copy of `cap` with `rights` and `badge` (0: keep) to `task` in `slot`.
void kt_give(struct kt_task *task, handle_t cap, uint32_t slot, uint32_t rights, uint64_t badge);
void kt_start(struct kt_task *task);
/// make and start.
bool kt_spawn(struct kt_task *task, kt_child_fn fn, struct kt_options options);
/// Address of `fn` in the copied code.
vaddr_t kt_code_address(kt_child_fn fn);

/// A message of a child or of the kernel for a child.
struct kt_message {
    status_t status; ///< ERR_TIMEOUT: nothing came for 5 s.
    uint64_t badge;
    uint32_t label;
    uint32_t flags; ///< TAG_FAULT, TAG_NOTIFIED.
    uint64_t words[TRAP_REG_WORDS];
};
/// Receives on kt.endpoint; gives up after 5 s (ERR_TIMEOUT, also recorded as failure).
struct kt_message kt_wait(void);
/// Waits until `task` says that it is done. @return its result, or UINT64_MAX with a failure.
uint64_t kt_join(struct kt_task *task);
/// Waits until `task` faults and checks kind and address (UINT64_MAX: any).
struct kt_message kt_expect_fault(struct kt_task *task, enum fault_kind kind, uint64_t address);
/// Answers the current caller, if any.
void kt_reply(uint32_t label, uint64_t word0);
