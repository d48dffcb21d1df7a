#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""apps/paint: strokes, tools, colours, undo and redo."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))

from case import case, check, main  # noqa: E402  (the path must be known first)
from desktop import Desktop  # noqa: E402


def draw(desktop, start, end):
    """Drags on the picture; positions are parts of its size."""
    x, y, w, h = next(n for n in desktop.tree().find_all("Canvas") if (n.name or "").startswith("Picture")).bounds
    desktop.drag((x + int(w * start[0]), y + int(h * start[1])), (x + int(w * end[0]), y + int(h * end[1])), 6)


@case
def strokes_are_drawn_undone_and_drawn_again():
    with Desktop("paint", boot="pvh", image="full", windows=0) as desktop:
        desktop.testd.launch("paint")
        desktop.wait_for("Window", "Paint")
        check(desktop.find("Button", "Undo").is_set("disabled"), "there is something to undo")
        draw(desktop, (.1, .2), (.4, .8))
        desktop.wait_for("Canvas", "Picture, 1 strokes")
        desktop.click_on("Swatch", "Red")
        desktop.click_on("Button", "Rectangle")
        draw(desktop, (.5, .2), (.9, .5))
        desktop.click_on("Swatch", "Green")
        desktop.click_on("Button", "Ellipse")
        draw(desktop, (.5, .55), (.9, .9))
        desktop.click_on("Swatch", "Blue")
        desktop.click_on("Button", "Line")
        draw(desktop, (.1, .9), (.45, .1))
        desktop.wait_for("Canvas", "Picture, 4 strokes")
        desktop.click_on("Button", "Undo")
        desktop.wait_for("Canvas", "Picture, 3 strokes")
        desktop.click_on("Button", "Redo")
        desktop.wait_for("Canvas", "Picture, 4 strokes")
        desktop.press("ctrl", "z")
        desktop.wait_for("Canvas", "Picture, 3 strokes")
        desktop.click_on("Button", "Clear")
        desktop.wait_for("Canvas", "Picture, 0 strokes")
        check(desktop.find("Button", "Redo").is_set("disabled"), "what was cleared can be redone")


if __name__ == "__main__":
    main("app_paint")
