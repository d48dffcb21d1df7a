#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Each file of bad/ holds one mistake and says which line and sentence must come; the real table
must give the same files twice and C that a compiler takes."""
import glob
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..", "..")
TOOL = os.path.join(HERE, "..", "treegen.py")
TABLE = os.path.join(ROOT, "interfaces", "ui_tree.def")
failed = 0


def report(name, problem):
    global failed
    if problem:
        failed += 1
        print(f"# {problem}")
    print(f"{'not ok' if problem else 'ok'} - treegen.{name}")


def generate(table, folder):
    return subprocess.run([sys.executable, TOOL, table, "--out", folder], text=True,
                          capture_output=True, check=False)


def read_all(folder):
    found = {}
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            found[name] = file.read()
    return found


def check_bad(path):
    with open(path, encoding="utf-8") as file:
        expected = f"{path}:{file.readlines()[1].removeprefix('# expect ').strip()}"
    with tempfile.TemporaryDirectory() as folder:
        result = generate(path, folder)
        said = result.stderr.strip()
        problem = None
        if result.returncode != 1 or said != expected:
            problem = f"expected '{expected}', got {result.returncode} '{said}'"
        elif os.listdir(folder):
            problem = "files were written in spite of the mistake"
    report(os.path.basename(path).removesuffix(".def"), problem)


def check_real():
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        problem = generate(TABLE, one).stderr or generate(TABLE, two).stderr
        report("real_table", problem)
        report("same_output_twice", read_all(one) != read_all(two) and "outputs differ")
        stamp = os.stat(os.path.join(one, "ui_tree.h")).st_mtime_ns
        generate(TABLE, one)
        kept = os.stat(os.path.join(one, "ui_tree.h")).st_mtime_ns == stamp
        report("unchanged_files_keep_their_time", not kept and "ui_tree.h was written again")
        command = ["clang", "-std=c2x", "-ffreestanding", "-Wall", "-Wextra", "-Wconversion",
                   "-Werror", "-fsyntax-only", "-I" + one, "-I" + os.path.join(ROOT, "libs/base/include"),
                   "-I" + os.path.join(ROOT, "libs/abi/include"), os.path.join(one, "ui_tree.c")]
        result = subprocess.run(command, text=True, capture_output=True, check=False)
        report("output_compiles", result.stderr.strip().replace("\n", "\n# "))


def main():
    for path in sorted(glob.glob(os.path.join(HERE, "bad", "*.def"))):
        check_bad(path)
    check_real()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
