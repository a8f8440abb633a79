"""The older way to follow events: ``event.register``, ``event.next`` and ``event.unregister``.

Here every session has a queue of its own, in the order of changes, one event per change.  A queue that its
client does not empty is dropped, and the client is told that events were lost.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from time import time
from typing import TYPE_CHECKING, Any

from toolstack.datamodel import errors
from toolstack.datamodel.catalog import CLASSES
from toolstack.datamodel.types import ANY
from toolstack.wire.values import Shared
from toolstack.wire.xmlrpc import encode_value_fragment

if TYPE_CHECKING:
    from toolstack.api.sessions import Identity
    from toolstack.db.snapshot import Row, Snapshot
    from toolstack.db.transaction import Change
    from toolstack.wire.incoming import Hangup

GATHER_SECONDS = 0.2
"""Pause at the start of a call, so that clients get events in batches."""
LIMIT = 10_000_000
"""Size of a queue, in characters of its events."""

Event = dict[str, Any]
MakeEvent = Callable[..., Event]


@dataclass(slots=True, eq=False)
class _Queue:
    """What one session has registered for and not yet fetched."""

    classes: set[str] = field(default_factory=set)
    """In lower case."""
    events: list[Event] = field(default_factory=list)
    size: int = 0
    lost: bool = False
    waiters: set[asyncio.Future[None]] = field(default_factory=set)

    def put(self, event: Event, size: int) -> None:
        if self.lost:
            return
        self.size += size
        if self.size > LIMIT:
            self.events.clear()
            self.lost = True
        else:
            self.events.append(event)
        self.wake()

    def wake(self) -> None:
        waiters, self.waiters = self.waiters, set()
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None)


class Queues:
    """The queues of all sessions that registered."""

    def __init__(self, eventful: dict[str, str], make: MakeEvent) -> None:
        self._eventful = eventful
        self._make = make
        self._queues: dict[Identity, _Queue] = {}
        self._snapshot: Snapshot | None = None
        self.last_id = 0
        """The number of the last event."""

    def register(self, identity: Identity, classes: Iterable[str]) -> None:
        """Add classes to what a session follows; ``*`` stands for all of them."""
        queue = self._queues.get(identity)
        if queue is None:
            queue = self._queues[identity] = _Queue()

            def drop() -> None:
                self._queues.pop(identity, None)
                queue.wake()

            identity.on_end(drop)
        queue.classes |= {name.lower() for name in classes}

    def unregister(self, identity: Identity, classes: Iterable[str]) -> None:
        """Remove classes from what a session follows."""
        queue = self._queues.get(identity)
        if queue is not None:
            queue.classes -= {name.lower() for name in classes}

    async def next(self, identity: Identity, hangup: Hangup | None = None) -> Shared:
        """Wait for events and return all that have queued up.

        Raises:
            SESSION_NOT_REGISTERED: the session has registered for nothing.
            EVENTS_LOST: the client was too slow; it has to read everything anew.
            SESSION_INVALID: the session ended meanwhile.
        """
        queue = self._queues.get(identity)
        if queue is None or not queue.classes:
            raise errors.SESSION_NOT_REGISTERED(identity.trackid)
        await asyncio.sleep(GATHER_SECONDS)
        while not (queue.events or queue.lost or identity.ended or (hangup is not None and hangup.closed)):
            await self._wait(queue, hangup)
        if identity.ended:
            raise errors.SESSION_INVALID(identity.ref)
        events, queue.events, queue.size = queue.events, [], 0
        if queue.lost:
            queue.lost = False
            raise errors.EVENTS_LOST()
        return Shared(ANY, {}, lambda: events)

    @staticmethod
    async def _wait(queue: _Queue, hangup: Hangup | None) -> None:
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        queue.waiters.add(waiter)
        forget = hangup.on_close(queue.wake) if hangup is not None else None
        try:
            await waiter
        finally:
            queue.waiters.discard(waiter)
            if forget is not None:
                forget()

    def changed(self, snapshot: Snapshot, changes: tuple[Change, ...]) -> None:
        """Put what a change did into the queues."""
        self._snapshot = snapshot
        for change in changes:
            lower = change.cls.info.wire_name.lower()
            if lower not in self._eventful:
                continue
            self.last_id += 1
            operation = "del" if change.after is None else "add" if change.before is None else "mod"
            row = change.after or change.before
            if row is not None:
                self._put(snapshot, lower, row, operation)

    def heartbeat(self) -> None:
        """Report every pool as modified, which tells clients that the connection is alive."""
        if not self._queues or self._snapshot is None:
            return
        for row in self._snapshot.rows(CLASSES["pool"]):
            self.last_id += 1
            self._put(self._snapshot, "pool", row, "mod")

    def _put(self, snapshot: Snapshot, lower: str, row: Row[Any], operation: str) -> None:
        concerned = [queue for queue in self._queues.values() if not queue.classes.isdisjoint({lower, "*"})]
        if not concerned:
            return
        name = self._eventful[lower]
        made = self._make(snapshot, name, row.ref, row, operation, str(self.last_id), f"{int(time())}.")
        size = len(encode_value_fragment(made, ANY))
        for queue in concerned:
            queue.put(made, size)
