#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes apps/NAME out of the template of the SDK and puts it on the desktop image.

    new_app.py NAME [--root FOLDER]
"""
import argparse
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent.parent
LICENCE = "SPDX-License-Identifier: MIT"
BUILD = """# {licence}
component := {name}
kind := musl
srcs := main.c
libs := libui
gens := ui_tree
flags := -Wno-unused-parameter -Wno-missing-field-initializers
"""


def make(root, name):
    """The files made, or a sentence that says why not."""
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,30}", name):
        return f"'{name}' is no name for an app: small letters, digits and _, at most 31, a letter first"
    folders = [path.parent.name for path in root.glob("*/*/manifest.toml")]
    if name in folders or (root / "apps" / name).exists():
        return f"there is already a component '{name}'"
    folder = root / "apps" / name
    folder.mkdir(parents=True)
    title = name.replace("_", " ").capitalize()
    for file, comment in (("main.c", "//"), ("manifest.toml", "#")):
        text = (HERE / "tools/sdk/files/template" / (file + ".in")).read_text("utf-8")
        text = text.replace("@NAME@", name).replace("@TITLE@", title)
        (folder / file).write_text(f"{comment} {LICENCE}\n{text}", "utf-8")
    (folder / "build.mk").write_text(BUILD.format(licence=LICENCE, name=name), "utf-8")
    image = root / "image/lists/desktop.txt"
    image.write_text(image.read_text("utf-8").rstrip("\n") + f"\napps/{name}\n", "utf-8")
    print(f"apps/{name}/main.c is yours now; `make run` shows it")
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("name")
    parser.add_argument("--root", type=pathlib.Path, default=HERE)
    args = parser.parse_args()
    if problem := make(args.root, args.name):
        print(f"new-app: {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
