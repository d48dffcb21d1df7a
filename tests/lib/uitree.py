# SPDX-License-Identifier: MIT
"""Reads the dump of content trees (docs/testing.md) and finds nodes by kind and text."""

import re

_TOKEN = re.compile(r'\s*("(?:[^"\\]|\\.)*"|[{}\[\]]|[^\s{}\[\]]+)')
_ESCAPE = re.compile(r'\\(n|t|"|\\|u\{([0-9a-f]+)\})')


class Node:
    """One node: `kind`, `values` (all words of its line as strings), `children`, `parent`."""

    def __init__(self, kind, parent=None):
        self.kind, self.values, self.children, self.parent = kind, {}, [], parent

    def __getattr__(self, name):
        try:
            return self.values[name]
        except KeyError:
            raise AttributeError(f"{self.kind} has no {name}") from None

    def get(self, name, default=""):
        return self.values.get(name, default)

    def is_set(self, name):
        return self.values.get(name) == "true"

    @property
    def name(self):
        """What a user would call it: its label, text or title."""
        return self.get("label") or self.get("text") or self.get("title")

    @property
    def bounds(self):
        """(x, y, w, h) on the screen in device pixels."""
        return tuple(int(part) for part in self.values["bounds"].split(","))

    @property
    def centre(self):
        x, y, w, h = self.bounds
        return x + w // 2, y + h // 2

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    def find_all(self, kind=None, name=None):
        return [n for n in self.walk() if (kind is None or n.kind == kind) and (name is None or n.name == name)]

    def find(self, kind=None, name=None):
        """The one node that matches, of several the one that shows; LookupError when there is none or more than one."""
        found = self.find_all(kind, name)
        if len(found) > 1:
            found = [n for n in found if "bounds" in n.values] or found
        if len(found) != 1:
            shown = "\n".join(f"  {n.kind} {n.name!r}" for n in self.walk() if n.name)
            raise LookupError(f"{len(found)} nodes are {kind or 'any kind'} {name!r}; there are:\n{shown}")
        return found[0]


def _unescape(text):
    plain = {"n": "\n", "t": "\t", '"': '"', "\\": "\\"}
    return _ESCAPE.sub(lambda m: chr(int(m.group(2), 16)) if m.group(2) else plain[m.group(1)], text)


class _Reader:
    def __init__(self, text):
        self._tokens = [m.group(1) for m in _TOKEN.finditer(text)]
        self._at = 0

    def next(self):
        if self._at == len(self._tokens):
            raise ValueError("the dump ends in the middle of a node")
        self._at += 1
        return self._tokens[self._at - 1]

    def peek(self):
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def node(self, parent):
        node = Node(self.next(), parent)
        opening = self.next()
        if opening != "{":
            raise ValueError(f"{node.kind} is followed by {opening!r}, expected '{{'")
        while self.peek() != "}":
            self._pair(node)
        self.next()
        return node

    def _pair(self, node):
        key = self.next().rstrip(":")
        value = self.next()
        if value == "[":
            self._items(node, key)
        elif self.peek() == "{":
            self._at -= 1
            node.children.append(self.node(node))
        else:
            node.values[key] = _unescape(value[1:-1]) if value.startswith('"') else value

    def _items(self, node, key):
        words = []
        while self.peek() != "]":
            word = self.next()
            if self.peek() == "{":
                self._at -= 1
                node.children.append(self.node(node))
            else:
                words.append(word.rstrip(","))
        self.next()
        if words:
            node.values[key] = " ".join(words)


def parse(text):
    """The whole dump as one node `Desktop` with Screen, Session and App nodes below."""
    reader = _Reader(text)
    desktop = Node("Desktop")
    while reader.peek() is not None:
        desktop.children.append(reader.node(desktop))
    return desktop
