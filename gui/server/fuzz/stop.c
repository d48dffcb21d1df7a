// SPDX-License-Identifier: MIT
// What the code under test needs of a program: a failed assertion is a finding.
#include <base/base.h>
#include <stdio.h>
#include <stdlib.h>

_Noreturn void assert_failed(const char *file, int line, const char *condition) {
    fprintf(stderr, "%s:%d: %s\n", file, line, condition);
    abort();
}
