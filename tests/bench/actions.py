# SPDX-License-Identifier: MIT
"""What a user does in the figures: how each action begins, and its steps.

An action begins in the same state every time, so that repeats must cost the same."""

import statistics

REPEATS = 5
STEP_PX = 10


class Action:
    """`prepare` brings the desktop to where the action begins; `steps` are what is counted, each until all rest."""

    def prepare(self, desktop):
        """Not counted."""

    def steps(self, desktop):
        """The functions to call, one after the other."""
        raise NotImplementedError

    def end(self, desktop):
        """Behind the last repeat."""


class PointerStep(Action):
    """The pointer moves over the wallpaper."""

    def prepare(self, desktop):
        desktop.move(300, 700)

    def steps(self, desktop):
        return [lambda: desktop.move(300 + STEP_PX, 700)]


class WindowMove(Action):
    """One step while a window is dragged by its title bar."""

    def __init__(self, title):
        self._title, self._from = title, None

    def prepare(self, desktop):
        if self._from is None:
            x, y, _, _ = desktop.find("Window", self._title).bounds
            self._from = (x + 60, y + 20)
            desktop.move(*self._from)
            desktop.testd.idle()
            desktop.button(True)
            desktop.testd.idle()
        desktop.move(*self._from)

    def steps(self, desktop):
        return [lambda: desktop.move(self._from[0] + STEP_PX, self._from[1])]

    def end(self, desktop):
        desktop.move(*self._from)
        desktop.testd.idle()
        desktop.button(False)
        self._from = None


class ButtonClick(Action):
    """A click on "Add one", until the label that the app changes is shown."""

    def prepare(self, desktop):
        if not desktop.tree().find_all("Text", "0"):
            desktop.click_on("Button", "\N{MINUS SIGN}1")
            desktop.wait_for("Text", "0")
        desktop.move(*desktop.find("Button", "Add one").centre)

    def steps(self, desktop):
        return [lambda: desktop.button(True), lambda: desktop.button(False)]

    def end(self, desktop):
        desktop.wait_for("Text", "1")


class KeyPress(Action):
    """Space goes down on the button that has the focus: its pressed look."""

    def __init__(self):
        self._down = False

    def prepare(self, desktop):
        if self._down:
            desktop.key("spc", False)
            desktop.testd.idle()
        button = desktop.find("Button", "Add one")
        if button.values.get("focused") != "true":
            desktop.click(*button.centre)
        desktop.move(300, 700)  # elsewhere: nothing but the key changes the button
        self._down = True

    def steps(self, desktop):
        return [lambda: desktop.key("spc", True)]

    def end(self, desktop):
        desktop.key("spc", False)
        self._down = False


class Repaint(Action):
    """All is painted and composed again; the question of testd is in it."""

    def steps(self, desktop):
        return [desktop.testd.repaint]


class Question(Action):
    """A question of testd that changes nothing."""

    def steps(self, desktop):
        return [desktop.testd.idle]


def profiled():
    """The actions by name, for profile.py."""
    return {
        "pointer": PointerStep(),
        "move": WindowMove("My first application"),
        "button": ButtonClick(),
        "key": KeyPress(),
        "repaint": Repaint(),
        "idle": Question(),
    }


def measure(desktop, counter, action):
    """(median cost, spread in percent) of `action`; after each repeat the screen must be what the server believes."""
    costs = []
    for i in range(REPEATS + 1):
        action.prepare(desktop)
        counter.settle()
        before = desktop.screenshot()
        cost = sum(counter.cost(step) for step in action.steps(desktop))
        changed = desktop.picture() != before
        if not changed and not isinstance(action, (Repaint, Question)):
            raise ValueError(f"{type(action).__name__} changes nothing on the screen")
        if i > 0:  # the first one fills caches
            costs.append(cost)
    action.end(desktop)
    desktop.picture()
    middle = statistics.median(costs)
    return int(middle), 100 * (max(costs) - min(costs)) / middle
