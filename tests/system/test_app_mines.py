#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Mines, played with the pointer and the keyboard. In test mode time stands still, so the field is always the same."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))

from case import Failure, case, check, main  # noqa: E402  (the path must be known first)
from desktop import Desktop  # noqa: E402

CELL = 28


def start(name):
    desktop = Desktop(name, image="full", windows=1)
    desktop.click_on("Button", "Begin")  # Welcome goes, and does not stand in front
    desktop.testd.launch("mines")
    desktop.wait_for("Window", "Mines")
    return desktop


def cell(desktop, x, y):
    left, top, _, _ = desktop.find("Canvas", "Minefield").bounds
    return left + x * CELL + CELL // 2, top + y * CELL + CELL // 2


def wait_for_text(desktop, part):
    desktop.wait_until(lambda tree: any(part in (node.name or "") for node in tree.find_all("Text")), part)


@case
def a_game_with_the_pointer():
    with start("mines") as desktop:
        desktop.click(*cell(desktop, 4, 4))
        wait_for_text(desktop, "cells to go")
        desktop.move(*cell(desktop, 0, 0))
        desktop.button(True, "right")
        desktop.button(False, "right")
        desktop.wait_until(lambda tree: tree.find("Text", "Mines left").values.get("text") in ("9", "10"), "an answer")
        desktop.move(20, 700)
        desktop.expect_shot("apps/mines.light@1", window="Mines")
        desktop.click_on("Button", "New game")
        wait_for_text(desktop, "The first step is safe")


@case
def a_game_with_the_keyboard_ends():
    with start("mines-keys") as desktop:
        desktop.click(*cell(desktop, 4, 4))  # the focus
        wait_for_text(desktop, "cells to go")
        for _ in range(9):  # every cell of every row: that meets a mine, or all is open
            for _ in range(9):
                desktop.press("spc")
                desktop.press("right")
            desktop.press("down")
            texts = [node.name or "" for node in desktop.tree().find_all("Text")]
            if any("That was a mine" in text or "Well done" in text for text in texts):
                break
        else:
            raise Failure(f"the game does not end: {texts}")
        desktop.press("n")
        wait_for_text(desktop, "The first step is safe")
        check(desktop.find("Text", "Mines left"), "the number of mines is gone")


if __name__ == "__main__":
    main("app_mines")
