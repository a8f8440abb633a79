"""To be described."""

from __future__ import annotations

from toolstack.datamodel.model import Lifecycle, Record, WireEnum, dynamic_ro, wire_enum


@wire_enum("sr_health")
class SrHealth(WireEnum):
    """To be described."""

    HEALTHY = "healthy"
    RECOVERING = "recovering"
    UNREACHABLE = "unreachable"
    UNAVAILABLE = "unavailable"


class SrStat(
    Record,
    name="sr_stat",
    lifecycle=Lifecycle(
        (
            ("prototyped", "kolkata"),
            ("published", "lima"),
            ("extended", "24.17.0"),
        )
    ),
    in_database=False,
    persistent=False,
    generates_events=False,
    get_all=False,
):
    """To be described."""

    uuid: str | None = dynamic_ro(
        "Unique identifier, constant for the life of the object.",
        history=(
            ("prototyped", "kolkata"),
            ("published", "lima"),
            ("extended", "24.17.0"),
        ),
    )
    name_label: str = dynamic_ro(
        "A label for people; it need not be unique.",
        history=(
            ("prototyped", "kolkata"),
            ("published", "lima"),
            ("extended", "24.17.0"),
        ),
    )
    name_description: str = dynamic_ro(
        "A text for people that says what the object is for.",
        history=(
            ("prototyped", "kolkata"),
            ("published", "lima"),
            ("extended", "24.17.0"),
        ),
    )
    free_space: int = dynamic_ro(
        "To be described.",
        history=(
            ("prototyped", "kolkata"),
            ("published", "lima"),
            ("extended", "24.17.0"),
        ),
    )
    total_space: int = dynamic_ro(
        "To be described.",
        history=(
            ("prototyped", "kolkata"),
            ("published", "lima"),
            ("extended", "24.17.0"),
        ),
    )
    clustered: bool = dynamic_ro(
        "To be described.",
        history=(
            ("prototyped", "kolkata"),
            ("published", "lima"),
            ("extended", "24.17.0"),
        ),
    )
    health: SrHealth = dynamic_ro(
        "To be described.",
        history=(
            ("prototyped", "kolkata"),
            ("published", "lima"),
            ("extended", "24.17.0"),
        ),
    )
