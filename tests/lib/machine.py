# SPDX-License-Identifier: MIT
"""A QEMU machine that runs Hesper, driven from outside: serial lines, input, screenshots, testd."""

import os
import shutil
import subprocess
import tempfile
import threading
import time

from picture import read_ppm
from qmp import Qmp
from testd import Testd

OVMF_CODE = "/usr/share/OVMF/OVMF_CODE_4M.fd"
OVMF_VARS = "/usr/share/OVMF/OVMF_VARS_4M.fd"
ABS_MAX = 32767
CPU = "max,la57=off,-erms"


class MachineError(Exception):
    """The machine did not do in time what was waited for. The text holds the end of its serial log."""


def base_arguments(memory_mib=256, accel="tcg"):
    """QEMU without any device that Hesper does not use."""
    return ["qemu-system-x86_64", "-accel", accel, "-M", "q35", "-cpu", CPU if accel == "tcg" else "host",
            "-m", str(memory_mib), "-nodefaults", "-no-reboot",
            "-device", "isa-debug-exit,iobase=0xf4,iosize=4"]


def desktop_devices(width=1280, height=800):
    return ["-device", f"virtio-gpu-pci,xres={width},yres={height}",
            "-device", "virtio-keyboard-pci", "-device", "virtio-tablet-pci"]


def boot_pvh(kernel, archive, cmdline):
    return ["-kernel", kernel, "-initrd", archive, "-append", cmdline]


def boot_disk(image, uefi=False):
    """Boots a copy-on-write view of the disk image by BIOS or UEFI."""
    arguments = ["-drive", f"file={image},format=raw,if=none,id=disk,snapshot=on",
                 "-device", "ide-hd,drive=disk,bootindex=0"]
    if uefi:
        arguments += ["-drive", f"if=pflash,format=raw,unit=0,readonly=on,file={OVMF_CODE}",
                      "-drive", f"if=pflash,format=raw,unit=1,snapshot=on,file={OVMF_VARS}"]
    return arguments


class Machine:
    """One running QEMU. Use as a context manager: the process ends with it."""

    def __init__(self, arguments, name="machine", log_dir=None, trace=(), display="none"):
        self.name = name
        self.width, self.height = 1280, 800
        self._folder = tempfile.mkdtemp(prefix="hesper-")
        self._log_path = os.path.join(log_dir or self._folder, name + ".serial.log")
        qmp_path = os.path.join(self._folder, "qmp")
        testd_path = os.path.join(self._folder, "testd")
        command = list(arguments) + [
            "-display", display, "-qmp", f"unix:{qmp_path},server=on,wait=off",
            "-chardev", "stdio,id=console,signal=off", "-serial", "chardev:console",
            "-chardev", f"socket,id=testd,path={testd_path},server=on,wait=off", "-serial", "chardev:testd"]
        for pattern in trace:
            command += ["-trace", pattern]
        self._log = bytearray()
        self._news = threading.Condition()
        self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                         stderr=subprocess.STDOUT)
        threading.Thread(target=self._read_serial, daemon=True).start()
        try:
            self.qmp = Qmp(qmp_path, self.alive)
            self.testd = Testd(testd_path, self.alive)
        except Exception as error:
            self.close()
            raise MachineError(f"{name}: {error}\n{self.tail()}") from error

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def _read_serial(self):
        with open(self._log_path, "wb") as file:
            while True:
                data = os.read(self._process.stdout.fileno(), 65536)
                with self._news:
                    self._log += data
                    self._news.notify_all()
                if not data:
                    return
                file.write(data)
                file.flush()

    def alive(self):
        return self._process.poll() is None

    def pid(self):
        return self._process.pid

    def serial(self):
        """Everything on the first serial line so far."""
        with self._news:
            return self._log.decode("utf-8", "replace").replace("\r", "")

    def serial_after(self, mark):
        """What came behind mark()."""
        with self._news:
            return self._log[mark:].decode("utf-8", "replace").replace("\r", "")

    def tail(self, lines=40):
        return "\n".join(self.serial().splitlines()[-lines:])

    def mark(self):
        """A position in the serial log for wait_serial(after=...)."""
        with self._news:
            return len(self._log)

    def wait_serial(self, text, timeout_s=60.0, after=0):
        """Waits until `text` appears on the first serial line; MachineError when it does not."""
        wanted = text.encode()
        deadline = time.monotonic() + timeout_s
        with self._news:
            while wanted not in self._log[after:]:
                left = deadline - time.monotonic()
                ended = self._process.poll() is not None and not self._news.wait(0.2)
                if left <= 0 or (ended and wanted not in self._log[after:]):
                    why = "QEMU ended" if ended else f"not in {timeout_s:.0f} s"
                    raise MachineError(f'{self.name}: "{text}" did not come on serial ({why}):\n' +
                                       self._log.decode("utf-8", "replace")[-4000:])
                self._news.wait(min(left, 1.0))

    def wait_exit(self, timeout_s=60.0):
        """Waits for the end of QEMU and returns its exit status."""
        try:
            return self._process.wait(timeout_s)
        except subprocess.TimeoutExpired as error:
            raise MachineError(f"{self.name}: still running after {timeout_s:.0f} s:\n{self.tail()}") from error

    # --- input: one command for each event, QEMU loses long batches ---

    def _send(self, *events):
        self.qmp.command("input-send-event", events=list(events))

    def key(self, qcode, down):
        self._send({"type": "key", "data": {"down": down, "key": {"type": "qcode", "data": qcode}}})

    def press(self, *qcodes):
        """Presses the keys in order and releases them in reverse: press("shift", "tab")."""
        for qcode in qcodes:
            self.key(qcode, True)
        for qcode in reversed(qcodes):
            self.key(qcode, False)

    def move(self, x, y):
        """Moves the pointer to device pixel (x, y)."""
        # Round up: the server's value * width / ABS_MAX must give the same pixel back.
        value_x = -(-x * ABS_MAX // (self.width - 1))
        value_y = -(-y * ABS_MAX // (self.height - 1))
        self._send({"type": "abs", "data": {"axis": "x", "value": value_x}},
                   {"type": "abs", "data": {"axis": "y", "value": value_y}})

    def move_by(self, axis, distance):
        """Moves a relative pointer along "x" or "y"."""
        self._send({"type": "rel", "data": {"axis": axis, "value": distance}})

    def button(self, down, button="left"):
        self._send({"type": "btn", "data": {"down": down, "button": button}})

    def wheel(self, notches):
        """Turns the wheel; positive is down."""
        button = "wheel-down" if notches > 0 else "wheel-up"
        for _ in range(abs(notches)):
            self.button(True, button)
            self.button(False, button)

    def click(self, x, y):
        self.move(x, y)
        self.button(True)
        self.button(False)

    # --- looking ---

    def screenshot(self):
        path = os.path.join(self._folder, "screen.ppm")
        self.qmp.command("screendump", filename=path)
        return read_ppm(path)

    def close(self):
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)
