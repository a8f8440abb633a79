"""event: what has changed in the database."""

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
    """What happened to the object: added, deleted or modified."""

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
    """A change of one object. Events exist only in answers: nothing is stored under this class."""

    id: int = static_ro(
        "A number that grows; the generation for event.from, a counter of the process for event.next. Sent as a string.",
        since="rio",
        wire_type="string",
    )
    timestamp: datetime = static_ro(
        "When it happened. Sent as a string; event.from always says ``0.0``.",
        history=(("published", "rio"), ("deprecated", "boston")),
        wire_type="string",
    )
    class_: str = static_ro("The class of the object, in lower case.", since="rio")
    operation: EventOperation = static_ro("What happened to the object.", since="rio")
    ref: str = static_ro("The reference of the object, valid no longer after a deletion.", since="rio")
    obj_uuid: str = static_ro(
        "The uuid of the object; never sent.", history=(("published", "rio"), ("deprecated", "boston")), on_wire=False
    )
    snapshot: AnyRecord = dynamic_ro(
        "The whole record as it is when the answer is made; absent when the object was deleted.",
        since="boston",
        persist=False,
        wire_optional=True,
    )


@message(Event, role=Role.READ_ONLY, history=(("published", "rio"), ("deprecated", "boston")))
def register(classes: SetOf[str]) -> None:
    """Subscribe the session to events of these classes, for event.next."""


@message(Event, role=Role.READ_ONLY, history=(("published", "rio"), ("deprecated", "boston")))
def unregister(classes: SetOf[str]) -> None:
    """Take these classes out of the session's subscription."""


@message(
    Event,
    role=Role.READ_ONLY,
    history=(("published", "rio"), ("deprecated", "boston")),
    errors=(errors.SESSION_NOT_REGISTERED, errors.EVENTS_LOST, errors.EVENT_SUBSCRIPTION_PARSE_FAILURE),
    asynchronous=False,
)
def next() -> SetOf[Event]:
    """Wait without limit for events of the subscribed classes and return them in order.

    SESSION_NOT_REGISTERED without a subscription. EVENTS_LOST when the client was too slow: it has to read the
    objects again.
    """


@message(
    Event,
    role=Role.READ_ONLY,
    since="boston",
    errors=(errors.EVENT_FROM_TOKEN_PARSE_FAILURE, errors.EVENT_SUBSCRIPTION_PARSE_FAILURE),
    asynchronous=False,
    published_result="SetOf[Event]",
)
def from_(classes: SetOf[str], token: str, timeout: float) -> Any:
    """Return what changed since a token, together with a new token; wait when nothing did.

    The answer is a struct: ``events`` (at most one per object, added before modified before deleted),
    ``valid_ref_counts`` (how many objects of each class there are, to notice lost deletions) and ``token``.

    Args:
        classes: ``*``, a class, or ``class/OpaqueRef:...`` for one object; unknown names match nothing.
        token: that of the last answer, or empty to get every object as added.
        timeout: seconds to wait; 0 to poll. Negative, infinite or very large values mean a day.
    """


@message(Event, role=Role.READ_ONLY, since="rio", asynchronous=False)
def get_current_id() -> int:
    """Return the number of the last event, as event.next counts."""


@message(Event, role=Role.READ_ONLY, since="tampa", asynchronous=False)
def inject(class_: str, ref: str) -> str:
    """Make an event for an unchanged object and return a token from before it.

    Once event.from returns a token greater than this one, as a string, the client has seen everything that
    happened before the call. The class has to be spelled as in the data model.
    """
