#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs test programs in parallel, logs their output, prints failures and "N passed, N failed".

A program prints `ok - name` or `not ok - name` per case; a Python file may use unittest instead, whose summary is
counted. One that dies, hangs or prints no case counts as one failure more. Those behind --machines boot QEMU: they run
after the others, at most two at a time, and have more time. Exit status 1 when anything failed.
"""
import argparse
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import time

MACHINES_AT_ONCE = 2
MACHINE_TIMEOUT_S = 600

ENVIRONMENT = {
    "ASAN_OPTIONS": "detect_leaks=1:abort_on_error=0:detect_stack_use_after_return=1",
    "UBSAN_OPTIONS": "print_stacktrace=1",
}


def count(text: str) -> tuple[int, int]:
    """Cases that passed and failed, from "ok - " lines or from unittest's summary."""
    lines = text.splitlines()
    good = sum(line.startswith("ok - ") for line in lines)
    bad = sum(line.startswith("not ok - ") for line in lines)
    if good + bad == 0 and (ran := re.search(r"^Ran (\d+) tests? in ", text, re.M)):
        summary = lines[-1] if lines else ""
        bad = sum(map(int, re.findall(r"(?:failures|errors)=(\d+)", summary)))
        good = int(ran[1]) - bad
    return good, bad


def run_one(program: str, timeout_s: int) -> tuple[str, str]:
    """Returns the whole output and "" or how the program ended badly."""
    argv = [sys.executable, program] if program.endswith(".py") else [os.path.abspath(program)]
    try:
        done = subprocess.run(argv, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=timeout_s,
                              env={**os.environ, **ENVIRONMENT}, check=False)
    except subprocess.TimeoutExpired as late:
        return (late.stdout or b"").decode("utf-8", "replace"), f"no end after {timeout_s} s"
    except OSError as error:
        return "", error.strerror or str(error)
    text = done.stdout.decode("utf-8", "replace")
    if done.returncode < 0:
        return text, f"killed by signal {-done.returncode}"
    if done.returncode != 0 and count(text)[1] == 0:
        return text, f"exit status {done.returncode}"
    return text, ""


class Tally:
    """Counts cases, writes the log, shows what failed."""

    def __init__(self, log):
        self.log = log
        self.passed = self.failed = 0

    def add(self, program: str, text: str, bad_end: str) -> None:
        good, bad = count(text)
        if good + bad == 0 and not bad_end:
            bad_end = "printed no test case"
        self.log.write(f"# {program}\n{text}")
        if bad_end:
            bad += 1
            self.log.write(f"not ok - {program}: {bad_end}\n")
        self.log.flush()
        self.passed += good
        self.failed += bad
        if bad:
            print(f"--- {program}")
            print("\n".join(line for line in text.splitlines() if not line.startswith("ok - ")))
            if bad_end:
                print(f"not ok - {program}: {bad_end}")
            sys.stdout.flush()


def run_all(programs: list[str], timeout_s: int, jobs: int, tally: Tally, show: bool) -> None:
    """Runs `programs`, `jobs` at a time; `show` prints a line for each one that ended."""
    def run_timed(program: str) -> tuple[str, str]:
        start = time.monotonic()
        text, bad_end = run_one(program, timeout_s)
        if show:
            good, bad = count(text)
            print(f"  TEST\t{program}: {good} passed, {bad + bool(bad_end)} failed, "
                  f"{time.monotonic() - start:.0f} s", flush=True)
        return text, bad_end

    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for program, (text, bad_end) in zip(programs, pool.map(run_timed, programs)):
            tally.add(program, text, bad_end)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("programs", nargs="*")
    parser.add_argument("--machines", nargs="*", default=[], help="programs that boot QEMU")
    parser.add_argument("--log", type=pathlib.Path, help="file for all output")
    parser.add_argument("--timeout", type=int, default=300, help="seconds per program")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    args = parser.parse_args()
    if not args.programs and not args.machines:
        print("run_tests: there is no such test program; T= picks by a part of its path, like T=libs/base", file=sys.stderr)
        return 1
    if args.log:
        args.log.parent.mkdir(parents=True, exist_ok=True)
    with open(args.log or os.devnull, "w", encoding="utf-8") as log:
        tally = Tally(log)
        run_all(args.programs, args.timeout, args.jobs, tally, False)
        run_all(args.machines, MACHINE_TIMEOUT_S, min(args.jobs, MACHINES_AT_ONCE), tally, True)
        result = f"{tally.passed} passed, {tally.failed} failed"
        log.write(result + "\n")
    print(result)
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())
