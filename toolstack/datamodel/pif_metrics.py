"""To be described."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import EMPTY_MAP, Lifecycle, MapOf, Record, Role, dynamic_ro, rw

if TYPE_CHECKING:
    from datetime import datetime


class PifMetrics(
    Record,
    name="PIF_metrics",
    lifecycle=Lifecycle((("published", "rio"),)),
    write_role=Role.POOL_OPERATOR,
):
    """To be described."""

    uuid: str = dynamic_ro("To be described.", since="rio")
    io_read_kbs: float = dynamic_ro(
        "To be described.",
        history=(
            ("published", "rio"),
            ("deprecated", "tampa"),
            ("removed", "tampa"),
        ),
        default=0.0,
        persist=False,
        db_name="io__read_kbs",
    )
    io_write_kbs: float = dynamic_ro(
        "To be described.",
        history=(
            ("published", "rio"),
            ("deprecated", "tampa"),
            ("removed", "tampa"),
        ),
        default=0.0,
        persist=False,
        db_name="io__write_kbs",
    )
    carrier: bool = dynamic_ro("To be described.", since="rio")
    vendor_id: str = dynamic_ro("To be described.", since="rio")
    vendor_name: str = dynamic_ro("To be described.", since="rio")
    device_id: str = dynamic_ro("To be described.", since="rio")
    device_name: str = dynamic_ro("To be described.", since="rio")
    speed: int = dynamic_ro("To be described.", since="rio")
    duplex: bool = dynamic_ro("To be described.", since="rio")
    pci_bus_path: str = dynamic_ro("To be described.", since="rio")
    last_updated: datetime = dynamic_ro("To be described.", since="rio")
    other_config: MapOf[str, str] = rw("To be described.", since="orlando", default=EMPTY_MAP)
