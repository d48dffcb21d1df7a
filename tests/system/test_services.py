#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The small services of the desktop: there, and there again after they died."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))

from case import case, check, check_equal, main  # noqa: E402  (the path must be known first)
from desktop import Desktop  # noqa: E402

SERVICES = ("settings", "time", "notify")


@case
def services_come_back():
    with Desktop("services", image="full") as desktop:
        for name in SERVICES:
            check_equal(desktop.testd.components()[name]["state"], "ready", name)
            limit = desktop.testd.components()[name]["limit"]
            desktop.testd.kill(name)
            check(any(desktop.testd.components()[name] | {"used": 0} == {
                "state": "ready", "instance": 2, "restarts": 1, "used": 0, "limit": limit} for _ in range(2000)),
                f"{name} did not come back")


@case
def what_is_stopped_stays_down_until_it_is_launched():
    with Desktop("stop", image="full") as desktop:
        desktop.testd.launch("counter")
        desktop.wait_for("Window", "Counter")
        desktop.testd.stop("counter")
        check_equal(desktop.testd.components()["counter"]["state"], "stopped", "counter")
        desktop.wait_until(lambda tree: not tree.find_all("Window", "Counter"), "the end of its window")
        desktop.testd.launch("counter")
        desktop.wait_for("Window", "Counter")


if __name__ == "__main__":
    main("services")
