"""How fast repairs may follow each other."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST: Final = 0.1
LAST: Final = 30.0
"""Seconds between repairs: doubled from the first to the last while one follows another."""


class Pace:
    """Repairs at once, but slower and slower where somebody keeps undoing them."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._delay = 0.0
        self._next = 0.0
        self._devices: frozenset[tuple[str, int]] = frozenset()
        self._timer: asyncio.TimerHandle | None = None

    def may_work(self) -> bool:
        """Return whether a repair may start now and count it; otherwise wake when it may."""
        loop = asyncio.get_running_loop()
        now = loop.time()
        if now < self._next:
            self._wake_at(self._next)
            return False
        calm = now > self._next + LAST
        self._delay = FIRST if calm or not self._delay else min(self._delay * 2, LAST)
        self._next = now + self._delay
        return True

    def failed(self) -> None:
        """Wake for another attempt when the next repair may start."""
        loop = asyncio.get_running_loop()
        self._next = max(self._next, loop.time() + FIRST)
        self._wake_at(self._next)

    def appeared(self, devices: frozenset[tuple[str, int]], waiting: bool) -> bool:  # noqa: FBT001
        """Return whether devices have come since the last call, while something is ``waiting`` for one."""
        new = devices - self._devices
        self._devices = devices
        return waiting and bool(new)

    def _wake_at(self, when: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_at(when, self._wake)
