# SPDX-License-Identifier: MIT
"""Reads and checks the table of the content tree; its syntax is explained at its top."""
import re
from dataclasses import dataclass, field

CLASSES = ["root", "top", "bar", "menu", "row", "box", "item", "tab", "column"]
TYPES = ["u32", "i32", "enum", "rgba", "ref", "f64", "str", "strs", "ops"]
MAX_ATTRS = 128  # two words of legal attributes for each kind
NAME = re.compile(r"[a-z][a-z0-9_]*$")


class Mistake(Exception):
    """A mistake in the table, with file and line."""


@dataclass
class Enum:
    name: str
    text: str
    values: list = field(default_factory=list)  # (number, word, text)


@dataclass
class Numbered:  # a flag or an event
    number: int
    name: str
    text: str


@dataclass
class Attr:
    number: int
    name: str
    type: str
    low: int
    high: int
    default: int
    enum: str
    text: str


@dataclass
class Op:
    number: int
    name: str
    args: list  # "f", "e:NAME", "c", "i", "s"
    text: str


@dataclass
class Kind:
    number: int
    name: str
    text: str
    role: str
    classes: list
    holds: list
    focus: bool
    shell: bool
    attrs: list = field(default_factory=list)
    flags: list = field(default_factory=list)
    on: list = field(default_factory=list)


class Tree:
    def __init__(self):
        self.version = 0
        self.enums, self.flags, self.events = [], [], []
        self.attrs, self.ops, self.kinds, self.groups = [], [], [], {}


class Reader:
    def __init__(self, path):
        self.path, self.line, self.tree = path, 0, Tree()
        self.open_enum = self.open_kind = None

    def fail(self, text):
        raise Mistake(f"{self.path}:{self.line}: {text}")

    def number(self, word, low, high):
        if not re.fullmatch(r"-?\d+", word):
            self.fail(f"'{word}' is not a number")
        if not low <= int(word) <= high:
            self.fail(f"{word} is out of {low}..{high}")
        return int(word)

    def name(self, word, longest=31):
        if not NAME.match(word):
            self.fail(f"'{word}' is not a name (small letters, digits, _)")
        if len(word) > longest:
            self.fail(f"'{word}' is longer than {longest} letters")
        return word

    def unique(self, items, number, name, what):
        for item in items:
            if item.number == number:
                self.fail(f"{what} number {number} is used twice ({item.name}, {name})")
            if item.name == name:
                self.fail(f"{what} '{name}' is there twice")

    def find(self, items, name, what):
        for item in items:
            if item.name == name:
                return item
        return self.fail(f"there is no {what} '{name}'")

    def need(self, words, count, form):
        if len(words) < count:
            self.fail(f"expected: {form}")

    def read(self):
        with open(self.path, encoding="utf-8") as source:
            comment = ""
            for self.line, raw in enumerate(source, 1):
                if raw.lstrip().startswith("#"):
                    comment = raw.strip().lstrip("# ")
                    continue
                body, _, text = raw.rstrip("\n").partition("--")
                words = body.split()
                if words:
                    self.statement(words, text.strip(), raw[0].isspace(), comment)
                comment = ""
        self.finish()
        return self.tree

    def statement(self, words, text, indented, comment):
        if indented:
            if self.open_enum is not None:
                self.enum_value(words, text)
            elif self.open_kind is not None:
                self.kind_line(words)
            else:
                self.fail("an indented line belongs to an enum or a kind")
            return
        self.open_enum = self.open_kind = None
        handler = getattr(self, "on_" + words[0], None)
        if handler is None:
            self.fail(f"unknown word '{words[0]}'")
        handler(words, text or comment if words[0] == "enum" else text)

    def on_version(self, words, _text):
        self.need(words, 2, "version NUMBER")
        self.tree.version = self.number(words[1], 1, 65535)

    def on_enum(self, words, text):
        self.need(words, 2, "enum NAME")
        if any(e.name == words[1] for e in self.tree.enums):
            self.fail(f"enum '{words[1]}' is there twice")
        self.open_enum = Enum(self.name(words[1]), text)
        self.tree.enums.append(self.open_enum)

    def enum_value(self, words, text):
        self.need(words, 2, "NUMBER WORD -- text")
        number = self.number(words[0], 0, 65535)
        if not re.fullmatch(r"[A-Z][A-Z0-9_]{0,14}", words[1]):
            self.fail(f"'{words[1]}' is not a word (at most 15 capitals, digits, _)")
        for enum in self.tree.enums:
            for other_number, word, _ in enum.values:
                if word == words[1]:
                    self.fail(f"word {word} is there twice")
                if enum is self.open_enum and other_number == number:
                    self.fail(f"number {number} is used twice ({word}, {words[1]})")
        self.open_enum.values.append((number, words[1], text))

    def on_flag(self, words, text):
        self.need(words, 3, "flag BIT NAME -- text")
        number = self.number(words[1], 0, 31)
        self.unique(self.tree.flags, number, words[2], "flag")
        self.tree.flags.append(Numbered(number, self.name(words[2]), text))

    def on_event(self, words, text):
        self.need(words, 3, "event NUMBER NAME -- text")
        number = self.number(words[1], 1, 32)
        self.unique(self.tree.events, number, words[2], "event")
        self.tree.events.append(Numbered(number, self.name(words[2]), text))

    def on_attr(self, words, text):
        self.need(words, 4, "attr NUMBER NAME TYPE [LOW..HIGH] [= DEFAULT] -- text")
        number = self.number(words[1], 1, MAX_ATTRS - 1)
        self.unique(self.tree.attrs, number, words[2], "attribute")
        kind, _, enum = words[3].partition(":")
        if kind not in TYPES or (kind == "enum") != bool(enum):
            self.fail(f"'{words[3]}' is not a type")
        low, high, default = 0, 0xFFFFFFFF, 0
        if kind == "enum":
            highest = max(v[0] for v in self.find(self.tree.enums, enum, "enum").values)
            high = highest
        rest = words[4:]
        if rest and ".." in rest[0]:
            ends = rest.pop(0).split("..")
            low, high = (self.number(end, -2**31, 2**32 - 1) for end in ends)
            if kind == "enum" and high > highest:
                self.fail(f"range exceeds enum {enum}")
        if len(rest) == 2 and rest[0] == "=":
            default = self.number(rest[1], low, high)
        elif rest:
            self.fail(f"cannot understand '{' '.join(rest)}'")
        if not low <= default <= high:
            self.fail(f"default {default} is out of {low}..{high}")
        self.tree.attrs.append(
            Attr(number, self.name(words[2], 11), kind, low, high, default, enum, text))

    def on_group(self, words, _text):
        self.need(words, 4, "group NAME = attributes")
        self.tree.groups[self.name(words[1])] = self.attr_names(words[3:])

    def on_op(self, words, text):
        self.need(words, 4, "op NUMBER NAME ARGUMENTS -- text")
        number = self.number(words[1], 1, 255)
        self.unique(self.tree.ops, number, words[2], "op")
        args = []
        for part in ([] if words[3] == "-" else words[3].split(",")):
            if part.startswith("e:"):
                values = self.find(self.tree.enums, part[2:], "enum").values
                if [v[0] for v in values] != list(range(len(values))):
                    self.fail(f"enum {part[2:]} has holes, an operation cannot take it")
                args.append(part)
            else:
                args.extend(part)
        for index, arg in enumerate(args):
            if arg[0] not in "fecis" or (arg == "s" and index != len(args) - 1):
                self.fail(f"bad argument '{arg}'")
        if len(args) > 8:
            self.fail("more than 8 arguments")
        self.tree.ops.append(Op(number, self.name(words[2]), args, text))

    def on_kind(self, words, text):
        self.need(words, 4, "kind NUMBER NAME class=... -- text")
        number = self.number(words[1], 1, 255)
        self.unique(self.tree.kinds, number, words[2], "kind")
        if not re.fullmatch(r"[A-Z][A-Za-z0-9]{0,12}", words[2]):
            self.fail(f"'{words[2]}' is not a kind's name (at most 13 letters)")
        kind = Kind(number, words[2], text, words[2].lower(), [], [], False, False)
        for word in words[3:]:
            key, _, value = word.partition("=")
            if key in ("class", "holds"):
                chosen = value.split(",")
                for one in chosen:
                    if one not in CLASSES:
                        self.fail(f"there is no class '{one}'")
                setattr(kind, "classes" if key == "class" else "holds", chosen)
            elif key == "role":
                kind.role = self.name(value, 13)
            elif word in ("focus", "shell"):
                setattr(kind, word, True)
            else:
                self.fail(f"unknown property '{word}'")
        if not kind.classes:
            self.fail(f"kind {kind.name} has no class")
        self.open_kind = kind
        kind.attrs = list(self.tree.groups.get("every", []))
        self.tree.kinds.append(kind)

    def attr_names(self, words):
        names = []
        for word in words:
            if word.startswith("@"):
                if word[1:] not in self.tree.groups:
                    self.fail(f"there is no group '{word[1:]}'")
                names += self.tree.groups[word[1:]]
            else:
                names.append(self.find(self.tree.attrs, word, "attribute").name)
        return names

    def kind_line(self, words):
        kind = self.open_kind
        if words[0] == "attrs":
            for name in self.attr_names(words[1:]):
                if name in kind.attrs:
                    self.fail(f"{kind.name} has attribute '{name}' twice")
                kind.attrs.append(name)
        elif words[0] == "flags":
            kind.flags = [self.find(self.tree.flags, w, "flag").name for w in words[1:]]
        elif words[0] == "on":
            kind.on = [self.find(self.tree.events, w, "event").name for w in words[1:]]
        else:
            self.fail(f"a kind has attrs, flags and on, not '{words[0]}'")

    def finish(self):
        if not self.tree.version:
            self.fail("the version is missing")
        if not any("root" in k.classes for k in self.tree.kinds):
            self.fail("no kind has class root")


def load(path):
    return Reader(path).read()
