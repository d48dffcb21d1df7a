#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compact symbol tables (libs/abi/include/abi/ksyms.h) from ELF files.

    ksyms.py ELF -o FILE     write the table to FILE (archive entry sym/<name>)
    ksyms.py ELF --patch     write it into the ELF's own .ksyms section, which has room reserved,
                             so no address moves; the file is replaced in place
"""
import argparse
import os
import struct
import sys

MAGIC = 0x31534D59534B5348
NAME_MAX = 47
STT_FUNC = 2
STT_NOTYPE = 0
SHF_EXECINSTR = 4
SHT_SYMTAB = 2


class Error(Exception):
    """One sentence for the user."""


class Elf:
    """The few parts of an ELF64 file that are needed here."""

    def __init__(self, path):
        with open(path, "rb") as file:
            self.data = file.read()
        if self.data[:6] != b"\x7fELF\x02\x01":
            raise Error(f"{path}: not a little-endian ELF64 file")
        shoff, = struct.unpack_from("<Q", self.data, 0x28)
        entsize, num, names = struct.unpack_from("<HHH", self.data, 0x3A)
        self.sections = [struct.unpack_from("<IIQQQQIIQQ", self.data, shoff + i * entsize)
                         for i in range(num)]
        self.name_table = self.sections[names][4]

    def text_at(self, offset):
        """The NUL-terminated string at a file offset."""
        return self.data[offset:self.data.index(b"\0", offset)].decode()

    def section(self, name):
        """File offset and size of a section, or None."""
        for entry in self.sections:
            if self.text_at(self.name_table + entry[0]) == name:
                return entry[4], entry[5]
        return None

    def functions(self):
        """Sorted (address, name) of all code symbols; one name for each address."""
        code = {i for i, s in enumerate(self.sections) if s[2] & SHF_EXECINSTR}
        found = {}
        for entry in self.sections:
            if entry[1] != SHT_SYMTAB:
                continue
            strings = self.sections[entry[6]][4]
            for offset in range(entry[4], entry[4] + entry[5], 24):
                name, info, _, index, value, size = struct.unpack_from("<IBBHQQ", self.data, offset)
                text = self.text_at(strings + name)
                if index not in code or info & 15 not in (STT_FUNC, STT_NOTYPE):
                    continue
                if not text or text.startswith((".", "$")):
                    continue
                # Prefer typed functions over labels, then the longest extent.
                rank = (info & 15 == STT_FUNC, size, text)
                if value not in found or rank > found[value]:
                    found[value] = rank
        return [(address, found[address][2]) for address in sorted(found)]

    def text_range(self, first):
        """Lowest address >= that of the code sections around `first`, and the end of the last."""
        spans = [(s[3], s[3] + s[5]) for s in self.sections if s[2] & SHF_EXECINSTR]
        spans = [s for s in spans if s[1] > first]
        return min(s[0] for s in spans), max(s[1] for s in spans)


def make_table(elf):
    """The bytes of the table of one ELF file."""
    functions = elf.functions()
    if not functions:
        raise Error("no functions: is the file stripped?")
    # The kernel has a boot segment at 1 MiB: what lies more than 4 GiB below the last is left out.
    last = functions[-1][0]
    functions = [f for f in functions if last - f[0] < 1 << 32]
    base, end = elf.text_range(functions[0][0])
    entries, names, seen = bytearray(), bytearray(), {}
    for address, name in functions:
        raw = name.encode()[:NAME_MAX]
        if raw not in seen:
            seen[raw] = len(names)
            names += raw + b"\0"
        entries += struct.pack("<II", address - base, seen[raw])
    head = struct.pack("<QQIIII", MAGIC, base, end - base, len(functions), len(names), 0)
    return head + bytes(entries) + bytes(names)


def patch(path, elf, table):
    """Writes the table into the reserved section."""
    place = elf.section(".ksyms")
    if place is None:
        raise Error(f"{path}: has no .ksyms section")
    offset, room = place
    if len(table) > room:
        raise Error(f"{path}: .ksyms has room for {room} bytes, the table needs {len(table)}")
    data = bytearray(elf.data)
    data[offset:offset + room] = table + bytes(room - len(table))
    temporary = path + ".ksyms"
    with open(temporary, "wb") as file:
        file.write(data)
    os.chmod(temporary, os.stat(path).st_mode)
    os.replace(temporary, path)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("elf")
    parser.add_argument("-o", "--output")
    parser.add_argument("--patch", action="store_true")
    args = parser.parse_args()
    if args.patch == bool(args.output):
        parser.error("give either -o FILE or --patch")
    try:
        elf = Elf(args.elf)
        table = make_table(elf)
        if args.patch:
            patch(args.elf, elf, table)
        else:
            with open(args.output, "wb") as file:
                file.write(table)
    except (Error, OSError) as error:
        print(f"ksyms: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
