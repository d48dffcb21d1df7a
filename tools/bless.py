#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Promotes new screenshots to goldens: bless.py 'desktop/boot*'. The only program that writes tests/screens."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tests", "lib"))

import golden  # noqa: E402  (the path must be known first)


def main():
    if len(sys.argv) != 2:
        print("bless: give one pattern, for example `make bless SHOT='desktop/*'`", file=sys.stderr)
        return 2
    names = golden.bless(sys.argv[1])
    for name in names:
        print(f"blessed {name}")
    if not names:
        print(f"bless: no new picture matches '{sys.argv[1]}' in {golden.new_folder()}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
