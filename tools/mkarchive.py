#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Packs the boot archive (libs/abi/include/abi/boot.h): header, entries, page-aligned files.

    mkarchive.py OUT NAME=FILE...      e.g. bin/init=build/x86_64-release/init.stripped
    mkarchive.py OUT @LIST             the same pairs, one a line, # starts a comment
"""
import os
import struct
import sys
import zlib

MAGIC = 0x3143524148534548
NAME_MAX = 48
ENTRIES_MAX = 512
PAGE = 4096
HEADER = struct.Struct("<QIIQQ")
ENTRY = struct.Struct(f"<{NAME_MAX}sQQ")


class Error(Exception):
    """One sentence for the user."""


def read_pairs(words):
    """(name, file) in order of the command line; names must be unique and fit."""
    pairs = []
    for word in words:
        if word.startswith("@"):
            with open(word[1:], encoding="utf-8") as file:
                lines = [line.split("#")[0].strip() for line in file]
            pairs += read_pairs([line for line in lines if line])
            continue
        name, equals, path = word.partition("=")
        if not equals or not name or not path:
            raise Error(f"{word!r} is not NAME=FILE")
        if len(name.encode()) >= NAME_MAX:
            raise Error(f"name {name!r} is longer than {NAME_MAX - 1} bytes")
        pairs.append((name, path))
    return pairs


def pack(pairs):
    """The bytes of the archive."""
    names = [name for name, _ in pairs]
    if len(set(names)) != len(names):
        raise Error(f"{max(names, key=names.count)!r} is given twice")
    if len(pairs) > ENTRIES_MAX:
        raise Error(f"{len(pairs)} files, the format holds {ENTRIES_MAX}")
    offset = -(-(HEADER.size + ENTRY.size * len(pairs)) // PAGE) * PAGE
    entries, contents = b"", []
    for name, path in pairs:
        with open(path, "rb") as file:
            data = file.read()
        entries += ENTRY.pack(name.encode(), offset, len(data))
        padded = data + bytes(-len(data) % PAGE)
        contents.append(padded)
        offset += len(padded)
    head = HEADER.pack(MAGIC, len(pairs), zlib.crc32(entries), offset, 0) + entries
    return b"".join([head, bytes(-len(head) % PAGE)] + contents)


def main():
    if len(sys.argv) < 3:
        print(__doc__, file=sys.stderr)
        return 2
    out = sys.argv[1]
    try:
        data = pack(read_pairs(sys.argv[2:]))
        with open(out + ".part", "wb") as file:
            file.write(data)
        os.replace(out + ".part", out)
    except (Error, OSError) as error:
        print(f"mkarchive: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
