"""Messages to the administrator: made by the toolstack and by clients, kept until somebody removes them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from toolstack.datamodel import errors
from toolstack.datamodel.catalog import CLASSES
from toolstack.datamodel.message import Cls, Message

if TYPE_CHECKING:
    from toolstack.datamodel.model import Ref
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


def destroy(tx: Transaction, *messages: Ref[Message]) -> None:
    """Remove messages; raises HANDLE_INVALID, having removed none, when one does not exist."""
    for ref in messages:
        tx.delete(Message, ref)
