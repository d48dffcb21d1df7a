#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Components die and come back; nobody else notices more than they must."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))

from case import case, check, check_equal, main  # noqa: E402  (the path must be known first)
from desktop import Desktop  # noqa: E402


def names_of(desktop, base):
    """Running components called `base` or `base.1`, `base.2` ..."""
    return [name for name in desktop.testd.components() if name.split(".")[0] == base]


def kill_and_wait(desktop, name):
    before = desktop.testd.components()[name]
    desktop.testd.kill(name)
    for _ in range(2000):
        now = desktop.testd.components().get(name)
        if now and now["restarts"] > before["restarts"] and now["state"] == "ready":
            return
    check(False, f"{name} did not come back:\n{desktop.tail()}")


@case
def the_next_click_works_after_virtio_input_died():
    with Desktop("kill-input", boot="bios") as desktop:
        for name in names_of(desktop, "virtio_input"):
            kill_and_wait(desktop, name)
        desktop.click_on("Button", "Click here")
        desktop.wait_for("Button", "Clicked!")


@case
def the_next_click_works_after_virtio_gpu_died():
    with Desktop("kill-gpu", boot="uefi") as desktop:
        before = desktop.picture()
        kill_and_wait(desktop, names_of(desktop, "virtio_gpu")[0])
        check(desktop.picture() == before, "the picture is another one after the driver's restart")
        desktop.click_on("Button", "Click here")
        desktop.wait_for("Button", "Clicked!")
        desktop.picture()


@case
def memory_returns_after_restarts():
    with Desktop("kill-leak", boot="bios") as desktop:
        name = names_of(desktop, "virtio_input")[0]
        kill_and_wait(desktop, name)
        before = desktop.testd.components()
        kill_and_wait(desktop, name)
        after = desktop.testd.components()
        for other in ("gui", "dm", "log", name):
            check_equal(after[other]["used"], before[other]["used"], f"memory of {other}")


@case
def a_killed_app_loses_its_window_and_comes_back():
    with Desktop("kill-app", boot="uefi") as desktop:
        desktop.click_on("Button", "Add one")
        desktop.wait_for("Text", "1")
        kill_and_wait(desktop, "counter")
        desktop.wait_for("Text", "0")
        desktop.click_on("Button", "Click here")
        desktop.wait_for("Button", "Clicked!")


@case
def log_can_die():
    with Desktop("kill-log", boot="bios") as desktop:
        kill_and_wait(desktop, "log")
        desktop.click_on("Button", "Click here")
        desktop.wait_for("Button", "Clicked!")
        check("testd" in desktop.testd.components(), "testd is gone")


BEHIND_A_BRIDGE = ("-device", "pcie-root-port,id=bridge,chassis=1,slot=1", "-device", "virtio-mouse-pci,bus=bridge")


@case
def a_device_that_a_reset_clears_is_found_again():
    # Only as a PCI Express device does it have a function level reset, which clears its BARs.
    with Desktop("kill-reset", boot="pvh", extra=BEHIND_A_BRIDGE) as desktop:
        mark = desktop.mark()
        for _ in range(2):
            kill_and_wait(desktop, "virtio_input.2")
        check_equal(desktop.serial_after(mark).count("QEMU Virtio Mouse, keys, relative"), 2, "starts of its driver")


@case
def dm_can_die_with_all_drivers():
    with Desktop("kill-dm", boot="uefi") as desktop:
        before = desktop.picture()
        mark = desktop.mark()
        desktop.testd.kill_without_answer("dm")  # testd's own interrupt ends with dm
        for name in ("dm", "virtio_gpu", "virtio_input", "virtio_input.1", "testd"):
            desktop.wait_serial(f"init: {name} ready (instance 2)", after=mark)
        desktop.wait_for_windows(2)
        check(desktop.picture() == before, "the picture is another one after the restart of all drivers")
        used = sum(component["used"] for component in desktop.testd.components().values())
        free = desktop.testd.free_memory()
        desktop.testd.kill_without_answer("dm")
        for name in ("dm", "virtio_gpu", "virtio_input", "virtio_input.1", "testd"):
            desktop.wait_serial(f"init: {name} ready (instance 3)", after=mark)
        desktop.wait_for_windows(2)
        check(desktop.picture() == before, "the picture is another one after the second restart of all drivers")
        again = sum(component["used"] for component in desktop.testd.components().values())
        check_equal(desktop.testd.free_memory() + again, free + used, "free memory and what all components have")
        desktop.click_on("Button", "Click here")
        desktop.wait_for("Button", "Clicked!")


@case
def gui_can_die():
    with Desktop("kill-gui", boot="bios") as desktop:
        kill_and_wait(desktop, "gui")
        desktop.wait_for_windows(2)
        desktop.click_on("Button", "Click here")
        desktop.wait_for("Button", "Clicked!")


if __name__ == "__main__":
    main("restart")
