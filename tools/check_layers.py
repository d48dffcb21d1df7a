#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks who includes what, against the table of docs/style.md.

Rejects: an include or a `libs :=` edge that goes upwards or sideways, a library that is included but
not listed, a name in a build.mk that does not exist, cycles among headers, files that are too long
and files without a licence line. One line per finding: file:line: sentence.
"""
import pathlib
import re
import sys
from typing import NamedTuple

ROOT = pathlib.Path(__file__).resolve().parent.parent
ROOTS = ["kernel", "libs", "libui", "servers", "drivers", "gui", "apps", "tools", "tests"]
MAX_LINES = 800
SKIP = ("libs/ports/",)

# A library may use those of a lower rank.
RANK = {"abi": 0, "base": 1, "test": 2, "elf": 2, "ui_wire": 2, "hsys": 2, "task": 3, "ipc": 3, "drv": 4,
        "posix": 4, "ui": 5, "libui": 5}
EVERY_LIB = set(RANK) - {"ui", "libui"}
KERNEL_LIBS = {"abi", "base", "elf"}
UI_LIBS = {"abi", "base", "ipc", "hsys", "ui_wire", "test", "ui", "libui"}
APP_LIBS = {"abi", "base", "ipc", "ui", "libui", "test"}
# Folders of the GUI server, lowest first.
GUI_LAYERS = [{"draw"}, {"edit"}, {"text"}, {"paint"}, {"scene"}, {"core", "window", "input"}, {"task"}]
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


class Module(NamedTuple):
    """One build.mk."""
    folder: str
    name: str
    values: dict[str, list[str]]
    lines: dict[str, int]


def read_module(path: pathlib.Path) -> Module:
    values: dict[str, list[str]] = {}
    lines: dict[str, int] = {}
    text = path.read_text("utf-8").splitlines()
    joined, start = "", 0
    for number, line in enumerate(text, 1):
        start = start if joined else number
        line = line.split("#", 1)[0]
        if line.endswith("\\"):
            joined += line[:-1] + " "
            continue
        if found := re.match(r"\s*(\w+)\s*[:+?]?=\s*(.*)", joined + line):
            values.setdefault(found[1], []).extend(found[2].split())
            lines.setdefault(found[1], start)
        joined = ""
    name = (values.get("lib") or values.get("component") or values.get("tool") or ["?"])[0]
    return Module(path.parent.relative_to(ROOT).as_posix(), name, values, lines)


def allowed_libs(path: str, lib: str | None) -> set[str]:
    """Libraries that code in the file may include."""
    top = path.split("/", 1)[0]
    if top == "libui":
        return UI_LIBS
    if lib is not None and top != "tests":
        rank = RANK.get(lib, 2)
        return {other for other in EVERY_LIB if RANK[other] < rank} | {lib, "test"}
    if top == "kernel":
        return KERNEL_LIBS | {"test"}
    if top == "apps":
        return APP_LIBS
    if path.startswith("gui/shell/"):
        return APP_LIBS | {"hsys"}
    if top == "tests":
        return EVERY_LIB | {"ui", "libui", "probe"}
    return EVERY_LIB | {"ui", "libui"} if top == "tools" else EVERY_LIB


class Checker:
    """Collects findings over the whole tree."""

    def __init__(self) -> None:
        self.findings: list[str] = []
        self.modules = {}
        for path in sorted(ROOT.glob("*/build.mk")) + sorted(ROOT.glob("*/*/build.mk")) + \
                sorted(ROOT.glob("*/*/*/build.mk")):
            if path.relative_to(ROOT).parts[0] in ROOTS:
                module = read_module(path)
                self.modules[module.folder] = module
        self.libs = {module.name: module for module in self.modules.values()
                     if "lib" in module.values}
        self.edges: dict[str, list[str]] = {}

    def say(self, where: str, line: int, text: str) -> None:
        self.findings.append(f"{where}:{line}: {text}")

    def module_of(self, path: str) -> Module | None:
        folder = path
        while "/" in folder:
            folder = folder.rsplit("/", 1)[0]
            if folder in self.modules:
                return self.modules[folder]
        return None

    @staticmethod
    def is_test(path: str, module: Module | None) -> bool:
        return "/test/" in path or path.startswith("tests/") or module is not None and \
            path.removeprefix(module.folder + "/") in module.values.get("test_srcs", [])

    def exported(self, names: set[str]) -> set[str]:
        result: set[str] = set()
        todo = list(names)
        while todo:
            name = todo.pop()
            if name in result:
                continue
            result.add(name)
            if name in self.libs:
                todo += self.libs[name].values.get("exports", [])
        return result

    def check_module(self, module: Module) -> None:
        where = module.folder + "/build.mk"
        lib = module.name if "lib" in module.values else None
        if lib and lib not in RANK and module.folder.startswith("libs/"):
            self.say(where, module.lines["lib"], f"library {lib} has no RANK in check_layers.py")
        for key in ("libs", "test_libs", "exports"):
            for name in module.values.get(key, []):
                if name not in self.libs:
                    self.say(where, module.lines[key], f"there is no library {name}")
                elif key != "test_libs" and name not in allowed_libs(module.folder + "/", lib):
                    self.say(where, module.lines[key], f"{module.folder} may not use {name}")
        for key in ("idls", "test_idls"):
            for name in module.values.get(key, []):
                if not (ROOT / f"interfaces/{name}.idl").is_file():
                    self.say(where, module.lines[key], f"there is no interfaces/{name}.idl")
        for name in module.values.get("ports", []):
            if not (ROOT / f"libs/ports/{name}/port.toml").is_file():
                self.say(where, module.lines["ports"], f"there is no port {name}")

    def check_angle(self, path: str, line: int, target: str) -> None:
        module = self.module_of(path)
        first = target.split("/", 1)[0]
        if first not in self.libs or not (ROOT / self.libs[first].folder / "include"
                                          / target).is_file():
            return
        lib = module.name if module and "lib" in module.values else None
        if lib == "abi" and target == "base/base.h":
            return  # Its fixed-width types; base in turn takes only status.def from abi.
        self.edges.setdefault(path, []).append(f"{self.libs[first].folder}/include/{target}")
        is_test = self.is_test(path, module)
        if first not in allowed_libs(path, lib) and not is_test:
            self.say(path, line, f"<{target}>: code here may not include {first}")
        if module is None or first == lib:
            return
        listed = set(module.values.get("libs", []))
        if module.values.get("idls") or (is_test and module.values.get("test_idls")):
            listed |= {"ipc", "base", "abi"}
        if is_test:
            listed |= {"test", "base", "abi", *module.values.get("test_libs", [])}
        if first not in self.exported(listed):
            self.say(path, line, f"<{target}>: {first} is not in libs of {module.folder}/build.mk")

    def check_quote(self, path: str, line: int, target: str) -> None:
        module = self.module_of(path)
        here = pathlib.PurePosixPath(path).parent
        places = [here]
        if module:
            folder = pathlib.PurePosixPath(module.folder)
            places += [folder, *(folder / sub for sub in module.values.get("incs", [])),
                       folder / "test"]
        for place in places:
            found = (ROOT / place / target).resolve()
            if found.is_file() and found.is_relative_to(ROOT):
                name = found.relative_to(ROOT).as_posix()
                self.edges.setdefault(path, []).append(name)
                other = self.module_of(name)
                inside = path.split("/")[:2] == name.split("/")[:2] or \
                    path.split("/")[0] == name.split("/")[0] == "kernel"
                if other != module and not inside and not self.is_test(path, module):
                    self.say(path, line, f'"{target}" belongs to {other and other.folder}')
                self.check_kernel(path, line, name)
                self.check_gui(path, line, name)
                return

    def check_gui(self, path: str, line: int, name: str) -> None:
        """A folder of gui/server includes itself and those below it."""
        ours, theirs = path.split("/"), name.split("/")
        if ours[:2] != ["gui", "server"] or theirs[:2] != ["gui", "server"] or len(theirs) < 4:
            return
        rank = {folder: i for i, folders in enumerate(GUI_LAYERS) for folder in folders}
        if rank.get(theirs[2], 0) > rank.get(ours[2], len(GUI_LAYERS)):
            self.say(path, line, f"gui/server/{ours[2]} may not include {name}")

    def check_kernel(self, path: str, line: int, name: str) -> None:
        """core sees two contracts only; no CPU or board sees another one."""
        ours, theirs = path.split("/"), name.split("/")
        if ours[0] != "kernel" or theirs[0] != "kernel" or "test" in ours:
            return
        contracts = ("kernel/arch/arch.h", "kernel/board/board.h")
        if ours[1] == "core" and theirs[1] != "core" and name not in contracts:
            self.say(path, line, f"kernel/core may not include {name}")
            return
        if len(theirs) < 4:
            return
        if theirs[1] in ("arch", "board") and theirs[2] != "host" and ours[:3] != theirs[:3]:
            if ours[1] == "board" and theirs[1] == "arch":
                return  # A board belongs to a CPU.
            self.say(path, line, f"{name} is private to {'/'.join(theirs[:3])}")

    def check_file(self, path: pathlib.Path) -> None:
        name = path.relative_to(ROOT).as_posix()
        lines = path.read_text("utf-8", "replace").splitlines()
        if len(lines) > MAX_LINES:
            self.say(name, len(lines), f"longer than {MAX_LINES} lines")
        if not any("SPDX-License-Identifier: MIT" in line for line in lines[:3]):
            self.say(name, 1, "no line SPDX-License-Identifier: MIT at the top")
        for number, line in enumerate(lines, 1):
            if found := INCLUDE.match(line):
                check = self.check_angle if found[1] == "<" else self.check_quote
                check(name, number, found[2])

    def check_cycles(self) -> None:
        done: set[str] = set()

        def visit(name: str, trail: list[str]) -> None:
            if name in trail:
                cycle = trail[trail.index(name):] + [name]
                self.say(name, 1, "headers include each other: " + " -> ".join(cycle))
                return
            if name in done:
                return
            for other in self.edges.get(name, []):
                if other.endswith(".h"):
                    visit(other, trail + [name])
            done.add(name)

        for name in sorted(self.edges):
            if name.endswith(".h"):
                visit(name, [])

    def run(self) -> list[str]:
        for module in self.modules.values():
            self.check_module(module)
        for top in ROOTS:
            for path in sorted((ROOT / top).rglob("*")):
                name = path.relative_to(ROOT).as_posix()
                if path.suffix in (".c", ".h", ".S", ".py", ".sh") and not name.startswith(SKIP):
                    self.check_file(path)
        self.check_cycles()
        return self.findings


def main() -> int:
    findings = Checker().run()
    for finding in findings:
        print(finding)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
