# SPDX-License-Identifier: MIT
"""Which interfaces a component can reach, as far as build.mk files tell."""
import glob
import os
import re


def variables(path):
    """Assignments of a build.mk, with continued lines."""
    with open(path, encoding="utf-8") as file:
        text = file.read().replace("\\\n", " ")
    found = {}
    for name, value in re.findall(r"^(\w+)\s*[:+]?=[ \t]*(.*)$", text, re.M):
        found.setdefault(name, []).extend(value.split("#")[0].split())
    return found


class Tree:
    """All libraries below a folder."""

    def __init__(self, root):
        self.root = root
        self.libs = {}
        for pattern in ("libs/*/build.mk", "libui/build.mk"):
            for path in glob.glob(os.path.join(root, pattern)):
                found = variables(path)
                for name in found.get("lib", []):
                    self.libs[name] = found

    def idls(self, folder):
        """Names of the interfaces behind the component in `folder`; None without a build.mk."""
        path = os.path.join(self.root, folder, "build.mk")
        if not os.path.exists(path):
            return None
        own = variables(path)
        known = set(own.get("idls", []))
        todo = list(own.get("libs", [])) + ["ipc"]
        if "musl" in own.get("kind", []):
            todo.append("posix")
        seen = set()
        while todo:
            name = todo.pop()
            if name in seen or name not in self.libs:
                continue
            seen.add(name)
            known.update(self.libs[name].get("idls", []))
            todo += self.libs[name].get("libs", [])
        return known
