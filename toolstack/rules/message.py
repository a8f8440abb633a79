"""Messages to the administrator: made by the toolstack and by clients, kept until somebody removes them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from toolstack.datamodel import errors
from toolstack.datamodel.catalog import CLASSES
from toolstack.datamodel.message import Cls, Message

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from toolstack.datamodel.model import Ref
    from toolstack.db.snapshot import Snapshot
    from toolstack.db.transaction import Transaction

LIMIT = 10_000
"""How many messages are kept; beyond it the oldest go."""
SLICE = 500
"""How many go at once, so that finding the oldest is rare."""

_CLASSES = {Cls.HOST: "host", Cls.POOL: "pool"}
"""Where the enumeration spells a class differently."""


def create(tx: Transaction, name: str, priority: int, cls: Cls, obj_uuid: str, body: str) -> Ref[Message]:
    """Leave a message about an object; raises UUID_INVALID when there is no such object."""
    concerned = CLASSES[_CLASSES.get(cls, str(cls))]
    if obj_uuid not in tx.uuids[concerned.info.wire_name]:
        raise errors.UUID_INVALID(str(cls), obj_uuid)
    if tx.count(Message) >= LIMIT:
        oldest = sorted(tx.rows(Message), key=lambda row: row.created)[:SLICE]
        destroy(tx, *(row.ref for row in oldest))
    now = datetime.now(UTC).replace(microsecond=0)
    return tx.insert(Message(name=name, priority=priority, cls=cls, obj_uuid=obj_uuid, timestamp=now, body=body))


def select(db: Snapshot, filters: Mapping[str, str]) -> tuple[Ref[Message], ...]:
    """Return the messages that every filter lets through.

    ``cls``, ``name``, ``priority`` and ``obj_uuid`` compare with the field of that name, ``before`` and ``after``
    take a time.  Raises INVALID_VALUE for another key, so that a misspelt one does not select everything.
    """
    wanted = [_test(key, value) for key, value in filters.items()]
    return tuple(ref for ref, each in db.all(Message) if all(test(each) for test in wanted))


def _test(key: str, value: str) -> Callable[[Message], bool]:
    if key in {"before", "after"}:
        try:
            limit = datetime.fromisoformat(value)
        except ValueError:
            raise errors.INVALID_VALUE(key, value) from None
        limit = limit if limit.tzinfo else limit.replace(tzinfo=UTC)
        return lambda each: each.timestamp < limit if key == "before" else each.timestamp > limit
    if key not in {"cls", "name", "priority", "obj_uuid"}:
        raise errors.INVALID_VALUE("filters", key)
    return lambda each: str(getattr(each, key)).lower() == value.lower()


def destroy_all(tx: Transaction, filters: Mapping[str, str]) -> None:
    """Remove the messages that every filter lets through."""
    destroy(tx, *select(tx, filters))


def destroy(tx: Transaction, *messages: Ref[Message]) -> None:
    """Remove messages; raises HANDLE_INVALID, having removed none, when one does not exist."""
    for ref in messages:
        tx.delete(Message, ref)
