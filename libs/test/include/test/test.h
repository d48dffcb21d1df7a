// SPDX-License-Identifier: MIT
/// @file
/// Unit tests, the same on the host and inside the system.
///
///     TEST(list_push_keeps_order) {
///         REQUIRE(list != NULL);
///         CHECK_EQ(list_len(list), 2);
///     }
///
/// Each case prints `ok - file.case` or `not ok - file.case`, after one `# file:line: text` for
/// every check that failed. CHECK goes on after a failure, REQUIRE ends the case. A program
/// that links this library needs a main() that calls test_run_all(); on the host, host.c has it.
#pragma once

#include <base/base.h>

/// One case. Written by TEST only.
struct test_case {
    const char *file; ///< Path of the source file.
    const char *name; ///< Name of the case.
    void (*run)(void);
    struct test_case *next; ///< Set by test_register().
};

/// How a run ended.
struct test_totals {
    uint32_t passed; ///< Cases without a failed check.
    uint32_t failed; ///< Cases with at least one.
};

/// Defines and registers a test case. `case_name` is unique in its file.
#define TEST(case_name)                                                                            \
    static void case_name##_test_(void);                                                           \
    static struct test_case case_name##_case_ = { __FILE__, #case_name, case_name##_test_, NULL }; \
    __attribute__((constructor)) static void case_name##_register_(void) {                         \
        test_register(&case_name##_case_);                                                         \
    }                                                                                              \
    static void case_name##_test_(void)

/// Fails the case when `condition` is false, and goes on.
#define CHECK(condition) ((condition) ? (void)0 : test_failed(__FILE__, __LINE__, #condition))

/// Fails the case when `condition` is false, and leaves it (only in the body of TEST).
#define REQUIRE(condition)                                                                         \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            test_failed(__FILE__, __LINE__, #condition);                                           \
            return;                                                                                \
        }                                                                                          \
    } while (0)

/// Compares two integers or pointers; prints both values.
#define CHECK_EQ(actual, expected)                                                                 \
    test_check_eq(__FILE__, __LINE__, #actual " == " #expected, (long long)(intptr_t)(actual),     \
                  (long long)(intptr_t)(expected))

/// Expects `expression` to give the status `expected`.
#define CHECK_STATUS(expression, expected)                                                         \
    test_check_status(__FILE__, __LINE__, #expression, (expression), (expected))

/// Compares two strings that end with NUL; either may be NULL.
#define CHECK_STR(actual, expected)                                                                \
    test_check_str(__FILE__, __LINE__, #actual, (actual), (expected))

/// Runs the cases whose "file.case" contains `filter` (NULL: all), in order of registration.
struct test_totals test_run_all(const char *filter);

/// Adds a case to the end of the list. `test` stays in use for ever.
void test_register(struct test_case *test);

/// Where all output goes: provided by the program (on the host, by host.c).
void test_write(const char *bytes, size_t len);

/// Records a failed check of the running case and prints where it was.
void test_failed(const char *file, int line, const char *text);

/// Behind CHECK_EQ.
void test_check_eq(const char *file, int line, const char *text, long long actual,
                   long long expected);
/// Behind CHECK_STATUS.
void test_check_status(const char *file, int line, const char *text, status_t actual,
                       status_t expected);
/// Behind CHECK_STR.
void test_check_str(const char *file, int line, const char *text, const char *actual,
                    const char *expected);
