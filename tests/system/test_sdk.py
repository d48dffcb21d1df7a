#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The SDK far away from the source tree: an app is made, compiled, run."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lib"))

from case import Failure, case, check, check_equal, main, out_dir  # noqa: E402  (the path must be known first)
from desktop import Desktop  # noqa: E402

WRONG = "#include <ui.h>\nint main(void) {\n    return ui_run(no_such_view);\n}\n"


@contextlib.contextmanager
def sdk():
    """A copy of the SDK, with a space in its path, as the working folder of `make`."""
    with tempfile.TemporaryDirectory(prefix="hesper sdk ") as folder:
        place = os.path.join(folder, "sdk")
        shutil.copytree(os.path.join(out_dir(), "sdk"), place, symlinks=True)
        yield place


def make(place, *words, ok=True):
    # A make around us hands its own options down by MAKEFLAGS.
    env = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(["make", "-C", place, *words], env=env, capture_output=True, text=True, check=False)
    if (done.returncode == 0) != ok:
        raise Failure(f"make {' '.join(words)} {'failed' if ok else 'succeeded'}:\n{done.stdout}{done.stderr}")
    return done.stdout + done.stderr


@case
def a_new_app_runs():
    with sdk() as place:
        make(place, "new", "NAME=first_try")
        make(place, "shot", "APP=first_try")
        check(os.path.getsize(os.path.join(place, "shot.png")) > 10000, "the screenshot is empty")
        with Desktop("sdk", image=os.path.join(place, "work", "desktop.archive"), windows=1) as desktop:
            desktop.wait_for("Window", "First try")
            desktop.click_on("Button", "Click me")
            desktop.wait_for("Text", "Clicked 1 times")


@case
def one_file_is_enough_and_makes_a_disk_image():
    with sdk() as place:
        shutil.copy(os.path.join(place, "template", "main.c.in"), os.path.join(place, "solo.c"))
        said = make(place, "image", "APP=solo.c", "OUT=solo.img")
        check("solo.img" in said, f"make image does not name the image: {said}")
        check(os.path.getsize(os.path.join(place, "solo.img")) > 1 << 20, "the disk image is empty")


@case
def mistakes_are_said_in_one_sentence():
    with sdk() as place:
        with open(os.path.join(place, "wrong.c"), "w", encoding="utf-8") as file:
            file.write(WRONG)
        said = make(place, "app", "APP=wrong.c", ok=False)
        check("wrong.c:3" in said and "no_such_view" in said, f"the compiler's message is missing:\n{said}")
        for words, sentence in ((("app", "APP=nothing"), "nothing: there is no such file or folder"),
                                (("new", "NAME=Big"), "'Big' is no name for an app"),
                                (("new", "NAME=gui"), "'gui' is a component of the system"),
                                (("app",), "say APP=hello.c")):
            said = make(place, *words, ok=False)
            check(sentence in said, f"make {words}: expected '{sentence}' in:\n{said}")
        check_equal(os.path.exists(os.path.join(place, "Big")), False, "a folder for the wrong name")


if __name__ == "__main__":
    main("sdk")
