#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Each file of bad/ holds one mistake and says which sentence must come; and one good image."""
import os
import struct
import subprocess
import sys
import tempfile
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
TOOL = os.path.join(HERE, "..", "manifest.py")
IDL = """library test;
protocol Taken = 100 stateless {
protocol Alone = 101 stateless {
"""
VM_IDL = "library vm;\nprotocol Process = 17 stateless {\n"
FIRST = """name = "first"
summary = "Provides something"
memory = "2 MiB"
reserve = "1 MiB"
provides = ["test.Taken"]
"""
USER = """name = "user"
summary = "Uses it"
memory = "512 KiB"
uses = ["test.Taken"]
wants = ["test.Alone"]
title = "User"
icon = "star"
colors = ["#010203", "#a0b0c0"]
category = "games"
hidden = true
restart = "never"
authority = ["irqs", "devices"]
match = ["virtio:16"]
"""
failed = 0


def report(name, problem):
    global failed
    if problem:
        failed += 1
        print(f"# {problem}")
    print(f"{'not ok' if problem else 'ok'} - manifest.{name}")


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def make_tree(root, manifest, build_mk="component := a\nidls :=\n",
              order=("first", "a   # the one under test")):
    """A tree with the provider `first` and the component under test."""
    write(os.path.join(root, "interfaces", "test.idl"), IDL)
    write(os.path.join(root, "interfaces", "vm.idl"), VM_IDL)
    write(os.path.join(root, "interfaces", "ui_tree.def"), "enum icon\n    0 NO_ICON\n    1 STAR\n\n")
    write(os.path.join(root, "first", "manifest.toml"), FIRST)
    write(os.path.join(root, "a", "manifest.toml"), manifest)
    write(os.path.join(root, "a", "build.mk"), build_mk)
    write(os.path.join(root, "list.txt"), "\n".join(order) + "\n")


def run(root, *args):
    return subprocess.run([sys.executable, TOOL, "--root", root, "--interfaces",
                           os.path.join(root, "interfaces"), *args],
                          capture_output=True, text=True, check=False)


def check_bad(file):
    with open(os.path.join(HERE, "bad", file), encoding="utf-8") as source:
        text = source.read()
    where, _, expected = text.splitlines()[1].removeprefix("# expect: ").partition(": ")
    with tempfile.TemporaryDirectory() as root:
        make_tree(root, text)
        result = run(root, "check", os.path.join(root, "list.txt"))
        said = result.stderr.strip()
        if result.returncode != 1:
            return f"exit code {result.returncode}, said: {said}"
        place = f"a/manifest.toml:{where.split()[-1]}:" if where != "list" else "list.txt:"
        if place not in said or expected not in said or len(said.splitlines()) != 1:
            return f"said: {said}"
    return None


def check_good():
    with tempfile.TemporaryDirectory() as root:
        make_tree(root, USER, "component := user\nidls := test\n", ("a", "first"))
        out = os.path.join(root, "table")
        result = run(root, "table", os.path.join(root, "list.txt"), "-o", out)
        if result.returncode != 0:
            return result.stderr
        with open(out, "rb") as file:
            data = file.read()
        count, size, crc = struct.unpack_from("<III", data, 8)
        if (count, size, crc) != (2, 1168, zlib.crc32(data[24:])):
            return f"header says {count} records of {size} bytes"
        names = [data[24 + i * size:].split(b"\0")[0] for i in range(2)]
        if names != [b"first", b"user"]:
            return f"order of the table: {names}"
        uses = struct.unpack_from("<IBBxxIBB", data, 24 + size + 96)
        if uses != (100, 0, 0, 101, 255, 0):
            return f"uses and wants: {uses}"
        facts = struct.unpack_from("<32s96sIIHBB", data, 24 + size + 1024)
        if [facts[0].rstrip(b"\0"), facts[1].rstrip(b"\0"), *facts[2:]] != \
                [b"User", b"Uses it", 0x010203ff, 0xa0b0c0ff, 1, 4, 1]:
            return f"facts: {facts}"
        result = run(root, "header", os.path.join(root, "a", "manifest.toml"), "-o",
                     os.path.join(root, "h"))
        with open(os.path.join(root, "h"), encoding="utf-8") as file:
            text = file.read()
        for line in ("#define CAP_USES_TEST_TAKEN START_HANDLE(17)",
                     "#define CAP_USES_TEST_ALONE START_HANDLE(18)",
                     "#define CAP_IRQ_CONTROL START_HANDLE(19)",
                     "#define CAP_DEVICES_FIRST START_HANDLE(21)"):
            if line not in text:
                return f"the header lacks {line}"
    return None


def check_later():
    """A word behind a folder."""
    with tempfile.TemporaryDirectory() as root:
        make_tree(root, USER, "component := user\nidls := test\n", ("first later", "a"))
        out = os.path.join(root, "table")
        if run(root, "table", os.path.join(root, "list.txt"), "-o", out).returncode != 0:
            return "later is refused"
        with open(out, "rb") as file:
            flags = file.read()[24 + 32 + 8 + 8 + 4 + 2]
        if flags & 16:
            return f"started at boot: flags {flags}"
        write(os.path.join(root, "list.txt"), "first soon\na\n")
        said = run(root, "check", os.path.join(root, "list.txt")).stderr
        if 'list.txt:1: "soon" behind a folder' not in said:
            return f"said: {said}"
    return None


def main():
    report("later", check_later())
    for file in sorted(os.listdir(os.path.join(HERE, "bad"))):
        report(file.removesuffix(".toml"), check_bad(file))
    report("good_image", check_good())
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
