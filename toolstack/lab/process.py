"""Starting, naming and ending the processes of a lab.

A process is remembered by its pid *and* its start time, so that a pid which the kernel has given to
somebody else is never signalled.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class Process(msgspec.Struct, frozen=True):
    """A process of a lab."""

    name: str
    pid: int
    started: int
    """Start time in clock ticks since boot, as in /proc/<pid>/stat."""

    @property
    def alive(self) -> bool:
        """Whether this very process still runs (a zombie does not)."""
        stat = _stat(self.pid)
        return stat is not None and stat[1] == self.started and stat[0] != "Z"


def _stat(pid: int) -> tuple[str, int] | None:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return fields[0], int(fields[19])


def remember(name: str, pid: int) -> Process:
    """Return the handle of a running process; raises ProcessLookupError when it has gone already."""
    stat = _stat(pid)
    if stat is None:
        raise ProcessLookupError(pid)
    return Process(name, pid, stat[1])


def spawn(
    name: str, command: Sequence[str], *, log: Path, environment: Mapping[str, str], netns: str | None = None
) -> Process:
    """Start a daemon of the lab, detached from the terminal, with its output appended to ``log``."""
    inside = ["ip", "netns", "exec", netns, *command] if netns else list(command)
    with log.open("ab") as output:
        child = subprocess.Popen(
            inside,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env={**os.environ, **environment},
            start_new_session=True,
        )
    started = remember(name, child.pid)
    child.returncode = 0  # it is ended by its pid from here on: the object must not complain that nobody waits
    return started


def end(processes: Iterable[Process], timeout: float = 5.0) -> None:
    """Ask processes to end, and make those that have not within ``timeout`` seconds."""
    left = [process for process in processes if process.alive]
    for process in left:
        os.kill(process.pid, signal.SIGTERM)
    deadline = time.monotonic() + timeout
    while left and time.monotonic() < deadline:
        _reap()
        time.sleep(0.01)
        left = [process for process in left if process.alive]
    for process in left:
        os.kill(process.pid, signal.SIGKILL)
    _reap()


def _reap() -> None:
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def inside(netns: str) -> list[int]:
    """Return the pids of all processes whose network namespace has this name."""
    found = subprocess.run(
        ["ip", "netns", "pids", netns],
        capture_output=True,
        text=True,
        check=False,
    )
    return [int(pid) for pid in found.stdout.split()]
