"""To be described."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import EMPTY_MAP, Lifecycle, MapOf, Record, Role, dynamic_ro, rw

if TYPE_CHECKING:
    from datetime import datetime


class HostMetrics(
    Record,
    name="host_metrics",
    lifecycle=Lifecycle((("published", "rio"),)),
    write_role=Role.POOL_OPERATOR,
):
    """To be described."""

    uuid: str = dynamic_ro("To be described.", since="rio")
    memory_total: int = dynamic_ro("To be described.", since="rio", db_name="memory__total")
    memory_free: int = dynamic_ro(
        "To be described.",
        history=(
            ("published", "rio"),
            ("deprecated", "midnight-ride"),
            ("removed", "tampa"),
        ),
        default=0,
        db_name="memory__free",
    )
    live: bool = dynamic_ro("To be described.", since="rio")
    last_updated: datetime = dynamic_ro("To be described.", since="rio")
    other_config: MapOf[str, str] = rw("To be described.", since="orlando", default=EMPTY_MAP)
