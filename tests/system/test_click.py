#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What a user does on the first desktop, with pictures."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))

from case import case, check, check_equal, main  # noqa: E402  (the path must be known first)
from desktop import Desktop  # noqa: E402
from testd import TestdError  # noqa: E402


@case
def a_click_changes_the_text_of_hello():
    with Desktop("click", boot="bios") as desktop:
        desktop.click_on("Button", "Click here")
        desktop.wait_for("Button", "Clicked!")
        desktop.expect_shot("desktop/clicked.light@1", window="My first application")


@case
def clicks_count():
    with Desktop("count", boot="uefi") as desktop:
        check(desktop.find("Button", "−1").is_set("disabled"), "−1 is enabled at 0")
        for _ in range(3):
            desktop.click_on("Button", "Add one")
        desktop.wait_for("Text", "3")
        desktop.click_on("Button", "−1")
        desktop.wait_for("Text", "2")


@case
def tab_and_space_press_the_button():
    with Desktop("keys", boot="bios") as desktop:
        x, y, w, _ = desktop.find("Window", "My first application").bounds
        desktop.click(x + w // 3, y + 20)
        desktop.move(20, 780)  # out of the picture
        desktop.press("tab")
        check(desktop.find("Button", "Click here").is_set("focused"), "Tab does not reach the button")
        desktop.expect_shot("desktop/focused.light@1", window="My first application")
        desktop.key("spc", True)
        check(desktop.find("Button", "Click here").is_set("pressed"), "Space does not press the button")
        desktop.expect_shot("desktop/pressed.light@1", window="My first application")
        desktop.key("spc", False)
        desktop.wait_for("Button", "Clicked!")


@case
def a_window_is_dragged_by_its_header():
    with Desktop("drag", boot="uefi") as desktop:
        x, y, w, h = desktop.find("Window", "Counter").bounds
        desktop.drag((x + 40, y + 20), (x + 140, y + 90))
        check_equal(desktop.find("Window", "Counter").bounds, (x + 100, y + 70, w, h), "bounds of the dragged window")
        desktop.expect_shot("desktop/dragged.light@1")
        desktop.drag((x + 140, y + 90), (x + 40, y + 20))
        check_equal(desktop.find("Window", "Counter").bounds, (x, y, w, h), "bounds of the window dragged back")


@case
def incremental_pictures_equal_full_ones():
    with Desktop("incremental", boot="pvh") as desktop:
        desktop.click_on("Button", "Add one")
        x, y, _, _ = desktop.find("Window", "Counter").bounds
        desktop.drag((x + 40, y + 20), (x + 240, y + 60), steps=7)
        before = desktop.picture()
        desktop.testd.repaint()
        check(before == desktop.picture(), "a full repaint gives another picture")


@case
def the_servers_own_pixels_are_those_on_the_screen():
    with Desktop("pixels") as desktop:
        x, y, w, h = desktop.find("Button", "Click here").bounds
        shown = desktop.picture().crop(x, y, w, h)
        check(desktop.testd.pixels(x, y, w, h) == shown.rgb, "testd and the screendump disagree")
        try:
            desktop.testd.pixels(1200, 0, 100, 10)
        except TestdError as error:
            check("ERR_BAD_ARG" in str(error), f"said {error}")
        else:
            check(False, "a rectangle outside of the screen was answered")


@case
def a_closed_window_leaves_the_wallpaper():
    with Desktop("close", boot="bios") as desktop:
        x, y, w, _ = desktop.find("Window", "Counter").bounds
        desktop.click(x + w - 24, y + 20)
        desktop.wait_until(lambda tree: not tree.find_all("Window", "Counter"), "closing the window")


if __name__ == "__main__":
    main("click")
