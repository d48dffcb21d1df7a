#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The screen gets another size while the desktop runs."""

import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))

from case import case, check, check_equal, main  # noqa: E402  (the path must be known first)
from desktop import Desktop  # noqa: E402
from vnc import Vnc  # noqa: E402


def resize(desktop, viewer, width, height):
    """Asks for a size and waits until the desktop has it."""
    mark = desktop.mark()
    viewer.ask_size(width, height)
    desktop.wait_serial(f"{width} x {height} px", after=mark)
    desktop.width, desktop.height = width, height
    picture = desktop.picture()
    check_equal((picture.width, picture.height), (width, height), "size of the picture")


def inside(desktop, kind, name):
    x, y, w, h = desktop.find(kind, name).bounds
    return x >= 0 and y >= 0 and x + w <= desktop.width and y + h <= desktop.height


@case
def windows_stay_within_reach_and_usable():
    with tempfile.TemporaryDirectory(prefix="hesper-vnc-") as folder:
        socket = os.path.join(folder, "vnc")
        with Desktop("resize", display=f"vnc=unix:{socket}") as desktop:
            viewer = Vnc(socket)
            before = desktop.picture()
            resize(desktop, viewer, 800, 600)
            for title in ("Counter", "My first application"):
                check(inside(desktop, "Window", title), f"{title} is not inside of the smaller screen")
            desktop.click_on("Button", "Add one")
            desktop.wait_for("Text", "1")
            desktop.click_on("Button", "−1")
            desktop.wait_for("Text", "0")
            resize(desktop, viewer, 1600, 900)
            desktop.click_on("Button", "Click here")
            desktop.wait_for("Button", "Clicked!")
            resize(desktop, viewer, before.width, before.height)
            viewer.close()


@case
def the_driver_keeps_the_new_size_when_it_dies():
    with tempfile.TemporaryDirectory(prefix="hesper-vnc-") as folder:
        socket = os.path.join(folder, "vnc")
        with Desktop("resize-dies", display=f"vnc=unix:{socket}") as desktop:
            viewer = Vnc(socket)
            resize(desktop, viewer, 1024, 768)
            before = desktop.picture()
            mark = desktop.mark()
            desktop.testd.kill("virtio_gpu")
            desktop.wait_serial("1024 x 768 px", after=mark)
            check_equal(desktop.picture().rgb, before.rgb, "pixels after the driver's restart")
            viewer.close()


if __name__ == "__main__":
    main("display")
