#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The to-do list as users boot it: written, ticked, filtered, deleted."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))

from case import case, check_equal, main  # noqa: E402  (the path must be known first)
from desktop import Desktop  # noqa: E402


def write(desktop, word):
    desktop.type_text(word + "\n")
    desktop.expect_visible(desktop.role("checkbox", word))


@case
def items_are_written_ticked_filtered_and_deleted():
    with Desktop("todo", image="full") as desktop:
        desktop.testd.launch("todo")
        desktop.wait_for("Window", "To do")
        desktop.click_on(desktop.label("New item"))
        desktop.expect_focused(desktop.role("text_field"))
        write(desktop, "Milk, 2 l")
        write(desktop, "bread")
        desktop.click_on(desktop.role("checkbox", "bread"))
        desktop.wait_for("Text", "1 of 2 left")
        desktop.expect_no_lint("To do")
        desktop.click_on("Tab", "Done")
        tree = desktop.wait_until(lambda tree: tree.find("Tab", "Done").is_set("on_screen"), "the page Done")
        check_equal([n.name for n in tree.find_all("Checkbox") if "bounds" in n.values], ["bread"], "what the page Done shows")
        desktop.click_on("Button", "Clear done")
        desktop.wait_for("Text", "1 of 1 left")


if __name__ == "__main__":
    main("app_todo")
