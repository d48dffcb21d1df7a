#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Builds and runs apps with the SDK that this file lies in.

    hesper.py new NAME              a folder with a first app
    hesper.py build APP...          compiles: a C file, or a folder with *.c and manifest.toml
    hesper.py run APP...            the desktop in QEMU with these apps
    hesper.py shot APP... --out F   a screenshot
    hesper.py image APP... --out F  a disk image
"""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys

SDK = pathlib.Path(__file__).resolve().parent.parent
TOOLS = SDK / "tools"
SYSTEM = SDK / "system"
NAME = re.compile(r"[a-z][a-z0-9_]{0,30}")
SOURCES = ("*.c", "*.cpp", "*.cc")


class Error(Exception):
    """One sentence for the user."""


def run(*words):
    try:
        done = subprocess.run([str(word) for word in words], check=False)
    except FileNotFoundError:
        raise Error(f"{words[0]} is missing; README.md names the packages") from None
    if done.returncode != 0:
        raise Error(f"{pathlib.Path(words[0]).name} failed, see above")


def script(name, *words):
    run(sys.executable, TOOLS / name, *words)


def template(name, file):
    title = name.replace("_", " ").capitalize()
    return (SDK / "template" / (file + ".in")).read_text("utf-8").replace("@NAME@", name).replace("@TITLE@", title)


def check_name(name):
    if not NAME.fullmatch(name):
        raise Error(f"'{name}' is no name for an app: small letters, digits and _, at most 31, a letter first")
    if (SYSTEM / "components" / name).is_dir():
        raise Error(f"'{name}' is a component of the system; choose another name")
    return name


def new(name):
    folder = pathlib.Path(check_name(name))
    if folder.exists():
        raise Error(f"{folder} is already there")
    folder.mkdir()
    for file in ("main.c", "manifest.toml"):
        (folder / file).write_text(template(name, file), "utf-8")
    print(f"{folder}/main.c, {folder}/manifest.toml: now `make run APP={folder}`")


class App:
    """One app and where it is built."""

    def __init__(self, path):
        self.path = pathlib.Path(path)
        if self.path.is_dir():
            self.sources = sorted(file for form in SOURCES for file in self.path.glob(form))
            manifest = self.path / "manifest.toml"
            if not self.sources or not manifest.is_file():
                raise Error(f"{path}: an app's folder has C files and a manifest.toml")
            text = manifest.read_text("utf-8")
            found = re.search(r'^\s*name\s*=\s*"([^"]*)"', text, re.M)
            if not found:
                raise Error(f"{manifest}: there is no name")
            self.name = check_name(found[1])
        elif self.path.is_file():
            self.sources = [self.path]
            self.name = check_name(re.sub(r"\W", "_", self.path.stem.lower()))
            text = template(self.name, "manifest.toml")
        else:
            raise Error(f"{path}: there is no such file or folder")
        self.work = pathlib.Path("work") / self.name
        self.work.mkdir(parents=True, exist_ok=True)
        (self.work / "manifest.toml").write_text(text, "utf-8")

    def build(self):
        program = self.work / self.name
        objects = []
        for source in self.sources:
            objects.append(self.work / (source.name + ".o"))
            compiler = "hesper-cc" if source.suffix == ".c" else "hesper-c++"
            run(SDK / "bin" / compiler, "-c", source, "-o", objects[-1], f"-I{source.parent}")
        run(SDK / "bin/hesper-cc", *objects, "-o", program)
        run("llvm-strip", "-o", self.work / "stripped", program)
        script("ksyms.py", program, "-o", self.work / "symbols")


def archive(apps, with_tests):
    """The boot archive of the desktop with `apps`. Without `with_tests` the test daemon stays out."""
    root = pathlib.Path("work/root").absolute()
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    names, pairs = [], []
    for line in (SYSTEM / "list.txt").read_text("utf-8").splitlines():
        name = line.split()[0]
        if name != "testd" or with_tests:
            names.append(line)
            folder = SYSTEM / "components" / name
            os.symlink(folder, root / name)
            pairs += [f"bin/{name}={folder / 'stripped'}", f"sym/{name}={folder / 'symbols'}"]
    for app in apps:
        names.append(app.name)
        os.symlink(app.work.absolute(), root / app.name)
        pairs += [f"bin/{app.name}={app.work / 'stripped'}", f"sym/{app.name}={app.work / 'symbols'}"]
    (root / "list.txt").write_text("\n".join(names) + "\n", "utf-8")
    table, out = root / "manifests", pathlib.Path("work/desktop.archive")
    script("manifest/manifest.py", "--root", root, "--interfaces", SYSTEM / "interfaces", "table",
           root / "list.txt", "-o", table)
    script("mkarchive.py", out, f"manifests={table}", *pairs)
    return out


def act(args):
    if args.command == "new":
        new(args.app[0])
        return
    apps = [App(path) for path in args.app]
    for app in apps:
        app.build()
    if args.command == "build":
        print("\n".join(f"{app.path}: {app.work / app.name}" for app in apps))
        return
    packed = archive(apps, with_tests=args.command == "shot")
    kernel = SYSTEM / "kernel"
    if args.command == "image":
        script("mkimage.py", "--kernel", kernel, "--archive", packed, "--cmdline", "", "--out", args.out)
        print(args.out)
        return
    words = ["--out", args.out] if args.command == "shot" else []
    script("run.py", args.command, "--kernel", kernel, "--archive", packed, *words)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=("new", "build", "run", "shot", "image"))
    parser.add_argument("app", nargs="+")
    parser.add_argument("--out", default="shot.png")
    args = parser.parse_args()
    try:
        act(args)
    except (Error, OSError) as error:
        print(f"hesper: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
