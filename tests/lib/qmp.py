# SPDX-License-Identifier: MIT
"""A QMP client: one command at a time over a Unix socket."""

import json

import unixsocket


class QmpError(Exception):
    """QEMU refused a command, or is gone."""


class Qmp:
    """Connection to QEMU's monitor. Events that arrive between commands are kept in `events`."""

    def __init__(self, path, alive, timeout_s=20.0):
        """Connects to `path`; `alive()` says whether QEMU still runs."""
        try:
            self._socket = unixsocket.connect(path, alive, timeout_s)
        except OSError as error:
            raise QmpError(f"QEMU does not answer on its monitor: {error}") from error
        self.events = []
        self._file = self._socket.makefile("rwb")
        self._read()
        self.command("qmp_capabilities")

    def _read(self):
        line = self._file.readline()
        if not line:
            raise QmpError("QEMU closed its monitor")
        return json.loads(line)

    def command(self, name, **arguments):
        """Runs `name` and returns its result. Underscores in argument names become dashes."""
        request = {"execute": name}
        if arguments:
            request["arguments"] = {k.replace("_", "-"): v for k, v in arguments.items()}
        try:
            self._file.write(json.dumps(request).encode() + b"\n")
            self._file.flush()
        except OSError as error:
            raise QmpError(f"QEMU is gone: {error}") from error
        while True:
            reply = self._read()
            if "return" in reply:
                return reply["return"]
            if "error" in reply:
                raise QmpError(f"{name}: {reply['error'].get('desc', reply['error'])}")
            self.events.append(reply)

    def close(self):
        self._file.close()
        self._socket.close()
