#!/bin/sh
# SPDX-License-Identifier: MIT
# Counts the instructions of the cases in test/test_bench*.c, without sanitizers. Run it from the
# root of the repository; needs valgrind. An argument chooses cases by part of their name.
set -e
out=${OUT:-build/plain}
for file in gui/server/test/test_bench*.c; do
    program=$out/test/gui.server.$(basename "$file" .c)
    make OUT=$out sanitizers=-O2 "$program" >/dev/null
    strip -g -o "$program.stripped" "$program" # valgrind cannot read newer debug information
    for case in $(sed -n 's/^SCENARIO(\([a-z0-9_]*\),.*/\1/p; s/^TEST(\(.*\)) {/\1/p' "$file"); do
        case $case in *"$1"*) ;; *) continue ;; esac
        count=$(valgrind --tool=callgrind --toggle-collect=bench_body \
            --callgrind-out-file=/dev/null "$program.stripped" ".$case" 2>&1 |
            sed -n 's/.*Collected : //p')
        printf '%-28s %12s\n' "$case" "$count"
    done
done
