# SPDX-License-Identifier: MIT
"""What a user does in the figures: how each action begins, and its steps.

An action begins in the same state every time, so that repeats must cost the same."""

import statistics

from case import Failure

REPEATS = 5
STEP_PX = 10
NOWHERE = (300, 700)  # where only the wallpaper is


class Action:
    """`begin` looks where things are; `prepare` brings the desktop to where the action begins (no dumps: they leave the
    server's heap in another state); `steps` are what is counted, each until all rest."""

    def begin(self, desktop):
        """Once."""

    def prepare(self, desktop):
        """Before each repeat."""

    def steps(self, desktop):
        """The functions to call, one after the other."""
        raise NotImplementedError

    def end(self, desktop):
        """Behind the last repeat."""


class PointerStep(Action):
    """The pointer moves over the wallpaper."""

    def prepare(self, desktop):
        desktop.move(*NOWHERE)

    def steps(self, desktop):
        return [lambda: desktop.move(NOWHERE[0] + STEP_PX, NOWHERE[1])]


class WindowMove(Action):
    """One step while a window is dragged by its title bar."""

    def __init__(self, title):
        self._title, self._from = title, None

    def begin(self, desktop):
        x, y, _, _ = desktop.find("Window", self._title).bounds
        self._from = (x + 60, y + 20)
        desktop.move(*self._from)
        desktop.testd.idle()
        desktop.button(True)
        desktop.testd.idle()

    def prepare(self, desktop):
        desktop.move(*self._from)

    def steps(self, desktop):
        return [lambda: desktop.move(self._from[0] + STEP_PX, self._from[1])]

    def end(self, desktop):
        desktop.move(*self._from)
        desktop.testd.idle()
        desktop.button(False)


class ButtonClick(Action):
    """A click on "Add one", until the label that the app changes from 0 to 1 is shown."""

    def __init__(self):
        self._plus = self._minus = None

    def begin(self, desktop):
        self._plus = desktop.find("Button", "Add one").centre
        self._minus = desktop.find("Button", "\N{MINUS SIGN}1").centre
        while not desktop.tree().find_all("Text", "0"):
            desktop.click(*self._minus)
        desktop.click(*self._plus)
        desktop.wait_for("Text", "1")

    def prepare(self, desktop):
        desktop.click(*self._minus)
        desktop.move(*self._plus)

    def steps(self, desktop):
        return [lambda: desktop.button(True), lambda: desktop.button(False)]

    def end(self, desktop):
        desktop.wait_for("Text", "1")


class KeyPress(Action):
    """Space goes down on the button that has the focus: its pressed look."""

    def begin(self, desktop):
        desktop.click_on("Button", "Add one")
        desktop.move(*NOWHERE)  # nothing but the key changes the button
        if desktop.find("Button", "Add one").values.get("focused") != "true":
            raise Failure("a click does not give its button the focus")
        desktop.key("spc", True)

    def prepare(self, desktop):
        desktop.key("spc", False)

    def steps(self, desktop):
        return [lambda: desktop.key("spc", True)]

    def end(self, desktop):
        desktop.key("spc", False)


class ScrollFrame(Action):
    """One notch of the wheel over a list of 400 x 600 px with 100,000 rows."""

    def begin(self, desktop):
        desktop.testd.launch("probe_rows")
        x, y, w, h = desktop.wait_for("List", "Rows").bounds
        desktop.move(x + w // 2, y + h // 2)
        for _ in range(2):  # the rows that come in are shaped once
            desktop.wheel(1)
            desktop.testd.idle()
            desktop.wheel(-1)
            desktop.testd.idle()

    def prepare(self, desktop):
        desktop.wheel(-1)

    def steps(self, desktop):
        return [lambda: desktop.wheel(1)]


class TypeKey(Action):
    """A key in a text of probe_text: a letter, until it is shown and the app has it."""

    def __init__(self, kind, label):
        self._kind, self._label = kind, label

    def begin(self, desktop):
        if not desktop.tree().find_all("Window", "Texts"):
            desktop.testd.launch("probe_text")
        desktop.wait_for(self._kind, self._label)
        desktop.click_on(self._kind, self._label)
        desktop.move(*NOWHERE)
        for _ in range(2):
            desktop.press("a")
            desktop.testd.idle()
            desktop.press("backspace")
            desktop.testd.idle()
        desktop.press("a")

    def prepare(self, desktop):
        desktop.press("backspace")

    def steps(self, desktop):
        return [lambda: self._type(desktop)]

    @staticmethod
    def _type(desktop):
        desktop.key("a", True)
        desktop.key("a", False)  # a key that is held repeats, and the desktop never rests


class Repaint(Action):
    """All is painted and composed again; the question of testd is in it."""

    def steps(self, desktop):
        return [desktop.testd.repaint]


class Restart(Action):
    """The GUI server is killed, until its next instance shows the same picture and all rest."""

    def steps(self, desktop):
        return [lambda: (desktop.testd.kill("gui"), desktop.testd.idle())]


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
        "scroll": ScrollFrame(),
        "repaint": Repaint(),
        "restart": Restart(),
        "idle": Question(),
    }


def measure(desktop, counter, action):
    """(median cost, spread in percent) of `action`; after each repeat the screen must be what the server believes."""
    costs = []
    action.begin(desktop)
    for i in range(REPEATS + 1):
        action.prepare(desktop)
        desktop.testd.idle()
        counter.settle()
        before = desktop.screenshot()
        cost = sum(counter.cost(step) for step in action.steps(desktop))
        changed = desktop.picture() != before
        if not changed and not isinstance(action, (Repaint, Restart, Question)):
            raise Failure(f"{type(action).__name__} changes nothing on the screen")
        if i > 0:  # the first one fills caches
            costs.append(cost)
    action.end(desktop)
    desktop.picture()
    middle = statistics.median(costs)
    return int(middle), 100 * (max(costs) - min(costs)) / middle
