#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Boots Hesper in QEMU: run (a window), debug (waits for gdb), shot (a screenshot without a window)."""

import argparse
import os
import shutil
import socket
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tests", "lib"))

import machine  # noqa: E402  (the path must be known first)

VNC_FIRST, VNC_LAST = 7, 99


def free_vnc_display():
    """A VNC display of this machine that nobody uses: two desktops may run at once."""
    for display in range(VNC_FIRST, VNC_LAST + 1):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", 5900 + display))
                return display
            except OSError:
                continue
    raise machine.MachineError(f"the VNC ports {5900 + VNC_FIRST} to {5900 + VNC_LAST} are all taken; end another desktop")


def display_arguments():
    """A window where there is a desktop and QEMU has one of its window backends, else VNC on this machine only."""
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        known = subprocess.run(["qemu-system-x86_64", "-display", "help"], stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT, check=False).stdout.decode().split()
        for backend in ("gtk", "sdl"):
            if backend in known:
                return ["-display", backend]
        print("run: QEMU has no window backend here; `apt install qemu-system-gui` brings one")
    display = free_vnc_display()
    print(f"run: the desktop is at vnc://127.0.0.1:{5900 + display} for a VNC viewer; end with Ctrl-C", flush=True)
    return ["-display", "none", "-vnc", f"127.0.0.1:{display}"]


def boot_arguments(arguments, cmdline):
    if arguments.image:
        return machine.boot_disk(arguments.image)
    return machine.boot_pvh(arguments.kernel, arguments.archive, cmdline)


def run(arguments, extra=()):
    command = machine.base_arguments(arguments.memory, arguments.accel) + machine.desktop_devices()
    command += boot_arguments(arguments, "") + ["-serial", "mon:stdio"] + display_arguments() + list(extra)
    return subprocess.run(command, check=False).returncode


def shot(arguments):
    command = machine.base_arguments(arguments.memory, arguments.accel) + machine.desktop_devices()
    with machine.Machine(command + boot_arguments(arguments, "test"), "shot") as vm:
        vm.wait_serial("init: testd ready")
        vm.testd.idle()
        picture = vm.screenshot()
    with open(arguments.out, "wb") as file:
        file.write(picture.png())
    print(f"{arguments.out}: {picture.width} x {picture.height}")
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=("run", "debug", "shot"))
    parser.add_argument("--kernel", required=True)
    parser.add_argument("--archive", required=True)
    parser.add_argument("--image", help="boot this disk image instead")
    parser.add_argument("--accel", default="tcg", choices=("tcg", "kvm"))
    parser.add_argument("--memory", type=int, default=256, help="MiB")
    parser.add_argument("--out", default="shot.png")
    arguments = parser.parse_args()
    if shutil.which("qemu-system-x86_64") is None:
        print("run: qemu-system-x86_64 is not installed; run `make setup`", file=sys.stderr)
        return 1
    if arguments.image and not os.path.isfile(arguments.image):
        print(f"run: there is no disk image {arguments.image}; `make image` makes build/hesper-pc.img", file=sys.stderr)
        return 1
    try:
        if arguments.command == "shot":
            return shot(arguments)
        return run(arguments, ["-s", "-S"] if arguments.command == "debug" else [])
    except machine.MachineError as error:
        print(f"run: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
