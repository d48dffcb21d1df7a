# SPDX-License-Identifier: MIT
"""The live instruction counter of a QEMU that runs the insncount plugin (struct shared in insncount.c)."""

import mmap
import os
import struct
import subprocess
import time

from case import Failure

POLL_S = 0.02
STABLE_POLLS = 10
PLACE_B = 16
MARKS_MAX = 4096
HEAD_B = 8 * 8 + 8 * MARKS_MAX
BLOCK = struct.Struct("<QQQ16s")
COUNTER, MARKS, HOLD, RELEASED, NUM_BLOCKS = range(5)


def symbols(elf):
    """{name: address} of a program."""
    text = subprocess.run(["llvm-nm", elf], check=True, stdout=subprocess.PIPE).stdout.decode()
    lines = [line.split() for line in text.splitlines()]
    return {words[2]: int(words[0], 16) for words in lines if len(words) == 3}


def code_at(elf, address, size):
    """`size` bytes of a program at a virtual address."""
    with open(elf, "rb") as file:
        data = file.read()
    offset, count = struct.unpack_from("<Q", data, 32)[0], struct.unpack_from("<H", data, 56)[0]
    for i in range(count):
        kind, _, at, vaddr, _, file_b = struct.unpack_from("<IIQQQQ", data, offset + 56 * i)
        if kind == 1 and vaddr <= address < vaddr + file_b:
            return data[at + address - vaddr:at + address - vaddr + size]
    return b""


def place_option(option, elf, name):
    """The plugin's `from`, `mark` or `pause` at the begin of a function."""
    address = symbols(elf)[name]
    return f",{option}={address & 0xfff:#x}:{code_at(elf, address, PLACE_B).hex()}"


class Counter:
    """Guest instructions so far. Halted time does not count, so an idle system's counter stands still."""

    def __init__(self, plugin, path, options=""):
        """`plugin` is insncount.so, `path` the file it shall make, `options` more of its options (place_option())."""
        self._path = path
        self.arguments = ["-plugin", f"{plugin},out={path}{options}"]
        self._memory = None

    def _map(self):
        if self._memory is None:
            with open(self._path, "r+b") as file:
                self._memory = mmap.mmap(file.fileno(), 0)
        return self._memory

    def _word(self, index):
        return struct.unpack_from("<Q", self._map(), 8 * index)[0]

    def _set_word(self, index, value):
        struct.pack_into("<Q", self._map(), 8 * index, value)

    def read(self):
        return self._word(COUNTER)

    def settle(self, polls=STABLE_POLLS, timeout_s=60.0):
        """Waits until nothing has run for `polls` looks; returns the counter."""
        deadline = time.monotonic() + timeout_s
        last, same = self.read(), 0
        while same < polls:
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

    # --- marks ---

    def hold(self, on):
        """Whether the CPU stops at each mark from now on."""
        self._set_word(HOLD, 1 if on else 0)

    def marks(self):
        return self._word(MARKS)

    def mark_counter(self, index):
        """The counter at mark `index`."""
        return self._word(8 + index)

    def release(self, count):
        """Lets the CPU go on at the first `count` marks."""
        self._set_word(RELEASED, count)

    # --- profile ---

    def blocks(self):
        """[(address, instructions executed, first bytes)] of every block so far, in the order of translation."""
        memory = self._map()
        found = (BLOCK.unpack_from(memory, HEAD_B + BLOCK.size * i) for i in range(self._word(NUM_BLOCKS)))
        return [(address, executed, code) for address, _, executed, code in found]

    def close(self):
        if self._memory is not None:
            self._memory.close()
            self._memory = None
        if os.path.exists(self._path):
            os.unlink(self._path)
