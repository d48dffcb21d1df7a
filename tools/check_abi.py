#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares the promises of the interfaces now (build/gen/idl/*.abi) with those made before.

    tools/check_abi.py NOW BEFORE           fails when a promise is gone or changed
    tools/check_abi.py --bless NOW BEFORE   accepts NOW

New promises are fine; they are accepted with `make bless-abi` in the same commit.
"""
import pathlib
import sys


def main() -> int:
    args = [arg for arg in sys.argv[1:] if arg != "--bless"]
    if len(args) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    now, before = map(pathlib.Path, args)
    bad = 0
    # The whole folder may hold outputs of interfaces that are gone; only current ones count.
    current = {path.stem for path in pathlib.Path("interfaces").glob("*.idl")}
    for name in sorted(current):
        text = (now / f"{name}.abi").read_text("utf-8")
        old_path = before / f"{name}.abi"
        if "--bless" in sys.argv:
            before.mkdir(exist_ok=True)
            old_path.write_text(text, "utf-8")
            continue
        if not old_path.is_file():
            print(f"{old_path}: missing; `make bless-abi` writes it")
            bad += 1
            continue
        promised = set(text.splitlines())
        for number, line in enumerate(old_path.read_text("utf-8").splitlines(), 1):
            if line and line not in promised:
                print(f"{old_path}:{number}: promise broken: {line}")
                bad += 1
    for old_path in sorted(before.glob("*.abi")):
        if old_path.stem not in current and "--bless" not in sys.argv:
            print(f"{old_path}:1: promise broken: interfaces/{old_path.stem}.idl is gone")
            bad += 1
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
