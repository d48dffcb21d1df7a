# SPDX-License-Identifier: MIT
"""Valid message bodies made in Python: seeds for fuzzing. A second implementation of the wire
format, so that a mistake in the generators shows."""

import struct

from model import WORD_B, align_up, lay_out


def integer(value, size):
    return (value & ((1 << (size * 8)) - 1)).to_bytes(size, "little")


def inline(t, low, full):
    """Bytes of a valid value of an inline type; the largest sort of value with `full`."""
    if t.kind == "int":
        return integer(low if low is not None else 0, t.size)
    if t.kind == "bool":
        return integer(1 if full else 0, 1)
    if t.kind == "enum":
        return integer(t.decl.values[-1 if full else 0], t.size)
    if t.kind == "bits":
        return integer(t.decl.mask if full else 0, t.size)
    out = bytearray(t.size)
    for slot in t.decl.layout.slots:
        if not slot.is_pad:
            f = slot.field
            value = inline(f.type, f.high if full else f.low, full)
            out[slot.offset:slot.offset + slot.size] = value
    return bytes(out)


def items(t, full):
    """(count, bytes) of a valid variable field."""
    if t.kind == "array":
        count = t.max if full else 1
        return count, inline(t.elem, None, full) * count
    if t.kind == "string" and full:
        return t.max, ("\u00e4" * (t.max // 2)).encode() + b"x" * (t.max % 2)
    count = t.max if full else 1
    return count, b"a" * count


def body(fields, full):
    """A valid body: the smallest values, or with `full` the largest."""
    layout = lay_out(fields, True)
    head = bytearray(layout.size)
    tail = b""
    counts = {}
    for f in fields:
        if f.type.is_variable:
            count, data = items(f.type, full)
            counts[f.name] = count
            tail += data.ljust(align_up(len(data), WORD_B), b"\0")
    for slot in layout.slots:
        if slot.is_pad:
            continue
        f = slot.field
        if slot.is_len:
            value = struct.pack("<I", counts[f.name])
        else:
            value = inline(f.type, f.high if full else f.low, full)
        head[slot.offset:slot.offset + slot.size] = value
    return bytes(head) + tail
