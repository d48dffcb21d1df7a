#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The GUI server dies: every window is back as it was, and no app has noticed."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))

from case import case, check, check_equal, main  # noqa: E402  (the path must be known first)
from desktop import Desktop  # noqa: E402


def kill_gui(desktop):
    """Kills the GUI server and waits until its next instance rests."""
    before = desktop.testd.components()["gui"]["restarts"]
    desktop.testd.kill("gui")
    for _ in range(2000):
        gui = desktop.testd.components()["gui"]
        if gui["restarts"] > before and gui["state"] == "ready":
            desktop.testd.idle()
            return
    check(False, f"gui did not come back:\n{desktop.tail()}")


@case
def everything_is_as_it_was():
    with Desktop("survive", boot="pvh") as desktop:
        desktop.click_on("Button", "Add one")
        desktop.wait_for("Text", "1")
        window = desktop.find("Window", "Counter")
        x, y, w, _ = window.bounds
        desktop.drag((x + w // 2, y + 10), (x + w // 2 + 150, y + 170))
        desktop.press("tab")
        desktop.testd.idle()
        dump, picture = desktop.testd.dump(), desktop.picture()
        apps = {name: values["instance"] for name, values in desktop.testd.components().items()}
        mark = desktop.mark()
        for _ in range(3):
            kill_gui(desktop)
            check_equal(desktop.testd.dump(), dump, "the dump")
            check(desktop.picture() == picture, "the picture is another one")
        after = {name: values["instance"] for name, values in desktop.testd.components().items()}
        after["gui"] -= 3
        check_equal(after, apps, "instances of all components")
        check("refused" not in desktop.serial_after(mark), f"a session was refused:\n{desktop.tail()}")
        desktop.click_on("Button", "Add one")
        desktop.wait_for("Text", "2")


if __name__ == "__main__":
    main("survival")
