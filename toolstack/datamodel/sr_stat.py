"""sr_stat: what a storage driver says about a storage repository."""

from __future__ import annotations

from toolstack.datamodel.model import Lifecycle, Record, WireEnum, dynamic_ro, wire_enum


@wire_enum("sr_health")
class SrHealth(WireEnum):
    """How a storage repository does."""

    HEALTHY = "healthy"
    RECOVERING = "recovering"
    UNREACHABLE = "unreachable"
    UNAVAILABLE = "unavailable"


class SrStat(
    Record,
    name="sr_stat",
    lifecycle=Lifecycle((("prototyped", "kolkata"), ("published", "lima"), ("extended", "24.17.0"))),
    in_database=False,
    persistent=False,
    generates_events=False,
    get_all=False,
):
    """What a probe says about a storage repository. Only in answers; nothing is stored under this class."""

    uuid: str | None = dynamic_ro(
        "The uuid of the storage repository, where it has one.",
        history=(("prototyped", "kolkata"), ("published", "lima"), ("extended", "24.17.0")),
    )
    name_label: str = dynamic_ro(
        "A label for people; it need not be unique.",
        history=(("prototyped", "kolkata"), ("published", "lima"), ("extended", "24.17.0")),
    )
    name_description: str = dynamic_ro(
        "A text for people that says what the object is for.",
        history=(("prototyped", "kolkata"), ("published", "lima"), ("extended", "24.17.0")),
    )
    free_space: int = dynamic_ro(
        "How much of it is free, in bytes.",
        history=(("prototyped", "kolkata"), ("published", "lima"), ("extended", "24.17.0")),
    )
    total_space: int = dynamic_ro(
        "How large it is, in bytes.",
        history=(("prototyped", "kolkata"), ("published", "lima"), ("extended", "24.17.0")),
    )
    clustered: bool = dynamic_ro(
        "Whether its file system needs a cluster.",
        history=(("prototyped", "kolkata"), ("published", "lima"), ("extended", "24.17.0")),
    )
    health: SrHealth = dynamic_ro(
        "How it does.", history=(("prototyped", "kolkata"), ("published", "lima"), ("extended", "24.17.0"))
    )
