#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Measures the system in guest instructions and bytes, compares with tests/bench/budgets.json, writes bench.json.

What a figure means is in docs/testing.md. Exit status 1 when one is over its budget or cannot be measured."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import traceback

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "lib"))

import actions  # noqa: E402  (the path must be known first)
import boot  # noqa: E402
from case import Failure, check  # noqa: E402
from counter import Counter  # noqa: E402
from desktop import Desktop  # noqa: E402
from machine import Machine, base_arguments, boot_pvh, desktop_devices  # noqa: E402
import desktop as paths  # noqa: E402

IDLE_BEFORE_S = 5
IDLE_S = 60
MEMORY_MIB = 256
KERNEL_READ_ONLY = (".boot.header", ".note.pvh", ".boot.text", ".text", ".rodata", ".ksyms")
BOOT_FIGURE = "boot.kernel_entry_to_first_desktop_frame"


class Bench:
    """Collects figures; a part that fails leaves its figures out, the others go on."""

    def __init__(self, plugin, runner):
        self.plugin = plugin
        self.runner = runner
        self.folder = tempfile.mkdtemp(prefix="hesper-bench-")
        self.figures = {}
        self.spread = {}

    def counter(self, name, options=""):
        return Counter(self.plugin, os.path.join(self.folder, name), options)

    def run(self):
        for part in (self.sizes, self.kernel, self.boots, self.gui, self.idle):
            try:
                part()
            except Exception as error:  # the figures of the other parts are wanted all the same
                print(f"bench: {part.__name__}: {error if isinstance(error, Failure) else traceback.format_exc()}")
        os.rmdir(self.folder)

    def sizes(self):
        hello = paths.path_of("x86_64-release", "hello.stripped")
        self.figures["app.hello_stripped"] = os.path.getsize(hello)
        text = subprocess.run(["llvm-size", "-A", paths.kernel()], check=True, stdout=subprocess.PIPE).stdout.decode()
        sections = {words[0]: int(words[1]) for words in (line.split() for line in text.splitlines())
                    if len(words) == 3 and words[1].isdigit()}
        self.figures["mem.kernel_image"] = sum(size for name, size in sections.items() if name in KERNEL_READ_ONLY)

    def kernel(self):
        """The kernel's own figures: lines `bench NAME VALUE UNIT`."""
        done = subprocess.run([sys.executable, self.runner, "--bench"], check=False, stdout=subprocess.PIPE)
        lines = done.stdout.decode("utf-8", "replace").splitlines()
        for words in (line.split() for line in lines):
            if len(words) >= 3 and words[0] == "bench":
                self.figures[words[1]] = int(words[2])

    def boots(self):
        path = os.path.join(self.folder, "boot")
        for road in ("pvh", "bios", "uefi"):
            first, _ = boot.measure(self.plugin, path, road, MEMORY_MIB)
            self.figures[BOOT_FIGURE if road == "pvh" else f"boot.{road}"] = first

    def gui(self):
        counter = self.counter("gui", boot.pause_option())
        try:
            with Desktop("bench", memory_mib=MEMORY_MIB, extra=counter.arguments + boot.CLOCK) as desktop:
                desktop.testd.idle()
                self.figures["mem.desktop_total"] = (MEMORY_MIB << 20) - desktop.testd.free_memory()
                self.actions(desktop, counter)
        finally:
            counter.close()

    def actions(self, desktop, counter):
        question, _ = actions.measure(desktop, counter, actions.Question())
        repaint, spread = actions.measure(desktop, counter, actions.Repaint())
        self.figures["gui.full_recompose_1280x800"] = repaint - question
        self.spread["gui.full_recompose_1280x800"] = spread
        for name, action in (("gui.pointer_step", actions.PointerStep()),
                             ("gui.window_move_frame", actions.WindowMove("My first application")),
                             ("gui.button_repaint", actions.ButtonClick()),
                             ("gui.key_to_pixels", actions.KeyPress()),
                             ("gui.restart", actions.Restart()),
                             ("gui.scroll_frame", actions.ScrollFrame()),
                             ("gui.key_in_field", actions.TypeKey("TextField", "Field")),
                             ("gui.key_in_empty_text", actions.TypeKey("TextArea", "Empty")),
                             ("gui.key_in_1_mb_text", actions.TypeKey("TextArea", "Large"))):
            self.figures[name], self.spread[name] = actions.measure(desktop, counter, action)

    def idle(self):
        """On the image as shipped, without test mode and testd."""
        counter = self.counter("idle")
        arguments = base_arguments(MEMORY_MIB) + desktop_devices() + \
            boot_pvh(paths.kernel(), paths.path_of("image", "desktop.archive"), "") + counter.arguments
        try:
            with Machine(arguments, "bench-idle", paths.case.log_dir()) as machine:
                machine.wait_serial("init: hello ready")
                time.sleep(IDLE_BEFORE_S)
                before, start = counter.read(), time.monotonic()
                check(before > 0, "the counter does not count")
                time.sleep(IDLE_S)  # a mean over real time; nothing is asserted about how long things take
                after, seconds = counter.read(), time.monotonic() - start
                self.figures["idle.instructions_per_second"] = round((after - before) / seconds)
        finally:
            counter.close()


def report(bench, path):
    """Writes bench.json, prints a table; False when a budget is broken or a figure is missing."""
    with open(os.path.join(HERE, "budgets.json"), encoding="utf-8") as file:
        budgets = json.load(file)
    good, result = True, {}
    for name in sorted(set(budgets) | set(bench.figures)):
        budget = budgets.get(name, {}).get("budget")
        value = bench.figures.get(name)
        unit = budgets.get(name, {}).get("unit", "instructions")
        result[name] = {"value": value, "unit": unit, "budget": budget}
        over = value is None or (budget is not None and value > budget)
        good = good and not over
        shown = "missing" if value is None else f"{value:,}"
        limit = "" if budget is None else f"of {budget:,}"
        spread = f"  repeats differ by {bench.spread[name]:.2f} %" if name in bench.spread else ""
        print(f"{'OVER ' if over else '     '}{name:42} {shown:>12} {limit:>14} {unit}{spread}")
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
    bench = Bench(os.path.abspath(arguments.plugin), arguments.kernel_runner)
    bench.run()
    return 0 if report(bench, arguments.out) else 1


if __name__ == "__main__":
    sys.exit(main())
