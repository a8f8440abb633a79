"""VIF_metrics: removed; was the traffic of a virtual interface."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import EMPTY_MAP, Lifecycle, MapOf, Record, Role, dynamic_ro, rw

if TYPE_CHECKING:
    from datetime import datetime


class VifMetrics(
    Record,
    name="VIF_metrics",
    lifecycle=Lifecycle((("published", "rio"), ("deprecated", "tampa"), ("removed", "tampa"))),
    persistent=False,
    write_role=Role.VM_ADMIN,
):
    """Was the traffic of a virtual interface. Every message answers that it is removed."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    io_read_kbs: float = dynamic_ro(
        "Was the receive rate in kB/s.",
        history=(("published", "rio"), ("deprecated", "tampa"), ("removed", "tampa")),
        default=0.0,
        persist=False,
        db_name="io__read_kbs",
    )
    io_write_kbs: float = dynamic_ro(
        "Was the send rate in kB/s.",
        history=(("published", "rio"), ("deprecated", "tampa"), ("removed", "tampa")),
        default=0.0,
        persist=False,
        db_name="io__write_kbs",
    )
    last_updated: datetime = dynamic_ro("When a value last changed.", since="rio")
    other_config: MapOf[str, str] = rw("Free-form keys of clients.", since="orlando", default=EMPTY_MAP)
