#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs host test programs in parallel, logs their output, prints failures and "N passed, N failed".

A Python file may use unittest instead: its summary is counted. A program prints `ok - name` or `not ok - name` per case. One that dies, hangs or prints no case counts as one failure
more. Exit status 1 when anything failed.
"""
import argparse
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys

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


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("programs", nargs="*")
    parser.add_argument("--log", type=pathlib.Path, help="file for all output")
    parser.add_argument("--timeout", type=int, default=120, help="seconds per program")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    args = parser.parse_args()
    passed = failed = 0
    if args.log:
        args.log.parent.mkdir(parents=True, exist_ok=True)
    with open(args.log or os.devnull, "w", encoding="utf-8") as log, \
            concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        runs = pool.map(lambda program: run_one(program, args.timeout), args.programs)
        for program, (text, bad_end) in zip(args.programs, runs):
            lines = text.splitlines()
            good, bad = count(text)
            if good + bad == 0 and not bad_end:
                bad_end = "printed no test case"
            log.write(f"# {program}\n{text}")
            if bad_end:
                bad += 1
                log.write(f"not ok - {program}: {bad_end}\n")
            log.flush()
            passed += good
            failed += bad
            if bad:
                print(f"--- {program}")
                print("\n".join(line for line in lines if not line.startswith("ok - ")))
                if bad_end:
                    print(f"not ok - {program}: {bad_end}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
