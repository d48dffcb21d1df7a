#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The desktop with a PS/2 keyboard and mouse only."""

import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))

from case import Failure, case, check, main  # noqa: E402  (the path must be known first)
from desktop import Desktop  # noqa: E402

POINTER = re.compile(r"pointer: (-?\d+,-?\d+)")
DEVICES = ["-device", "virtio-gpu-pci,xres=1280,yres=800"]


def start(name):
    desktop = Desktop(name, image="full", devices=DEVICES)
    desktop.testd.launch("counter")
    desktop.wait_for("Window", "Counter")
    return desktop


def move_and_wait(desktop, axis, distance, place):
    """QEMU adds up what the driver has not taken yet: only one step may be under way."""
    desktop.move_by(axis, distance)
    for _ in range(400):
        desktop.testd.idle()
        if POINTER.search(desktop.testd.dump())[1] == "%d,%d" % place:
            return
    raise Failure(f"the pointer did not come to {place}:\n{desktop.testd.dump()[:80]}")


def pointer_to(desktop, x, y):
    """A relative device knows no places: to the top left corner, and from there."""
    start = POINTER.search(desktop.testd.dump())[1].split(",")
    at = [int(start[0]), int(start[1])]
    for goal in ((0, 0), (x, y)):
        for axis in (0, 1):
            while at[axis] != goal[axis]:
                step = max(-100, min(100, goal[axis] - at[axis]))
                at[axis] += step
                move_and_wait(desktop, "xy"[axis], step, tuple(at))


@case
def the_mouse_clicks_and_the_keyboard_types():
    with start("ps2") as desktop:
        pointer_to(desktop, *desktop.find("Button", "Add one").centre)
        desktop.button(True)
        desktop.button(False)
        desktop.wait_for("Text", "1")
        desktop.press("tab")
        desktop.press("shift", "tab")
        check(desktop.find("Button", "Add one").is_set("focused"), "Tab and Shift+Tab do not come back")
        desktop.press("spc")
        desktop.wait_for("Text", "2")


@case
def the_driver_can_die():
    with start("ps2-dies") as desktop:
        pointer_to(desktop, *desktop.find("Button", "Add one").centre)
        mark = desktop.mark()
        desktop.testd.kill("ps2")
        desktop.wait_serial("ps2: keyboard", after=mark)
        desktop.button(True)
        desktop.button(False)
        desktop.wait_for("Text", "1")


if __name__ == "__main__":
    main("ps2")
