# SPDX-License-Identifier: MIT
"""Builds the model of one interface file out of its tokens. Names are resolved in check.py."""

from errors import IdlError
from lexer import tokenize
from model import (RECOVERY, Bits, Const, Enum, Field, Import, Library, Member, Method, Protocol,
                   Struct, TypeRef)


class Parser:
    """Recursive descent, one function per construct, one token ahead."""

    def __init__(self, text, path):
        self.path = path
        self.tokens = tokenize(text, path)
        self.at = 0

    # Tokens.

    @property
    def token(self):
        return self.tokens[self.at]

    def fail(self, what, advice, line=None):
        raise IdlError(self.path, line or self.token.line, what, advice)

    def next(self):
        token = self.token
        if token.kind != "end":
            self.at += 1
        return token

    def accept(self, text):
        if self.token.kind in ("punct", "word") and self.token.text == text:
            return self.next()
        return None

    def expect(self, text, where):
        token = self.accept(text)
        if token is None:
            self.fail(f"{self.token.describe()} {where}", f"write '{text}' here")
        return token

    def word(self, what):
        if self.token.kind != "word":
            self.fail(f"{self.token.describe()} where {what} belongs", f"write {what}")
        return self.next()

    def number(self, what):
        if self.token.kind != "number":
            self.fail(f"{self.token.describe()} where {what} belongs", "write a number")
        return int(self.next().text.replace("_", ""), 0)

    def end_of(self, decl, where):
        """`;` behind a declaration; takes the comment behind it, if there is one."""
        token = self.expect(";", where)
        decl.doc = decl.doc + token.trailing

    def expression(self):
        """A number, or the name of a constant: (value, line)."""
        line = self.token.line
        if self.token.kind == "number":
            return (self.number("a value"), line)
        name = self.word("a number or the name of a constant").text
        if self.accept("."):
            name += "." + self.word("the name of a constant").text
        return (name, line)

    # The file.

    def parse(self):
        doc = self.token.doc
        line = self.token.line
        self.expect("library", "at the start of the file")
        library = Library(self.word("the library's name").text, line, doc, self.path)
        self.end_of(library, "behind the library's name")
        items = {
            "import": (self.parse_import, library.imports),
            "const": (self.parse_const, library.consts),
            "enum": (self.parse_enum, library.enums),
            "bits": (self.parse_bits, library.bits),
            "struct": (self.parse_struct, library.structs),
            "protocol": (self.parse_protocol, library.protocols),
        }
        while self.token.kind != "end":
            token = self.next()
            if token.text not in items:
                self.fail(f"{token.describe()} is no declaration",
                          "write import, const, enum, bits, struct or protocol", token.line)
            parse, into = items[token.text]
            into.append(parse(token))
        return library

    def parse_import(self, start):
        item = Import(self.word("a library's name").text, start.line, start.doc)
        self.end_of(item, "behind an import")
        return item

    def parse_const(self, start):
        name = self.word("the constant's name")
        self.expect(":", "behind the constant's name")
        type_ref = self.parse_type()
        self.expect("=", "behind the constant's type")
        const = Const(name.text, name.line, start.doc, type_ref, self.expression())
        self.end_of(const, "behind the constant's value")
        return const

    def parse_members(self, start, cls, what):
        name = self.word(f"the name of the {what}")
        self.expect(":", f"behind the name of the {what}")
        base = self.word("an unsigned integer type")
        decl = cls(name.text, name.line, start.doc, base.text, [])
        opening = self.expect("{", f"behind the type of the {what}")
        decl.doc = decl.doc + opening.trailing
        while not self.accept("}"):
            token = self.word(f"a member of the {what}")
            self.expect("=", "behind the member's name (numbers are written, never derived)")
            member = Member(token.text, token.line, token.doc, self.expression())
            decl.members.append(member)
            last = self.tokens[self.at - 1]
            if self.accept(","):
                last = self.tokens[self.at - 1]
            elif self.token.text != "}":
                self.fail(f"{self.token.describe()} behind a member", "write ',' or '}'")
            member.doc = member.doc + last.trailing
        return decl

    def parse_enum(self, start):
        return self.parse_members(start, Enum, "enum")

    def parse_bits(self, start):
        return self.parse_members(start, Bits, "bits")

    def parse_struct(self, start):
        name = self.word("the struct's name")
        opening = self.expect("{", "behind the struct's name")
        fields = []
        while not self.accept("}"):
            item = self.parse_field()
            self.end_of(item, "behind the field")
            fields.append(item)
        return Struct(name.text, name.line, start.doc + opening.trailing, fields)

    def parse_field(self):
        name = self.word("a field's name")
        self.expect(":", "behind the field's name")
        item = Field(name.text, name.line, name.doc, self.parse_type())
        if self.accept("in"):
            low = self.expression()
            self.expect("..", "behind the range's lower end")
            item.range_exprs = (low, self.expression())
        return item

    def parse_type(self):
        token = self.word("a type")
        ref = TypeRef(token.text, token.line)
        if self.accept("."):
            ref.name += "." + self.word("a type").text
            return ref
        if ref.name in ("string", "bytes"):
            if not self.accept("<"):
                self.fail(f"{ref.name} without a bound", f"write {ref.name}<MAX>")
            ref.bound = self.expression()
            self.expect(">", "behind the bound")
        elif ref.name == "array":
            self.expect("<", "behind 'array'")
            ref.elem = self.parse_type()
            if not self.accept(","):
                self.fail("array without a bound", "write array<TYPE, MAX>")
            ref.bound = self.expression()
            self.expect(">", "behind the bound")
        elif ref.name == "handle":
            self.parse_handle(ref)
        elif ref.name == "chan":
            self.expect("<", "behind 'chan'")
            ref.handle_kind = self.word("a protocol").text
            if self.accept("."):
                ref.handle_kind += "." + self.word("a protocol").text
            self.expect(">", "behind the protocol")
        elif self.token.text == "<":
            self.fail(f"'<' behind {ref.name}",
                      "only string, bytes, array, handle and chan have it: correct the type's name")
        return ref

    def parse_handle(self, ref):
        self.expect("<", "behind 'handle'")
        ref.handle_kind = self.word("the kind of object").text
        if self.accept(","):
            ref.rights.append(self.word("a right").text)
            while self.accept("|"):
                ref.rights.append(self.word("a right").text)
        self.expect(">", "behind the rights")

    # Protocols.

    def parse_protocol(self, start):
        name = self.word("the protocol's name")
        if not self.accept("="):
            self.fail(f"protocol {name.text} has no number",
                      f"write protocol {name.text} = NUMBER {{")
        number = self.number("the protocol's number")
        recovery = "stateless"
        if self.token.kind == "word":
            token = self.next()
            recovery = token.text
            if recovery not in RECOVERY:
                self.fail(f"unknown recovery class '{recovery}'",
                          "write stateless, client_held or device_held", token.line)
        opening = self.expect("{", "behind the protocol's number")
        protocol = Protocol(name.text, name.line, start.doc + opening.trailing, number, recovery,
                            [])
        while not self.accept("}"):
            protocol.methods.append(self.parse_method())
        return protocol

    def parse_method(self):
        start = self.token
        ordinal = self.number("a method's number")
        self.expect(":", "behind the method's number")
        kind = self.word("call, send or event")
        if kind.text not in ("call", "send", "event"):
            self.fail(f"'{kind.text}' is no kind of method", "write call, send or event", kind.line)
        name = self.word("the method's name")
        method = Method(name.text, start.line, start.doc, kind.text, ordinal, [], [], [])
        method.ins = self.parse_params()
        if self.token.text == "->":
            if method.kind != "call":
                self.fail(f"{method.kind} {method.name} has a reply",
                          "make it a call or drop the reply")
            self.next()
            method.outs = self.parse_params()
        elif method.kind == "call":
            self.fail(f"call {method.name} has no reply", "write -> () or make it a send")
        if self.accept("fails"):
            while True:
                fail = self.word("the name of a status")
                method.fails.append((fail.text, fail.line))
                if not self.accept(","):
                    break
        self.end_of(method, "behind the method")
        return method

    def parse_params(self):
        self.expect("(", "before the parameters")
        params = []
        if self.accept(")"):
            return params
        while True:
            item = self.parse_field()
            params.append(item)
            last = self.tokens[self.at - 1]
            closing = self.accept(",")
            item.doc = item.doc + last.trailing + (closing.trailing if closing else [])
            if closing is None:
                break
        self.expect(")", "behind the parameters")
        return params


def parse_file(path):
    """The model of the file at `path`, names not resolved."""
    with open(path, encoding="utf-8") as file:
        return Parser(file.read(), path).parse()
