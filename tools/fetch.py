#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Fetches third-party files through apt into HESPER_CACHE and checks them.

    tools/fetch.py              fetch every file of libs/ports/deps.lock
    tools/fetch.py FILE...      only these

Files in the lock are checked by their SHA-256. Debian's patch tarballs change with every Debian
revision, so they are not pinned: apt's signed index vouches for the one it offers now.

Nothing in /etc or /var/lib/apt is touched: apt runs with a private configuration, derived from the
machine's own, that also asks for source packages.
"""
import fcntl
import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time
from typing import NamedTuple

ROOT = pathlib.Path(__file__).resolve().parent.parent
LOCK = ROOT / "libs/ports/deps.lock"
LISTS_FRESH_S = 3600  # Several ports in a row share one update of the package lists.


class FetchError(Exception):
    """One sentence for the user."""


class Pin(NamedTuple):
    """A line of the lock file."""
    kind: str
    package: str
    version: str
    file: str
    sha256: str
    where: str  # "libs/ports/deps.lock:7"


def cache_dir() -> pathlib.Path:
    default = pathlib.Path.home() / ".cache/hesper"
    return pathlib.Path(os.environ.get("HESPER_CACHE") or default).absolute()


def read_lock(path: pathlib.Path = LOCK) -> dict[str, Pin]:
    pins = {}
    name = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        where = f"{name}:{number}"
        if len(words) != 5 or words[0] not in ("src", "deb") or \
                not re.fullmatch(r"[0-9a-f]{64}", words[4]):
            raise FetchError(f"{where}: expected: src|deb PACKAGE VERSION FILE SHA256")
        pins[words[3]] = Pin(*words, where)
    return pins


def sha256_of(path: pathlib.Path) -> str:
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


class Apt:
    """apt with a private configuration and state below HESPER_CACHE/apt."""

    def __init__(self, cache: pathlib.Path):
        self.dir = cache / "apt"
        self.updated = False
        self.trouble = ""

    def run(self, *args: str, cwd: pathlib.Path | None = None) -> subprocess.CompletedProcess:
        etc = self.dir / "etc"
        options = {
            "Dir::Etc::sourcelist": etc / "sources.list", "Dir::Etc::sourceparts": etc / "parts",
            "Dir::State::lists": self.dir / "lists", "Dir::State::status": self.dir / "status",
            "Dir::Cache": self.dir / "cache", "Dir::Cache::pkgcache": "",
            "Dir::Cache::srcpkgcache": "", "APT::Sandbox::User": "", "Acquire::Retries": 2,
            "Acquire::Languages": "none", "APT::Get::AllowUnauthenticated": "false",
            "Acquire::http::Timeout": 30, "Acquire::https::Timeout": 30,
        }
        flags = [word for key, value in options.items() for word in ("-o", f"{key}={value}")]
        program, *rest = args
        try:
            return subprocess.run([program, "-qq", *flags, *rest], cwd=cwd, check=False,
                                  stdin=subprocess.DEVNULL, capture_output=True, text=True)
        except FileNotFoundError:
            raise FetchError(f"{program} is missing: third-party sources are fetched with apt, "
                             "so this needs Debian 12") from None

    def _configure(self) -> None:
        etc = self.dir / "etc"
        shutil.rmtree(etc, ignore_errors=True)
        for folder in (etc / "parts", self.dir / "lists/partial",
                       self.dir / "cache/archives/partial"):
            folder.mkdir(parents=True, exist_ok=True)
        (self.dir / "status").touch()
        try:
            shell = subprocess.run(
                ["apt-config", "shell", "LIST", "Dir::Etc::sourcelist/f", "PARTS",
                 "Dir::Etc::sourceparts/d"], check=True, capture_output=True, text=True).stdout
        except (FileNotFoundError, subprocess.CalledProcessError):
            raise FetchError("apt-config is missing: third-party sources are fetched with apt, "
                             "so this needs Debian 12") from None
        found = dict(re.findall(r"^(\w+)='(.*)'$", shell, re.M))
        parts = pathlib.Path(found["PARTS"])
        lines = []
        for path in [pathlib.Path(found["LIST"]), *sorted(parts.glob("*.list"))]:
            if path.is_file():
                lines += re.findall(r"^\s*deb\s+(.*)$", path.read_text("utf-8"), re.M)
        text = "".join(f"deb {line}\ndeb-src {line}\n" for line in lines)
        (etc / "sources.list").write_text(text, "utf-8")
        for path in sorted(parts.glob("*.sources")):
            text = re.sub(r"(?mi)^types:.*", "Types: deb deb-src", path.read_text("utf-8"))
            (etc / "parts" / path.name).write_text(text, "utf-8")

    def update(self) -> None:
        """Reads the signed package lists, once in the life of this object."""
        if self.updated:
            return
        self.updated = True
        stamp = self.dir / "updated"
        if stamp.is_file() and time.time() - stamp.stat().st_mtime < LISTS_FRESH_S:
            return
        print("  FETCH	package lists", flush=True)
        self._configure()
        done = self.run("apt-get", "update")
        # A foreign repository without sources is no reason to stop; remember it for later.
        complaints = re.findall(r"^[EW]: (.*)", done.stderr, re.M)
        self.trouble = complaints[0] if complaints else ""
        if done.returncode == 0 and not complaints:  # It also returns 0 without a network.
            stamp.touch()

    def uris(self, package: str, version: str = "") -> list[tuple[str, str, str]]:
        """Files of a source package: (URI, file name, "SHA256:...")."""
        self.update()
        wanted = f"{package}={version}" if version else package
        done = self.run("apt-get", "source", "--print-uris", wanted)
        return [(m[1], m[2], m[3]) for m in
                re.finditer(r"^'(\S+)' (\S+) \d+ (\S*)", done.stdout, re.M)]

    def download(self, uri: str, target: pathlib.Path, digest: str) -> bool:
        part = target.with_name(target.name + ".part")
        part.unlink(missing_ok=True)
        done = self.run("/usr/lib/apt/apt-helper", "download-file", uri, str(part), digest)
        if done.returncode != 0 or not part.is_file():
            complaints = re.findall(r"^[EW]: (.*)", done.stderr, re.M)
            self.trouble = complaints[0] if complaints else self.trouble
            return False
        part.rename(target)
        return True

    def download_deb(self, pin: Pin, folder: pathlib.Path) -> pathlib.Path | None:
        """Fetches the pinned version, or the one there is: the checksum decides."""
        self.update()
        scratch = folder / f"deb.{pin.package}"
        for wanted in (f"{pin.package}={pin.version}", pin.package):
            shutil.rmtree(scratch, ignore_errors=True)
            scratch.mkdir(parents=True)
            done = self.run("apt-get", "download", wanted, cwd=scratch)
            found = sorted(scratch.glob("*.deb"))
            if done.returncode == 0 and found:
                target = folder / pin.file
                found[0].rename(target)
                shutil.rmtree(scratch)
                return target
        shutil.rmtree(scratch, ignore_errors=True)
        return None


class Fetcher:
    """Brings files into HESPER_CACHE/dl."""

    def __init__(self, cache: pathlib.Path | None = None):
        self.cache = cache or cache_dir()
        self.folder = self.cache / "dl"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.apt = Apt(self.cache)
        self.pins = read_lock()
        # Two makes may fetch at the same time.
        self.guard = open(self.cache / "fetch.lock", "w", encoding="utf-8")

    def _why(self) -> str:
        return f" ({self.apt.trouble})" if self.apt.trouble else ""

    def pinned(self, name: str) -> pathlib.Path:
        """The file `name` of the lock, checked."""
        if name not in self.pins:
            raise FetchError(f"{name} is not in {LOCK.relative_to(ROOT)}")
        pin = self.pins[name]
        path = self.folder / name
        fcntl.flock(self.guard, fcntl.LOCK_EX)
        try:
            if path.is_file() and sha256_of(path) == pin.sha256:
                return path
            path.unlink(missing_ok=True)
            print(f"  FETCH	{name}", flush=True)
            if pin.kind == "deb":
                got = self.apt.download_deb(pin, self.folder) is not None
            else:
                got = self._source(pin, path)
        finally:
            fcntl.flock(self.guard, fcntl.LOCK_UN)
        if not got:
            raise FetchError(f"{pin.where}: {name} cannot be fetched; no network, or the Debian "
                             f"archive does not have it any more{self._why()}")
        actual = sha256_of(path)
        if actual != pin.sha256:
            path.rename(path.with_name(name + ".wrong"))
            raise FetchError(f"{pin.where}: {name} has the wrong checksum {actual}; kept as "
                             f"{path}.wrong")
        return path

    def _source(self, pin: Pin, path: pathlib.Path) -> bool:
        for version in (pin.version, ""):
            for uri, name, _ in self.apt.uris(pin.package, version):
                # apt would refuse a wrong sum itself; checking it here gives the better message.
                if name == pin.file and self.apt.download(uri, path, ""):
                    return True
        return False

    def debian_patches(self, package: str) -> pathlib.Path:
        """Debian's patch tarball for `package` as apt offers it, or the newest in the cache."""
        fcntl.flock(self.guard, fcntl.LOCK_EX)
        try:
            for uri, name, digest in self.apt.uris(package):
                if ".debian.tar." not in name:
                    continue
                path = self.folder / name
                if path.is_file() and digest == "SHA256:" + sha256_of(path):
                    return path
                print(f"  FETCH	{name}", flush=True)
                if digest.startswith("SHA256:") and self.apt.download(uri, path, digest):
                    return path
        finally:
            fcntl.flock(self.guard, fcntl.LOCK_UN)
        old = sorted(self.folder.glob(f"{package}_*.debian.tar.*"), key=os.path.getmtime)
        old = [path for path in old if not path.name.endswith(".part")]
        if old:
            return old[-1]
        raise FetchError(f"Debian's security patches of {package} cannot be fetched; is there no "
                         f"network?{self._why()}")


def main() -> int:
    try:
        fetcher = Fetcher()
        for name in sys.argv[1:] or fetcher.pins:
            fetcher.pinned(name)
    except FetchError as error:
        print(f"fetch: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
