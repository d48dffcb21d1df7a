#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Puts the SDK together: headers, static libraries, the desktop's components, scripts, a template.

    mksdk.py --out FOLDER --target FOLDER --gen FOLDER --musl FOLDER --builtins FOLDER
             --component NAME=FOLDER... --archive FILE... --object FILE...
"""
import argparse
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SCRIPTS = ["tools/mkarchive.py", "tools/mkimage.py", "tools/ksyms.py", "tools/run.py", "tools/sdk/hesper.py",
           "tests/lib/machine.py", "tests/lib/picture.py", "tests/lib/qmp.py", "tests/lib/testd.py",
           "tests/lib/unixsocket.py"]
DOCS = ["apps.md", "manifests.md"]


def copy(source, target):
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, target)


def headers(args, out):
    for folder in ("libui/include", "libs/base/include", "libs/abi/include"):
        shutil.copytree(ROOT / folder, out / "include", dirs_exist_ok=True)
    copy(args.gen / "ui_tree/ui_enums.h", out / "include/ui_enums.h")
    shutil.copytree(args.musl / "include", out / "include/musl")


def libraries(args, out):
    """One archive with all of ours: apps need not know how they depend on each other."""
    (out / "lib").mkdir()
    library = out / "lib/libhesper.a"
    script = [f"create {library}", *(f"addlib {file}" for file in args.archive),
              *(f"addmod {file}" for file in args.object), "save", "end"]
    subprocess.run(["llvm-ar", "-M"], input="\n".join(script) + "\n", text=True, check=True)
    for file in ("libc.a", "rcrt1.o"):
        copy(args.musl / "lib" / file, out / "lib" / file)
    copy(args.builtins / "lib/libbuiltins.a", out / "lib/libbuiltins.a")


def system(args, out):
    names = []
    for word in args.component:
        name, _, folder = word.partition("=")
        # Apps of the desktop are there, but the screen at the start belongs to the user's own.
        names.append(name + (" later" if folder.startswith("apps/") else ""))
        target = out / "system/components" / name
        copy(ROOT / folder / "manifest.toml", target / "manifest.toml")
        copy(args.target / f"{name}.stripped", target / "stripped")
        copy(args.target / f"{name}.sym", target / "symbols")
    (out / "system/list.txt").write_text("\n".join(names) + "\n", "utf-8")
    copy(args.target / "kernel.stripped", out / "system/kernel")
    for file in (ROOT / "interfaces").glob("*"):
        if file.suffix in (".idl", ".def"):
            copy(file, out / "system/interfaces" / file.name)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("out", "target", "gen", "musl", "builtins"):
        parser.add_argument("--" + name, type=pathlib.Path, required=True)
    for name in ("component", "archive", "object"):
        parser.add_argument("--" + name, nargs="+", required=True)
    args = parser.parse_args()
    out = args.out
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(ROOT / "tools/sdk/files", out)
    (out / "bin/hesper-c++").symlink_to("hesper-cc")
    headers(args, out)
    libraries(args, out)
    system(args, out)
    for script in SCRIPTS:
        copy(ROOT / script, out / "tools" / pathlib.Path(script).name)
    for script in (ROOT / "tools/manifest").glob("*.py"):
        copy(script, out / "tools/manifest" / script.name)
    for page in DOCS:
        copy(ROOT / "docs" / page, out / "docs" / page)
    return 0


if __name__ == "__main__":
    sys.exit(main())
