"""From a decoded call to its outcome: find, count, type, session, role, work, in the documented order."""

from __future__ import annotations

import asyncio
import uuid as uuids
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self

import structlog

from toolstack.api import directory, rbac
from toolstack.api.call import Call
from toolstack.api.entry import Entry, entries
from toolstack.api.events import Events
from toolstack.api.faults import AgentError
from toolstack.api.plugin import Programs
from toolstack.api.sessions import Identity, SessionLimits, Sessions
from toolstack.api.tasks import TaskLimits, TaskOrigin, Tasks, check_cancelled, dummy
from toolstack.datamodel import errors
from toolstack.datamodel.catalog import MESSAGES
from toolstack.datamodel.error import ApiError
from toolstack.datamodel.model import NULL, Ref
from toolstack.datamodel.task import Task
from toolstack.datamodel.types import ANY, STRING, Collection, Reference
from toolstack.db.error import StorageError
from toolstack.wire.incoming import Failure, Incoming, Outcome, Success
from toolstack.wire.values import Shared, check_text

if TYPE_CHECKING:
    from types import TracebackType

    from toolstack.api.call import Services
    from toolstack.datamodel.types import Type
    from toolstack.wire.incoming import Origin

log = structlog.get_logger(__name__)

_ASYNC = ("Async.", "InternalAsync.")
_ALIVE = "system.isAlive:"
_STRINGS = Collection(STRING)
_TASK = Reference("task")


class Dispatcher:
    """Carries out calls.

    Use it as an asynchronous context manager: asynchronous calls and the collection of old records run in
    it, and it waits for the former, for a while, when it is left.  Limits that are not given are those of the
    settings.
    """

    def __init__(
        self,
        services: Services,
        *,
        session_limits: SessionLimits | None = None,
        task_limits: TaskLimits | None = None,
    ) -> None:
        self._services = services
        self._entries = entries()
        limits = services.settings.limits
        self._collect_seconds = limits.collect_interval
        session_limits = session_limits or SessionLimits(idle=timedelta(seconds=limits.session_idle))
        task_limits = task_limits or TaskLimits(completed=timedelta(seconds=limits.task_kept))
        self._sessions = services.sessions = Sessions(services, services.authenticator, session_limits)
        self._tasks = services.tasks = Tasks(services, task_limits)
        self._events = services.events = Events(services)
        self._group = asyncio.TaskGroup()
        self._collector: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        await self._tasks.recover()
        await self._group.__aenter__()
        self._collector = self._group.create_task(self._collect())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._collector is not None:
            self._collector.cancel()
        self._events.close()
        limit = self._services.settings.limits.shutdown_timeout
        try:
            async with asyncio.timeout(limit):
                await self._group.__aexit__(kind, error, trace)
        except TimeoutError:
            log.warning("asynchronous calls are cut off", seconds=limit)

    @property
    def sessions(self) -> Sessions:
        """The open sessions, for the parts of the server that authenticate by themselves."""
        return self._sessions

    async def dispatch(self, incoming: Incoming) -> Outcome:
        """Carry out a call; every error of the call is a Failure, nothing is raised but cancellation."""
        entry = self._entries.get(incoming.method)
        try:
            check_text(incoming.args)
            self._services.membership.check_emergency(incoming.method, entry.message if entry else None)
        except ApiError as error:
            return Failure(tuple(error.description), early=True)
        try:
            if entry is None:
                return await self._unusual(incoming)
            session, args = entry.arguments(incoming.args)
            identity = await self._identify(entry, session, incoming.origin)
            self._authorise(entry, identity, args)
            if entry.read is not None:
                value = entry.read(entry.snapshot or self._services.store.snapshot, *args)
                return Success(value, entry.message.result)
            return await self._synchronous(entry, identity, args, incoming)
        except ApiError as error:
            return Failure(tuple(error.description))
        except Exception as error:  # noqa: BLE001 - whatever it is, the client gets an answer
            return Failure(tuple(unforeseen(error, incoming.method).description))

    async def _identify(self, entry: Entry, session: str, origin: Origin) -> Identity | None:
        """Return who calls; that comes before the answer that a message was removed."""
        membership = self._services.membership
        if not entry.message.needs_session:
            membership.check_caller(entry.message, origin, None)
            return None
        identity = self._sessions.find(session)
        membership.check_caller(entry.message, origin, identity)
        if self._sessions.is_stale(identity):
            await self._sessions.refresh(identity)
        if entry.message.pool_internal and not identity.pool:
            raise errors.INTERNAL_ERROR(f"{entry.message.wire} is for members of the pool only")
        if entry.message.removed:
            raise errors.MESSAGE_REMOVED()
        return identity

    @staticmethod
    def _authorise(entry: Entry, identity: Identity | None, args: list[Any]) -> None:
        if identity is not None and not identity.superuser:
            key = args[entry.key] if entry.key is not None else None
            rbac.authorise(identity, entry.message, key)

    async def _synchronous(
        self, entry: Entry, identity: Identity | None, args: list[Any], incoming: Incoming
    ) -> Success:
        """Run a handler while its client waits."""
        call = self._call(entry, identity, incoming)
        forwarded = self._forwarded_task(incoming)
        if forwarded != NULL:
            call.task = forwarded
        elif entry.task:
            call.task = await self._tasks.begin(entry.message.wire, _task_origin(call))
        else:
            call.task = dummy(entry.message.wire)
        try:
            with structlog.contextvars.bound_contextvars(**_context(call)):
                value = await perform(entry, call, args)
        finally:
            if entry.task and forwarded == NULL:
                with suppress(StorageError):  # the call itself went as it went; the record is collected later
                    await self._tasks.drop(call.task)
        return Success(value, _kind(entry, value))

    def _call(self, entry: Entry, identity: Identity | None, incoming: Incoming) -> Call:
        return Call(
            services=self._services,
            method=entry.message.wire,
            session=identity.ref if identity is not None else NULL,
            identity=identity,
            origin=incoming.origin,
            hangup=incoming.hangup,
        )

    def _forwarded_task(self, incoming: Incoming) -> Ref[Task]:
        """Return the task that the caller made for this call; raises HANDLE_INVALID when there is none."""
        given: Ref[Task] = Ref(incoming.origin.task_id)
        if given:
            self._services.store.snapshot.get(Task, given)
        return given or NULL

    # -- asynchronous calls -------------------------------------------------------------------------------

    async def _unusual(self, incoming: Incoming) -> Outcome:
        """Answer what is not simply the name of a message."""
        method = incoming.method
        for prefix in _ASYNC:
            if method.startswith(prefix) and method.removeprefix(prefix) in MESSAGES:
                return await self._asynchronous(self._entries[method.removeprefix(prefix)], incoming)
        if method == "system.listMethods":
            return Success(tuple(MESSAGES), _STRINGS, bare=True)
        if method.startswith(_ALIVE) and incoming.args:
            return Success(incoming.args[0], ANY)
        if incoming.args:
            # The reference takes this for a call of a host extension, which needs a session and a role.
            session = incoming.args[0]
            identity = self._sessions.find(session if isinstance(session, str) else "")
            rbac.authorise(identity, MESSAGES["host.call_extension"])
            value = await Programs(self._services.settings).extension(method, incoming.args)
            return Success(value, ANY)
        raise errors.MESSAGE_METHOD_UNKNOWN(method)

    async def _asynchronous(self, entry: Entry, incoming: Incoming) -> Outcome:
        """Start a call and return its task; what fails after the session check fails the task."""
        session, args = entry.arguments(incoming.args)
        identity = await self._identify(entry, session, incoming.origin)
        if not entry.message.asynchronous:
            return Failure(("Fault", f"{entry.message.wire} cannot be called asynchronously"))
        call = self._call(entry, identity, incoming)
        call.task = self._forwarded_task(incoming)
        if call.task == NULL:
            call.task = await self._tasks.begin(incoming.method, _task_origin(call))
            self._group.create_task(self._background(entry, call, args))
        else:
            self._group.create_task(self._background(entry, call, args, completes=False))
        return Success(call.task, _TASK)

    async def _background(self, entry: Entry, call: Call, args: list[Any], *, completes: bool = True) -> None:
        """Run an asynchronous call to its end and complete its task.  Nothing may leave: it would end the server."""
        with structlog.contextvars.bound_contextvars(**_context(call)):
            try:
                error = await self._attempt(entry, call, args, completes=completes)
                if error is not None and completes:
                    await self._tasks.fail(call.task, error)
            except Exception as failure:  # noqa: BLE001 - the task stays pending, and the log says why
                unforeseen(failure, entry.message.wire)

    async def _attempt(self, entry: Entry, call: Call, args: list[Any], *, completes: bool) -> ApiError | None:
        """Run a handler and complete its task; return why that did not go well."""
        try:
            self._authorise(entry, call.identity, args)
            check_cancelled(call)  # it may have been given up before its turn came
            value = await perform(entry, call, args)
            if completes:
                await self._tasks.succeed(call.task, value, _kind(entry, value))
        except ApiError as error:
            log.info("call failed", code=error.code)
            return error
        except Exception as error:  # noqa: BLE001 - whatever it is, the task is completed
            return unforeseen(error, entry.message.wire)
        return None

    # -- housekeeping ---------------------------------------------------------------------------------------

    async def _collect(self) -> None:
        """Remove what has outlived its use, again and again until cancelled."""
        while True:
            await asyncio.sleep(self._collect_seconds)
            try:
                await self._tasks.collect()
                await self._sessions.collect()
                if unconfirmed := self._sessions.unconfirmed():
                    await directory.revalidate(self._services, unconfirmed)
                self._events.queues.heartbeat()
            except Exception as error:  # noqa: BLE001 - logged; the next look may go well
                unforeseen(error, "collection of old records")


def _kind(entry: Entry, value: Any) -> Type:
    """Return the type of a result: a handler that renders it itself says so in the value."""
    return ANY if type(value) is Shared else entry.message.result


async def perform(entry: Entry, call: Call, args: list[Any]) -> Any:
    """Run a handler; what a host's agent refused and no handler explained becomes an INTERNAL_ERROR."""
    try:
        return await entry.run(call, *args)
    except AgentError as error:
        log.warning("the host did not do it", error=str(error))
        raise errors.INTERNAL_ERROR(f"the host did not do it: {error}") from error


def unforeseen(error: Exception, what: str) -> ApiError:
    """Log an error that nobody expected, and return what the client gets: an id to find it by."""
    number = uuids.uuid4().hex[:12]
    log.error("unforeseen error", call=what, error_id=number, exc_info=error)
    return errors.INTERNAL_ERROR(f"Unforeseen error in {what}; the server's log has it under {number}")


def _context(call: Call) -> dict[str, str]:
    """Return what identifies a call in the log."""
    session = call.identity.trackid if call.identity is not None else ""
    return {"method": call.method, "task": call.task, "session": session}


def _task_origin(call: Call) -> TaskOrigin:
    origin = call.origin
    session = call.session if call.identity is not None and not call.identity.local else NULL
    if origin is None:
        return TaskOrigin(session)
    return TaskOrigin(session, Ref(origin.subtask_of) if origin.subtask_of else NULL, origin.other_config)
