#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The GUI server dies: every window is back as it was, and no app has noticed."""

import os
import re
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))

from case import case, check, check_equal, main  # noqa: E402  (the path must be known first)
from desktop import Desktop  # noqa: E402


def dump_of(desktop):
    """What shows. The generation of a tree does not: an app may publish the same once more to the newcomer."""
    return re.sub(r" generation: \d+", "", desktop.testd.dump())


def kill_gui(desktop):
    """Kills the GUI server and waits until its next instance rests."""
    before = desktop.testd.components()["gui"]["restarts"]
    desktop.testd.kill("gui")
    for _ in range(2000):
        gui = desktop.testd.components()["gui"]
        if gui["restarts"] > before and gui["state"] == "ready":
            desktop.testd.idle()
            return
    check(False, f"gui did not come back:\n{desktop.tail()}")


@case
def everything_is_as_it_was():
    with Desktop("survive", boot="pvh") as desktop:
        desktop.click_on("Button", "Add one")
        desktop.wait_for("Text", "1")
        window = desktop.find("Window", "Counter")
        x, y, w, _ = window.bounds
        desktop.drag((x + w // 2, y + 10), (x + w // 2 + 150, y + 170))
        desktop.press("tab")
        desktop.testd.idle()
        dump, picture = dump_of(desktop), desktop.picture()
        apps = {name: values["instance"] for name, values in desktop.testd.components().items()}
        mark = desktop.mark()
        for _ in range(3):
            kill_gui(desktop)
            check_equal(dump_of(desktop), dump, "the dump")
            check(desktop.picture() == picture, "the picture is another one")
        after = {name: values["instance"] for name, values in desktop.testd.components().items()}
        after["gui"] -= 3
        check_equal(after, apps, "instances of all components")
        check("refused" not in desktop.serial_after(mark), f"a session was refused:\n{desktop.tail()}")
        desktop.click_on("Button", "Add one")
        desktop.wait_for("Text", "2")


SEED = int(os.environ.get("HESPER_SEED", "20261120"))
KILLS = int(os.environ.get("HESPER_KILLS", "20"))
PAUSE_MS = int(os.environ.get("HESPER_PAUSE_MS", "400"))  # the longest one between two kills
KEYS_A_SECOND = 20
LINE = 24  # as in tests/probes/typist


def letters(line):
    return [chr(ord("a") + (line * 7 + i * 5 + i * i) % 26) for i in range(LINE)]


class Typist:
    """Types lines at a steady rate. The pause between two keys is what is tested, nothing waits for it."""

    def __init__(self, desktop):
        self._desktop, self.lines, self.keys = desktop, 0, 0
        self._next = time.monotonic()

    def _key(self, name):
        time.sleep(max(0.0, self._next - time.monotonic()))
        self._next = max(self._next, time.monotonic() - 0.2) + 1.0 / KEYS_A_SECOND
        self._desktop.key(name, True)
        self._desktop.key(name, False)
        self.keys += 1

    def type_line(self):
        for letter in letters(self.lines):
            self._key(letter)
        self._key("ret")
        self.lines += 1


@case
def no_key_is_lost_or_doubled():
    print(f"# HESPER_SEED={SEED} HESPER_KILLS={KILLS}", flush=True)
    # Where the host starves QEMU, the device has no room: then nobody typed what was sent.
    with Desktop("typing", boot="pvh", trace=("virtio_input_queue_full",)) as desktop:
        desktop.testd.launch("probe_typist")
        desktop.wait_for("Window", "Typist")
        desktop.click(*desktop.tree().find_all("TextField")[0].centre)
        before = {name: values["instance"] for name, values in desktop.testd.components().items()}
        mark = desktop.mark()
        typist = Typist(desktop)
        typist.type_line()
        desktop.testd.launch("probe_reaper", f"gui {KILLS:x} {SEED:x} {PAUSE_MS:x}")
        while "done - reaper" not in desktop.serial_after(mark):
            typist.type_line()
        check("virtio_input_queue_full" not in desktop.serial_after(mark), "keys did not reach the device")
        desktop.wait_for("Text", f"{typist.lines} right, 0 wrong")
        after = {name: values["instance"] for name, values in desktop.testd.components().items()}
        deaths = after.pop("gui") - before.pop("gui")
        before["probe_reaper"] += 1
        check_equal(after, before, f"instances of all others (HESPER_SEED={SEED})")
        check(KILLS * 3 // 4 <= deaths <= KILLS, f"the GUI server died {deaths} times")
        print(f"# {typist.keys} keys, {deaths} deaths", flush=True)
        dump, picture = dump_of(desktop), desktop.picture()
        kill_gui(desktop)
        check_equal(dump_of(desktop), dump, "the dump")
        check(desktop.picture() == picture, f"the picture is another one (HESPER_SEED={SEED})")


if __name__ == "__main__":
    main("survival")
