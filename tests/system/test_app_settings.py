#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Settings: what is changed here changes the desktop."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))

from case import case, check, main  # noqa: E402  (the path must be known first)
from desktop import Desktop  # noqa: E402


def launched(name, app, title):
    desktop = Desktop(name, image="full")
    desktop.click_on("Button", "Begin")
    desktop.wait_until(lambda tree: not tree.find_all("Window", "Welcome"), "the end of Welcome")
    desktop.testd.launch(app)
    desktop.wait_for("Window", title)
    desktop.move(640, 690)
    return desktop


@case
def the_pages():
    with launched("settings", "settings_app", "Settings") as desktop:
        desktop.expect_shot("apps/settings.light@1", window="Settings")
        for page, shows in (("Wallpaper", "Select"), ("Keyboard", "Slider"), ("Date and time", "Select"),
                            ("About", "TextField")):
            desktop.click_on("Text", page)
            desktop.wait_until(lambda tree, kind=shows: tree.find("Window", "Settings").find_all(kind), f"the page {page}")


@case
def do_not_disturb_shows_in_the_bar():
    with launched("settings-quiet", "settings_app", "Settings") as desktop:
        desktop.click_on("Text", "Notifications")
        desktop.click_on("Switch", "Do not disturb")
        desktop.wait_until(lambda tree: any(n.get("icon") == "bell_off" for n in tree.find_all("Icon")), "the bell of silence")


@case
def twelve_hours():
    with launched("settings-time", "settings_app", "Settings") as desktop:
        desktop.wait_for("Text", "Fri 20 Nov  9:41")
        desktop.click_on("Text", "Date and time")
        desktop.click_on("Switch", "24 hours")
        desktop.wait_for("Text", "Fri 20 Nov  9:41 am")


@case
def a_notification_goes_to_the_history():
    with launched("settings-note", "settings_app", "Settings") as desktop:
        desktop.click_on("Text", "Notifications")
        desktop.click_on("Button", "Show one")
        desktop.wait_for("Text", "This is a notification")
        desktop.click_on("Button", "Close")
        desktop.wait_until(lambda tree: not tree.find_all("Panel", "Notifications"), "the end of the notification")
        desktop.click_on("Canvas", "Notifications")
        desktop.wait_for("Text", "This is a notification")


if __name__ == "__main__":
    main("app_settings")
