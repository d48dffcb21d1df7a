# SPDX-License-Identifier: MIT
"""Probes: components of tests/probes that play a part inside of the machine and log what they find."""

import re

import case

_LINE = re.compile(r"(not )?ok - (\S+?)(:.*)?$")
_TIMEOUT_S = 60.0


class Part:
    """One part of a probe: launched, then its lines are awaited."""

    def __init__(self, desktop, component, part, *arguments):
        self._desktop, self._part = desktop, part
        self._mark = desktop.mark()
        desktop.testd.launch(component, " ".join([part, *arguments]))

    def wait(self, text, timeout_s=_TIMEOUT_S):
        """Waits until the log holds `text`, logged since the part began."""
        self._desktop.wait_serial(text, timeout_s, after=self._mark)

    def text(self):
        """What was logged since the part began."""
        return self._desktop.serial_after(self._mark)

    def expect(self, *names, timeout_s=_TIMEOUT_S):
        """Waits for the end of the part. Each of `names` was checked and held, and nothing failed.

        A name ending in a dot stands for all checks that begin with it, at least one."""
        self.wait(f"done - {self._part}", timeout_s)
        good, bad = results(self.text())
        case.check(not bad, "a probe reports:\n" + "\n".join(bad))
        for name in names:
            found = name in good if not name.endswith(".") else any(n.startswith(name) for n in good)
            case.check(found, f"the probe did not check {name}; it checked: {' '.join(good)}")
        return good


def results(text):
    """Names of the checks that held, and the lines of those that did not."""
    good, bad = [], []
    for line in text.splitlines():
        found = _LINE.search(line)
        if found and found[1]:
            bad.append(line)
        elif found:
            good.append(found[2])
    return good, bad


class Calm:
    """All components but some, and the picture, before and after something that must not concern them."""

    def __init__(self, desktop, *besides):
        self._desktop, self._besides = desktop, besides
        self._look()  # the first look may make testd and the GUI server take memory for good
        self._before = self._look()

    def _look(self):
        self._desktop.testd.idle()
        components = {name: values for name, values in self._desktop.testd.components().items()
                      if name not in self._besides}
        self._desktop.testd.dump()
        return components, self._desktop.testd.surface_hash()

    def expect(self):
        """Nobody was restarted, nobody holds more or less memory, the screen shows the same."""
        components, picture = self._look()
        for name, before in self._before[0].items():
            case.check_equal(components.get(name), before, f"what init says about {name}")
        case.check_equal(picture, self._before[1], "hash of the screen")
