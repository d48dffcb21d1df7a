# SPDX-License-Identifier: MIT
"""How things are called in C."""

import re

from model import INTEGERS

C_WORDS = set("""auto break case char const continue default do double else enum extern float for
goto if inline int long register restrict return short signed sizeof static struct switch typedef
union unsigned void volatile while bool true false nullptr asm typeof""".split())

LOWER = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*$")
UPPER = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$")
CAMEL = re.compile(r"[A-Z][A-Za-z0-9]*$")


def snake(name):
    """NodeInfo -> node_info, HTTPServer -> http_server."""
    name = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", name)
    return re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name).lower()


def full(lib, name):
    """C name of the declaration `name` of the library `lib`."""
    return f"{lib}_{snake(name)}"


def int_type(base):
    size, signed = INTEGERS[base]
    return f"{'' if signed else 'u'}int{size * 8}_t"


def c_type(t):
    """C type of a value; for variable types, of its view."""
    if t.kind == "int":
        return int_type(t.base)
    if t.kind == "bool":
        return "bool"
    if t.kind in ("enum", "bits"):
        return full(t.lib, t.decl.name) + "_t"
    if t.kind == "struct":
        return "struct " + full(t.lib, t.decl.name)
    if t.kind == "string":
        return "struct ipc_text"
    if t.kind == "bytes":
        return "struct ipc_bytes"
    if t.kind == "array":
        return f"struct {{ const {c_type(t.elem)} *ptr; size_t len; }}"
    return "handle_t"


def wire_type(t):
    """C type in a head: like c_type(), but any byte may stand where a bool should."""
    return "uint8_t" if t.kind == "bool" else c_type(t)


def literal(value, base):
    """C constant of the integer type `base`."""
    size, signed = INTEGERS[base]
    if size == 8 and not signed:
        return f"UINT64_C({value})"
    if not signed:
        return f"{value}u"
    if size == 8:
        return f"(-INT64_C({-value - 1}) - 1)" if value < 0 else f"INT64_C({value})"
    if value < 0:
        return f"(-{-value - 1} - 1)"
    return str(value)


def idl_type(t):
    """The type as in the interface language, constants replaced by their values."""
    if t.kind == "int":
        return t.base
    if t.kind == "bool":
        return "bool"
    if t.kind in ("enum", "bits", "struct"):
        return f"{t.lib}.{t.decl.name}"
    if t.kind in ("string", "bytes"):
        return f"{t.kind}<{t.max}>"
    if t.kind == "array":
        return f"array<{idl_type(t.elem)}, {t.max}>"
    if t.kind == "chan":
        return f"chan<{t.lib}.{t.decl.name}>"
    rights = ", " + "|".join(t.rights) if t.rights else ""
    return f"handle<{t.handle_kind}{rights}>"


def idl_field(f):
    text = f"{f.name}: {idl_type(f.type)}"
    if f.low is not None:
        text += f" in {f.low}..{f.high}"
    return text
