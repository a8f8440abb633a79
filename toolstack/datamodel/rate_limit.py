"""To be described."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import (
    Lifecycle,
    Record,
    Ref,
    Reverse,
    Role,
    dynamic_ro,
    message,
    reverse,
    rw,
    static_ro,
)

if TYPE_CHECKING:
    from toolstack.datamodel.caller import Caller


class RateLimit(
    Record,
    name="Rate_limit",
    lifecycle=Lifecycle((("prototyped", "26.17.0"),)),
    create_required=(),
    create_optional=("name_label", "name_description", "burst_size", "fill_rate"),
):
    """To be described."""

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
    callers: Reverse[Caller] = reverse("Caller.rate_limit", "To be described.", history=(("prototyped", "26.17.0"),))
    burst_size: float = static_ro("To be described.", history=(("prototyped", "26.17.0"),), default=0.0)
    fill_rate: float = static_ro("To be described.", history=(("prototyped", "26.17.0"),), default=0.0)


@message(RateLimit, role=Role.POOL_ADMIN, history=(("prototyped", "26.17.0"),))
def add_caller(self: Ref[RateLimit], caller: Ref[Caller]) -> None:
    """To be described."""


@message(RateLimit, role=Role.POOL_ADMIN, history=(("prototyped", "26.17.0"),))
def remove_caller(self: Ref[RateLimit], caller: Ref[Caller]) -> None:
    """To be described."""


@message(RateLimit, role=Role.POOL_ADMIN, history=(("prototyped", "26.17.0"),))
def set_burst_size(self: Ref[RateLimit], value: float) -> None:
    """To be described."""


@message(RateLimit, role=Role.POOL_ADMIN, history=(("prototyped", "26.17.0"),))
def set_fill_rate(self: Ref[RateLimit], value: float) -> None:
    """To be described."""
