# SPDX-License-Identifier: MIT
"""Reads an interface file with all that it imports, and the numbers its neighbours use."""

import os
import re

from check import Checker
from errors import IdlError
from parser import parse_file

PROTOCOL = re.compile(r"^\s*protocol\s+(\w+)\s*=\s*(\d+)", re.M)
STATUS = re.compile(r"^STATUS\((\w+),", re.M)


def read_statuses(path):
    """Names of all status codes."""
    with open(path, encoding="utf-8") as file:
        return set(STATUS.findall(file.read()))


def numbers_of_others(path):
    """Protocol numbers in the other files of the folder: number -> (file, protocol)."""
    folder = os.path.dirname(path) or "."
    taken = {}
    for entry in sorted(os.listdir(folder)):
        other = os.path.join(folder, entry)
        if entry.endswith(".idl") and not os.path.samefile(other, path):
            with open(other, encoding="utf-8") as file:
                for name, number in PROTOCOL.findall(file.read()):
                    taken[int(number)] = (entry, name)
    return taken


class Loader:
    """Loads libraries once each."""

    def __init__(self, statuses):
        self.statuses = statuses
        self.loaded = {}
        self.loading = []

    def load(self, path):
        """The checked library in the file at `path`."""
        path = os.path.normpath(path)
        if path in self.loaded:
            return self.loaded[path]
        library = parse_file(path)
        stem = os.path.splitext(os.path.basename(path))[0]
        if library.name != stem:
            raise IdlError(path, library.line, f"library {library.name} in the file {stem}.idl",
                           f"name it {stem}")
        self.loading.append(path)
        imports = {}
        for item in library.imports:
            other = os.path.normpath(os.path.join(os.path.dirname(path), item.name + ".idl"))
            if not os.path.exists(other):
                raise IdlError(path, item.line, f"there is no library '{item.name}'",
                               f"create {item.name}.idl next to this file or drop the import")
            if other in self.loading:
                raise IdlError(path, item.line, f"import of '{item.name}' goes in a circle",
                               "move what both need into a third library")
            item.library = self.load(other)
            imports[item.name] = item.library
        Checker(library, self.statuses).run(imports, numbers_of_others(path))
        self.loading.pop()
        self.loaded[path] = library
        return library
