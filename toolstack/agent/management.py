"""Changes that must be confirmed: whoever cuts its own connection gets the old network back."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Final

import msgspec
import structlog

from toolstack.agent.memory import Checkpoint

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from toolstack.agent.memory import Remembered
    from toolstack.plan.hostnet import HostNet

log = structlog.get_logger(__name__)

RETRY: Final = 0.5
"""Seconds between attempts to go back while the switch cannot be spoken to."""


def guarded(memory: Remembered, generation: int, wanted: HostNet, window: float | None) -> Remembered:
    """Return what is to be remembered when a network is about to be applied.

    A checkpoint that stands already keeps the network it goes back to: with a new window it is extended, without
    one it stays, because hearing from a server on this host says nothing about the network.  Being told the same
    network again extends nothing, or a server that starts again and again would put it off for ever.
    """
    checkpoint = memory.checkpoint
    if window is not None and not (checkpoint is not None and memory.wanted == wanted):
        before = checkpoint.before if checkpoint else memory.wanted
        if before is not None:  # nothing to go back to before the first apply
            checkpoint = Checkpoint(generation=generation, before=before, expires=time.time() + window, window=window)
    return msgspec.structs.replace(memory, generation=generation, wanted=wanted, checkpoint=checkpoint, rolled_back=0)


def confirmed(memory: Remembered, generation: int) -> Remembered | None:
    """Return what is to be remembered after a confirmation; None when it is of an older change, or comes too late."""
    checkpoint = memory.checkpoint
    if checkpoint is None:
        return None if memory.rolled_back else memory
    if generation < checkpoint.generation:
        return None
    return msgspec.structs.replace(memory, checkpoint=None)


def taken_back(memory: Remembered) -> Remembered:
    """Return what is to be remembered once a checkpoint has expired."""
    checkpoint = memory.checkpoint
    if checkpoint is None:
        return memory
    return msgspec.structs.replace(memory, wanted=checkpoint.before, checkpoint=None, rolled_back=checkpoint.generation)


def remaining(checkpoint: Checkpoint) -> float:
    """Return the seconds until a checkpoint expires; at most its window, whatever the clock was set to."""
    return max(0.0, min(checkpoint.expires - time.time(), checkpoint.window))


class Guard:
    """Waits for checkpoints to expire."""

    def __init__(self, current: Callable[[], Checkpoint | None], roll_back: Callable[[], Awaitable[bool]]) -> None:
        self._current = current
        self._roll_back = roll_back
        self._changed = asyncio.Event()

    def changed(self) -> None:
        """Take note that there is another checkpoint, or none any more."""
        self._changed.set()

    async def run(self) -> None:
        """Roll back whatever expires, until cancelled."""
        while True:
            self._changed.clear()
            checkpoint = self._current()
            timeout = None if checkpoint is None else remaining(checkpoint)
            try:
                async with asyncio.timeout(timeout):
                    await self._changed.wait()
            except TimeoutError:
                log.warning("change not confirmed in time; going back", generation=checkpoint and checkpoint.generation)
                if not await self._roll_back():
                    await asyncio.sleep(RETRY)
