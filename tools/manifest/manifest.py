#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Manifests of components: checks them, writes <manifest.h> and init's table.

    manifest.py header FOLDER/manifest.toml -o FILE   start-up slots of one component
    manifest.py table LIST -o FILE [--ram MIB]        compiled manifests of an image list
    manifest.py names LIST                            names of the components, one a line
    manifest.py check LIST...                         only check

An image list names component folders, one a line; # starts a comment. "later" behind a folder: not started at boot.
"""
import argparse
import os
import sys

import model
import output


def run(args):
    interfaces = model.Interfaces(args.interfaces)
    if args.command == "header":
        component = model.load(args.manifest, interfaces)
        output.write_if_changed(args.output, output.header(component).encode())
        return
    for path in args.list:
        image = model.Image(path, interfaces, args.root, args.ram << 20)
        if args.command == "table":
            output.write_if_changed(args.output, output.table(image))
        elif args.command == "names":
            print("\n".join(component.name for component in image.components))


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    here = os.path.dirname(os.path.abspath(__file__))
    root = os.path.relpath(os.path.join(here, "..", ".."))
    parser.add_argument("--root", default=root, help="folder that image lists are relative to")
    parser.add_argument("--interfaces", default=os.path.join(root, "interfaces"))
    parser.add_argument("--ram", type=int, default=64, help="MiB that the reserves must fit in")
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("header")
    command.add_argument("manifest")
    command.add_argument("-o", "--output", required=True)
    command = commands.add_parser("table")
    command.add_argument("list", nargs=1)
    command.add_argument("-o", "--output", required=True)
    for name in ("names", "check"):
        command = commands.add_parser(name)
        command.add_argument("list", nargs=1 if name == "names" else "+")
    args = parser.parse_args()
    try:
        run(args)
    except (model.Mistake, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
