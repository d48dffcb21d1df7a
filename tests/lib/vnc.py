# SPDX-License-Identifier: MIT
"""A viewer that does nothing but ask for another size of the screen (RFC 6143; the message is
SetDesktopSize of the RFB community's extension list)."""

import socket
import struct

EXTENDED_DESKTOP_SIZE = -308
SET_ENCODINGS, SET_DESKTOP_SIZE = 2, 251


class Vnc:
    """A connection to QEMU's VNC server at the unix socket `path`."""

    def __init__(self, path):
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.settimeout(30)
        self._socket.connect(path)
        self._receive(12)
        self._socket.sendall(b"RFB 003.008\n")
        kinds = self._receive(self._receive(1)[0])
        if 1 not in kinds:
            raise OSError(f"the VNC server wants a password: security types {list(kinds)}")
        self._socket.sendall(b"\x01")
        if self._receive(4) != bytes(4):
            raise OSError("the VNC server refuses the viewer")
        self._socket.sendall(b"\x01")  # others may stay
        head = self._receive(24)
        self._receive(struct.unpack(">I", head[20:])[0])
        self._socket.sendall(struct.pack(">BBHi", SET_ENCODINGS, 0, 1, EXTENDED_DESKTOP_SIZE))

    def _receive(self, count):
        data = b""
        while len(data) < count:
            part = self._socket.recv(count - len(data))
            if not part:
                raise OSError("the VNC server closed the connection")
            data += part
        return data

    def ask_size(self, width, height):
        """Asks for one screen of this size."""
        self._socket.sendall(struct.pack(">BBHHBB", SET_DESKTOP_SIZE, 0, width, height, 1, 0)
                             + struct.pack(">IHHHHI", 0, 0, 0, width, height, 0))

    def close(self):
        self._socket.close()
