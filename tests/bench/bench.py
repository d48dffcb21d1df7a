#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Measures the system in guest instructions and bytes, compares with tests/bench/budgets.json, writes bench.json.

What a figure means is in docs/testing.md. Exit status 1 when one is over its budget."""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "lib"))

from counter import Counter  # noqa: E402  (the path must be known first)
from desktop import Desktop  # noqa: E402
import desktop as paths  # noqa: E402

REPEATS = 5
IDLE_S = 60
MEMORY_MIB = 256


def median_cost(counter, actions):
    """Median over the actions, each of them once."""
    return int(statistics.median(counter.cost(action) for action in actions))


def measure_gui(desktop, counter, figures):
    x, y, w, _ = desktop.find("Window", "My first application").bounds
    request = median_cost(counter, [desktop.testd.idle] * REPEATS)
    repaint = median_cost(counter, [desktop.testd.repaint] * REPEATS)
    figures["gui.full_recompose_1280x800"] = repaint - request

    steps = [lambda i=i: desktop.move(300 + 10 * i, 760) for i in range(REPEATS + 1)]
    counter.cost(steps[0])
    figures["gui.pointer_step"] = median_cost(counter, steps[1:])

    desktop.move(x + 60, y + 20)
    desktop.button(True)
    counter.settle()
    drags = [lambda i=i: desktop.move(x + 60 + 10 * i, y + 20) for i in range(1, REPEATS + 2)]
    counter.cost(drags[0])
    figures["gui.window_move_frame"] = median_cost(counter, drags[1:])
    desktop.button(False)

    def click():
        desktop.button(True)
        desktop.button(False)

    desktop.move(*desktop.find("Button", "Add one").centre)
    counter.cost(click)
    figures["gui.button_repaint"] = median_cost(counter, [click] * REPEATS)
    costs = []
    for _ in range(REPEATS):
        costs.append(counter.cost(lambda: desktop.key("spc", True)))
        counter.cost(lambda: desktop.key("spc", False))
    figures["gui.key_to_pixels"] = int(statistics.median(costs))


def measure_idle(desktop, counter, figures):
    counter.settle()
    before, start = counter.read(), time.monotonic()
    time.sleep(IDLE_S)  # the figure is a mean over real time; nothing is asserted about how long things take
    figures["idle.instructions_per_second"] = round((counter.read() - before) / (time.monotonic() - start))


def kernel_entry():
    """Virtual address where the kernel begins: the PVH entry runs with paging off, so it is the physical one."""
    text = subprocess.run(["llvm-nm", paths.path_of("x86_64-release", "kernel.elf")], check=True,
                          stdout=subprocess.PIPE).stdout.decode()
    for line in text.splitlines():
        words = line.split()
        if len(words) == 3 and words[2] == "pvh_entry":
            return int(words[0], 16)
    raise SystemExit("bench: the kernel has no symbol pvh_entry")


def measure_desktop(plugin, figures):
    counter_file = os.path.join(tempfile.gettempdir(), f"hesper-count-{os.getpid()}")
    counter = Counter(plugin, counter_file, kernel_entry())
    try:
        with Desktop("bench", memory_mib=MEMORY_MIB, extra=counter.arguments) as desktop:
            desktop.testd.idle()
            figures["mem.desktop_total"] = (MEMORY_MIB << 20) - desktop.testd.free_memory()
            measure_gui(desktop, counter, figures)
            measure_idle(desktop, counter, figures)
        # A boot of its own: nothing asks the system anything before it is at rest.
        measure_boot(plugin, counter_file + ".boot", figures)
    finally:
        counter.close()


def measure_boot(plugin, counter_file, figures):
    from machine import Machine, base_arguments, desktop_devices  # needed here only
    counter = Counter(plugin, counter_file, kernel_entry())
    arguments = base_arguments(MEMORY_MIB) + desktop_devices() + paths.boot_arguments("pvh") + counter.arguments
    try:
        with Machine(arguments, "bench-boot") as machine:
            machine.wait_serial(paths.READY)
            figures["boot.kernel_entry_to_first_desktop_frame"] = counter.settle()
    finally:
        counter.close()


def measure_sizes(figures):
    hello = paths.path_of("x86_64-release", "hello.stripped")
    figures["app.hello_stripped"] = os.path.getsize(hello)
    text = subprocess.run(["llvm-size", "-A", paths.kernel()], check=True, stdout=subprocess.PIPE).stdout.decode()
    sections = {words[0]: int(words[1]) for words in (line.split() for line in text.splitlines())
                if len(words) == 3 and words[1].isdigit()}
    figures["mem.kernel_image"] = sum(size for name, size in sections.items()
                                      if name.startswith((".text", ".rodata", ".boot.text")))


def measure_kernel(runner, figures):
    """The kernel's own figures: lines `bench NAME VALUE`."""
    done = subprocess.run([sys.executable, runner, "--bench"], check=False, stdout=subprocess.PIPE)
    for line in done.stdout.decode("utf-8", "replace").splitlines():
        words = line.split()
        if len(words) >= 3 and words[0] == "bench":
            figures[words[1]] = int(words[2])


def report(figures, path):
    """Writes bench.json, prints a table; False when a budget is broken or a figure is missing."""
    with open(os.path.join(HERE, "budgets.json"), encoding="utf-8") as file:
        budgets = json.load(file)
    good, result = True, {}
    for name in sorted(set(budgets) | set(figures)):
        budget = budgets.get(name, {}).get("budget")
        value = figures.get(name)
        result[name] = {"value": value, "unit": budgets.get(name, {}).get("unit", "instructions"), "budget": budget}
        over = value is None or (budget is not None and value > budget)
        good = good and not over
        shown = "missing" if value is None else f"{value:,}"
        limit = "" if budget is None else f"of {budget:,}"
        print(f"{'OVER ' if over else '     '}{name:44} {shown:>16} {limit:>16} {result[name]['unit']}")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(result, file, indent=2)
        file.write("\n")
    return good


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plugin", required=True, help="insncount.so")
    parser.add_argument("--kernel-runner", required=True, help="runs the kernel's own benchmarks")
    parser.add_argument("--out", required=True, help="bench.json")
    arguments = parser.parse_args()
    figures = {}
    measure_sizes(figures)
    measure_kernel(arguments.kernel_runner, figures)
    measure_desktop(os.path.abspath(arguments.plugin), figures)
    return 0 if report(figures, arguments.out) else 1


if __name__ == "__main__":
    sys.exit(main())
