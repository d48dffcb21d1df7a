#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The interface compiler.

    idlc.py interfaces/X.idl... --out DIR        writes X.h X.c X_fuzz.c X.md X.abi for each
    idlc.py --check-abi interfaces/abi [X.idl...]   compares with the recorded promises
    idlc.py --update-abi interfaces/abi [X.idl...]  records new promises

The language: docs/interfaces.md. Without files, the last two take all of the folder above.
"""

import argparse
import glob
import os
import sys

import gen_abi
import gen_c
import gen_fuzz
import gen_h
import gen_md
from errors import IdlError
from load import Loader, read_statuses

HERE = os.path.dirname(os.path.abspath(__file__))
STATUS_DEF = os.path.join(HERE, "..", "..", "libs", "abi", "include", "abi", "status.def")


def write_if_changed(path, text):
    """Keeps the time of a file whose text stays the same, so that nothing is compiled again."""
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            if file.read() == text:
                return
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def write_outputs(library, folder):
    os.makedirs(folder, exist_ok=True)
    outputs = {
        ".h": gen_h.generate, ".c": gen_c.generate, "_fuzz.c": gen_fuzz.generate,
        ".md": gen_md.generate, ".abi": gen_abi.generate,
    }
    for ending, generate in outputs.items():
        write_if_changed(os.path.join(folder, library.name + ending), generate(library))


def main():
    args = argparse.ArgumentParser(description=__doc__,
                                   formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("files", nargs="*", help="interface files")
    args.add_argument("--out", help="folder for the generated files")
    args.add_argument("--check-abi", metavar="DIR", help="compare with the promises in DIR")
    args.add_argument("--update-abi", metavar="DIR", help="record new promises in DIR")
    args.add_argument("--status-def", default=STATUS_DEF, help="list of all status codes")
    options = args.parse_args()
    abi = options.check_abi or options.update_abi
    files = options.files
    if not files and abi:
        files = sorted(glob.glob(os.path.join(abi, "..", "*.idl")))
    if not files or not (abi or options.out):
        args.error("nothing to do")

    mistakes = []
    try:
        loader = Loader(read_statuses(options.status_def))
        for path in files:
            library = loader.load(path)
            if options.out:
                write_outputs(library, options.out)
            if options.check_abi:
                mistakes += gen_abi.compare(library, options.check_abi)
            if options.update_abi:
                mistakes += gen_abi.update(library, options.update_abi)
    except IdlError as error:
        mistakes.append(str(error))
    except OSError as error:
        mistakes.append(f"{error.filename}:1: {error.strerror}, check the path")
    for mistake in mistakes:
        print(mistake, file=sys.stderr)
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
