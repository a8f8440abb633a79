"""What changed since a token: ``event.from`` and ``event.inject``.

Nothing is queued per client.  A client's token says which generation it has seen; what it missed follows from the
snapshot, since every row knows when it was made and modified, and from the memory of deletions.  Clients
that wait with the same subscription and token form one group: a change is looked at once for all of them
and the reply is rendered once.
"""

from __future__ import annotations

import asyncio
import math
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from toolstack.api import records
from toolstack.api.queues import Queues
from toolstack.api.subscription import EVENTFUL, MESSAGE, NOTHING_SEEN, TABLES, Filter, Token
from toolstack.datamodel import errors
from toolstack.datamodel.catalog import CLASSES
from toolstack.datamodel.types import ANY
from toolstack.wire.values import Shared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from toolstack.api.call import Call, Services
    from toolstack.api.sessions import Identity
    from toolstack.db.snapshot import Row, Snapshot
    from toolstack.db.transaction import Change, Transaction
    from toolstack.wire.incoming import Hangup

GATHER_SECONDS = 0.05
"""Pause at the start of a call, so that clients who call in a loop get events in batches."""
LONGEST_SECONDS = 104 * 86400.0
DEFAULT_SECONDS = 86400.0
"""How long a call blocks whose timeout is negative, too large or no number."""
SHAREABLE = 1000
"""Replies with more events are not kept for the next who asks: they are large."""


@dataclass(slots=True)
class _Found:
    """What happened since a token."""

    messages: list[dict[str, Any]] = field(default_factory=list)
    adds: list[dict[str, Any]] = field(default_factory=list)
    mods: list[dict[str, Any]] = field(default_factory=list)
    dels: list[dict[str, Any]] = field(default_factory=list)
    token: Token = NOTHING_SEEN

    def events(self) -> list[dict[str, Any]]:
        return self.messages + self.adds + self.mods + self.dels


class _Group:
    """Everybody who waits for the same thing."""

    __slots__ = ("due", "filter", "seen", "token", "waiters")

    def __init__(self, wanted: Filter, token: Token, seen: int) -> None:
        self.filter = wanted
        self.token = token
        self.seen = seen
        """Nothing up to this generation is of interest; what came later has not been looked at."""
        self.waiters: set[asyncio.Future[Shared | None]] = set()
        self.due = False


class Events:
    """Answers event.from; one per server."""

    def __init__(self, services: Services) -> None:
        self._store = services.store
        self._groups: dict[tuple[frozenset[str], Token], _Group] = {}
        self._replies: dict[tuple[frozenset[str], Token], Shared] = {}
        self._counts: dict[str, int] | None = None
        self.queues = Queues(EVENTFUL, event)
        """For those who use the older messages."""
        self._latest = {name: _latest(self._store.snapshot, name) for name in CLASSES}
        self._unsubscribe = self._store.subscribe(self._changed)

    def close(self) -> None:
        """Stop following the store."""
        self._unsubscribe()

    async def since(
        self,
        classes: tuple[str, ...],
        token_text: str,
        seconds: float,
        identity: Identity,
        hangup: Hangup | None = None,
    ) -> Shared:
        """Return what happened since a token, waiting for something to happen until the timeout.

        Args:
            classes: subscriptions as clients send them.
            token_text: what the last call returned, or empty.
            seconds: how long to wait; 0 looks once.
            identity: whose session it is; when it ends, the call fails with SESSION_INVALID.
            hangup: tells when the client has gone: nobody reads the reply, so an empty one comes at once.
        """
        token, wanted = Token.parse(token_text), Filter(classes)
        if not math.isfinite(seconds) or seconds < 0 or seconds > LONGEST_SECONDS:
            seconds = DEFAULT_SECONDS
        deadline = asyncio.get_running_loop().time() + seconds
        if token_text and wanted.gathers and seconds > 0:
            await asyncio.sleep(min(GATHER_SECONDS, seconds))
        _check(identity)
        found = self._look(wanted, token, token.floor(wanted))
        remaining = deadline - asyncio.get_running_loop().time()
        if found is None and remaining > 0:
            found = await self._wait(wanted, token, remaining, identity, hangup)
            _check(identity)
        return found or self._reply(_Found(token=token if MESSAGE in wanted.names else Token(token.objects)))

    def _look(self, wanted: Filter, token: Token, seen: int) -> Shared | None:
        """Return the reply about what happened, or None when nothing did."""
        key = (wanted.key, token)
        shared = self._replies.get(key)
        if shared is not None:
            return shared
        if all(self._latest[name] <= token.of(name) for name in wanted.names):
            return None
        found = find(self._store.snapshot, self._store.changes.since(seen), wanted, token)
        events = found.events()
        if not events:
            return None
        reply = self._reply(found)
        if len(events) <= SHAREABLE:
            self._replies[key] = reply
        return reply

    def _reply(self, found: _Found) -> Shared:
        if self._counts is None:
            snapshot = self._store.snapshot
            self._counts = {lower: len(snapshot.tables[name]) for lower, name in TABLES.items()}
        struct = {"events": found.events(), "valid_ref_counts": self._counts, "token": str(found.token)}
        return Shared(ANY, {}, lambda: struct)

    async def _wait(
        self, wanted: Filter, token: Token, seconds: float, identity: Identity, hangup: Hangup | None
    ) -> Shared | None:
        key = (wanted.key, token)
        group = self._groups.get(key)
        if group is None:
            group = self._groups[key] = _Group(wanted, token, self._store.snapshot.generation)
        loop = asyncio.get_running_loop()
        waiter: asyncio.Future[Shared | None] = loop.create_future()
        stop = partial(_resolve, waiter, None)
        timer = loop.call_later(seconds, stop)
        forget: list[Callable[[], Any]] = [identity.on_end(stop)]
        if hangup is not None:
            forget.append(hangup.on_close(stop))
        group.waiters.add(waiter)
        try:
            return await waiter
        finally:
            timer.cancel()
            for unsubscribe in forget:
                unsubscribe()
            group.waiters.discard(waiter)
            if not group.waiters and self._groups.get(key) is group:
                del self._groups[key]

    def _changed(self, snapshot: Snapshot, changes: tuple[Change, ...]) -> None:
        """Have every group concerned looked at, once for all the changes that become visible together."""
        self._counts = None
        self._replies.clear()
        self.queues.changed(snapshot, changes)
        touched = [(change.cls.info.wire_name, change.ref) for change in changes]
        names = {name for name, _ in touched}
        self._latest.update(dict.fromkeys(names, snapshot.generation))
        loop = asyncio.get_running_loop()
        for key, group in self._groups.items():
            if group.due or names.isdisjoint(group.filter.names):
                continue
            if any(group.filter.selects(name, ref) for name, ref in touched):
                group.due = True
                loop.call_soon(self._answer, key, group)

    def _answer(self, key: tuple[frozenset[str], Token], group: _Group) -> None:
        group.due = False
        reply = self._look(group.filter, group.token, group.seen)
        group.seen = self._store.snapshot.generation
        if reply is None:
            return
        if self._groups.get(key) is group:
            del self._groups[key]
        for waiter in group.waiters:
            _resolve(waiter, reply)


def _latest(snapshot: Snapshot, name: str) -> int:
    """Return the generation of the last change of any object of a class."""
    deleted = snapshot.deleted.get(name, ())
    last = max((row.modified for row in snapshot.tables[name].values()), default=0)
    return max(last, deleted[-1].deleted) if deleted else last


def _resolve(waiter: asyncio.Future[Shared | None], reply: Shared | None) -> None:
    if not waiter.done():
        waiter.set_result(reply)


def _check(identity: Identity) -> None:
    if identity.ended:
        raise errors.SESSION_INVALID(identity.ref)


def find(snapshot: Snapshot, touched: Iterable[tuple[str, str]] | None, wanted: Filter, token: Token) -> _Found:
    """Return what happened since a token to the objects that are asked for.

    ``touched`` holds every object that may have changed; None to look at all.
    """
    found = _Found()
    objects, messages = token.objects, token.messages
    remembered: dict[str, dict[str, tuple[int, int]]] = {}
    for name, ref in _everything(snapshot, wanted) if touched is None else touched:
        if not wanted.selects(name, ref):
            continue
        is_message = name == MESSAGE
        seen = token.of(name)
        row = snapshot.tables[name].get(ref)
        if row is not None:
            if row.modified <= seen:
                continue
            at, operation = row.modified, "add" if row.created > seen else "mod"
        else:
            if name not in remembered:
                remembered[name] = {each.ref: (each.created, each.deleted) for each in snapshot.deleted.get(name, ())}
            created, at = remembered[name].get(ref, (0, 0))
            if at <= seen:
                continue
            operation = "del" if created <= seen else ""
        if is_message:
            messages = max(messages, at)
        else:
            objects = max(objects, at)
        if operation:
            _place(found, is_message, event(snapshot, name, ref, row, operation, "0" if is_message else str(at)))
    if MESSAGE in wanted.names:
        # Both parts count the same generations, so the messages up to the first part have been seen as well.
        found.token = Token(objects, max(messages, min(objects, snapshot.generation)))
    else:
        found.token = Token(objects)
    return found


def _everything(snapshot: Snapshot, wanted: Filter) -> Iterator[tuple[str, str]]:
    for name in wanted.names:
        for ref in snapshot.tables[name]:
            yield name, ref
        for deleted in snapshot.deleted.get(name, ()):
            yield name, deleted.ref


def _place(found: _Found, is_message: bool, made: dict[str, Any]) -> None:  # noqa: FBT001 - one of two lists
    if is_message:
        found.messages.append(made)
    else:
        {"add": found.adds, "mod": found.mods, "del": found.dels}[made["operation"]].append(made)


def event(
    snapshot: Snapshot, name: str, ref: str, row: Row[Any] | None, operation: str, number: str, time: str = "0.0"
) -> dict[str, Any]:
    """Return the struct of one event; without a row it has no snapshot."""
    made = {
        "id": number,
        "timestamp": time,
        "class": name.lower(),
        "operation": operation,
        "ref": ref,
    }
    return made if row is None else {**made, "snapshot": records.view(snapshot, row)}


async def inject(call: Call, name: str, ref: str) -> str:
    """Mark an object as modified and return a token that is smaller than all that have seen the mark.

    Raises HANDLE_INVALID when there is no such class, spelled exactly so, or no such object.
    """
    if name not in CLASSES or not CLASSES[name].info.in_database:
        raise errors.HANDLE_INVALID(name, ref)
    return str(Token(await call.change(_touch, name, ref) - 1, 0))


def _touch(tx: Transaction, name: str, ref: str) -> int:
    return tx.touch(CLASSES[name], ref)
