"""Rate_limit: how often programs may call the API."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import Lifecycle, Record, Ref, Reverse, Role, dynamic_ro, message, reverse, rw, static_ro

if TYPE_CHECKING:
    from toolstack.datamodel.caller import Caller


class RateLimit(
    Record,
    name="Rate_limit",
    lifecycle=Lifecycle((("prototyped", "26.17.0"),)),
    create_required=(),
    create_optional=("name_label", "name_description", "burst_size", "fill_rate"),
):
    """A bucket of tokens that callers share. Each call takes some, and waits when there are none."""

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
    callers: Reverse[Caller] = reverse(
        "Caller.rate_limit", "The callers that it is for.", history=(("prototyped", "26.17.0"),)
    )
    burst_size: float = static_ro(
        "How many tokens the bucket holds.", history=(("prototyped", "26.17.0"),), default=0.0
    )
    fill_rate: float = static_ro(
        "How many tokens come in each second.", history=(("prototyped", "26.17.0"),), default=0.0
    )


@message(RateLimit, role=Role.POOL_ADMIN, history=(("prototyped", "26.17.0"),))
def add_caller(self: Ref[RateLimit], caller: Ref[Caller]) -> None:
    """Put a caller under the limit."""


@message(RateLimit, role=Role.POOL_ADMIN, history=(("prototyped", "26.17.0"),))
def remove_caller(self: Ref[RateLimit], caller: Ref[Caller]) -> None:
    """Take a caller from under the limit."""


@message(RateLimit, role=Role.POOL_ADMIN, history=(("prototyped", "26.17.0"),))
def set_burst_size(self: Ref[RateLimit], value: float) -> None:
    """Set how many tokens the bucket holds."""


@message(RateLimit, role=Role.POOL_ADMIN, history=(("prototyped", "26.17.0"),))
def set_fill_rate(self: Ref[RateLimit], value: float) -> None:
    """Set how many tokens come in each second."""
