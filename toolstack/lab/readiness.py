"""Waiting until a daemon says that it is ready, with systemd's notification protocol."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Self

from toolstack.lab.fabric import LabError

if TYPE_CHECKING:
    from pathlib import Path

    from toolstack.lab.process import Process

CHECK_ALIVE = 0.25
"""Seconds between looks at whether the daemon still lives while it is silent."""


class Readiness:
    """A notification socket for one daemon: pass ``environment`` to it, then ``wait``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.unlink(missing_ok=True)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(path))
        path.chmod(0o666)  # the server runs unprivileged

    @property
    def environment(self) -> dict[str, str]:
        """What tells the daemon where to report."""
        return {"NOTIFY_SOCKET": str(self.path)}

    def wait(self, process: Process, timeout: float = 30.0) -> None:
        """Return when the daemon is ready; raises LabError when it ends first or takes too long."""
        self._socket.settimeout(CHECK_ALIVE)
        silent = 0.0
        while silent < timeout:
            try:
                if b"READY=1" in self._socket.recv(4096).split(b"\n"):
                    return
            except TimeoutError:
                silent += CHECK_ALIVE
                if not process.alive:
                    raise LabError(f"{process.name} ended during its start") from None
        raise LabError(f"{process.name} was not ready after {timeout:.0f} s")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()
        self.path.unlink(missing_ok=True)
