# SPDX-License-Identifier: MIT
"""Cuts the text of an interface file into tokens and hands documentation comments to them."""

import re

from errors import IdlError

TOKEN = re.compile(
    r"(?P<space>[ \t\r]+)"
    r"|(?P<newline>\n)"
    r"|(?P<doc>///[^\n]*)"
    r"|(?P<comment>//[^\n]*)"
    r"|(?P<number>-?(?:0x[0-9a-fA-F_]+|[0-9][0-9_]*))"
    r"|(?P<word>[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<punct>->|\.\.|[{}()<>:;,=|.])"
)


class Token:
    """One token; `doc` is what stood above it, `trailing` what stood behind it on its line."""

    def __init__(self, kind, text, line):
        self.kind = kind  # word, number, punct or end
        self.text = text
        self.line = line
        self.doc = []
        self.trailing = []

    def describe(self):
        return "end of file" if self.kind == "end" else f"'{self.text}'"


def tokenize(text, path):
    """All tokens of `text`, the last of kind `end`."""
    tokens = []
    line = 1
    at = 0
    pending = []
    while at < len(text):
        match = TOKEN.match(text, at)
        if match is None:
            raise IdlError(path, line, f"unexpected character {text[at]!r}", "remove it")
        at = match.end()
        kind = match.lastgroup
        if kind == "newline":
            line += 1
        elif kind == "doc":
            words = match.group()[3:].strip()
            if tokens and tokens[-1].line == line:
                tokens[-1].trailing.append(words)
            else:
                pending.append(words)
        elif kind not in ("space", "comment"):
            token = Token(kind, match.group(), line)
            token.doc = pending
            pending = []
            tokens.append(token)
    tokens.append(Token("end", "", line))
    return tokens
