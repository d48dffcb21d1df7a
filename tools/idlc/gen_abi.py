# SPDX-License-Identifier: MIT
"""X.abi: one line per promise, and the comparison with what was promised before."""

import os

from names import idl_field, idl_type


def fields_text(fields):
    return ", ".join(idl_field(f) for f in fields)


def promises(lib):
    """All promises of the library, sorted within each declaration as declared."""
    lines = []
    for c in lib.consts:
        lines.append(f"const {lib.name}.{c.name}: {c.base} = {c.value}")
    for e in lib.enums:
        lines.append(f"enum {lib.name}.{e.name}: {e.base}")
        lines += [f"enum {lib.name}.{e.name}.{m.name} = {m.value}" for m in e.members]
    for b in lib.bits:
        lines.append(f"bits {lib.name}.{b.name}: {b.base}")
        lines += [f"bits {lib.name}.{b.name}.{m.name} = {m.value}" for m in b.members]
    for s in lib.structs:
        lines.append(f"struct {lib.name}.{s.name}: {s.layout.size} bytes")
        lines += [f"struct {lib.name}.{s.name}.{idl_field(x.field)} at {x.offset}"
                  for x in s.layout.slots if not x.is_pad]
    for p in lib.protocols:
        name = f"{lib.name}.{p.name}"
        lines.append(f"protocol {name} = {p.number} {p.recovery}")
        for m in p.methods:
            reply = f" -> ({fields_text(m.outs)})" if m.kind == "call" else ""
            lines.append(f"{m.kind} {name}.{m.name} = {m.ordinal} ({fields_text(m.ins)}){reply}")
            lines += [f"fails {name}.{m.name} {fail}" for fail, _ in m.fails]
    return lines


def generate(lib):
    return ("# SPDX-License-Identifier: MIT\n"
            f"# Promises of interfaces/{lib.name}.idl. Lines may be added; see docs/interfaces.md.\n"
            + "\n".join(promises(lib)) + "\n")


def compare(lib, folder):
    """Mistakes as texts: promises of `folder`/X.abi that the interface does not keep. New promises
    are welcome; update() records them."""
    path = os.path.join(folder, lib.name + ".abi")
    if not os.path.exists(path):
        return [f"{path}:1: no promises of {lib.name} are recorded, "
                f"run idlc.py --update-abi {folder}"]
    now = set(promises(lib))
    return [f"{path}:{number}: broken promise '{line}', restore it or edit this file in the same "
            "commit" for number, line in lines_of(path) if line not in now]


def lines_of(path):
    """(line number, promise) of each promise in the file."""
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file.read().split("\n"), 1):
            if line and not line.startswith("#"):
                yield number, line


def update(lib, folder):
    """Adds new promises to `folder`/X.abi; refuses while one is broken."""
    path = os.path.join(folder, lib.name + ".abi")
    if os.path.exists(path):
        broken = [e for e in compare(lib, folder) if "broken promise" in e]
        if broken:
            return broken
    with open(path, "w", encoding="utf-8") as file:
        file.write(generate(lib))
    return []
