"""The store: one writer, many readers, durable before visible.

A change is a plain function on a transaction.  It runs at once, on the event loop, on the newest state
that exists (the *head*), and is then handed to the writer thread together with whatever else was changed
while that thread was busy: one SQL transaction, one ``fsync`` for all of them.  When that is done, the
changes become visible one after the other.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Concatenate, ParamSpec, TypeAlias, TypeVar

import structlog

from toolstack.datamodel.catalog import CLASSES
from toolstack.datamodel.model import EMPTY_MAP
from toolstack.db.database import GENERATION_BLOCK, Batch, Database, gather
from toolstack.db.error import NotStored, StoreClosed
from toolstack.db.history import History
from toolstack.db.schema import STORED
from toolstack.db.snapshot import Snapshot
from toolstack.db.transaction import Change, Transaction
from toolstack.db.write import write_of

P = ParamSpec("P")
R = TypeVar("R")
Subscriber: TypeAlias = Callable[[Snapshot, tuple[Change, ...]], None]

LOG_SLACK = 2_000
"""The change log table is trimmed when this many generations could go."""

_log = structlog.get_logger(__name__)


@dataclass(slots=True, eq=False)
class _Pending:
    """A change that is in the head, but not yet durable."""

    snapshot: Snapshot
    changes: tuple[Change, ...]
    batch: Batch
    done: asyncio.Future[None]

    @property
    def touched(self) -> tuple[tuple[str, str], ...]:
        return tuple((change.cls.info.wire_name, change.ref) for change in self.changes)


class Store:
    """The object database of a server.  Belongs to the event loop that opened it.

    Attributes:
        snapshot: the newest state that is durable; what clients see.
        head: the newest state at all; what the next change builds on.
        changes: what was touched lately.
        interrupted: (class, reference) of the rows whose ``current_operations`` were ended by the last stop of
            the server; their ``allowed_operations`` have to be computed anew.
    """

    def __init__(self, database: Database, snapshot: Snapshot, history: History) -> None:
        """Use :meth:`open`."""
        self.snapshot = snapshot
        self.head = snapshot
        self.changes = history
        self.interrupted: tuple[tuple[str, str], ...] = ()
        self._database = database
        self._reserved = snapshot.generation + GENERATION_BLOCK
        self._log_floor = history.floor
        self._remembered = {name: entries[0].deleted for name, entries in snapshot.deleted.items() if entries}
        self._loop = asyncio.get_running_loop()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="database")
        self._queued: list[_Pending] = []
        self._writing: tuple[_Pending, ...] = ()
        self._subscribers: dict[object, Subscriber] = {}
        self._waiters: set[asyncio.Future[None]] = set()
        self._idle = asyncio.Event()
        self._idle.set()
        self._closed = False

    @classmethod
    async def open(cls, url: str) -> Store:
        """Open a database, making or upgrading its tables, and load it.

        ``url`` is SQLAlchemy's: ``sqlite:////path/state.db``, ``sqlite://`` (in memory) or ``postgresql://...``.
        Raises DatabaseLocked when another server has it open, SchemaTooNew when a newer version of the program
        wrote it.
        """
        opening = asyncio.get_running_loop().run_in_executor(None, _open_and_load, url)
        try:
            database, snapshot, history = await asyncio.shield(opening)
        except asyncio.CancelledError:
            opening.add_done_callback(_close_again)
            raise
        store = cls(database, snapshot, history)
        store.interrupted = await store.change(_end_operations)
        return store

    async def change(self, rule: Callable[Concatenate[Transaction, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a rule in a transaction and return its result once that is durable and visible.

        Whatever the rule raises leaves everything as it was.  Cancelling the caller does not stop the
        commit.  Raises NotStored when the database failed (nothing has happened then), VALUE_NOT_SUPPORTED when a
        value cannot be kept, StoreClosed after :meth:`close`.
        """
        if self._closed:
            raise StoreClosed("the store is closed")
        transaction = Transaction(self.head)
        result = rule(transaction, *args, **kwargs)
        pending = self._prepare(transaction)
        if self._idle.is_set() and not pending.changes:
            return result
        # Without changes of its own, the result may still tell of changes that are not durable yet.
        self.head = pending.snapshot
        self._queued.append(pending)
        if self._idle.is_set():
            self._write_next()
        await pending.done
        return result

    def subscribe(self, callback: Subscriber) -> Callable[[], None]:
        """Have ``callback(snapshot, changes)`` called for every change, right after it became visible.

        The callback runs on the event loop and must be quick.  What it raises keeps nobody else from being
        told, but is a bug that ends in the loop's exception handler or, for a change that needed no SQL, in
        the caller.  Returns the function that ends the subscription.
        """
        key = object()
        self._subscribers[key] = callback
        return lambda: self._subscribers.pop(key, None) and None

    async def wait_beyond(self, generation: int) -> None:
        """Wait until something became visible after a generation; return at once when that is so already."""
        while self.snapshot.generation <= generation:
            if self._closed:
                raise StoreClosed("the store is closed")
            waiter = self._loop.create_future()
            self._waiters.add(waiter)
            try:
                await waiter
            finally:
                self._waiters.discard(waiter)

    async def close(self) -> None:
        """Finish what was begun, refuse anything new, and let go of the database."""
        if self._closed:
            return
        self._closed = True
        self._wake()
        await self._idle.wait()
        await self._loop.run_in_executor(self._thread, self._database.close, self.snapshot.generation)
        self._thread.shutdown()

    def _prepare(self, transaction: Transaction) -> _Pending:
        """Return a change with everything that SQL needs; raises VALUE_NOT_SUPPORTED."""
        changes = tuple(transaction.changes.values())
        batch = Batch(transaction.base)
        for change in changes:
            write = write_of(change)
            if write is not None:
                batch.writes.append(write)
                _note(batch, change, transaction)
        snapshot = transaction.snapshot() if changes else transaction.base
        return _Pending(snapshot, changes, batch, self._loop.create_future())

    def _write_next(self) -> None:
        """Hand everything queued to the writer thread, or publish it when none of it needs SQL."""
        self._writing, self._queued = tuple(self._queued), []
        if not self._writing:
            self._idle.set()
            return
        self._idle.clear()
        last = self._writing[-1].snapshot
        if not any(pending.batch.writes for pending in self._writing) and last.generation <= self._reserved:
            self._finish()
            return
        gathered = gather((pending.batch for pending in self._writing), self.snapshot)
        if last.generation > self._reserved:
            gathered.generation = last.generation + GENERATION_BLOCK
        if self.changes.floor > self._log_floor + LOG_SLACK:
            gathered.log_floor = self.changes.floor
        for name in {row["class"] for row in gathered.deleted}:
            oldest = last.deleted[name][0].deleted
            if oldest > self._remembered.setdefault(name, oldest):
                gathered.remembered[name] = oldest
        written = self._loop.run_in_executor(self._thread, self._database.write, gathered)
        written.add_done_callback(partial(self._written, gathered))

    def _written(self, gathered: Batch, result: asyncio.Future[None]) -> None:
        error = result.exception()
        if error is not None:
            self._fail(error)
            return
        if gathered.generation is not None:
            self._reserved = gathered.generation
        if gathered.log_floor is not None:
            self._log_floor = gathered.log_floor
        self._remembered |= gathered.remembered
        self._finish()

    def _finish(self) -> None:
        """Show the changes being written and go on with those that were queued meanwhile."""
        with contextlib.ExitStack() as last_first:
            # A stack, so that all of it is done whatever a subscriber raises.
            last_first.callback(self._write_next)
            last_first.callback(self._wake)
            for pending in reversed(self._writing):
                last_first.callback(self._show, pending)

    def _show(self, pending: _Pending) -> None:
        self.snapshot = pending.snapshot
        self.changes.add(pending.snapshot.generation, pending.touched)
        if not pending.done.done():
            pending.done.set_result(None)
        if pending.changes:
            with contextlib.ExitStack() as last_first:
                for callback in reversed(self._subscribers.values()):
                    last_first.callback(callback, pending.snapshot, pending.changes)

    def _fail(self, error: BaseException) -> None:
        """Forget every change that is not durable: those behind the failed ones were built on them."""
        lost = (*self._writing, *self._queued)
        _log.error("changes not stored", changes=len(lost), exc_info=error)
        self._writing, self._queued = (), []
        self.head = self.snapshot
        self._idle.set()
        for pending in lost:
            if not pending.done.done():
                failure = NotStored("the change could not be stored")
                failure.__cause__ = error
                pending.done.set_exception(failure)

    def _wake(self) -> None:
        waiters, self._waiters = self._waiters, set()
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None)


def _open_and_load(url: str) -> tuple[Database, Snapshot, History]:
    with contextlib.ExitStack() as stack:
        database = Database(url)
        stack.callback(database.release)
        snapshot, history = database.load()
        stack.pop_all()
    return database, snapshot, history


def _close_again(opening: asyncio.Future[tuple[Database, Snapshot, History]]) -> None:
    """Let go of a database whose opener was cancelled."""
    if not opening.cancelled() and opening.exception() is None:
        opening.result()[0].release()


def _note(batch: Batch, change: Change, transaction: Transaction) -> None:
    """Add what the change log and the memory of deletions say about a change."""
    name = change.cls.info.wire_name
    if change.after is not None:
        at, operation = change.after.modified, "mod" if change.before else "add"
    else:
        entry = next(entry for entry in reversed(transaction.deleted[name]) if entry.ref == change.ref)
        at, operation = entry.deleted, "del"
        batch.deleted.append({"class": name, "ref": change.ref, "deleted": at, "created": entry.created})
    batch.log.append({"generation": at, "class": name, "ref": change.ref, "operation": operation})


def _end_operations(transaction: Transaction) -> tuple[tuple[str, str], ...]:
    """Clear ``current_operations`` everywhere: the tasks behind them ended with the last server."""
    ended = []
    for name in STORED:
        cls = CLASSES[name]
        if "current_operations" not in cls.info.stored:
            continue
        for ref, record in list(transaction.all(cls)):
            if record.current_operations:  # type: ignore[attr-defined]
                transaction.update(cls, ref, current_operations=EMPTY_MAP)
                ended.append((name, str(ref)))
    return tuple(ended)
