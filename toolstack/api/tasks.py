"""Tasks: the records by which clients follow, and cancel, calls that take a while."""

from __future__ import annotations

import uuid as uuids
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

import structlog

from toolstack.datamodel import errors
from toolstack.datamodel.catalog import CLASSES
from toolstack.datamodel.model import EPOCH, NULL, Record, Ref
from toolstack.datamodel.task import Task, TaskAllowedOperations, TaskStatusType
from toolstack.wire.xmlrpc import encode_value_fragment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolstack.api.call import Call, Services
    from toolstack.datamodel.error import ApiError
    from toolstack.datamodel.host import Host
    from toolstack.datamodel.session import Session
    from toolstack.datamodel.types import Type
    from toolstack.db.transaction import Transaction

log = structlog.get_logger(__name__)

Rec = TypeVar("Rec", bound=Record)
Recompute: TypeAlias = "Callable[[Transaction, Ref[Any]], None]"

_RECOMPUTE: dict[type[Record], Recompute] = {}


@dataclass(frozen=True, slots=True)
class TaskLimits:
    """How long task records are kept, and how many."""

    completed: timedelta = timedelta(seconds=3900)
    """A completed task goes after this time."""
    stuck: timedelta = timedelta(days=1)
    """A pending task without progress goes after this time."""
    most: int = 200
    """When there are more, the completed ones go first, the oldest before the others."""


@dataclass(frozen=True, slots=True)
class TaskOrigin:
    """What a new task record says about where it comes from."""

    session: Ref[Session] = NULL
    subtask_of: Ref[Task] = NULL
    other_config: Mapping[str, str] | None = None


class Tasks:
    """Makes, completes and collects task records."""

    def __init__(self, services: Services, limits: TaskLimits | None = None) -> None:
        self._services = services
        self._limits = limits or TaskLimits()
        self._progress: dict[str, float] = {}

    async def begin(self, label: str, origin: TaskOrigin, description: str = "") -> Ref[Task]:
        """Make a pending task."""
        return await self._services.store.change(_begin, label, description, origin, self._services.local_host)

    async def succeed(self, task: Ref[Task], value: Any, kind: Type) -> None:
        """Complete a task with a result, which is kept as the XML-RPC form of the value."""
        await self._services.store.change(_complete, task, TaskStatusType.SUCCESS, encode_value_fragment(value, kind))

    async def fail(self, task: Ref[Task], error: ApiError) -> None:
        """Complete a task with an error; TASK_CANCELLED makes it a cancelled one."""
        cancelled = error.code == errors.TASK_CANCELLED.code
        status = TaskStatusType.CANCELLED if cancelled else TaskStatusType.FAILURE
        await self._services.store.change(_complete, task, status, "", tuple(error.description))

    async def drop(self, task: Ref[Task]) -> None:
        """Remove the record of a call that its client waited for."""
        await self._services.store.change(_drop, task)

    async def recover(self) -> None:
        """Compute anew what the objects allow whose operations ended with the last server."""
        interrupted = self._services.store.interrupted
        if interrupted:
            log.warning("operations were interrupted", objects=len(interrupted))
            await self._services.store.change(_recover, interrupted)

    async def collect(self, now: datetime | None = None) -> None:
        """Remove old tasks, those that seem stuck, and the oldest completed ones of too many."""
        now = now or datetime.now(UTC)
        rows = dict(self._services.store.snapshot.all(Task))
        doomed = {ref for ref, task in rows.items() if self._outlived(ref, task, now)}
        done = [
            (task.finished, ref)
            for ref, task in rows.items()
            if task.status is not TaskStatusType.PENDING and ref not in doomed
        ]
        surplus = len(rows) - len(doomed) - self._limits.most
        if surplus > 0:
            doomed |= {ref for _, ref in sorted(done)[:surplus]}
        self._progress = {ref: task.progress for ref, task in rows.items() if task.status is TaskStatusType.PENDING}
        if doomed:
            log.info("tasks collected", count=len(doomed))
            await self._services.store.change(_drop, *doomed)

    def _outlived(self, ref: Ref[Task], task: Task, now: datetime) -> bool:
        if task.status is not TaskStatusType.PENDING:
            return now - task.finished > self._limits.completed
        stuck = self._progress.get(ref) == task.progress
        return stuck and now - task.created > self._limits.stuck


def dummy(label: str) -> Ref[Task]:
    """Return the reference of a call that has no task record."""
    return Ref(f"DummyRef:|{uuids.uuid4()}|{label}")


async def set_progress(call: Call, progress: float) -> None:
    """Say how far a call has come, from 0 to 1; nothing happens for a call without a task record."""
    if call.task.startswith("OpaqueRef:"):
        await call.change(_set_progress, call.task, progress)


def check_cancelled(call: Call) -> None:
    """Raise TASK_CANCELLED when the client asked for it.

    Handlers that can stop half-way and put everything back call this between their steps.
    """
    task = call.snapshot.find(Task, call.task)
    if task is not None and TaskAllowedOperations.CANCEL in task.current_operations.values():
        raise errors.TASK_CANCELLED(call.task)


def recomputes(cls: type[Record]) -> Callable[[Recompute], Recompute]:
    """Register the rule that writes ``allowed_operations`` of a class; it runs whenever operations change."""

    def register(rule: Recompute) -> Recompute:
        _RECOMPUTE[cls] = rule
        return rule

    return register


@asynccontextmanager
async def operation(
    call: Call,
    cls: type[Rec],
    ref: Ref[Rec],
    name: str,
    guard: Callable[[Transaction, Ref[Rec]], None] | None = None,
) -> AsyncIterator[None]:
    """Show an operation in an object's ``current_operations`` for as long as the body runs.

    ``guard`` runs in the same transaction before, so that of two calls that exclude each other only one gets
    through; what it raises is what the caller gets.
    """
    await call.change(_mark, cls, ref, call.task, name, guard)
    try:
        yield
    finally:
        await call.change(_unmark, cls, ref, call.task)


def _mark(
    tx: Transaction,
    cls: type[Record],
    ref: Ref[Any],
    task: str,
    name: str,
    guard: Callable[[Transaction, Ref[Any]], None] | None,
) -> None:
    current: Mapping[str, str] = tx.get(cls, ref).current_operations
    if guard is not None:
        guard(tx, ref)
    tx.update(cls, ref, current_operations={**current, task: name})
    _recompute(tx, cls, ref)


def _unmark(tx: Transaction, cls: type[Record], ref: Ref[Any], task: str) -> None:
    record = tx.find(cls, ref)
    if record is None:
        return
    current: Mapping[str, str] = record.current_operations
    tx.update(cls, ref, current_operations={key: value for key, value in current.items() if key != task})
    _recompute(tx, cls, ref)


def _recover(tx: Transaction, interrupted: tuple[tuple[str, str], ...]) -> None:
    for name, ref in interrupted:
        if ref in tx.tables[name]:
            _recompute(tx, CLASSES[name], Ref(ref))


def _recompute(tx: Transaction, cls: type[Record], ref: Ref[Any]) -> None:
    rule = _RECOMPUTE.get(cls)
    if rule is not None:
        rule(tx, ref)


def _begin(tx: Transaction, label: str, description: str, origin: TaskOrigin, host: Ref[Host]) -> Ref[Task]:
    record = Task(
        name_label=label,
        name_description=description,
        created=datetime.now(UTC),
        finished=EPOCH,
        status=TaskStatusType.PENDING,
        type="<none/>",
        resident_on=host,
        subtask_of=origin.subtask_of,
        other_config=dict(origin.other_config or {}),
        session=origin.session,
    )
    return tx.insert(record)


def _complete(
    tx: Transaction, ref: Ref[Task], status: TaskStatusType, result: str, error_info: tuple[str, ...] = ()
) -> None:
    task = tx.find(Task, ref)
    if task is None or task.status is not TaskStatusType.PENDING:
        return
    if TaskAllowedOperations.DESTROY in task.current_operations.values():
        tx.delete(Task, ref)
        return
    tx.update(
        Task,
        ref,
        allowed_operations=(),
        finished=datetime.now(UTC),
        progress=1.0,
        result=result,
        error_info=error_info,
        status=status,
    )


def _drop(tx: Transaction, *refs: Ref[Task]) -> None:
    for ref in refs:
        if tx.find(Task, ref) is not None:
            tx.delete(Task, ref)


def _set_progress(tx: Transaction, ref: Ref[Task], progress: float) -> None:
    if tx.find(Task, ref) is not None:
        tx.update(Task, ref, progress=progress)
