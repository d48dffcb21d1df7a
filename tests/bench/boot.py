# SPDX-License-Identifier: MIT
"""The cost of booting: instructions from the kernel's entry until the desktop is shown for the first time."""

import os
import time

import golden
from case import Failure
from counter import Counter, MARKS_MAX, place_option
from machine import Machine, base_arguments, desktop_devices
from picture import read_png
import desktop as paths

# The GUI server comes here after each picture that the display has taken.
SHOWN = ("gui.elf", "session_presented")
# The display driver waits here for its device.
WAITS = ("virtio_gpu.elf", "ipc_wait_bits")
MARK_TIMEOUT_S = 60.0
POLL_S = 0.002
# Instructions are the clock (8 ns each): calibrating the timers takes equally many every time, and a deadline that was
# armed for an answer which came fires, for nothing, at once and not in the next action.
CLOCK = ["-icount", "shift=3,sleep=off"]
GOLDEN = "desktop/boot.light@1"


def elf(name):
    return paths.path_of("x86_64-release", name)


def pause_option():
    return place_option("pause", elf(WAITS[0]), WAITS[1])


def from_option(boot="pvh"):
    """Counting begins where the kernel does: QEMU enters it at another address than GRUB."""
    return place_option("from", elf("kernel.elf"), "pvh_entry" if boot == "pvh" else "_start")


def machine_arguments(boot, memory_mib):
    return base_arguments(memory_mib) + desktop_devices() + paths.boot_arguments(boot)


def wanted_picture(machine):
    """The golden of the booted desktop; as long as there is none, what is on the screen at the end."""
    path = golden.golden_path(GOLDEN)
    return read_png(path) if os.path.exists(path) else machine.screenshot()


def wait_for_mark(machine, counter, index):
    """False when the system has come to rest before mark `index`."""
    deadline = time.monotonic() + MARK_TIMEOUT_S
    while counter.marks() <= index:
        if time.monotonic() > deadline or not machine.alive():
            raise Failure(f"mark {index} of the boot does not come:\n{machine.tail()}")
        if paths.READY in machine.serial():
            counter.settle()
            return counter.marks() > index
        time.sleep(POLL_S)
    return True


def find_first_picture(plugin, path, boot, arguments, wanted):
    """Which mark is the first with the wanted picture on the screen."""
    counter = Counter(plugin, path, from_option(boot) + place_option("mark", elf(SHOWN[0]), SHOWN[1]) + pause_option())
    try:
        with Machine(arguments + counter.arguments + ["-S"], "bench-boot-marks") as machine:
            counter.hold(True)
            machine.qmp.command("cont")
            for index in range(MARKS_MAX):
                if not wait_for_mark(machine, counter, index):
                    break
                if machine.screenshot() == wanted:
                    return index
                counter.release(index + 1)
    finally:
        counter.close()
    raise Failure(f"the desktop of {GOLDEN} was not shown during the boot")


def measure(plugin, path, boot="pvh", memory_mib=256):
    """(instructions until the first whole desktop, until all rest). `plugin` is insncount.so, `path` a file to use."""
    arguments = machine_arguments(boot, memory_mib) + CLOCK
    counter = Counter(plugin, path, from_option(boot) + place_option("mark", elf(SHOWN[0]), SHOWN[1]) + pause_option())
    try:
        with Machine(arguments + counter.arguments, "bench-boot") as machine:
            machine.wait_serial(paths.READY)
            rest = counter.settle()
            wanted = wanted_picture(machine)
            counts = [counter.mark_counter(i) for i in range(min(counter.marks(), MARKS_MAX))]
    finally:
        counter.close()
    return counts[find_first_picture(plugin, path, boot, arguments, wanted)], rest
