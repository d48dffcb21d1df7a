#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The terminal: commands, history, scrolling, selection, another size, colours."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))

from case import case, check_equal, main  # noqa: E402  (the path must be known first)
from desktop import Desktop  # noqa: E402

KEYS = {" ": ["spc"], "-": ["minus"], "\n": ["ret"], ".": ["dot"], "'": ["apostrophe"]}


def grid(tree):
    """The lines that the terminal shows."""
    nodes = tree.find_all("Cells")
    return nodes[0].get("grid").split("\n") if nodes else []


def shows(text):
    return lambda tree: any(text in line for line in grid(tree))


def enter(desktop, line):
    for character in line + "\n":
        desktop.press(*KEYS.get(character, [character]))


class Terminal:
    def __init__(self, name, options=""):
        self.desktop = Desktop(name, image="full", options=options)

    def __enter__(self):
        self.desktop.__enter__()
        self.desktop.testd.launch("terminal")
        self.desktop.wait_until(shows("Type help for a list of commands."), "the shell's greeting")
        self.desktop.click(*self.desktop.find("Cells").centre)
        return self.desktop

    def __exit__(self, *exc):
        return self.desktop.__exit__(*exc)


@case
def commands_answer():
    with Terminal("terminal") as desktop:
        enter(desktop, "help")
        desktop.wait_until(shows("components: state, memory, restarts"), "the list of commands")
        desktop.expect_shot("apps/terminal.light@1", "Terminal")
        enter(desktop, "tasks")
        desktop.wait_until(shows("gui "), "the line of gui")
        enter(desktop, "frob")
        desktop.wait_until(shows('There is no command "frob".'), "an error that says what to do")
        enter(desktop, "logs gui")
        desktop.wait_until(shows("] gui"), "a line of gui in the log")


@case
def an_app_is_launched():
    with Terminal("terminal-launch") as desktop:
        enter(desktop, "launch todo")
        desktop.wait_until(shows("Started todo."), "the answer")
        desktop.wait_for("Window", "To do")
        check_equal(desktop.testd.components()["todo"]["state"] in ("ready", "starting"), True, "todo runs")


@case
def older_lines_scroll_and_come_back():
    with Terminal("terminal-scroll") as desktop:
        enter(desktop, "echo first")
        for _ in range(3):
            enter(desktop, "help")
        desktop.wait_until(lambda tree: not shows("Type help")(tree), "the greeting to leave the screen")
        for _ in range(4):
            desktop.press("shift", "pgup")
        desktop.wait_until(shows("Type help for a list"), "the greeting to come back")
        desktop.press("x")
        desktop.wait_until(lambda tree: not shows("Type help")(tree), "the end of the screen")


@case
def another_size_breaks_lines_anew():
    with Terminal("terminal-resize") as desktop:
        enter(desktop, "echo " + "abcdefghij" * 6)
        desktop.wait_until(shows("abcdefghij" * 6), "the long line")
        x, y, w, h = desktop.find("Window", "Terminal").bounds
        desktop.drag((x + w + 2, y + h // 2), (x + w // 2, y + h // 2))
        tree = desktop.wait_until(lambda tree: not shows("abcdefghij" * 6)(tree), "the line to be broken")
        text = "".join(grid(tree))
        check_equal("abcdefghij" * 6 in text, True, "nothing of the line is lost")


@case
def all_colors_and_styles_show():
    with Terminal("terminal-colors") as desktop:
        enter(desktop, "colors")
        desktop.wait_until(shows("bold italic underline"), "the styles")
        desktop.expect_shot("apps/terminal_colors.light@1", "Terminal")


if __name__ == "__main__":
    main("app_terminal")
