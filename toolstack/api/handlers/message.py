"""Messages to the administrator."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from toolstack.api import records
from toolstack.api.registry import handles
from toolstack.datamodel import message
from toolstack.datamodel.message import Message
from toolstack.rules import message as rules

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from toolstack.api.call import Call
    from toolstack.datamodel.message import Cls
    from toolstack.datamodel.model import MapOf, Ref, SetOf

    Records = MapOf[Ref[Message], Message]


@handles(message.create)
async def create(call: Call, name: str, priority: int, cls: Cls, obj_uuid: str, body: str) -> Ref[Message]:
    """Leave a message about an object."""
    return await call.change(rules.create, name, priority, cls, obj_uuid, body)


@handles(message.destroy)
async def destroy(call: Call, self: Ref[Message]) -> None:
    """Remove a message."""
    await call.change(rules.destroy, self)


@handles(message.destroy_many)
async def destroy_many(call: Call, messages: SetOf[Ref[Message]]) -> None:
    """Remove several messages, or none of them when one does not exist."""
    await call.change(rules.destroy, *dict.fromkeys(messages))


@handles(message.destroy_all)
async def destroy_all(call: Call, filters: MapOf[str, str]) -> None:
    """Remove the messages that every filter lets through: all of them without any filter."""
    await call.change(rules.destroy_all, filters)


@handles(message.get)
async def get(call: Call, cls: Cls, obj_uuid: str, since: datetime) -> Records:
    """Return the messages about one object that are newer than a time."""
    return _select(call, lambda each: each.cls is cls and each.obj_uuid == obj_uuid and each.timestamp > since)


@handles(message.get_since)
async def get_since(call: Call, since: datetime) -> Records:
    """Return the messages that are newer than a time."""
    return _select(call, lambda each: each.timestamp > since)


@handles(message.get_all)
async def get_all(call: Call) -> SetOf[Ref[Message]]:
    """Return the reference of every message."""
    return tuple(ref for ref, _ in call.snapshot.all(Message))


@handles(message.get_all_records)
async def get_all_records(call: Call) -> Records:
    """Return every message with all its fields."""
    return _select(call, lambda _each: True)


@handles(message.get_all_records_where)
async def get_all_records_where(call: Call, expr: str) -> Records:
    """Return every message that a filter expression selects."""
    snapshot = call.snapshot
    return cast("Records", records.views(snapshot, records.select(snapshot, Message, expr)))


@handles(message.get_record)
async def get_record(call: Call, self: Ref[Message]) -> Message:
    """Return all fields of a message."""
    return cast("Message", records.view(call.snapshot, call.snapshot.row(Message, self)))


@handles(message.get_by_uuid)
async def get_by_uuid(call: Call, uuid: str) -> Ref[Message]:
    """Return the message with this uuid."""
    return call.snapshot.by_uuid(Message, uuid)


def _select(call: Call, wanted: Callable[[Message], bool]) -> Records:
    """Return records as they are encoded: views of rows, by reference."""
    rows = (row for row in call.snapshot.rows(Message) if wanted(row.record))
    return cast("Records", records.views(call.snapshot, rows))
