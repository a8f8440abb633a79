"""PIF_metrics: link state and hardware of a network interface."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import EMPTY_MAP, Lifecycle, MapOf, Record, Role, dynamic_ro, rw

if TYPE_CHECKING:
    from datetime import datetime


class PifMetrics(
    Record, name="PIF_metrics", lifecycle=Lifecycle((("published", "rio"),)), write_role=Role.POOL_OPERATOR
):
    """What the host reports about an interface: link state, speed, hardware.

    Traffic is in the statistics files instead.
    """

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    io_read_kbs: float = dynamic_ro(
        "Was the receive rate in kB/s; always 0.",
        history=(("published", "rio"), ("deprecated", "tampa"), ("removed", "tampa")),
        default=0.0,
        persist=False,
        db_name="io__read_kbs",
    )
    io_write_kbs: float = dynamic_ro(
        "Was the send rate in kB/s; always 0.",
        history=(("published", "rio"), ("deprecated", "tampa"), ("removed", "tampa")),
        default=0.0,
        persist=False,
        db_name="io__write_kbs",
    )
    carrier: bool = dynamic_ro("Whether there is a link; for a bond, whether any member has one.", since="rio")
    vendor_id: str = dynamic_ro("The PCI vendor in hexadecimal.", since="rio")
    vendor_name: str = dynamic_ro("The PCI vendor's name.", since="rio")
    device_id: str = dynamic_ro("The PCI device in hexadecimal.", since="rio")
    device_name: str = dynamic_ro("The PCI device's name.", since="rio")
    speed: int = dynamic_ro("In Mbit/s, 0 when unknown; for a bond the sum over its active links.", since="rio")
    duplex: bool = dynamic_ro("Whether the link is full duplex.", since="rio")
    pci_bus_path: str = dynamic_ro("The PCI address, such as ``0000:03:00.0``.", since="rio")
    last_updated: datetime = dynamic_ro("When a value last changed.", since="rio")
    other_config: MapOf[str, str] = rw("Free-form keys of clients.", since="orlando", default=EMPTY_MAP)
