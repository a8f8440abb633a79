"""message: an alert for the administrator."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import (
    Lifecycle,
    MapOf,
    Record,
    Ref,
    Role,
    SetOf,
    WireEnum,
    dynamic_ro,
    message,
    wire_enum,
)

if TYPE_CHECKING:
    from datetime import datetime


@wire_enum("cls")
class Cls(WireEnum):
    """The kinds of object that an alert may be about."""

    VM = "VM"
    HOST = "Host"
    SR = "SR"
    POOL = "Pool"
    VMPP = "VMPP"
    VMSS = "VMSS"
    PVS_PROXY = "PVS_proxy"
    VDI = "VDI"
    CERTIFICATE = "Certificate"


class Message(
    Record,
    name="message",
    lifecycle=Lifecycle((("published", "orlando"),)),
    in_database=False,
    persistent=False,
    get_all=False,
):
    """An alert about an object: a VM started, a host failed, a certificate expires.

    Alerts are kept outside the database.
    """

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    name: str = dynamic_ro(
        "What happened, such as ``VM_STARTED``; the known names have a default priority.", since="rio"
    )
    priority: int = dynamic_ro("From 1 (data loss or outage at hand) to 5 (for information).", since="rio")
    cls: Cls = dynamic_ro(
        "The kind of object that it is about.", history=(("published", "orlando"), ("extended", "1.313.0"))
    )
    obj_uuid: str = dynamic_ro("The uuid of the object that it is about.", since="rio")
    timestamp: datetime = dynamic_ro("When it was made.", since="rio")
    body: str = dynamic_ro("A text with the details, in a form that depends on the name.", since="rio")


@message(Message, role=Role.POOL_OPERATOR, since="orlando", asynchronous=False)
def create(name: str, priority: int, cls: Cls, obj_uuid: str, body: str) -> Ref[Message]:
    """Make an alert about an object."""


@message(Message, role=Role.POOL_OPERATOR, since="orlando", asynchronous=False)
def destroy(self: Ref[Message]) -> None:
    """Remove an alert."""


@message(Message, role=Role.POOL_OPERATOR, history=(("prototyped", "22.19.0"),))
def destroy_many(messages: SetOf[Ref[Message]]) -> None:
    """Remove several alerts."""


@message(Message, role=Role.POOL_OPERATOR, history=(("prototyped", "26.6.0"),))
def destroy_all(filters: MapOf[str, str]) -> None:
    """Remove all alerts that match every filter given."""


@message(Message, role=Role.READ_ONLY, since="orlando", asynchronous=False)
def get(cls: Cls, obj_uuid: str, since: datetime) -> MapOf[Ref[Message], Message]:
    """Return the alerts about one object made since a time."""


@message(Message, role=Role.READ_ONLY, since="orlando", asynchronous=False)
def get_all() -> SetOf[Ref[Message]]:
    """Return the references of all alerts."""


@message(Message, role=Role.READ_ONLY, since="orlando", asynchronous=False)
def get_since(since: datetime) -> MapOf[Ref[Message], Message]:
    """Return all alerts made since a time."""


@message(Message, role=Role.READ_ONLY, since="orlando", asynchronous=False)
def get_record(self: Ref[Message]) -> Message:
    """Return all fields of an alert."""


@message(Message, role=Role.READ_ONLY, since="orlando", asynchronous=False)
def get_by_uuid(uuid: str) -> Ref[Message]:
    """Return the alert with this uuid."""


@message(Message, role=Role.READ_ONLY, since="orlando", asynchronous=False)
def get_all_records() -> MapOf[Ref[Message], Message]:
    """Return all alerts."""


@message(Message, role=Role.READ_ONLY, since="orlando", asynchronous=False)
def get_all_records_where(expr: str) -> MapOf[Ref[Message], Message]:
    """Return the alerts that a filter expression selects."""
