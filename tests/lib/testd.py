# SPDX-License-Identifier: MIT
"""Client of the `testd` component, which answers on the machine's second serial line.

Requests are lines; an answer begins with a line `<command> <length>` or `error <text>`, `length` bytes follow."""

import socket

import unixsocket


class TestdError(Exception):
    """testd refused a request or did not answer in time."""


class Testd:
    __test__ = False

    def __init__(self, path, alive, timeout_s=20.0):
        try:
            self._socket = unixsocket.connect(path, alive, timeout_s)
        except OSError as error:
            raise TestdError(f"the second serial line does not open: {error}") from error
        self._buffer = b""

    def request(self, line, timeout_s=60.0):
        """Sends one request line and returns the bytes of its answer."""
        self._socket.settimeout(timeout_s)
        try:
            self._socket.sendall(line.encode() + b"\n")
            while True:
                head = self._line().split(" ", 1)
                if head[0] == "error" and len(head) == 2:
                    raise TestdError(f"{line}: {head[1]}")
                if head[0] == line.split(" ", 1)[0] and len(head) == 2:
                    return self._take(int(head[1]))
                # Anything else was on the line before testd: firmware writes there too.
        except socket.timeout as error:
            raise TestdError(f"{line}: no answer in {timeout_s:.0f} s") from error

    def _fill(self):
        data = self._socket.recv(65536)
        if not data:
            raise TestdError("the second serial line was closed")
        self._buffer += data

    def _line(self):
        while b"\n" not in self._buffer:
            self._fill()
        line, self._buffer = self._buffer.split(b"\n", 1)
        return line.decode("utf-8", "replace").strip()

    def _take(self, length):
        while len(self._buffer) < length:
            self._fill()
        data, self._buffer = self._buffer[:length], self._buffer[length:]
        return data

    # --- the requests ---

    def idle(self, timeout_s=60.0):
        """Waits until the GUI server has nothing left to do; returns its generation."""
        return int(self.request("idle", timeout_s))

    def dump(self):
        """The tree of all windows as text."""
        return self.request("dump").decode("utf-8")

    def lint(self):
        """What the accessibility lint finds in what shows, a line each."""
        return self.request("lint").decode("utf-8").splitlines()

    def surface_hash(self):
        """(width, height, sha256) of the server's own picture of the screen, as RGB bytes."""
        width, height, digest = self.request("hash").decode().split()
        return int(width), int(height), digest

    def pixels(self, x, y, width, height):
        """That part of the server's own picture as RGB bytes; at most 256 KiB of words."""
        words = self.request(f"pixels {x} {y} {width} {height}")
        rgb = bytearray(width * height * 3)
        rgb[0::3], rgb[1::3], rgb[2::3] = words[2::4], words[1::4], words[0::4]
        return bytes(rgb)

    def components(self):
        """{name: {state, instance, restarts, used, limit}} of all components."""
        result = {}
        for line in self.request("list").decode().splitlines():
            name, state, instance, restarts, used, limit = line.split()
            result[name] = {"state": state, "instance": int(instance), "restarts": int(restarts),
                            "used": int(used), "limit": int(limit)}
        return result

    def kill(self, name):
        """Kills a component as if it had crashed."""
        self.request(f"kill {name}")

    def kill_without_answer(self, name):
        """Kills what testd itself cannot outlive."""
        self._socket.sendall(f"kill {name}\n".encode())

    def stop(self, name):
        """Ends a component for good, whatever its restart rule says."""
        self.request(f"stop {name}")

    def launch(self, name, arguments=""):
        self.request(f"launch {name} {arguments}".rstrip())

    def free_memory(self):
        """Bytes that vm can still give out."""
        return int(self.request("memory"))

    def repaint(self):
        self.request("repaint")

    def counter(self, number):
        """A kernel counter, enum kernel_counter of abi/object.h."""
        return int(self.request(f"counter {number}"))
