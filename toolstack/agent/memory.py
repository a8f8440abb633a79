"""What the agent must not forget: the wanted network, and the one to go back to.

It is written before the network is changed, so that after any interruption the host ends up as it was told last.
"""

from __future__ import annotations

import asyncio
import os
import struct
import zlib
from typing import TYPE_CHECKING

import msgspec
import structlog

from toolstack.plan.hostnet import HostNet, Value

if TYPE_CHECKING:
    from pathlib import Path

log = structlog.get_logger(__name__)


class Checkpoint(Value, frozen=True, kw_only=True):
    """A change that is taken back unless it is confirmed."""

    generation: int
    """The first generation whose confirmation keeps it."""
    before: HostNet
    expires: float
    """Unix time."""
    window: float
    """Seconds; an expiry further away than that comes from a clock that was set, and counts from now."""


class Remembered(Value, frozen=True, kw_only=True):
    """The contents of the file."""

    generation: int = 0
    wanted: HostNet | None = None
    """None before the first apply."""
    checkpoint: Checkpoint | None = None
    rolled_back: int = 0
    """The generation that was taken back for want of a confirmation; 0 for none."""


_HEADER = struct.Struct(">8sQII")
"""Magic, sequence, and length and checksum of what follows."""
_MAGIC = b"pbagent1"


class Memory:
    """What is remembered, in two files that are overwritten in turn.

    The newest one that is whole counts, so that a write that is cut short leaves the one before; and writing a
    file in place costs one synchronisation, where replacing it would cost two.

    Attributes:
        now: what is to be remembered; assign to it, then :meth:`flush`.
    """

    def __init__(self, directory: Path) -> None:
        self._paths = [directory / "agent-0.state", directory / "agent-1.state"]
        self._sequence = 0
        self._lock = asyncio.Lock()
        self._written: Remembered | None = None
        self.now = Remembered()

    def load(self) -> None:
        """Read the files.  If there are some, but none is whole, the agent starts without memory and says so.

        Raises:
            OSError: a file is there but cannot be read.
        """
        present = False
        for path in self._paths:
            try:
                data = path.read_bytes()
            except FileNotFoundError:
                continue
            present = True
            found = _parse(data)
            if found is not None and found[0] > self._sequence:
                self._sequence, self.now = found
                self._written = self.now
        if present and not self._sequence:
            log.error("nothing of what the agent remembers is readable", files=[str(path) for path in self._paths])

    async def flush(self) -> None:
        """Make ``now`` durable; several at a time share a write.

        Raises:
            OSError: it could not be written; what was remembered before is still there.
        """
        async with self._lock:
            newest = self.now
            if self._written is not newest:
                self._sequence += 1
                await asyncio.to_thread(self._write, self._sequence, newest)
                self._written = newest

    def _write(self, sequence: int, now: Remembered) -> None:
        path = self._paths[sequence % 2]
        body = msgspec.json.encode(now)
        header = _HEADER.pack(_MAGIC, sequence, len(body), zlib.crc32(body, sequence & 0xFFFFFFFF))
        fresh = not path.exists()
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            data = memoryview(header + body)
            while data:
                data = data[os.write(file, data) :]
            os.fdatasync(file)
        finally:
            os.close(file)
        if fresh:
            _sync_directory(path.parent)


def _parse(data: bytes) -> tuple[int, Remembered] | None:
    """Return sequence and contents of a file, or None when it is not whole."""
    if len(data) < _HEADER.size:
        return None
    magic, sequence, length, checksum = _HEADER.unpack_from(data)
    body = data[_HEADER.size : _HEADER.size + length]
    if magic != _MAGIC or len(body) != length or zlib.crc32(body, sequence & 0xFFFFFFFF) != checksum:
        return None
    try:
        return sequence, msgspec.json.decode(body, type=Remembered)
    except msgspec.DecodeError:
        return None


def _sync_directory(path: Path) -> None:
    directory = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
