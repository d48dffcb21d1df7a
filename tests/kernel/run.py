#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the kernel tests in QEMU (PVH boot, TCG) and passes their lines through.

    run.py [--bench] [--only TEXT] [--debug] [--memory MIB] [--gdb]

Exit status 0 when the last line says that nothing failed. A test that needs the outside world
prints `# host: press a key`; that is answered through QMP.
"""
import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TIMEOUT_S = 120
PASSED = 1  # isa-debug-exit: (0 << 1) | 1


class Qmp:
    """Just enough of QEMU's control protocol to press a key."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(path)
        self.file = self.socket.makefile("w")
        self.command("qmp_capabilities")

    def command(self, name, **arguments):
        """Sends a command; answers and events are not looked at."""
        self.file.write(json.dumps({"execute": name, "arguments": arguments}) + "\n")
        self.file.flush()

    def press_key(self):
        """One key, down and up."""
        for down in (True, False):
            key = {"type": "key", "data": {"down": down, "key": {"type": "qcode", "data": "a"}}}
            self.command("input-send-event", events=[key])


def pack(build, work):
    """The archive with the test program as init. Returns its path."""
    program = os.path.join(build, "kernel_test.stripped")
    if not os.path.exists(program):
        sys.exit(f"run.py: {program} is missing; build it with `make components`")
    archive = os.path.join(work, "archive.bin")
    command = [sys.executable, os.path.join(ROOT, "tools", "mkarchive.py"), archive,
               "bin/init=" + program]
    subprocess.run(command, check=True)
    return archive


def qemu_command(args, build, work, archive):
    """QEMU's command line."""
    command = ["qemu-system-x86_64", "-accel", "tcg", "-cpu", "max,la57=off,-erms", "-M", "q35",
               "-m", str(args.memory), "-nodefaults", "-display", "none", "-no-reboot",
               "-serial", "stdio", "-device", "isa-debug-exit,iobase=0xf4,iosize=4",
               "-device", "virtio-keyboard-pci",
               "-qmp", f"unix:{work}/qmp,server=on,wait=off",
               "-kernel", os.path.join(build, "kernel.elf"), "-initrd", archive,
               "-append", f"test {'bench' if args.bench else ''} "
                          f"{'only=' + args.only if args.only else ''}"]
    if args.bench:
        command += ["-icount", "shift=0,sleep=off"]
    if args.gdb:
        command += ["-s", "-S"]
    return command


def follow(process, work):
    """Prints lines as they come. True when the last one reports success."""
    qmp = None
    last = ""
    for raw in process.stdout:
        line = raw.decode(errors="replace").rstrip("\r\n")
        print(line, flush=True)
        if line.startswith("# host: press a key"):
            qmp = qmp or Qmp(os.path.join(work, "qmp"))
            qmp.press_key()
        if line.startswith("kernel panic"):
            # It halts; what follows is the backtrace.
            threading.Timer(1, process.kill).start()
        last = line or last
    return last.startswith("# done") and last.endswith(" 0 failed")


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("--debug", action="store_true", help="the debug build")
    parser.add_argument("--memory", type=int, default=64, help="MiB")
    parser.add_argument("--gdb", action="store_true", help="wait for gdb on port 1234")
    args = parser.parse_args()
    mode = "debug" if args.debug else "release"
    build = os.path.join(os.environ.get("OUT", os.path.join(ROOT, "build")), f"x86_64-{mode}")
    with tempfile.TemporaryDirectory(prefix="kernel-test-") as work:
        archive = pack(build, work)
        with subprocess.Popen(qemu_command(args, build, work, archive), stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE) as process:
            timer = threading.Timer(TIMEOUT_S, process.kill)
            if not args.gdb:
                timer.start()
            passed = follow(process, work)
            code = process.wait()
            timer.cancel()
    if code < 0:
        print(f"not ok - kernel: no end after {TIMEOUT_S} s")
    return 0 if code == PASSED and (passed or args.bench) else 1


if __name__ == "__main__":
    sys.exit(main())
