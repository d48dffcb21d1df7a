#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the kernel tests in QEMU (PVH boot, TCG) and passes their lines through.

    run.py [--bench] [--only TEXT] [--debug] [--memory MIB] [--cpus N] [--wall] [--gdb]

Exit status 0 when nothing failed. HESPER_OUT and HESPER_MODE say which build is meant. A test that needs the outside world
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
    archive, symbols = os.path.join(work, "archive.bin"), os.path.join(work, "init.sym")
    tools = os.path.join(ROOT, "tools")
    subprocess.run([sys.executable, os.path.join(tools, "ksyms.py"),
                    os.path.join(build, "kernel_test.elf"), "-o", symbols], check=True)
    subprocess.run([sys.executable, os.path.join(tools, "mkarchive.py"), archive,
                    "bin/init=" + program, "sym/init=" + symbols], check=True)
    return archive


def qemu_command(args, build, work, archive, words):
    """QEMU's command line; `words` are the kernel's."""
    command = ["qemu-system-x86_64", "-accel", "tcg", "-cpu", "max,la57=off,-erms", "-M", "q35",
               "-m", str(args.memory), "-nodefaults", "-display", "none", "-no-reboot",
               "-serial", "stdio", "-device", "isa-debug-exit,iobase=0xf4,iosize=4",
               "-device", "virtio-keyboard-pci",
               "-qmp", f"unix:{work}/qmp,server=on,wait=off",
               "-kernel", os.path.join(build, "kernel.elf"), "-initrd", archive,
               "-append", " ".join(words)]
    if "bench" in words:
        command += ["-icount", "shift=0,sleep=off"]
    elif not args.wall:
        # Counted time: how busy the host is does not matter.
        command += ["-icount", "shift=3"]  # With sleep=off guest time would outrun the host's key.
    command += ["-smp", str(args.cpus)]
    if args.gdb:
        command += ["-s", "-S"]
    return command


def follow(process, work, show):
    """Reads lines as they come and answers requests. Returns them."""
    qmp = None
    lines = []
    for raw in process.stdout:
        line = raw.decode(errors="replace").rstrip("\r\n")
        lines.append(line)
        if show:
            print(line, flush=True)
        if line.startswith("# host: press a key"):
            qmp = qmp or Qmp(os.path.join(work, "qmp"))
            qmp.press_key()
        if line.startswith("kernel panic"):
            # It halts; what follows is the backtrace.
            threading.Timer(1, process.kill).start()
    return lines


def boot(args, build, words, show=True):
    """Boots once. Returns the lines printed and QEMU's exit status."""
    with tempfile.TemporaryDirectory(prefix="kernel-test-") as work:
        archive = pack(build, work)
        with subprocess.Popen(qemu_command(args, build, work, archive, words),
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as process:
            timer = threading.Timer(TIMEOUT_S, process.kill)
            if not args.gdb:
                timer.start()
            lines = follow(process, work, show)
            code = process.wait()
            timer.cancel()
    return lines, code


def check_end(args, build, how, expected):
    """The system stops with a backtrace that names all of `expected`, in that order."""
    lines, _ = boot(args, build, ["test", "die=" + how], show=False)
    text = "\n".join(lines)
    at = 0
    for word in expected:
        at = text.find(word, at)
        if at < 0:
            print(text)
            print(f"# {word!r} is missing or in the wrong place")
            print(f"not ok - kernel.end_by_{how}")
            return False
    print(f"ok - kernel.end_by_{how}")
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("--debug", action="store_true", help="the debug build")
    parser.add_argument("--memory", type=int, default=64, help="MiB")
    parser.add_argument("--cpus", type=int, default=1)
    parser.add_argument("--wall", action="store_true", help="the host's time instead of counted time")
    parser.add_argument("--gdb", action="store_true", help="wait for gdb on port 1234")
    args = parser.parse_args()
    mode = "debug" if args.debug else os.environ.get("HESPER_MODE", "release")
    build = os.path.join(os.environ.get("HESPER_OUT", os.path.join(ROOT, "build")), f"x86_64-{mode}")
    words = ["test"] + (["bench"] if args.bench else [])
    words += ["only=" + args.only] if args.only else []
    lines, code = boot(args, build, words)
    last = lines[-1] if lines else ""
    good = code == PASSED and (args.bench or last.startswith("# done") and last.endswith(" 0 failed"))
    if code != PASSED and not last.startswith("# done"):
        print(f"not ok - kernel.end: QEMU ended with status {code}")
    if not args.bench and not args.only:
        good &= check_end(args, build, "panic", ["kernel panic", "panic+", "x86_syscall_entry+"])
        good &= check_end(args, build, "fault", ["page fault", "0x18", "rip", "fault_here+", "main+",
                                                 "kernel panic", "x86_interrupt_common+"])
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
