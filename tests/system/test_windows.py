#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Arranging windows: snapping with the pointer and with keys, the choice with Alt+Tab."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))

from case import case, check, check_equal, main  # noqa: E402  (the path must be known first)
from desktop import Desktop  # noqa: E402


@case
def a_window_dragged_to_the_edge_fills_half_of_the_screen():
    with Desktop("snap", boot="bios") as desktop:
        x, y, w, h = desktop.find("Window", "Counter").bounds
        desktop.drag((x + 40, y + 20), (0, 400))
        check_equal(desktop.find("Window", "Counter").bounds, (0, 0, 640, 800), "bounds of the snapped window")
        desktop.expect_shot("desktop/snapped.light@1")
        desktop.drag((60, 20), (500, 300))
        left, top, width, height = desktop.find("Window", "Counter").bounds
        check_equal((width, height), (w, h), "size after it was dragged away")
        check(left < 500 < left + width and top < 300 < top + 40, "the pointer is not in the header any more")


@case
def keys_snap_and_choose():
    with Desktop("choose", boot="uefi") as desktop:
        desktop.press("meta_l", "left")
        check_equal(desktop.find("Window", "Counter").bounds, (0, 0, 640, 800), "bounds after Super+Left")
        desktop.key("alt", True)
        desktop.press("tab")
        desktop.expect_shot("desktop/choose.light@1")
        desktop.key("alt", False)
        check(desktop.find("Window", "My first application").is_set("active"), "Alt+Tab does not choose the other window")
        desktop.press("alt", "tab")
        check(desktop.find("Window", "Counter").is_set("active"), "Alt+Tab does not lead back")


if __name__ == "__main__":
    main("windows")
