"""host_metrics: whether a host is alive, and how much memory it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import EMPTY_MAP, Lifecycle, MapOf, Record, Role, dynamic_ro, rw

if TYPE_CHECKING:
    from datetime import datetime


class HostMetrics(
    Record, name="host_metrics", lifecycle=Lifecycle((("published", "rio"),)), write_role=Role.POOL_OPERATOR
):
    """What the pool knows about the state of a host."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    memory_total: int = dynamic_ro("The memory of the host in bytes.", since="rio", db_name="memory__total")
    memory_free: int = dynamic_ro(
        "Was the free memory in bytes; always 0.",
        history=(("published", "rio"), ("deprecated", "midnight-ride"), ("removed", "tampa")),
        default=0,
        db_name="memory__free",
    )
    live: bool = dynamic_ro(
        "Whether the host is believed to be up; calls for a host that is not fail with HOST_OFFLINE.", since="rio"
    )
    last_updated: datetime = dynamic_ro("When a value last changed.", since="rio")
    other_config: MapOf[str, str] = rw("Free-form keys of clients.", since="orlando", default=EMPTY_MAP)
