#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Many deaths at random while somebody works: nothing is lost, nothing is kept."""

import os
import random
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))

from case import case, check, check_equal, main  # noqa: E402  (the path must be known first)
from desktop import Desktop  # noqa: E402

KILLS = 60
BURST_MAX = 3  # deaths at once
SEED = int(os.environ.get("HESPER_SEED", "20261120"))
RESTARTED = ("log", "gui", "virtio_gpu", "virtio_input", "virtio_input.1", "counter", "hello")
LAUNCHED = "probe_tree"  # an app that nobody starts again
LONG_LIFE_S = 11.0  # init forgets an end when the next instance lives for 10 s
GUI_HEAP_B = 512 << 10  # what its heap may differ by, in pieces of 64 KiB
QUICK_ENDS_MAX = 3  # the pauses behind them are 0, 100 ms and 1 s; the next ones are too long for a test


class Victims:
    """Who may be killed now without being parked, as an upper bound of what init has counted."""

    def __init__(self, desktop):
        self._desktop = desktop
        self._ends = {name: 0 for name in RESTARTED}
        self._ready_at = {name: time.monotonic() for name in RESTARTED}

    def candidates(self):
        now = time.monotonic()
        for name in RESTARTED:
            if now - self._ready_at[name] > LONG_LIFE_S:
                self._ends[name] = 0
        return [name for name in RESTARTED if self._ends[name] < QUICK_ENDS_MAX] + [LAUNCHED]

    def kill(self, names):
        """Kills them one right after the other."""
        before = self._desktop.testd.components()
        if LAUNCHED in names:
            self._desktop.testd.launch(LAUNCHED, "hostile")
        for name in names:
            self._desktop.testd.kill(name)
        return {name: before[name]["restarts"] for name in names if name != LAUNCHED}

    def wait(self, restarts):
        """Waits until all that were killed are up again."""
        for _ in range(4000):
            now = self._desktop.testd.components()
            if all(now[name]["restarts"] > count and now[name]["state"] == "ready"
                   for name, count in restarts.items()):
                for name in restarts:
                    self._ends[name] += 1
                    self._ready_at[name] = time.monotonic()
                return
        check(False, f"{' '.join(restarts)} did not all come back (HESPER_SEED={SEED}): {now}\n{self._desktop.tail()}")


def begin_anew(desktop, victims):
    """Everybody dies once, in this order. Whoever comes to this point has the same past."""
    for name in RESTARTED:
        while name not in victims.candidates():
            desktop.testd.idle()
        victims.wait(victims.kill([name]))
    desktop.wait_for_windows(2)
    desktop.move(20, 780)  # out of the picture
    desktop.testd.dump()
    desktop.testd.idle()
    components = {name: (values["state"], values["used"]) for name, values in desktop.testd.components().items()}
    # When the GUI server's heap grows depends on what comes together in one of its turns.
    state, gui = components.pop("gui")
    check_equal(state, "ready", "state of gui")
    return components, gui, desktop.testd.free_memory() + gui


def work(desktop, dice):
    """What a user does meanwhile. Nobody waits for what it causes: some of it meets dead ears."""
    for _ in range(dice.randrange(3)):
        x, y = dice.randrange(desktop.width), dice.randrange(60, desktop.height)
        desktop.move(x, y)
        desktop.button(True)
        desktop.button(False)
        desktop.key(dice.choice(("tab", "spc")), True)
        desktop.key("spc", False)
        desktop.key("tab", False)


@case
def nothing_is_lost_or_kept_after_many_deaths():
    dice = random.Random(SEED)
    print(f"# HESPER_SEED={SEED}", flush=True)
    with Desktop("soak", boot="pvh") as desktop:
        victims = Victims(desktop)
        components, gui, free = begin_anew(desktop, victims)
        killed = 0
        while killed < KILLS:
            names = victims.candidates()
            names = dice.sample(names, min(len(names), dice.randint(1, BURST_MAX), KILLS - killed))
            work(desktop, dice)
            restarts = victims.kill(names)
            work(desktop, dice)
            victims.wait(restarts)
            killed += len(names)
        after, after_gui, after_free = begin_anew(desktop, victims)
        check_equal(after, components, f"states and memory of all components (HESPER_SEED={SEED})")
        check_equal(after_free, free, f"free memory and what gui has (HESPER_SEED={SEED})")
        check(after_gui <= gui + GUI_HEAP_B, f"memory of gui grew from {gui} to {after_gui} (HESPER_SEED={SEED})")
        # Windows stay where they are when the server dies: what there is must be right.
        picture = desktop.picture()
        desktop.testd.repaint()
        check(desktop.picture() == picture, f"painted again it is another picture (HESPER_SEED={SEED})")
        desktop.click_on("Button", "Click here")
        desktop.wait_for("Button", "Clicked!")


if __name__ == "__main__":
    main("soak")
