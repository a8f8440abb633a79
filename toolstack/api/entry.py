"""What dispatch knows of each message, worked out once at start, so that a call has little left to do."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from toolstack.api import handlers, rbac, records
from toolstack.api.refusals import refusal
from toolstack.api.registry import HANDLERS, REFUSALS
from toolstack.datamodel import errors
from toolstack.datamodel.catalog import MESSAGES, Resolved
from toolstack.datamodel.types import Reference
from toolstack.wire.values import BadValue, Decoder, decoder

if TYPE_CHECKING:
    from toolstack.api.call import Call
    from toolstack.db.snapshot import Snapshot

Runner: TypeAlias = "Callable[..., Awaitable[Any]]"
"""``await runner(call, *arguments) -> result``."""

_SESSION = decoder(Reference("session"))
_NO_TASK = {"task", "event"}
"""Classes whose calls never make a task record: they would make events of their own."""


@dataclass(slots=True, eq=False)
class Entry:
    """A message, ready to be called."""

    message: Resolved
    decoders: tuple[Decoder, ...]
    required: int
    defaults: tuple[Any, ...]
    """Of every parameter; MISSING for the required ones."""
    key: int | None
    """Position of the map key that decides about the role."""
    task: bool
    """Whether a call, even a synchronous one, has a task record."""
    read: Callable[..., Any] | None
    """A function of the snapshot and the arguments, for messages that only read."""
    snapshot: Snapshot | None
    """What ``read`` reads instead of the database: the role objects."""
    run: Runner
    """What carries the message out."""

    def arguments(self, args: list[Any]) -> tuple[str, list[Any]]:
        """Return the session reference and the typed arguments.

        Raises:
            MESSAGE_PARAMETER_COUNT_MISMATCH: too few or too many; extra ones are ignored when the message
                has optional parameters.
            INTERNAL_ERROR: an argument is not of its type.
        """
        needs_session = self.message.needs_session
        given = len(args) - 1 if needs_session else len(args)
        known = len(self.decoders)
        if given < self.required or (given > known and self.required == known):
            raise errors.MESSAGE_PARAMETER_COUNT_MISMATCH(self.message.wire, self.required, given)
        try:
            if needs_session:
                session = _SESSION(args[0])
                values = [decode(raw) for decode, raw in zip(self.decoders, args[1:], strict=False)]
            else:
                session = ""
                values = [decode(raw) for decode, raw in zip(self.decoders, args, strict=False)]
        except BadValue as error:
            raise error.as_error() from None
        if given < known:
            values.extend(self.defaults[given:])
        return session, values


def entries() -> dict[str, Entry]:
    """Return every message under ``Class.message`` and ``Class_message``.

    Raises:
        RuntimeError: a message is neither handled nor refused, or a handler belongs to no message.
    """
    for module in pkgutil.iter_modules(handlers.__path__):
        importlib.import_module(f"{handlers.__name__}.{module.name}")
    found: dict[str, Entry] = {}
    forgotten: list[str] = []
    for wire, message in MESSAGES.items():
        run, read = _implementation(message)
        if run is None:
            forgotten.append(wire)
            continue
        entry = _entry(message, run, read)
        found[wire] = entry
        found[wire.replace(".", "_", 1)] = entry
    unknown = sorted(set(HANDLERS) - set(MESSAGES))
    if forgotten or unknown:
        msg = f"neither handled nor refused: {forgotten or 'none'}; handlers without a message: {unknown or 'none'}"
        raise RuntimeError(msg)
    return found


def _entry(message: Resolved, run: Runner, read: Callable[..., Any] | None) -> Entry:
    names = [parameter.name for parameter in message.params]
    return Entry(
        message=message,
        decoders=tuple(decoder(parameter.type) for parameter in message.params),
        required=message.required,
        defaults=tuple(parameter.default for parameter in message.params),
        key=names.index("key") if message.map_key_roles and "key" in names else None,
        task=message.asynchronous and message.owner not in _NO_TASK,
        read=read,
        snapshot=rbac.roles() if message.owner == "role" and message.kind != "custom" else None,
        run=run,
    )


def _implementation(message: Resolved) -> tuple[Runner | None, Callable[..., Any] | None]:
    """Return what carries a message out, and the plain function if it only reads."""
    if message.removed:
        return _removed, None
    handler = HANDLERS.get(message.wire)
    if handler is not None:
        return handler, None
    reason = refusal(message)
    if reason:
        REFUSALS[message.wire] = reason
        return _refuser(message), None
    read = records.reader(message)
    if read is not None:
        return _reader_runner(read), read
    rule = records.writer(message)
    if rule is not None and not message.custom_code:
        return _rule_runner(rule), None
    return None, None


async def _removed(_call: Call, *_args: Any) -> Any:
    raise errors.MESSAGE_REMOVED()


def _refuser(message: Resolved) -> Runner:
    async def refuse(_call: Call, *_args: Any) -> Any:
        raise errors.NOT_IMPLEMENTED(message.wire)

    return refuse


def _reader_runner(read: Callable[..., Any]) -> Runner:
    async def run(call: Call, *args: Any) -> Any:
        return read(call.snapshot, *args)

    return run


def _rule_runner(rule: Callable[..., None]) -> Runner:
    async def run(call: Call, *args: Any) -> None:
        await call.change(rule, *args)

    return run
