"""What the agent must not forget: the wanted network, and the one to go back to.

It is written before the network is changed, so that after any interruption the host ends up as it was told last.
"""

from __future__ import annotations

import asyncio
import os
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


class Memory:
    """The file, and what it holds.

    Attributes:
        now: what is to be remembered; assign to it, then :meth:`flush`.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = asyncio.Lock()
        self._written: Remembered | None = None
        self.now = Remembered()

    def load(self) -> None:
        """Read the file.  One that cannot be read is put aside, so that it can be looked at.

        Raises:
            OSError: the file is there but cannot be opened.
        """
        try:
            data = self._path.read_bytes()
        except FileNotFoundError:
            return
        try:
            self.now = self._written = msgspec.json.decode(data, type=Remembered)
        except msgspec.DecodeError as error:
            aside = self._path.with_suffix(".unreadable")
            self._path.replace(aside)
            log.error("what the agent remembers is unreadable", moved_to=str(aside), reason=str(error))  # noqa: TRY400

    async def flush(self) -> None:
        """Make ``now`` durable; several at a time share a write.

        Raises:
            OSError: it could not be written; what was remembered before is still there.
        """
        async with self._lock:
            newest = self.now
            if self._written is not newest:
                await asyncio.to_thread(self._write, newest)
                self._written = newest

    def _write(self, now: Remembered) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        draft = self._path.with_suffix(".new")
        with draft.open("wb") as file:
            file.write(msgspec.json.encode(now))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._path)
        directory = os.open(self._path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)
