#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The desktop with a PS/2 keyboard and mouse only."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))

from case import case, check, main  # noqa: E402  (the path must be known first)
from desktop import Desktop  # noqa: E402

DEVICES = ["-device", "virtio-gpu-pci,xres=1280,yres=800"]


def start(name):
    return Desktop(name, image="full", devices=DEVICES)


def pointer_to(desktop, x, y):
    """A relative device knows no places: to the top left corner, and from there."""
    for axis in ("x", "y"):
        for _ in range(8):
            desktop.move_by(axis, -200)
    for axis, distance in (("x", x), ("y", y)):
        while distance > 0:
            step = min(distance, 100)
            desktop.move_by(axis, step)
            distance -= step
    desktop.testd.idle()


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
