# SPDX-License-Identifier: MIT
"""The live instruction counter of a QEMU that runs the insncount plugin."""

import mmap
import os
import struct
import time

from case import Failure

POLL_S = 0.02
STABLE_POLLS = 10


class Counter:
    """Guest instructions so far. Halted time does not count, so an idle system's counter stands still."""

    def __init__(self, plugin, path, start=0):
        self._path = path
        self.arguments = ["-plugin", f"{plugin},out={path}" + (f",from={start:#x}" if start else "")]
        self._memory = None

    def read(self):
        if self._memory is None:
            with open(self._path, "rb") as file:
                self._memory = mmap.mmap(file.fileno(), 8, prot=mmap.PROT_READ)
        return struct.unpack("<Q", self._memory[:8])[0]

    def settle(self, timeout_s=60.0):
        """Waits until nothing has run for a while; returns the counter."""
        deadline = time.monotonic() + timeout_s
        last, same = self.read(), 0
        while same < STABLE_POLLS:
            if time.monotonic() > deadline:
                raise Failure(f"the system does not come to rest in {timeout_s:.0f} s")
            time.sleep(POLL_S)
            now = self.read()
            same = same + 1 if now == last else 0
            last = now
        return last

    def cost(self, action):
        """Instructions from one rest to the next around `action`."""
        before = self.settle()
        action()
        return self.settle() - before

    def close(self):
        if self._memory is not None:
            self._memory.close()
        if os.path.exists(self._path):
            os.unlink(self._path)
