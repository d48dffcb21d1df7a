# SPDX-License-Identifier: MIT
"""Reads keyboard layouts as xkb-data writes them: symbols of group 1, includes resolved."""
import pathlib
import re

TOKEN = re.compile(r'\s+|//[^\n]*|#[^\n]*|/\*.*?\*/|(?P<text>"[^"]*")|(?P<key><[^>]*>)'
                   r'|(?P<word>[A-Za-z0-9_]+)|(?P<sign>[-{}\[\](),;=.+!~*])', re.S)


class Mistake(Exception):
    """One sentence: file:line: what is wrong."""


class Reader:
    """Tokens of one file."""

    def __init__(self, path: pathlib.Path):
        self.path = path
        text = path.read_text("utf-8")
        self.tokens, at = [], 0
        while at < len(text):
            found = TOKEN.match(text, at)
            if not found:
                raise Mistake(f"{path}:{text.count(chr(10), 0, at) + 1}: cannot read '{text[at]}'")
            at = found.end()
            if found.lastgroup:
                self.tokens.append((found.group(), text.count("\n", 0, found.start()) + 1))
        self.at = 0

    def fail(self, what: str, back: int = 0):
        """`back`: how many tokens ago it was."""
        at = min(self.at - back, len(self.tokens) - 1)
        line = self.tokens[at][1] if self.tokens else 1
        raise Mistake(f"{self.path}:{line}: {what}")

    def peek(self) -> str:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else ""

    def take(self, expected: str | None = None) -> str:
        token = self.peek()
        if token == "" or expected is not None and token != expected:
            self.fail(f"expected '{expected or 'more'}', found '{token or 'the end'}'")
        self.at += 1
        return token

    def skip_to(self, sign: str) -> None:
        """Behind the next `sign` that is not inside of braces."""
        depth = 0
        while True:
            token = self.take()
            if token == sign and depth == 0:
                return
            depth += (token == "{") - (token == "}")


def symbols(reader: Reader) -> list[str]:
    """A list [a, b, c]. Several symbols for one level are none."""
    reader.take("[")
    names: list[str] = []
    while reader.peek() != "]":
        if reader.peek() == "{":
            reader.take()
            reader.skip_to("}")
            names.append("NoSymbol")
        else:
            names.append(reader.take())
        if reader.peek() != "]":
            reader.take(",")
    reader.take("]")
    return names


def key_body(reader: Reader) -> list[str]:
    """What stands between the braces of a key: the symbols of its first group."""
    found: list[str] = []
    reader.take("{")
    while reader.peek() != "}":
        if reader.peek() == "[":
            names = symbols(reader)
            found = found or names
        else:
            field = reader.take()
            while reader.peek() != "=":
                reader.take()
            reader.take("=")
            if reader.peek() == "[":
                names = symbols(reader) if field == "symbols" else skip_list(reader)
                found = found or names
            else:
                reader.take()
        if reader.peek() == ",":
            reader.take()
    reader.take("}")
    return found


def skip_list(reader: Reader) -> list[str]:
    depth = 0
    while True:
        token = reader.take()
        depth += (token == "[") - (token == "]")
        if depth == 0:
            return []


class Layouts:
    """All files of one folder."""

    def __init__(self, folder: pathlib.Path):
        self.folder = folder

    def keys(self, file: str, section: str | None = None, depth: int = 0) -> dict[str, list[str]]:
        """Key name -> names of the symbols on its levels."""
        reader = Reader(self.folder / file)
        if depth > 8:
            reader.fail("includes go round in a circle")
        default = False
        while reader.peek():
            word = reader.take()
            default = default or word == "default"
            if word == "xkb_symbols":
                name = reader.take().strip('"')
                if name == section or section is None and default:
                    return self.section(reader, depth)
                reader.take("{")
                reader.skip_to("}")
                reader.take(";")
                default = False
        return reader.fail(f"there is no section '{section or 'default'}'")

    def section(self, reader: Reader, depth: int) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        reader.take("{")
        while reader.peek() != "}":
            word = reader.take()
            if word == "include":
                self.include(found, reader, depth)
            elif word in ("key", "override", "augment", "replace") and reader.peek()[:1] == "<":
                name = reader.take()[1:-1]
                merge(found, name, key_body(reader))
                reader.take(";")
            elif word in ("override", "augment", "replace"):
                continue
            else:
                reader.skip_to(";")
        return found

    def include(self, found: dict[str, list[str]], reader: Reader, depth: int) -> None:
        for part in reader.take().strip('"').split("+"):
            form = re.fullmatch(r"([a-z0-9_]+)(?:\(([^)]*)\))?", part)
            if not form:
                reader.fail(f"cannot read the include '{part}'", 1)
            if not (self.folder / form[1]).is_file():
                reader.fail(f"there is no file '{form[1]}'", 1)
            for name, names in self.keys(form[1], form[2], depth + 1).items():
                merge(found, name, names)


def merge(found: dict[str, list[str]], key: str, names: list[str]) -> None:
    """A later definition wins level by level; NoSymbol leaves what was there."""
    old = found.get(key, [])
    found[key] = [new if new != "NoSymbol" else before
                  for new, before in zip(names, old)] + names[len(old):] + old[len(names):]


def characters(path: pathlib.Path) -> dict[str, int]:
    """Names of symbols -> Unicode, from keysymdef.h."""
    form = re.compile(r"#define XK_(\w+)\s+0x[0-9a-f]+\s*/\*[( ]?\s*U\+([0-9A-F]+)")
    found = {}
    for line in path.read_text("utf-8").splitlines():
        if hit := form.match(line):
            found[hit[1]] = int(hit[2], 16)
    if len(found) < 1000:
        raise Mistake(f"{path}:1: only {len(found)} symbols could be read")
    return found
