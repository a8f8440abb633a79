"""Slowing down those who guess passwords."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Hashable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolstack.api.sessions import Authenticator
    from toolstack.wire.incoming import Hangup

FREE = 3
"""Failures that cost nothing: people mistype."""
FIRST, LAST = 0.5, 8.0
"""Seconds of waiting before the next attempt; doubles from the one to the other."""
MEMORY = 900.0
"""Seconds after which failures are forgotten."""
LIMIT = 10_000
"""How many callers are remembered."""
AT_ONCE = 2
"""How many passwords of one address are checked at a time; the others wait for their turn."""


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


class Guard:
    """Checks passwords, and makes guessing them slow."""

    def __init__(self, authenticator: Authenticator) -> None:
        self._authenticator = authenticator
        self._throttle = Throttle()
        self._callers = Turns(1)
        self._addresses = Turns(AT_ONCE)

    async def check(self, user: str, password: str, address: str, hangup: Hangup | None = None) -> bool:
        """Return whether a password is right; those who often failed are told ever later.

        A guess whose client has gone meanwhile is not tried: nobody would hear what came of it.
        """
        caller = (address, user)
        # One after the other: attempts made at once would all be made before the first of them has failed.
        async with self._callers.of(caller):
            if hangup is not None and hangup.closed:
                return False
            await self._throttle.wait(caller)
            async with self._addresses.of(address):
                right = await self._authenticator.authenticate(user, password)
            if right:
                self._throttle.succeeded(caller)
            else:
                self._throttle.failed(caller)
        return right


class Turns:
    """Lets only so many of the same kind go on at a time; the others wait for theirs.

    A check of a password costs a thread for some time, and there are few.  Whoever tries many at once waits for
    itself, not others for it.
    """

    def __init__(self, at_once: int) -> None:
        self._at_once = at_once
        self._turns: dict[Hashable, _Turn] = {}

    @asynccontextmanager
    async def of(self, kind: Hashable) -> AsyncIterator[None]:
        """Wait for a turn, and hold it."""
        turn = self._turns.get(kind)
        if turn is None:
            turn = self._turns[kind] = _Turn(asyncio.Semaphore(self._at_once))
        turn.users += 1
        try:
            async with turn.semaphore:
                yield
        finally:
            turn.users -= 1
            if not turn.users:
                del self._turns[kind]


@dataclass(slots=True)
class _Turn:
    semaphore: asyncio.Semaphore
    users: int = 0
    """Those who hold it and those who wait."""
