#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Turns interfaces/ui_tree.def into C tables, a reference page and a fuzzing dictionary.

usage: treegen.py TABLE --out FOLDER
writes ui_enums.h, ui_tree.h, ui_tree.c, ui_tree.md and ui_tree.dict, each only when its text
changed, so that nothing is compiled again for a comment.
"""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import emit  # noqa: E402
import table  # noqa: E402


def write_if_changed(path, text):
    try:
        with open(path, encoding="utf-8") as old:
            if old.read() == text:
                return
    except FileNotFoundError:
        pass
    with open(path, "w", encoding="utf-8") as new:
        new.write(text)


def main(argv):
    if len(argv) != 4 or argv[2] != "--out":
        print(__doc__.strip(), file=sys.stderr)
        return 2
    try:
        tree = table.load(argv[1])
    except table.Mistake as mistake:
        print(mistake, file=sys.stderr)
        return 1
    os.makedirs(argv[3], exist_ok=True)
    for name, text in emit.outputs(tree).items():
        write_if_changed(os.path.join(argv[3], name), text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
