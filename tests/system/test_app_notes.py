#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Notes: text areas in the whole system, and text that outlives the GUI server."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))

from case import case, main  # noqa: E402  (the path must be known first)
from desktop import Desktop  # noqa: E402



def text(tree):
    """What the area shows."""
    return tree.find("TextArea", "Text").get("on_screen")


@case
def notes_are_written_and_survive_the_server():
    with Desktop("notes", image="full") as desktop:
        desktop.testd.launch("notes")
        desktop.wait_for("Window", "Notes")
        desktop.click_on("Button", "New")
        desktop.wait_for("Text", "New note")
        desktop.expect_no_lint("Notes")
        for key in ("h", "e", "l", "l", "o", "ret", "tab", "x"):
            desktop.press(key)
        desktop.wait_for("Text", "hello")
        desktop.move(20, 780)  # out of the picture
        desktop.expect_shot("apps/notes.light@1", window="Notes")
        desktop.testd.kill("gui")
        desktop.wait_for("Text", "hello")
        desktop.wait_until(lambda tree: "hello" in text(tree) and "x" in text(tree), "the text after a restart")
        desktop.click_on("TextArea", "Text")
        desktop.press("y")
        desktop.wait_until(lambda tree: "y" in text(tree), "typing after a restart")


if __name__ == "__main__":
    main("app_notes")
