#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Clock: other places, a stopwatch, an alarm that rings."""

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


def open_tab(desktop, name):
    desktop.click_on("Tab", name)


@case
def the_time_elsewhere():
    with launched("clock", "clock", "Clock") as desktop:
        desktop.wait_for("Text", "10:41, today")  # Berlin
        desktop.wait_for("Text", "18:41, today")  # Tokyo
        desktop.expect_shot("apps/clock.light@1", window="Clock")


@case
def the_stopwatch_counts():
    with launched("clock-watch", "clock", "Clock") as desktop:
        open_tab(desktop, "Stopwatch")
        desktop.wait_for("Text", "Elapsed")
        desktop.click_on("Button", "Start")
        desktop.wait_for("Button", "Lap")
        desktop.wait_until(lambda tree: tree.find("Text", "Elapsed").get("text") != "0:00.0", "the first tenth of a second")
        desktop.click_on("Button", "Stop")
        desktop.click_on("Button", "Reset")
        check(desktop.find("Text", "Elapsed").get("text") == "0:00.0", "it is not reset")


@case
def the_alarm_rings_and_sleeps_on():
    with launched("clock-alarm", "clock", "Clock") as desktop:
        open_tab(desktop, "Alarm")
        desktop.wait_for("Slider", "Hour")
        for slider, part, wanted in (("Hour", 0, 9), ("Minute", 1, 41)):
            desktop.click_on("Slider", slider)
            while True:
                now = int(desktop.find("Text", "Alarm time").get("text").split(":")[part])
                if now == wanted:
                    break
                desktop.press("right" if now < wanted else "left")
        desktop.click_on("Switch", "Every day")
        desktop.wait_for("Text", "It is 9:41.")
        desktop.click_on("Button", "Ten minutes more")
        desktop.wait_until(lambda tree: tree.find("Text", "Alarm time").get("text") == "9:51", "ten minutes more")


if __name__ == "__main__":
    main("app_clock")
