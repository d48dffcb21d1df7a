# SPDX-License-Identifier: MIT
"""Test cases in Python: collects functions, runs them, prints the lines that tools/run_tests.py counts."""

import os
import sys
import traceback

_cases = []


class Failure(Exception):
    """A check that did not hold; the text says what was expected and what was found."""


def case(function):
    """Marks a function as a test case. Cases run in the order of the file."""
    _cases.append(function)
    return function


def check(condition, text):
    if not condition:
        raise Failure(text)


def check_equal(actual, expected, what):
    if actual != expected:
        raise Failure(f"{what}: expected {expected!r}, got {actual!r}")


def out_dir():
    """The build folder, `OUT` of the Makefile."""
    return os.environ.get("HESPER_OUT", "build")


def log_dir():
    """Where serial logs and new pictures go."""
    folder = os.path.join(out_dir(), "test", "logs")
    os.makedirs(folder, exist_ok=True)
    return folder


def main(suite):
    """Runs all cases, or those whose name contains an argument. Exit status 1 when one failed."""
    wanted = sys.argv[1:]
    failed = 0
    for function in _cases:
        name = f"{suite}.{function.__name__}"
        if wanted and not any(text in name for text in wanted):
            continue
        try:
            function()
        except Exception as error:  # a broken test must not hide the ones behind it
            failed += 1
            text = str(error) if isinstance(error, Failure) else traceback.format_exc()
            for line in text.rstrip().splitlines():
                print(f"# {line}")
            print(f"not ok - {name}", flush=True)
        else:
            print(f"ok - {name}", flush=True)
    sys.exit(1 if failed else 0)
