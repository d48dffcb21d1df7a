# SPDX-License-Identifier: MIT
"""Locators: what a node is and is called, looked up anew at each use. `uit_*` of gui/server/test/uit.h has the same rules."""

import re

MODIFIERS = {"Ctrl": "ctrl", "Shift": "shift", "Alt": "alt", "Super": "meta_l"}
KEYS = {"Enter": "ret", "Space": "spc", "Escape": "esc", "Esc": "esc", "Tab": "tab", "Backspace": "backspace", "Delete": "delete",
        "Insert": "insert", "Up": "up", "Down": "down", "Left": "left", "Right": "right", "Home": "home", "End": "end",
        "PageUp": "pgup", "PageDown": "pgdn", "Menu": "menu"}
PUNCTUATION = {" ": "spc", "\n": "ret", "\t": "tab", "-": "minus", "=": "equal", "[": "bracket_left", "]": "bracket_right",
               ";": "semicolon", "'": "apostrophe", "`": "grave_accent", "\\": "backslash", ",": "comma", ".": "dot", "/": "slash"}
SHIFTED = dict(zip('!@#$%^&*()_+{}:"~|<>?', "1234567890-=[];'`\\,./"))


def role_of(kind):
    """"TextField" -> "text_field", as interfaces/ui_tree.def derives it; kinds may have another one there."""
    special = {"Item": "list_item", "Tabs": "tab_list", "AppIcon": "image", "WindowThumb": "image", "TableColumn": "column",
               "Divider": "separator", "AppMenu": "menu_bar"}
    groups = ("Column", "Row", "Grid", "Stack", "Card", "Glass")
    return "group" if kind in groups else special.get(kind) or re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind).lower()


def qcodes(chord):
    """QEMU's names of the keys in "Ctrl+Shift+z"."""
    *modifiers, key = chord.split("+")
    code = KEYS.get(key) or (typed(key)[-1] if len(key) == 1 else key.lower() if re.fullmatch(r"F\d+", key) else None)
    if code is None or any(m not in MODIFIERS for m in modifiers):
        raise ValueError(f"there is no key {chord!r}")
    return [MODIFIERS[m] for m in modifiers] + [code]


def typed(letter):
    """The keys that type one character of the US layout."""
    if letter in SHIFTED:
        return ["shift"] + typed(SHIFTED[letter])
    if letter in PUNCTUATION:
        return [PUNCTUATION[letter]]
    if not (letter.isascii() and letter.isalnum()):
        raise ValueError(f"no key types {letter!r}")
    return ["shift", letter.lower()] if letter.isupper() else [letter]


class Locator:
    """A node by role (None: any) and name (None: any). Finds nothing by itself; strict: 0 or more than 1 is an error."""

    def __init__(self, desktop, role, name):
        self.desktop, self.role, self.name = desktop, role, name

    def __str__(self):
        return f"{self.role or 'anything'} {self.name!r}"

    def matches(self, tree):
        """All nodes that match and are on the screen."""
        return [n for n in tree.walk() if "bounds" in n.values and (self.role is None or role_of(n.kind) == self.role) and
                (self.name is None or self.name in (n.get("label"), n.get("text"), n.get("title"), n.get("tip"), n.get("placeholder")))]

    def node(self, tree):
        found = self.matches(tree)
        if len(found) != 1:
            shown = "\n".join(f"  {role_of(n.kind)} {n.name!r}" for n in tree.walk() if "bounds" in n.values)
            raise LookupError(f"{len(found)} nodes are {self}; there are:\n{shown}")
        return found[0]

    def shown(self, tree):
        """Whether the one node can be pointed at; more than one is an error."""
        return bool(self.matches(tree)) and visible(self.node(tree)) is not None

    def hit_point(self, tree):
        """The centre of what shows of it."""
        box = visible(self.node(tree))
        if box is None:
            raise LookupError(f"{self} is not in view")
        return (box[0] + box[2]) // 2, (box[1] + box[3]) // 2


def visible(node):
    """(left, top, right, bottom) of what its surroundings leave of a node; None when that is nothing."""
    x, y, w, h = node.bounds
    left, top, right, bottom = x, y, x + w, y + h
    around = node.parent
    while around is not None:
        if "bounds" in around.values and around.kind != "Tab":
            x, y, w, h = around.bounds
            left, top, right, bottom = max(left, x), max(top, y), min(right, x + w), min(bottom, y + h)
        around = around.parent
    return (left, top, right, bottom) if left < right and top < bottom else None
