#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Prints the characters of the fallback font: rows 1 to 47 of JIS X 0208 from U+2000 on."""

found = []
for row in range(1, 48):
    for cell in range(1, 95):
        try:
            found.append(bytes([0xA0 + row, 0xA0 + cell]).decode("euc_jp"))
        except UnicodeDecodeError:
            pass
print(",".join(f"U+{ord(character):X}" for character in found if ord(character) >= 0x2000))
