"""Caller: a program that calls the API."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import (
    EPOCH,
    NULL,
    Lifecycle,
    Record,
    Ref,
    Role,
    SetOf,
    dynamic_ro,
    message,
    rw,
    static_ro,
)

if TYPE_CHECKING:
    from datetime import datetime

    from toolstack.datamodel.rate_limit import RateLimit


class Caller(
    Record,
    name="Caller",
    lifecycle=Lifecycle((("prototyped", "26.17.0"),)),
    create_required=(),
    create_optional=("name_label", "name_description", "user_agent", "client_ip"),
):
    """A program that calls the API, told by its user agent and address."""

    uuid: str = dynamic_ro(
        "Unique identifier, constant for the life of the object.", history=(("prototyped", "26.17.0"),)
    )
    name_label: str = rw(
        "A label for people; it need not be unique.",
        history=(("prototyped", "26.17.0"),),
        default="",
        db_name="name__label",
    )
    name_description: str = rw(
        "A text for people that says what the object is for.",
        history=(("prototyped", "26.17.0"),),
        default="",
        db_name="name__description",
    )
    user_agent: str = static_ro(
        "The user agent that it sends; empty for any.", history=(("prototyped", "26.17.0"),), default=""
    )
    client_ip: str = static_ro(
        "The address that it calls from; empty for any.", history=(("prototyped", "26.17.0"),), default=""
    )
    last_access: datetime = dynamic_ro("When it last called.", history=(("prototyped", "26.17.0"),), default=EPOCH)
    groups: SetOf[str] = dynamic_ro(
        "The groups that its use is counted under.", history=(("prototyped", "26.17.0"),), default=()
    )
    rate_limit: Ref[RateLimit] = dynamic_ro(
        "The limit that it is under, or null.", history=(("prototyped", "26.17.0"),), default=NULL
    )
    auto_registered: bool = dynamic_ro(
        "Whether the server made the record when it first called.", history=(("prototyped", "26.17.0"),), default=False
    )


@message(Caller, role=Role.POOL_OPERATOR, history=(("prototyped", "26.17.0"),))
def add_group(self: Ref[Caller], group: str) -> None:
    """Count its use under a group too."""


@message(Caller, role=Role.POOL_OPERATOR, history=(("prototyped", "26.17.0"),))
def remove_group(self: Ref[Caller], group: str) -> None:
    """Count its use under a group no more."""


@message(Caller, role=Role.POOL_OPERATOR, history=(("prototyped", "26.15.0"),))
def query_token_usage(self: Ref[Caller]) -> float:
    """Return how many tokens it used."""


@message(Caller, role=Role.POOL_OPERATOR, history=(("prototyped", "26.15.0"),))
def query_call_count(self: Ref[Caller]) -> int:
    """Return how often it called."""


@message(Caller, role=Role.POOL_OPERATOR, history=(("prototyped", "26.15.0"),))
def query_group_token_usage(group: str) -> float:
    """Return how many tokens a group used."""


@message(Caller, role=Role.POOL_OPERATOR, history=(("prototyped", "26.15.0"),))
def query_group_call_count(group: str) -> int:
    """Return how often a group called."""


@message(Caller, role=Role.POOL_OPERATOR, history=(("prototyped", "26.17.0"),))
def query_all_usage() -> SetOf[SetOf[str]]:
    """Return what every caller used."""
