#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A machine without a virtio GPU: the desktop on the framebuffer that firmware set up."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))

from case import case, check, check_equal, main  # noqa: E402  (the path must be known first)
from desktop import Desktop  # noqa: E402

INPUT = ["-device", "virtio-keyboard-pci", "-device", "virtio-tablet-pci"]
STD_VGA = ["-vga", "std", *INPUT]


def click_counts(desktop):
    desktop.click_on("Button", "Add one")
    desktop.wait_for("Text", "1")
    desktop.picture()  # the pixels on the screen are the server's own


def std_vga_by(boot):
    with Desktop(f"std-vga-{boot}", boot=boot, devices=STD_VGA) as desktop:
        check("boot_fb: 1280x800" in desktop.serial(), f"boot_fb does not drive the screen:\n{desktop.tail()}")
        click_counts(desktop)


@case
def std_vga_by_bios():
    std_vga_by("bios")


@case
def std_vga_by_uefi():
    std_vga_by("uefi")


@case
def the_driver_can_die():
    with Desktop("std-vga-dies", boot="bios", devices=STD_VGA) as desktop:
        before = desktop.picture()
        mark = desktop.mark()
        desktop.testd.kill("boot_fb")
        desktop.wait_serial("gui.display: 1280 x 800 px", after=mark)
        check_equal(desktop.picture().rgb, before.rgb, "pixels after the driver's restart")
        click_counts(desktop)


if __name__ == "__main__":
    main("boot_fb")
