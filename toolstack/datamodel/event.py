"""To be described."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolstack.datamodel import errors
from toolstack.datamodel.model import (
    AnyRecord,
    Lifecycle,
    Record,
    Role,
    SetOf,
    WireEnum,
    dynamic_ro,
    message,
    static_ro,
    wire_enum,
)

if TYPE_CHECKING:
    from datetime import datetime


@wire_enum("event_operation")
class EventOperation(WireEnum):
    """To be described."""

    ADD = "add"
    DEL = "del"
    MOD = "mod"


class Event(
    Record,
    name="event",
    lifecycle=Lifecycle((("published", "rio"),)),
    in_database=False,
    persistent=False,
    generates_events=False,
    get_all=False,
):
    """To be described."""

    id: int = static_ro("To be described.", since="rio", wire_type="string")
    timestamp: datetime = static_ro(
        "To be described.",
        history=(
            ("published", "rio"),
            ("deprecated", "boston"),
        ),
        wire_type="string",
    )
    class_: str = static_ro("To be described.", since="rio")
    operation: EventOperation = static_ro("To be described.", since="rio")
    ref: str = static_ro("To be described.", since="rio")
    obj_uuid: str = static_ro(
        "To be described.",
        history=(
            ("published", "rio"),
            ("deprecated", "boston"),
        ),
        on_wire=False,
    )
    snapshot: AnyRecord = dynamic_ro("To be described.", since="boston", persist=False, wire_optional=True)


@message(
    Event,
    role=Role.READ_ONLY,
    history=(
        ("published", "rio"),
        ("deprecated", "boston"),
    ),
)
def register(classes: SetOf[str]) -> None:
    """To be described."""


@message(
    Event,
    role=Role.READ_ONLY,
    history=(
        ("published", "rio"),
        ("deprecated", "boston"),
    ),
)
def unregister(classes: SetOf[str]) -> None:
    """To be described."""


@message(
    Event,
    role=Role.READ_ONLY,
    history=(
        ("published", "rio"),
        ("deprecated", "boston"),
    ),
    errors=(
        errors.SESSION_NOT_REGISTERED,
        errors.EVENTS_LOST,
        errors.EVENT_SUBSCRIPTION_PARSE_FAILURE,
    ),
    asynchronous=False,
)
def next() -> SetOf[Event]:
    """To be described."""


@message(
    Event,
    role=Role.READ_ONLY,
    since="boston",
    errors=(
        errors.EVENT_FROM_TOKEN_PARSE_FAILURE,
        errors.EVENT_SUBSCRIPTION_PARSE_FAILURE,
    ),
    asynchronous=False,
    published_result="SetOf[Event]",
)
def from_(classes: SetOf[str], token: str, timeout: float) -> Any:
    """To be described."""


@message(Event, role=Role.READ_ONLY, since="rio", asynchronous=False)
def get_current_id() -> int:
    """To be described."""


@message(Event, role=Role.READ_ONLY, since="tampa", asynchronous=False)
def inject(class_: str, ref: str) -> str:
    """To be described."""
