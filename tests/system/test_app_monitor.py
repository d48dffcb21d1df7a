#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The monitor shows what init says, and what it is told to end ends."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))

from case import case, check_equal, main  # noqa: E402  (the path must be known first)
from desktop import Desktop  # noqa: E402


def state(desktop, name):
    """What init says of a component."""
    return desktop.testd.components()[name]["state"]


def can(button):
    return lambda tree: not tree.find("Window", "Monitor").find("Button", button).is_set("disabled")


@case
def a_component_is_stopped_and_started():
    with Desktop("monitor", image="full", windows=1) as desktop:
        desktop.click_on("Button", "Begin")  # Welcome goes, and does not stand in front
        desktop.testd.launch("counter")
        desktop.wait_for("Window", "Counter")
        desktop.testd.launch("monitor")
        desktop.wait_for("Window", "Monitor")
        running = state(desktop, "counter")
        desktop.wait_for("Text", "counter")
        desktop.expect_no_lint("Monitor")
        desktop.click_on("Text", "counter")
        desktop.wait_until(can("Stop"), "Stop to be possible")
        desktop.click_on("Button", "Stop")
        desktop.wait_until(lambda _: state(desktop, "counter") != running, "the end of counter")
        desktop.wait_until(can("Start"), "Start to be possible")
        desktop.click(*desktop.find("Window", "Monitor").find("Button", "Start").centre)  # the bar has one too
        desktop.wait_until(lambda _: state(desktop, "counter") == running, "counter to run again")
        check_equal(state(desktop, "monitor"), running, "the state of the monitor")


if __name__ == "__main__":
    main("app_monitor")
