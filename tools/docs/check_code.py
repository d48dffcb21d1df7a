#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks or repairs code in documents: a block behind `<!-- file: PATH -->` is that file.

usage: check_code.py [--fix] DOCUMENT...      PATH is relative to the folder that holds docs/
"""
import os
import re
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
BLOCK = re.compile(r"(<!-- file: (\S+) -->\n```\w*\n)(.*?)(^```$)", re.M | re.S)


def check(document, root, fix):
    """Findings of one document, one sentence each."""
    with open(document, encoding="utf-8") as file:
        text = file.read()
    findings = []

    def replace(found):
        line = text.count("\n", 0, found.start()) + 1
        try:
            with open(os.path.join(root, found[2]), encoding="utf-8") as source:
                want = source.read()
        except FileNotFoundError:
            findings.append(f"{document}:{line}: there is no {found[2]}")
            return found[0]
        if want != found[3] and not fix:
            findings.append(f"{document}:{line}: differs from {found[2]}; "
                            "repair: check_code.py --fix")
        return found[1] + want + found[4]

    fixed = BLOCK.sub(replace, text)
    if fix and fixed != text:
        with open(document, "w", encoding="utf-8") as file:
            file.write(fixed)
    return findings


def main(argv):
    fix = "--fix" in argv
    findings = [f for document in argv[1:] if document != "--fix"
                for f in check(document, ROOT, fix)]
    print("\n".join(findings), file=sys.stderr, end="\n" if findings else "")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
