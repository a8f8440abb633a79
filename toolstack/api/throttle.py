"""Slowing down those who guess passwords."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

FREE = 3
"""Failures that cost nothing: people mistype."""
FIRST, LAST = 0.5, 8.0
"""Seconds of waiting before the next attempt; doubles from the one to the other."""
MEMORY = 900.0
"""Seconds after which failures are forgotten."""
LIMIT = 10_000
"""How many callers are remembered."""


@dataclass(slots=True)
class _Record:
    failures: int
    last: float
    free_at: float


class Throttle:
    """Remembers failed attempts per caller and says how long the next one has to wait.

    A caller is an address together with a user name, so that nobody can lock out anybody else.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._records: OrderedDict[tuple[str, str], _Record] = OrderedDict()

    def delay(self, caller: tuple[str, str]) -> float:
        """Return the seconds to wait, and reserve the turn: attempts made at once wait one after another."""
        found = self._records.get(caller)
        now = self._clock()
        if found is None or now - found.last > MEMORY:
            self._records.pop(caller, None)
            return 0.0
        if found.failures < FREE:
            return 0.0
        start = max(now, found.free_at)
        found.free_at = start + min(LAST, FIRST * 2.0 ** min(found.failures - FREE, 10))
        return start - now

    async def wait(self, caller: tuple[str, str]) -> None:
        """Wait for the caller's turn."""
        delay = self.delay(caller)
        if delay > 0:
            await asyncio.sleep(delay)

    def failed(self, caller: tuple[str, str]) -> None:
        """Note a failed attempt."""
        now = self._clock()
        found = self._records.pop(caller, None) or _Record(0, now, now)
        found.failures += 1
        found.last = now
        if found.failures >= FREE:
            pause = min(LAST, FIRST * 2.0 ** min(found.failures - FREE, 10))
            found.free_at = max(found.free_at, now + pause)
        self._records[caller] = found
        while len(self._records) > LIMIT:
            self._records.popitem(last=False)

    def succeeded(self, caller: tuple[str, str]) -> None:
        """Forget the caller's failures."""
        self._records.pop(caller, None)
