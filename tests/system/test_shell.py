#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The desktop that users boot: bar, dock, start menu, notifications, power, and the shell's death."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))

from case import case, check, check_equal, main  # noqa: E402  (the path must be known first)
from desktop import Desktop  # noqa: E402

FREE = (640, 690)  # wallpaper


def full(name, **more):
    return Desktop(name, image="full", **more)


def is_there(kind, name):
    return lambda tree: tree.find_all(kind, name)


def is_gone(kind, name):
    return lambda tree: not tree.find_all(kind, name)


def open_start(desktop):
    desktop.click_on("Canvas", "Start")
    return desktop.wait_for("Panel", "Start menu")


def close_all(desktop):
    """Nothing but the shell: the welcome window has done its work."""
    desktop.click_on("Button", "Begin")
    desktop.wait_until(is_gone("Window", "Welcome"), "the end of Welcome")
    desktop.move(*FREE)


# Pictures hold parts of the screen only: which apps there are is the image's business.

@case
def the_first_picture():
    with full("shell-first") as desktop:
        desktop.move(*FREE)
        desktop.expect_shot("shell/welcome.light@1", window="Welcome")
        desktop.expect_shot("shell/bar.light@1", window="Menu bar", kind="Panel")


@case
def the_start_menu_opens_by_click_and_by_super():
    with full("shell-start") as desktop:
        close_all(desktop)
        open_start(desktop)
        desktop.press("esc")
        desktop.wait_until(is_gone("Panel", "Start menu"), "Esc")
        desktop.press("meta_l")
        desktop.wait_for("Panel", "Start menu")
        desktop.press("meta_l")
        desktop.wait_until(is_gone("Panel", "Start menu"), "Super again")
        open_start(desktop)
        desktop.click(*FREE)
        desktop.wait_until(is_gone("Panel", "Start menu"), "a press elsewhere")


@case
def typing_finds_and_enter_launches():
    with full("shell-search") as desktop:
        close_all(desktop)
        desktop.press("meta_l")
        desktop.wait_for("Panel", "Start menu")
        for key in "cou":
            desktop.press(key)
        desktop.wait_for("Canvas", "Counter")
        check(not desktop.tree().find_all("Canvas", "Settings"), "Settings fits cou")
        desktop.press("ret")
        window = desktop.wait_for("Window", "Counter")
        desktop.wait_until(lambda tree: tree.find("Window", "Counter").is_set("active"), "the keyboard for Counter")
        check(window is not None, "no window")
        # What was launched stands among the recent ones now.
        open_start(desktop)
        desktop.wait_for("Text", "RECENT")


@case
def arrow_keys_choose():
    with full("shell-arrows") as desktop:
        close_all(desktop)
        desktop.press("meta_l")
        desktop.wait_for("Panel", "Start menu")
        apps = [node.values["label"] for node in desktop.tree().find("Panel", "Start menu").find_all("Canvas")]
        desktop.press("down")
        desktop.press("ret")
        expected = apps[5] if len(apps) > 5 else apps[0]
        desktop.wait_until(lambda tree: any(w.values.get("title") for w in tree.find_all("Window")), f"a window of {expected}")


@case
def the_dock_launches_shows_and_minimises():
    with full("shell-dock") as desktop:
        close_all(desktop)
        desktop.click_on("Column", "Settings")
        desktop.wait_for("Window", "Settings")
        desktop.wait_for("Column", "Settings, running")
        desktop.wait_for("Canvas", "in front")
        desktop.click_on("Column", "Settings, running")
        desktop.wait_until(lambda tree: tree.find("Window", "Settings").is_set("minimised"), "minimising")
        desktop.click_on("Column", "Settings, running")
        desktop.wait_until(lambda tree: not tree.find("Window", "Settings").is_set("minimised"), "the window again")


@case
def a_crash_is_told_and_the_app_starts_again():
    with full("shell-crash") as desktop:
        close_all(desktop)
        desktop.testd.launch("settings_app")
        desktop.wait_for("Window", "Settings")
        desktop.testd.kill("settings_app")
        desktop.wait_for("Text", "Settings stopped unexpectedly")
        desktop.expect_shot("shell/crash.light@1", window="Notifications", kind="Panel")
        desktop.click_on("Button", "Start again")
        desktop.wait_for("Window", "Settings")
        desktop.wait_until(is_gone("Button", "Start again"), "the end of the notification")
        desktop.click_on("Canvas", "Notifications")
        desktop.wait_for("Panel", "History")
        desktop.wait_for("Text", "Settings stopped unexpectedly")


@case
def do_not_disturb_keeps_the_screen_free():
    with full("shell-quiet") as desktop:
        close_all(desktop)
        desktop.click_on("Canvas", "Notifications")
        desktop.click_on("Switch", "Do not disturb")
        desktop.press("esc")
        desktop.wait_until(is_gone("Panel", "History"), "Esc")
        desktop.testd.launch("settings_app")
        desktop.wait_for("Window", "Settings")
        desktop.testd.kill("settings_app")
        desktop.wait_until(is_gone("Window", "Settings"), "the end of Settings")
        check(not desktop.tree().find_all("Panel", "Notifications"), "a notification disturbs")
        desktop.click_on("Canvas", "Notifications")
        desktop.wait_for("Text", "Settings stopped unexpectedly")


@case
def the_power_menu_asks_first():
    with full("shell-power") as desktop:
        close_all(desktop)
        open_start(desktop)
        desktop.click_on("Button", "Power")
        desktop.wait_for("Panel", "Power")
        desktop.move(*FREE)
        desktop.expect_shot("shell/power.light@1", window="Power", kind="Panel")
        desktop.click_on("Button", "Cancel")
        desktop.wait_until(is_gone("Panel", "Power"), "Cancel")
        open_start(desktop)
        desktop.click_on("Button", "Power")
        desktop.move(*desktop.find("Button", "Restart").centre)
        desktop.button(True)
        desktop.button(False)  # nobody will answer
        desktop.wait_exit()  # QEMU is told not to boot again


@case
def the_desktop_menu_changes_the_appearance():
    with full("shell-desktop") as desktop:
        close_all(desktop)
        desktop.click_secondary(*FREE)
        desktop.wait_for("Canvas", "Dark appearance")
        desktop.click_on("Canvas", "Dark appearance")
        desktop.wait_until(is_gone("Panel", "Menu"), "the end of the menu")


@case
def the_keyboard_layout_is_chosen_on_the_bar():
    with full("shell-layout") as desktop:
        close_all(desktop)
        desktop.click_on("Canvas", "Keyboard layout")
        desktop.click_on("Canvas", "Deutsch")
        desktop.wait_for("Text", "DE")
        desktop.press("meta_l", "spc")
        desktop.wait_for("Text", "FR")


@case
def the_shell_dies_and_the_picture_is_the_same():
    with full("shell-dies") as desktop:
        desktop.testd.launch("counter")
        desktop.wait_for("Window", "Counter")
        desktop.move(*FREE)
        desktop.wait_for("Column", "Counter, running")
        before = desktop.picture()
        bounds = desktop.find("Window", "Counter").bounds
        desktop.testd.kill("shell")
        desktop.wait_until(lambda tree: tree.find_all("Column", "Counter, running") and
                           desktop.testd.components()["shell"]["instance"] == 2, "the next shell")
        check_equal(desktop.find("Window", "Counter").bounds, bounds, "place of the window")
        check(desktop.picture() == before, "the picture is another one after the shell's restart")


@case
def kiosk_mode_shows_one_app():
    with full("shell-kiosk", options="kiosk=counter") as desktop:
        desktop.wait_for("Window", "Counter")
        tree = desktop.tree()
        check(not tree.find_all("Panel"), "there are bars")
        check_equal(len(tree.find_all("Window")), 1, "windows")
        desktop.click_on("Button", "Add one")
        desktop.wait_for("Text", "1")
        desktop.testd.stop("counter")
        # The shell waits a while before it starts it again: many questions fit in.
        desktop.wait_until(lambda tree: tree.find_all("Text", "0"), "counter at 0", rounds=20000)


if __name__ == "__main__":
    main("shell")
