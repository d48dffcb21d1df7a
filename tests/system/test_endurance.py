#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Many lives: what ends gives back everything, address windows are used again, 64 MiB are enough."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))

from case import case, check, check_equal, main  # noqa: E402  (the path must be known first)
from desktop import Desktop  # noqa: E402

LIVES = 250  # vm has 192 windows: the first ones come back, behind the others
FIRST_LIVES = 260


@case
def hundreds_of_lives_leave_nothing_behind():
    with Desktop("lives", memory_mib=64) as desktop:
        testd = desktop.testd
        testd.idle()
        for _ in range(FIRST_LIVES):  # until log has touched all of the memory in which it keeps lines
            testd.launch("probe_quota", "")
            testd.kill("probe_quota")
        free = testd.free_memory()
        for _ in range(LIVES):
            testd.launch("probe_quota", "")
            testd.kill("probe_quota")
        check_equal(testd.free_memory(), free, "free memory behind all of them")
        probe = testd.components()["probe_quota"]
        check_equal((probe["used"], probe["instance"]), (0, FIRST_LIVES + LIVES), "the probe")
        check(free > 24 << 20, f"of 64 MiB only {free} bytes are free beside the desktop")


if __name__ == "__main__":
    main("endurance")
