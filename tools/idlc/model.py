# SPDX-License-Identifier: MIT
"""What an interface file says, as objects, and how its messages lie in memory."""

from dataclasses import dataclass, field

WORD_B = 8
WORDS_MAX = 248
CAPS_MAX = 3

#: name -> (bytes, signed)
INTEGERS = {
    "u8": (1, False), "u16": (2, False), "u32": (4, False), "u64": (8, False),
    "i8": (1, True), "i16": (2, True), "i32": (4, True), "i64": (8, True),
}

#: Kinds of capabilities and their enum object_type (libs/abi).
HANDLE_KINDS = {
    "any": "OBJECT_NONE", "untyped": "OBJECT_UNTYPED", "span": "OBJECT_SPAN",
    "captable": "OBJECT_CAPTABLE", "domain": "OBJECT_DOMAIN", "region": "OBJECT_REGION",
    "attachment": "OBJECT_ATTACHMENT", "frame": "OBJECT_FRAME", "table": "OBJECT_TABLE",
    "thread": "OBJECT_THREAD", "sched_context": "OBJECT_SCHED_CONTEXT",
    "endpoint": "OBJECT_ENDPOINT", "reply": "OBJECT_REPLY",
    "notification": "OBJECT_NOTIFICATION", "timer": "OBJECT_TIMER",
    "irq_control": "OBJECT_IRQ_CONTROL", "irq": "OBJECT_IRQ", "ioport": "OBJECT_IOPORT",
    "clock": "OBJECT_CLOCK", "debug": "OBJECT_DEBUG",
}

#: Rights as they are written, and the RIGHT_* bit that each means.
RIGHTS = {
    "read": "RIGHT_READ", "write": "RIGHT_WRITE", "exec": "RIGHT_EXEC", "dup": "RIGHT_DUP",
    "manage": "RIGHT_MANAGE", "dma": "RIGHT_DMA",
    "wait": "RIGHT_READ", "receive": "RIGHT_READ", "signal": "RIGHT_WRITE", "send": "RIGHT_WRITE",
}

RECOVERY = ("stateless", "client_held", "device_held")


def int_range(name):
    """Smallest and largest value of an integer type."""
    size, signed = INTEGERS[name]
    bits = size * 8
    return (-(1 << (bits - 1)), (1 << (bits - 1)) - 1) if signed else (0, (1 << bits) - 1)


def align_up(value, align):
    return (value + align - 1) // align * align


@dataclass
class TypeRef:
    """A type as written."""
    name: str               # `vm.Rights`, `u32`, `string`, ...
    line: int
    bound: object = None    # expression: N of string, bytes, array
    elem: object = None     # TypeRef of an array's items
    handle_kind: str = ""
    rights: list = field(default_factory=list)


@dataclass
class Type:
    """A resolved type. kind: int bool enum bits struct string bytes array handle chan."""
    kind: str
    size: int = 0           # bytes inline; of one item for variable types
    align: int = 1
    base: str = ""          # int, enum, bits: the integer type
    decl: object = None     # enum, bits, struct: declaration; chan: Protocol
    lib: str = ""           # library of `decl`
    elem: object = None     # array
    max: int = 0            # string, bytes, array
    handle_kind: str = ""   # handle, chan
    rights: list = field(default_factory=list)

    @property
    def is_variable(self):
        return self.kind in ("string", "bytes", "array")

    @property
    def is_handle(self):
        return self.kind in ("handle", "chan")

    @property
    def is_inline(self):
        return not self.is_variable and not self.is_handle


@dataclass
class Decl:
    """What every declaration has."""
    name: str
    line: int
    doc: list


@dataclass
class Const(Decl):
    type_ref: TypeRef
    expr: object
    base: str = ""
    value: int = 0


@dataclass
class Member(Decl):
    expr: object
    value: int = 0


@dataclass
class Enum(Decl):
    base: str
    members: list

    @property
    def values(self):
        return [m.value for m in self.members]


@dataclass
class Bits(Decl):
    base: str
    members: list

    @property
    def mask(self):
        return sum(1 << m.value for m in self.members)


@dataclass
class Field(Decl):
    type_ref: TypeRef
    range_exprs: tuple = None
    type: Type = None
    low: int = None         # set with a range
    high: int = None


@dataclass
class Struct(Decl):
    fields: list
    layout: object = None


@dataclass
class Method(Decl):
    kind: str               # call, send or event
    ordinal: int
    ins: list
    outs: list
    fails: list             # (name, line)


@dataclass
class Protocol(Decl):
    number: int
    recovery: str
    methods: list

    @property
    def requests(self):
        return [m for m in self.methods if m.kind != "event"]

    @property
    def events(self):
        return [m for m in self.methods if m.kind == "event"]


@dataclass
class Import(Decl):
    library: object = None


@dataclass
class Library(Decl):
    path: str
    imports: list = field(default_factory=list)
    consts: list = field(default_factory=list)
    enums: list = field(default_factory=list)
    bits: list = field(default_factory=list)
    structs: list = field(default_factory=list)
    protocols: list = field(default_factory=list)

    @property
    def decls(self):
        return self.consts + self.enums + self.bits + self.structs + self.protocols


@dataclass
class Slot:
    """One member of a C struct: a field, the length of a variable field, or a hole."""
    name: str
    offset: int
    size: int
    field: Field = None
    is_len: bool = False
    is_pad: bool = False


@dataclass
class Layout:
    slots: list
    size: int
    align: int

    @property
    def pads(self):
        return [s for s in self.slots if s.is_pad]


def lay_out(fields, whole_words):
    """C layout of the inline fields and of the lengths of variable ones, every hole named."""
    slots = []
    at = 0
    align = WORD_B if whole_words else 1
    num_pads = 0

    def pad_to(end):
        nonlocal at, num_pads
        if end > at:
            slots.append(Slot(f"pad{num_pads}", at, end - at, is_pad=True))
            num_pads += 1
            at = end

    for f in fields:
        if f.type.is_handle:
            continue
        size, need = (4, 4) if f.type.is_variable else (f.type.size, f.type.align)
        pad_to(align_up(at, need))
        name = f"{f.name}_len" if f.type.is_variable else f.name
        slots.append(Slot(name, at, size, field=f, is_len=f.type.is_variable))
        at += size
        align = max(align, need)
    pad_to(align_up(at, align))
    return Layout(slots, at, align)


def body_max(fields):
    """Largest body of a message with these fields, in bytes."""
    size = lay_out(fields, True).size
    for f in fields:
        if f.type.is_variable:
            size += align_up(f.type.max * f.type.size, WORD_B)
    return size
