// SPDX-License-Identifier: MIT
/// @file
/// Runs all cases, or the benchmarks with the word `bench` on the kernel's command line; a word
/// `only=text` limits both to names that contain the text. `die=panic` and `die=fault` stop the
/// system instead, each in its way.
#include <base/string.h>
#include <hsys/start.h>

#include "kt.h"

enum {
    CASE_UNTYPED_LOG2 = 21,
    TABLES_UNTYPED_LOG2 = 19,
    ONLY_MAX_B = 48
};

extern const struct kt_case __start_kt_cases[], __stop_kt_cases[];
extern const struct kt_bench __start_kt_benches[], __stop_kt_benches[];

static bool contains(const char *text, const char *part) {
    for (; *text != '\0'; text++) {
        size_t i = 0;
        while (part[i] != '\0' && text[i] == part[i]) {
            i++;
        }
        if (part[i] == '\0') {
            return true;
        }
    }
    return part[0] == '\0';
}

/// The value of `only=` on the command line, "" without it.
static void read_only(char *out) {
    const char *text = kt.boot->cmdline;
    out[0] = '\0';
    for (; *text != '\0'; text++) {
        if (memcmp(text, "only=", 5) == 0) {
            size_t i = 0;
            for (text += 5; *text != '\0' && *text != ' ' && i + 1 < ONLY_MAX_B; text++) {
                out[i++] = *text;
            }
            out[i] = '\0';
            return;
        }
    }
}

static status_t set_up(void) {
    uint32_t best = 0;
    kt.boot = (const struct boot_info *)start_info()->boot_info;
    for (uint32_t i = 0; i < kt.boot->num_untypeds; i++) {
        const struct boot_untyped *untyped = &kt.boot->untypeds[i];
        if (untyped->kind == UNTYPED_RAM && untyped->size_log2 > best) {
            best = untyped->size_log2;
            kt.big = START_HANDLE(INIT_SLOT_FIRST_UNTYPED + i);
        }
    }
    TRY(untyped_carve(kt.big, OBJECT_UNTYPED, TABLES_UNTYPED_LOG2, &kt.tables));
    TRY(untyped_carve(kt.big, OBJECT_UNTYPED, CASE_UNTYPED_LOG2, &kt.untyped));
    TRY(thread_set_priority(KT_SELF, KT_PRIORITY_MAIN));
    TRY(untyped_carve(kt.tables, OBJECT_ENDPOINT, 0, &kt.endpoint));
    TRY(untyped_carve(kt.tables, OBJECT_ENDPOINT, 0, &kt.nobody));
    TRY(untyped_carve(kt.tables, OBJECT_TIMER, 0, &kt.timer));
    handle_t timer_bit;
    TRY(cap_derive(KT_NOTIFICATION, RIGHT_WRITE, BIT64(KT_TIMER_BIT), &timer_bit));
    TRY(timer_bind(kt.timer, timer_bit));
    return kt_load_code();
}

static bool run_case(const struct kt_case *c) {
    kt.failures = 0;
    kt.num_tasks = 0;
    c->run();
    // All memory of the case must come back.
    CHECK_STATUS(cap_revoke(kt.untyped), OK);
    kt_free_spans();
    struct cap_info info;
    CHECK_STATUS(cap_info(kt.untyped, &info), OK);
    CHECK_EQ(info.detail[2], BIT64(CASE_UNTYPED_LOG2));
    kt_print(kt.failures == 0 ? "ok - kernel.%s\n" : "not ok - kernel.%s\n", c->name);
    return kt.failures == 0;
}

static uint32_t run_cases(const char *only) {
    uint32_t passed = 0;
    uint32_t failed = 0;
    for (const struct kt_case *c = __start_kt_cases; c < __stop_kt_cases; c++) {
        if (contains(c->name, only)) {
            bool ok = run_case(c);
            passed += ok ? 1 : 0;
            failed += ok ? 0 : 1;
        }
    }
    kt_print("# done %u passed, %u failed\n", passed, failed);
    return failed;
}

static uint32_t run_benches(const char *only) {
    kt.failures = 0;
    for (const struct kt_bench *b = __start_kt_benches; b < __stop_kt_benches; b++) {
        if (contains(b->name, only)) {
            kt_print("bench %s %lu %s\n", b->name, b->run(), b->unit);
            CHECK_STATUS(cap_revoke(kt.untyped), OK);
            kt_free_spans();
        }
    }
    return kt.failures;
}

/// The first thing this trusted task does wrong stops the system.
static __attribute__((noinline)) void fault_here(void) {
    *(volatile uint64_t *)(uintptr_t)0x18 = 1;
}

static void die_if_told(void) {
    if (contains(kt.boot->cmdline, "die=panic")) {
        (void)debug_panic(KT_DEBUG);
    }
    if (contains(kt.boot->cmdline, "die=fault")) {
        fault_here();
    }
}

int main(void) {
    char only[ONLY_MAX_B];
    status_t st = set_up();
    if (st != OK) {
        kt_print("# set-up: %s\n# done 0 passed, 1 failed\n", status_name(st));
        (void)debug_exit(KT_DEBUG, 1);
        return 1;
    }
    read_only(only);
    die_if_told();
    bool bench = contains(kt.boot->cmdline, "bench");
    uint32_t failed = bench ? run_benches(only) : run_cases(only);
    (void)debug_exit(KT_DEBUG, failed == 0 ? 0 : 1);
    return 0;
}
