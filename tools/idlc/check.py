# SPDX-License-Identifier: MIT
"""Resolves names and refuses what cannot work. The first mistake ends the run."""

import names
from errors import IdlError
from model import (CAPS_MAX, HANDLE_KINDS, INTEGERS, RIGHTS, WORD_B, WORDS_MAX, Type, body_max,
                   int_range, lay_out)

NUMBER_MAX = 4095
BODY_MAX_B = WORDS_MAX * WORD_B


class Checker:
    """Checks one library; its imports are already checked."""

    def __init__(self, library, statuses):
        self.lib = library
        self.statuses = statuses
        self.scope = {}
        self.used_imports = set()
        self.imports = {}

    def fail(self, line, what, advice):
        raise IdlError(self.lib.path, line, what, advice)

    # Names.

    def check_name(self, pattern, name, line, what, example):
        if not pattern.match(name):
            self.fail(line, f"{what} '{name}' is not written like {example}", "rename it")
        if name in names.C_WORDS:
            self.fail(line, f"'{name}' is a word of C", "choose another name")

    def unique(self, items, what):
        seen = {}
        for item in items:
            if item.name in seen:
                self.fail(item.line, f"{what} '{item.name}' is already in line {seen[item.name]}",
                          "rename one of them")
            seen[item.name] = item.line

    def lookup(self, name, line):
        """(library name, declaration) of `name` or `lib.name`."""
        lib, scope, simple = self.lib.name, self.scope, name
        if "." in name:
            lib, simple = name.split(".")
            if lib not in self.imports:
                self.fail(line, f"library '{lib}' is not imported", f"write import {lib};")
            self.used_imports.add(lib)
            scope = {d.name: d for d in self.imports[lib].decls}
        if simple not in scope:
            self.fail(line, f"unknown name '{name}'", "declare it or correct the spelling")
        return lib, scope[simple]

    def value(self, expr):
        """Value of an expression: a number or a constant."""
        value, line = expr
        if isinstance(value, int):
            return value
        decl = self.lookup(value, line)[1]
        if type(decl).__name__ != "Const":
            self.fail(line, f"'{value}' is no constant", "write a number or the name of a constant")
        if not decl.base:
            self.fail(line, f"constant '{value}' is used before its line", "move it up")
        return decl.value

    # Types.

    def resolve(self, ref, owner):
        """The Type of `ref`. `owner` says where it stands: struct, array, message or event."""
        if ref.name in INTEGERS:
            size = INTEGERS[ref.name][0]
            return Type("int", size, size, base=ref.name)
        if ref.name == "bool":
            return Type("bool", 1, 1)
        if ref.name in ("string", "bytes", "array", "handle", "chan"):
            if owner in ("struct", "array"):
                self.fail(ref.line, f"{ref.name} inside {'an' if owner == 'array' else 'a'} {owner}",
                          "structs and arrays are flat: make it a parameter of the method")
            return self.resolve_compound(ref, owner)
        lib, decl = self.lookup(ref.name, ref.line)
        kind = type(decl).__name__.lower()
        if kind in ("enum", "bits"):
            size = INTEGERS[decl.base][0]
            return Type(kind, size, size, base=decl.base, decl=decl, lib=lib)
        if kind == "struct":
            if decl.layout is None:
                self.fail(ref.line, f"struct '{ref.name}' is used before it is complete",
                          "move it up; a struct cannot hold itself")
            return Type(kind, decl.layout.size, decl.layout.align, decl=decl, lib=lib)
        self.fail(ref.line, f"{kind} '{ref.name}' is no type",
                  f"write chan<{ref.name}>" if kind == "protocol" else "use a type")
        return None

    def resolve_compound(self, ref, owner):
        if ref.name in ("handle", "chan"):
            if owner == "event":
                self.fail(ref.line, "an event carries a capability",
                          "events travel in shared memory: hand it over in a call")
            return self.resolve_handle(ref)
        bound = self.value(ref.bound)
        if bound < 1:
            self.fail(ref.line, f"bound {bound} of {ref.name}", "allow at least 1")
        if ref.name == "array":
            elem = self.resolve(ref.elem, "array")
            return Type("array", elem.size, 8, elem=elem, max=bound)
        return Type(ref.name, 1, 1, max=bound)

    def resolve_handle(self, ref):
        if ref.name == "chan":
            lib, decl = self.lookup(ref.handle_kind, ref.line)
            if type(decl).__name__ != "Protocol":
                self.fail(ref.line, f"'{ref.handle_kind}' is no protocol",
                          "name a protocol in chan<>")
            return Type("chan", decl=decl, lib=lib, handle_kind="endpoint", rights=["send"])
        if ref.handle_kind not in HANDLE_KINDS:
            self.fail(ref.line, f"unknown kind of handle '{ref.handle_kind}'",
                      "write one of " + " ".join(HANDLE_KINDS))
        for right in ref.rights:
            if right not in RIGHTS:
                self.fail(ref.line, f"unknown right '{right}'", "write one of " + " ".join(RIGHTS))
            if ref.rights.count(right) > 1:
                self.fail(ref.line, f"right '{right}' twice", "drop one")
        return Type("handle", handle_kind=ref.handle_kind, rights=ref.rights)

    # Declarations.

    def check_fit(self, value, base, line, what):
        low, high = int_range(base)
        if not low <= value <= high:
            self.fail(line, f"{what} {value} does not fit {base}", f"use {low}..{high}")

    def check_const(self, const):
        self.check_name(names.UPPER, const.name, const.line, "constant", "MAX_ITEMS")
        if const.type_ref.name not in INTEGERS:
            self.fail(const.line, f"constant of type {const.type_ref.name}",
                      "constants are integers")
        const.value = self.value(const.expr)
        const.base = const.type_ref.name
        self.check_fit(const.value, const.base, const.line, "value")

    def check_members(self, decl, what):
        self.check_name(names.CAMEL, decl.name, decl.line, what, "NodeKind")
        if decl.base not in ("u8", "u16", "u32", "u64"):
            self.fail(decl.line, f"{what} of type {decl.base}", "use u8, u16, u32 or u64")
        if not decl.members:
            self.fail(decl.line, f"{what} {decl.name} is empty", "give it a member")
        self.unique(decl.members, "member")
        taken = {}
        for member in decl.members:
            self.check_name(names.UPPER, member.name, member.line, "member", "READ_ONLY")
            member.value = self.value(member.expr)
            if member.value in taken:
                self.fail(member.line, f"{member.value} is already {taken[member.value]}",
                          "give each member a number of its own")
            taken[member.value] = member.name
            if what == "bits":
                bits = INTEGERS[decl.base][0] * 8
                if not 0 <= member.value < bits:
                    self.fail(member.line, f"bit {member.value} is not in {decl.base}",
                              f"use bits 0..{bits - 1}")
            else:
                self.check_fit(member.value, decl.base, member.line, "value")

    def check_field(self, field, owner):
        self.check_name(names.LOWER, field.name, field.line, "name", "num_items")
        if field.name.startswith("pad") and field.name[3:].isdigit():
            self.fail(field.line, f"'{field.name}' is a name of padding", "choose another name")
        field.type = self.resolve(field.type_ref, owner)
        if field.range_exprs is None:
            return
        if field.type.kind != "int":
            self.fail(field.line, f"range of {field.name}, which is no integer",
                      "drop 'in LOW..HIGH'")
        field.low, field.high = (self.value(e) for e in field.range_exprs)
        for value in (field.low, field.high):
            self.check_fit(value, field.type.base, field.line, "end of range")
        if field.low > field.high:
            self.fail(field.line, f"range {field.low}..{field.high} is empty",
                      "write the smaller end first")

    def check_struct(self, struct):
        self.check_name(names.CAMEL, struct.name, struct.line, "struct", "NodeInfo")
        if not struct.fields:
            self.fail(struct.line, f"struct {struct.name} is empty", "give it a field")
        self.unique(struct.fields, "field")
        for field in struct.fields:
            self.check_field(field, "struct")
        struct.layout = lay_out(struct.fields, False)

    def check_message(self, method, fields, what):
        self.unique(fields, "parameter")
        lengths = {f"{f.name}_len" for f in fields if f.type_ref.name in
                   ("string", "bytes", "array")}
        for field in fields:
            self.check_field(field, "event" if method.kind == "event" else "message")
            if field.name in lengths:
                self.fail(field.line, f"'{field.name}' is the length of another parameter",
                          "choose another name")
        num_caps = sum(1 for f in fields if f.type.is_handle)
        if num_caps > CAPS_MAX:
            self.fail(method.line, f"{what} of {method.name} carries {num_caps} capabilities",
                      f"a message holds {CAPS_MAX}: split the method")
        size = body_max(fields)
        if size > BODY_MAX_B:
            self.fail(method.line, f"{what} of {method.name} may have {size} bytes",
                      f"a message holds {BODY_MAX_B}: use smaller bounds or a region")

    def check_method(self, method):
        self.check_name(names.LOWER, method.name, method.line, "method", "get_item")
        if not 1 <= method.ordinal <= NUMBER_MAX:
            self.fail(method.line, f"method number {method.ordinal}", f"use 1..{NUMBER_MAX}")
        self.check_message(method, method.ins, "event" if method.kind == "event" else "request")
        self.check_message(method, method.outs, "reply")
        if method.fails and method.kind != "call":
            self.fail(method.fails[0][1], f"{method.kind} {method.name} lists errors",
                      "nobody is told: drop 'fails' or make it a call")
        seen = set()
        for name, line in method.fails:
            if name in seen:
                self.fail(line, f"{name} is listed twice", "drop one")
            seen.add(name)
            if "ERR_" + name not in self.statuses:
                self.fail(line, f"unknown status '{name}'",
                          "use a code of libs/abi/include/abi/status.def without ERR_")

    def check_protocol(self, protocol, others):
        self.check_name(names.CAMEL, protocol.name, protocol.line, "protocol", "Session")
        if not 1 <= protocol.number <= NUMBER_MAX:
            self.fail(protocol.line, f"protocol number {protocol.number}", f"use 1..{NUMBER_MAX}")
        if protocol.number in others:
            path, name = others[protocol.number]
            self.fail(protocol.line, f"protocol number {protocol.number} belongs to {name} ({path})",
                      "choose a free one")
        others[protocol.number] = (self.lib.path, protocol.name)
        if not protocol.methods:
            self.fail(protocol.line, f"protocol {protocol.name} is empty", "give it a method")
        for group in (protocol.requests, protocol.events):
            self.unique(group, "method")
            taken = {}
            for method in group:
                if method.ordinal in taken:
                    self.fail(method.line,
                              f"number {method.ordinal} is already {taken[method.ordinal]}",
                              "give each method a number of its own")
                taken[method.ordinal] = method.name
                self.check_method(method)

    def check_clashes(self):
        """Two declarations may differ in the language and be the same in C."""
        seen = {}
        made = [(names.full(self.lib.name, d.name), d.line) for d in
                self.lib.enums + self.lib.bits + self.lib.structs + self.lib.protocols]
        for protocol in self.lib.protocols:
            prefix = names.full(self.lib.name, protocol.name)
            for tail in ("dispatch", "ops", "events", "event_dispatch", "events_dispatch",
                         "method_name", "event_name"):
                seen[f"{prefix}_{tail}"] = protocol.line
            for m in protocol.methods:
                event = "event_" if m.kind == "event" else ""
                made.append((f"{prefix}_{event}{m.name}", m.line))
        for name, line in made:
            if name in seen:
                self.fail(line, f"the C name {name} is already made in line {seen[name]}",
                          "rename one of them")
            seen[name] = line

    def run(self, imports, others):
        """Checks everything. `others`: protocol numbers taken by other files."""
        lib = self.lib
        if not names.LOWER.match(lib.name):
            self.fail(lib.line, f"library '{lib.name}' is not written like my_lib", "rename it")
        self.imports = imports
        self.unique(lib.imports, "import")
        self.unique(lib.decls, "name")
        for decl in lib.decls:
            if decl.name in INTEGERS or decl.name in RESERVED:
                self.fail(decl.line, f"'{decl.name}' is a word of the language",
                          "choose another name")
            self.scope[decl.name] = decl
        for const in lib.consts:
            self.check_const(const)
        for enum in lib.enums:
            self.check_members(enum, "enum")
        for bits in lib.bits:
            self.check_members(bits, "bits")
        for struct in lib.structs:
            self.check_struct(struct)
        taken = dict(others)
        for protocol in lib.protocols:
            self.check_protocol(protocol, taken)
        self.check_clashes()
        for item in lib.imports:
            if item.name not in self.used_imports:
                self.fail(item.line, f"import '{item.name}' is not used", "drop it")


RESERVED = {"bool", "string", "bytes", "array", "handle", "chan"}
