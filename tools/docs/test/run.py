#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The code in our documents is that of the files it names; and the checker finds what differs."""
import glob
import os
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, ".."))
import check_code  # noqa: E402

DOCUMENT = "text\n<!-- file: a.c -->\n```c\n{}```\nmore\n"
failed = 0


def report(name, problem):
    global failed
    if problem:
        failed += 1
        print(f"# {problem}")
    print(f"{'not ok' if problem else 'ok'} - docs.{name}")


def check_checker():
    with tempfile.TemporaryDirectory() as root:
        document = os.path.join(root, "d.md")

        def write(path, text):
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)

        write(document, DOCUMENT.format("int a;\n"))
        found = check_code.check(document, root, False)
        report("missing_file_is_found", found != [f"{document}:2: there is no a.c"] and found)
        write(os.path.join(root, "a.c"), "int a;\n")
        report("equal_is_silent", check_code.check(document, root, False))
        write(os.path.join(root, "a.c"), "int b;\n")
        found = check_code.check(document, root, False)
        report("difference_is_found", len(found) != 1 and "found " + str(found))
        check_code.check(document, root, True)
        with open(document, encoding="utf-8") as file:
            report("fix_repairs", file.read() != DOCUMENT.format("int b;\n") and "not repaired")


def main():
    check_checker()
    for path in sorted(glob.glob(os.path.join(check_code.ROOT, "docs", "*.md"))):
        report(os.path.basename(path), "; ".join(check_code.check(path, check_code.ROOT, False)))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
