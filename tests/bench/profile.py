#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Where the instructions of one action go: by task and by function.

    make profile A=move|pointer|key|button|scroll|repaint|boot|idle     (tests/bench/actions.py)"""

import argparse
import bisect
import collections
import glob
import os
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "lib"))

import actions  # noqa: E402  (the path must be known first)
import boot  # noqa: E402
from counter import Counter, code_at, symbols  # noqa: E402
from desktop import Desktop  # noqa: E402
import desktop as paths  # noqa: E402

WINDOW_B = 1 << 30
IMAGE_STEP_B = 1 << 21
IMAGE_STEPS = 8
KERNEL_BASE = 1 << 63
FUNCTIONS = 40


class Program:
    """A component's ELF file: which function is where."""

    def __init__(self, path):
        self.name = os.path.basename(path)[:-len(".elf")]
        self._path = path
        self._names = sorted((address, name) for name, address in symbols(path).items())
        self._addresses = [address for address, _ in self._names]

    def has(self, address, code):
        """Whether this program has that code there."""
        code = code.rstrip(b"\0")
        return code_at(self._path, address, len(code)) == code

    def function(self, address):
        at = bisect.bisect_right(self._addresses, address) - 1
        return self._names[at][1] if at >= 0 else f"{address:#x}"


def find_programs(blocks, programs):
    """{window: (program, base)}: which program runs in which gigabyte, found by comparing code."""
    windows = collections.defaultdict(list)
    for address, _, code in blocks:
        windows[address // WINDOW_B].append((address, code))
    found = {}
    for window, inside in windows.items():
        sample = inside[::max(1, len(inside) // 24)]
        first = min(address for address, _ in inside)
        best = (0, None, 0)
        for program in programs:
            bases = [0] if program.name == "kernel" else \
                [(first // IMAGE_STEP_B - step) * IMAGE_STEP_B for step in range(IMAGE_STEPS)]
            for base in bases:
                score = sum(program.has(address - base, code) for address, code in sample if address >= base)
                best = max(best, (score, program, base), key=lambda entry: entry[0])
        if best[0] > len(sample) // 2:
            found[window] = best[1:]
    return found


def print_profile(before, after, programs):
    costs = [(address, executed - (before[i][1] if i < len(before) else 0), code)
             for i, (address, executed, code) in enumerate(after)]
    where = find_programs(after, programs)
    by_task, by_function = collections.Counter(), collections.Counter()
    for address, cost, _ in costs:
        program, base = where.get(address // WINDOW_B, (None, 0))
        task = program.name if program else f"{address // WINDOW_B:#x} GiB"
        by_task[(task, address // WINDOW_B)] += cost
        by_function[(task, program.function(address - base) if program else f"{address:#x}")] += cost
    total = sum(by_task.values())
    print(f"{total:12,} in all")
    for (task, _), cost in by_task.most_common():
        if cost:
            print(f"{cost:12,} {100 * cost / total:5.1f} % {task}")
    print()
    for (task, function), cost in by_function.most_common(FUNCTIONS):
        if cost:
            print(f"{cost:12,} {100 * cost / total:5.1f} % {task:14} {function}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plugin", required=True, help="insncount.so")
    parser.add_argument("action", choices=sorted(actions.profiled()) + ["boot"])
    arguments = parser.parse_args()
    folder = paths.path_of("x86_64-release")
    programs = [Program(path) for path in sorted(glob.glob(os.path.join(folder, "*.elf")))
                if not os.path.basename(path).startswith(("kernel_test", "probe_"))]
    path = os.path.join(tempfile.gettempdir(), f"hesper-profile-{os.getpid()}")
    counter = Counter(os.path.abspath(arguments.plugin), path, boot.from_option() + boot.pause_option() + ",profile=on")
    try:
        with Desktop("profile", extra=counter.arguments + boot.CLOCK) as desktop:
            if arguments.action == "boot":
                counter.settle()
                print_profile([], counter.blocks(), programs)
                return
            action = actions.profiled()[arguments.action]
            action.begin(desktop)
            for _ in range(2):  # once for caches
                action.prepare(desktop)
                desktop.testd.idle()
                counter.settle()
                before = counter.blocks()
                for step in action.steps(desktop):
                    step()
                    counter.settle()
            print_profile(before, counter.blocks(), programs)
    finally:
        counter.close()


if __name__ == "__main__":
    main()
