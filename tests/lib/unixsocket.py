# SPDX-License-Identifier: MIT
"""Connecting to QEMU's Unix sockets, which appear some time after its start."""

import socket
import time

RETRY_S = 0.01


def connect(path, alive, timeout_s):
    """Tries until QEMU listens at `path`; OSError when it ended (`alive()` is false) or took too long."""
    deadline = time.monotonic() + timeout_s
    while True:
        peer = socket.socket(socket.AF_UNIX)
        try:
            peer.connect(path)
            return peer
        except OSError:
            peer.close()
            if not alive() or time.monotonic() > deadline:
                raise
        time.sleep(RETRY_S)
