# SPDX-License-Identifier: MIT
"""The desktop under test: boots an image, waits until idle, finds nodes, clicks them, compares screenshots."""

import hashlib
import os

import case
import golden
import locator
import uitree
from machine import Machine, base_arguments, boot_disk, boot_pvh, desktop_devices

READY = "init: testd ready"
BOOT_TIMEOUT_S = 120.0
# Findings of the accessibility lint that are not repaired yet, by how their line begins.
KNOWN_LINT = (
    "error focus TableColumn ",  # no key sorts a table
)
SHADOW_PX = 12  # what a picture of a window shows around it


def path_of(*parts):
    return os.path.join(case.out_dir(), *parts)


def kernel():
    return path_of("x86_64-release", "kernel.stripped")


def archive(image="test"):
    """`test`: two apps, testd and the probes. `full`: what users boot, and testd. Else the path of an archive."""
    return image if os.path.isabs(image) else path_of("image", image + ".archive")


def disk():
    return path_of("image", "test.img")


def boot_arguments(boot, image="test", options=""):
    """`boot` is "pvh", "bios" or "uefi"; the last two start from the disk image. `options` are further boot options."""
    if boot == "pvh":
        return boot_pvh(kernel(), archive(image), f"test {options}".strip())
    return boot_disk(disk(), uefi=boot == "uefi")


class Desktop(Machine):
    """A machine whose desktop is up."""

    def __init__(self, name, boot="pvh", memory_mib=256, extra=(), trace=(), image="test", windows=None, options="", devices=None,
                 display="none"):
        """`windows`: how many have to be there before it counts as up, if it is not what the image opens. `devices`: other ones than a desktop's."""
        arguments = base_arguments(memory_mib) + (desktop_devices() if devices is None else devices) + \
            boot_arguments(boot, image, options) + list(extra)
        super().__init__(arguments, name, case.log_dir(), trace, display)
        try:
            self.wait_serial(READY, BOOT_TIMEOUT_S)
            self.wait_for_windows(windows if windows is not None else 1 if image == "full" else 2)
        except Exception:
            self.close()
            raise

    # --- what is there ---

    def tree(self):
        """The content trees as soon as the desktop is idle."""
        self.testd.idle()
        return uitree.parse(self.testd.dump())

    def find(self, kind=None, name=None):
        return self.tree().find(kind, name)

    def wait_until(self, condition, what, rounds=400):
        """Asks again after each idle until `condition(tree)` holds. Each question makes the system work, no time is waited."""
        for _ in range(rounds):
            tree = self.tree()
            if condition(tree):
                return tree
        raise case.Failure(f"{self.name}: {what} did not happen; the screen holds:\n{self.testd.dump()}")

    def wait_for_windows(self, count):
        return self.wait_until(lambda tree: len([w for w in tree.find_all("Window") if "bounds" in w.values]) >= count,
                               f"{count} windows")

    def wait_for(self, kind, name):
        return self.wait_until(lambda tree: tree.find_all(kind, name), f"{kind} {name!r}").find(kind, name)

    def expect_no_lint(self, window=None):
        """Fails when something that shows (in the window with this title) has no name, too little contrast, is too small
        to hit or out of reach of the keyboard; warnings are left alone."""
        self.testd.idle()
        found = [line for line in self.testd.lint() if line.startswith("error ") and not line.startswith(KNOWN_LINT)]
        if window is not None:
            found = [line for line in found if f' in "{window}": ' in line]
        if found:
            raise case.Failure(f"{self.name}: accessibility:\n  " + "\n  ".join(found))

    # --- by what things mean: lazy, strict, see locator.py ---

    def role(self, role, name=None):
        return locator.Locator(self, role, name)

    def label(self, name):
        return locator.Locator(self, None, name)

    def expect_visible(self, what):
        """Waits until `what` shows on the screen; returns its node."""
        self.wait_until(lambda tree: what.shown(tree), f"{what} to show")
        return what.node(self.tree())

    def expect_focused(self, what):
        self.wait_until(lambda tree: any(n.is_set("focused") for n in what.matches(tree)), f"{what} to have the focus")

    def keys(self, words):
        """Presses one key, or several at once, after the other: "Tab Tab Space", "Ctrl+Shift+z Enter"."""
        for chord in words.split():
            self.press(*locator.qcodes(chord))

    def type_text(self, text):
        """Types what the US layout has."""
        for letter in text:
            self.press(*locator.typed(letter))

    # --- acting as a user ---

    # Keyboard and pointer are two devices: what one does must have arrived before the other one acts.

    def click(self, x, y):
        super().click(x, y)
        self.testd.idle()

    def click_secondary(self, x, y):
        self.move(x, y)
        self.button(True, "right")
        self.button(False, "right")
        self.testd.idle()

    def press(self, *qcodes):
        super().press(*qcodes)
        self.testd.idle()

    def click_on(self, what, name=None):
        """Clicks a locator, at the centre of what shows of it, or the one node of kind `what` with this name."""
        if isinstance(what, locator.Locator):
            self.expect_visible(what)
            self.click(*what.hit_point(self.tree()))
        else:
            self.click(*self.find(what, name).centre)

    def drag(self, start, end, steps=4):
        self.move(*start)
        self.button(True)
        for step in range(1, steps + 1):
            self.move(start[0] + (end[0] - start[0]) * step // steps, start[1] + (end[1] - start[1]) * step // steps)
            self.testd.idle()
        self.button(False)
        self.testd.idle()

    # --- pictures ---

    def picture(self):
        """The screen, which must be what the server believes it to be: else damage or a flush is wrong."""
        self.testd.idle()
        shown = self.screenshot()
        width, height, digest = self.testd.surface_hash()
        case.check_equal((shown.width, shown.height), (width, height), "size of the screen")
        own = hashlib.sha256(_xrgb(shown)).hexdigest()
        case.check_equal(own, digest, "sha256 of the shown pixels and of the server's own")
        return shown

    def expect_shot(self, name, window=None, kind="Window", mask=()):
        """Compares the screen with tests/screens/<name>.png: all of it, or `window` (a title) with its shadow. `kind`: Panel for one
        of the shell's. `mask`: locators of what changes by itself; it must be there, its pixels are black in the picture."""
        tree = self.tree()
        hidden = [what.node(tree).bounds for what in mask]
        nodes = [(*n.bounds, f"{n.kind} {n.name!r}") for n in tree.walk() if "bounds" in n.values and n.name]
        picture = self.picture().masked(hidden) if hidden else self.picture()
        if window is not None:
            x, y, w, h = tree.find(kind, window).bounds
            left, top = max(x - SHADOW_PX, 0), max(y - SHADOW_PX, 0)
            right, bottom = min(x + w + SHADOW_PX, picture.width), min(y + h + SHADOW_PX, picture.height)
            picture = picture.crop(left, top, right - left, bottom - top)
            nodes = [(nx - left, ny - top, nw, nh, text) for nx, ny, nw, nh, text in nodes]
        golden.expect(name, picture, nodes)


def _xrgb(picture):
    """The pixels as the server hashes them: little-endian XRGB words with X = 0."""
    words = bytearray(picture.width * picture.height * 4)
    words[0::4], words[1::4], words[2::4] = picture.rgb[2::3], picture.rgb[1::3], picture.rgb[0::3]
    return bytes(words)
