// SPDX-License-Identifier: MIT
// main() of a test program on the host: `program [part of a name]`.
#include <test/test.h>

#include <stdio.h>
#include <stdlib.h>

void test_write(const char *bytes, size_t len) {
    // Unbuffered: when a case dies, what it printed before is on the log.
    fwrite(bytes, 1, len, stdout);
    fflush(stdout);
}

/// Host programs end with a core-like exit that the runner counts as a failure. Weak: the code
/// under test may bring its own.
__attribute__((weak)) _Noreturn void assert_failed(const char *file, int line,
                                                   const char *condition) {
    fprintf(stderr, "# %s:%d: assertion failed: %s\n", file, line, condition);
    abort();
}

int main(int argc, char **argv) {
    struct test_totals totals = test_run_all(argc > 1 ? argv[1] : NULL);
    if (totals.passed + totals.failed == 0) {
        fprintf(stderr, "# no test case matches\n");
        return 1;
    }
    return totals.failed == 0 ? 0 : 1;
}
