#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The same desktop by every road: PVH, BIOS and UEFI, and with little memory."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))

from case import case, check, main  # noqa: E402  (the path must be known first)
from desktop import Desktop  # noqa: E402

BOOT_SHOT = "desktop/boot.light@1"


@case
def pvh_boots_to_the_desktop():
    with Desktop("pvh") as desktop:
        desktop.expect_shot(BOOT_SHOT)


@case
def bios_boots_the_disk_image_to_the_same_desktop():
    with Desktop("bios", boot="bios") as desktop:
        desktop.expect_shot(BOOT_SHOT)


@case
def uefi_boots_the_disk_image_to_the_same_desktop():
    with Desktop("uefi", boot="uefi") as desktop:
        desktop.expect_shot(BOOT_SHOT)


@case
def pvh_works_with_64_mib():
    with Desktop("pvh64", memory_mib=64) as desktop:
        desktop.click_on("Button", "Click here")
        desktop.wait_for("Button", "Clicked!")


@case
def bios_works_with_64_mib():
    with Desktop("bios64", boot="bios", memory_mib=64) as desktop:
        desktop.click_on("Button", "Click here")
        desktop.wait_for("Button", "Clicked!")


@case
def components_are_up_once():
    with Desktop("components") as desktop:
        components = desktop.testd.components()
        for name in ("init", "vm", "log", "dm", "gui", "virtio_gpu", "virtio_input", "virtio_input.1", "counter", "hello"):
            component = components[name]
            check(component["state"] == "ready", f"{name} is {component['state']}")
            check(component["restarts"] == 0, f"{name} was restarted {component['restarts']} times")


if __name__ == "__main__":
    main("boot")
