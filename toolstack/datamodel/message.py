"""To be described."""

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
    """To be described."""

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
    """To be described."""

    uuid: str = dynamic_ro("To be described.", since="rio")
    name: str = dynamic_ro("To be described.", since="rio")
    priority: int = dynamic_ro("To be described.", since="rio")
    cls: Cls = dynamic_ro(
        "To be described.",
        history=(
            ("published", "orlando"),
            ("extended", "1.313.0"),
        ),
    )
    obj_uuid: str = dynamic_ro("To be described.", since="rio")
    timestamp: datetime = dynamic_ro("To be described.", since="rio")
    body: str = dynamic_ro("To be described.", since="rio")


@message(Message, role=Role.POOL_OPERATOR, since="orlando", asynchronous=False)
def create(name: str, priority: int, cls: Cls, obj_uuid: str, body: str) -> Ref[Message]:
    """To be described."""


@message(Message, role=Role.POOL_OPERATOR, since="orlando", asynchronous=False)
def destroy(self: Ref[Message]) -> None:
    """To be described."""


@message(Message, role=Role.POOL_OPERATOR, history=(("prototyped", "22.19.0"),))
def destroy_many(messages: SetOf[Ref[Message]]) -> None:
    """To be described."""


@message(Message, role=Role.POOL_OPERATOR, history=(("prototyped", "26.6.0"),))
def destroy_all(filters: MapOf[str, str]) -> None:
    """To be described."""


@message(Message, role=Role.READ_ONLY, since="orlando", asynchronous=False)
def get(cls: Cls, obj_uuid: str, since: datetime) -> MapOf[Ref[Message], Message]:
    """To be described."""


@message(Message, role=Role.READ_ONLY, since="orlando", asynchronous=False)
def get_all() -> SetOf[Ref[Message]]:
    """To be described."""


@message(Message, role=Role.READ_ONLY, since="orlando", asynchronous=False)
def get_since(since: datetime) -> MapOf[Ref[Message], Message]:
    """To be described."""


@message(Message, role=Role.READ_ONLY, since="orlando", asynchronous=False)
def get_record(self: Ref[Message]) -> Message:
    """To be described."""


@message(Message, role=Role.READ_ONLY, since="orlando", asynchronous=False)
def get_by_uuid(uuid: str) -> Ref[Message]:
    """To be described."""


@message(Message, role=Role.READ_ONLY, since="orlando", asynchronous=False)
def get_all_records() -> MapOf[Ref[Message], Message]:
    """To be described."""


@message(Message, role=Role.READ_ONLY, since="orlando", asynchronous=False)
def get_all_records_where(expr: str) -> MapOf[Ref[Message], Message]:
    """To be described."""
