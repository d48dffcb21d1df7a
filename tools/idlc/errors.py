# SPDX-License-Identifier: MIT
"""The one kind of error that a wrong interface file causes."""


class IdlError(Exception):
    """A mistake at a place: what is wrong, and what to do about it."""

    def __init__(self, path, line, what, advice):
        super().__init__(f"{path}:{line}: {what}, {advice}")
        self.path = path
        self.line = line
