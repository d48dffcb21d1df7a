#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Builds third-party code into HESPER_CACHE/built/<port>-<hash of its recipe>/{host,target}.

    tools/ports.py mk > build/ports.mk   where everything is or will be, as make variables and rules
    tools/ports.py build NAME SIDE       fetch, patch and build one port (and what it needs)
    tools/ports.py all                   build every port for every side
    tools/ports.py licences              print name, version and licence of every port

A recipe is libs/ports/<name>/port.toml; docs/build.md explains its keys.
"""
import concurrent.futures
import fcntl
import functools
import hashlib
import os
import pathlib
import shutil
import subprocess
import sys
import tomllib

from fetch import FetchError, Fetcher, ROOT, cache_dir, read_lock

PORTS = ROOT / "libs/ports"
RECIPE_FORMAT = 1  # Raise it when this script builds the same recipe differently.
KEYS = {"name", "version", "licence", "sides", "deps", "sources", "strip", "patches", "recipe",
        "lib", "flags", "cxx_flags", "defines", "includes", "include_dir", "headers", "srcs",
        "groups", "files", "debian"}
COMMON_FLAGS = ["-O2", "-gline-tables-only", "-w", "-fno-strict-aliasing", "-ffp-contract=off",
                "-ffunction-sections", "-fdata-sections", "-fno-omit-frame-pointer",
                "-fno-unwind-tables", "-fno-asynchronous-unwind-tables", "-fno-stack-protector"]


class PortError(Exception):
    """One sentence for the user."""


class Port:
    """One recipe."""

    def __init__(self, name: str):
        self.name = name
        self.dir = PORTS / name
        path = self.dir / "port.toml"
        self.toml = f"libs/ports/{name}/port.toml"
        try:
            recipe = tomllib.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise PortError(f"there is no port {name} ({self.toml})") from None
        except tomllib.TOMLDecodeError as error:
            raise PortError(f"{self.toml}: {error}") from None
        if unknown := sorted(set(recipe) - KEYS):
            raise PortError(f"{self.toml}: unknown key {unknown[0]}")
        self.recipe = recipe
        self.sides = recipe.get("sides", ["host", "target"])
        self.deps = recipe.get("deps", [])

    @functools.cached_property
    def hash(self) -> str:
        """Names everything that decides the result; Debian's patch revision is recorded instead."""
        digest = hashlib.sha256(f"{RECIPE_FORMAT} {compiler_version()}\n".encode())
        for path in sorted(path for path in self.dir.rglob("*") if path.is_file()):
            digest.update(f"{path.relative_to(self.dir)}\n".encode() + path.read_bytes())
        pins = read_lock()
        for name in self.recipe["sources"]:
            if name not in pins:
                raise PortError(f"{self.toml}: source {name} is not in libs/ports/deps.lock")
            digest.update(pins[name].sha256.encode())
        for dep in self.deps:
            digest.update(port(dep).hash.encode())
        return digest.hexdigest()[:16]

    def built(self, side: str) -> pathlib.Path:
        return cache_dir() / "built" / f"{self.name}-{self.hash}" / side

    def on(self, side: str) -> bool:
        return side in self.sides


port = functools.cache(Port)


@functools.cache
def compiler_version() -> str:
    try:
        done = subprocess.run(["clang", "--version"], check=True, capture_output=True, text=True)
    except (FileNotFoundError, subprocess.CalledProcessError):
        raise PortError("clang is missing; `make setup` installs it") from None
    return done.stdout.splitlines()[0]


def all_ports() -> list[Port]:
    return [port(path.parent.name) for path in sorted(PORTS.glob("*/port.toml"))]


def closure(name: str) -> list[str]:
    """The port and what it needs, in link order."""
    result = [name]
    for dep in port(name).deps:
        result += [other for other in closure(dep) if other not in result]
    return result


# --- building ---------------------------------------------------------------------------------------
def run(argv: list, cwd: pathlib.Path, log: pathlib.Path, **env: str) -> None:
    with open(log, "a", encoding="utf-8") as out:
        out.write("$ " + " ".join(map(str, argv)) + "\n")
        out.flush()
        try:
            done = subprocess.run([str(word) for word in argv], cwd=cwd, stdout=out, check=False,
                                  stdin=subprocess.DEVNULL, stderr=subprocess.STDOUT,
                                  env={**os.environ, "LC_ALL": "C", **env})
        except FileNotFoundError:
            raise PortError(f"{argv[0]} is missing; `make setup` installs it") from None
    if done.returncode != 0:
        tail = log.read_text("utf-8", "replace").splitlines()[-12:]
        raise PortError(f"{argv[0]} failed; the end of {log}:\n" + "\n".join(tail))


class Build:
    """Builds one port for one side in a scratch folder."""

    def __init__(self, this: Port, side: str, scratch: pathlib.Path):
        self.port, self.side, self.scratch = this, side, scratch
        self.src, self.obj, self.out = scratch / "src", scratch / "obj", scratch / "out"
        self.log = scratch / "log"
        for folder in (self.src, self.obj, self.out / "include", self.out / "lib"):
            folder.mkdir(parents=True)

    def flags(self) -> list[str]:
        recipe = self.port.recipe
        flags = list(COMMON_FLAGS)
        if self.side == "target":
            flags += ["--target=x86_64-linux-musl", "-nostdlibinc", "-fPIE"]
        else:
            flags += ["-fPIC"]
        flags += [f"-ffile-prefix-map={self.scratch}=/{self.port.name}"]
        flags += [f"-I{self.port.dir}"] + [f"-I{self.src / path}" for path in
                                           recipe.get("includes", [])]
        # Listed after the port's own folders, so that it never finds an older self.
        for dep in closure(self.port.name)[1:]:
            flags += ["-isystem", str(port(dep).built(self.side) / include_dir(dep))]
        flags += [f"-D{define}" for define in recipe.get("defines", [])]
        return flags + recipe.get("flags", [])

    def unpack(self, fetcher: Fetcher) -> None:
        recipe = self.port.recipe
        for name in recipe["sources"]:
            path = fetcher.pinned(name)
            if path.suffix == ".deb":
                run(["dpkg-deb", "-x", path, self.src], self.scratch, self.log)
            else:
                only = recipe.get("strip", "").split()
                run(["tar", "-xf", path, "-C", self.src, "--strip-components=1", *only],
                    self.scratch, self.log)
        for patch in recipe.get("patches", []):
            run(["patch", "-s", "-p1", "-i", self.port.dir / patch], self.src, self.log)
        if debian := recipe.get("debian"):
            self.apply_debian(fetcher, debian)

    def apply_debian(self, fetcher: Fetcher, debian: dict) -> None:
        tarball = fetcher.debian_patches(debian["package"])
        folder = self.scratch / "debian"
        folder.mkdir()
        run(["tar", "-xf", tarball, "-C", folder], self.scratch, self.log)
        for name in debian["patches"]:
            path = folder / "debian/patches" / name
            if not path.is_file():
                raise PortError(f"{self.port.toml}: {tarball.name} has no patch {name}")
            run(["patch", "-s", "-p1", "-i", path], self.src, self.log)
        (self.out / "debian-revision").write_text(tarball.name + "\n", "utf-8")

    def compile_list(self) -> None:
        """The usual recipe: a list of sources, one archive."""
        recipe = self.port.recipe
        groups = [{"srcs": recipe.get("srcs", []), "flags": []}, *recipe.get("groups", [])]
        flags, jobs = self.flags(), []
        for group in groups:
            for name in group["srcs"]:
                obj = self.obj / (name.replace("/", "_") + ".o")
                cxx = name.endswith(".cc")
                extra = group["flags"] + (recipe.get("cxx_flags", []) if cxx else [])
                # -isystem of C++ headers must come before that of the C library.
                libc = []
                if self.side == "target":
                    libc = ["-isystem", str(port("musl").built("target") / "include")]
                    if cxx:
                        extra = ["-D_LIBCPP_HAS_MUSL_LIBC", *extra]
                tool = "clang++" if cxx else "clang"
                jobs.append((obj, [tool, *flags, *extra, *libc, "-c", "-o", obj, self.src / name]))
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            for task in [pool.submit(run, argv, self.src, self.log) for _, argv in jobs]:
                task.result()
        archive = self.out / "lib" / f"lib{recipe['lib']}.a"
        run(["llvm-ar", "rcsD", archive, *[obj for obj, _ in jobs]], self.src, self.log)

    def install(self) -> None:
        """`headers` and `files`: lists of [folder below the result, sources...]."""
        for folder, *names in self.port.recipe.get("headers", []) + \
                self.port.recipe.get("files", []):
            target = self.out / folder
            target.mkdir(parents=True, exist_ok=True)
            for name in names:
                own = self.port.dir / name
                path = own if own.exists() else self.src / name
                if path.is_dir():
                    shutil.copytree(path, target, dirs_exist_ok=True)
                else:
                    shutil.copy(path, target)

    def make(self, fetcher: Fetcher) -> None:
        self.unpack(fetcher)
        recipe = self.port.recipe.get("recipe", "list")
        if recipe == "list":
            self.compile_list()
        elif recipe != "copy":
            deps = {f"PORT_{dep.upper()}": str(port(dep).built(self.side))
                    for dep in closure(self.port.name)[1:]}
            run(["sh", self.port.dir / recipe], self.obj, self.log, SRC=str(self.src),
                OUT=str(self.out), PORT=str(self.port.dir), SIDE=self.side,
                JOBS=str(os.cpu_count() or 1), FLAGS=" ".join(self.flags()), **deps)
        self.install()


def include_dir(name: str) -> str:
    return port(name).recipe.get("include_dir", "include")


def build(name: str, side: str) -> None:
    this = port(name)
    if not this.on(side):
        return
    done = this.built(side)
    if (done / "done").is_file():
        return
    needs_libc = side == "target" and name not in ("musl", "fonts")
    for dep in this.deps + (["musl"] if needs_libc and name != "builtins" else []):
        build(dep, side)
    done.parent.mkdir(parents=True, exist_ok=True)
    with open(done.parent / f"{side}.lock", "w", encoding="utf-8") as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)  # Another make may be at it.
        if (done / "done").is_file():
            return
        scratch = done.parent / f"{side}.tmp"
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir()
        print(f"  PORT	{name} {this.recipe['version']} ({side})", flush=True)
        task = Build(this, side, scratch)
        task.make(Fetcher())
        shutil.rmtree(done, ignore_errors=True)
        (task.out / "done").touch()
        task.out.rename(done)
        shutil.rmtree(scratch)


# --- make fragment ------------------------------------------------------------------------------------
def make_fragment() -> str:
    cache = cache_dir()

    def shown(path: pathlib.Path) -> str:
        return f"$(HESPER_CACHE)/{path.relative_to(cache)}"

    lines = ["# Written by tools/ports.py mk."]
    for this in all_ports():
        lines.append(f"ports_all += {this.name}\nport.{this.name} := {this.recipe['version']}")
        for side in this.sides:
            dirs = [port(dep).built(side) for dep in closure(this.name) if port(dep).on(side)]
            archives = [shown(port(dep).built(side) / f"lib/lib{port(dep).recipe['lib']}.a")
                        for dep in closure(this.name)
                        if port(dep).on(side) and "lib" in port(dep).recipe]
            folder = shown(this.built(side))
            key = f"port.{this.name}.{side}"
            lines += [f"{key}.dir := {folder}", f"{key}.stamp := {folder}/done",
                      f"{key}.cflags := {cflags(this, folder)}",
                      f"{key}.libs := {' '.join(archives)}",
                      f"port_stamps_all += {folder}/done",
                      f"{folder}/done: | " + " ".join(shown(path / 'done') for path in dirs[1:]),
                      f"\t$(Q)HESPER_CACHE=$(HESPER_CACHE) $(PYTHON) tools/ports.py build "
                      f"{this.name} {side}"]
    return "\n".join(lines) + "\n"


def cflags(this: Port, folder: str) -> str:
    if "lib" in this.recipe or this.name == "musl":
        return f"-isystem {folder}/{include_dir(this.name)}"
    return f"-DHESPER_{this.name.upper()}_DIR='\"{folder}/{this.name}\"'"


def main() -> int:
    try:
        match sys.argv[1:]:
            case ["mk"]:
                print(make_fragment(), end="")
            case ["build", name, ("host" | "target") as side]:
                build(name, side)
            case ["all"]:
                for this in all_ports():
                    for side in this.sides:
                        build(this.name, side)
            case ["licences"]:
                for this in all_ports():
                    recipe = this.recipe
                    print(f"{this.name} {recipe['version']}: {recipe['licence']}")
            case _:
                print(__doc__, file=sys.stderr)
                return 2
    except (PortError, FetchError) as error:
        print(f"ports: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"ports: {error.filename or ''}: {error.strerror}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
