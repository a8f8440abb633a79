"""To be described."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import EMPTY_MAP, Lifecycle, MapOf, Record, Role, WireEnum, dynamic_ro, rw, wire_enum

if TYPE_CHECKING:
    from datetime import datetime


@wire_enum("tristate_type")
class TristateType(WireEnum):
    """To be described."""

    YES = "yes"
    NO = "no"
    UNSPECIFIED = "unspecified"


class VmGuestMetrics(
    Record,
    name="VM_guest_metrics",
    lifecycle=Lifecycle((("published", "rio"),)),
    write_role=Role.VM_ADMIN,
):
    """To be described."""

    uuid: str = dynamic_ro("To be described.", since="rio")
    os_version: MapOf[str, str] = dynamic_ro("To be described.", since="rio")
    netbios_name: MapOf[str, str] = dynamic_ro(
        "To be described.", history=(("prototyped", "24.28.0"),), default=EMPTY_MAP
    )
    PV_drivers_version: MapOf[str, str] = dynamic_ro("To be described.", since="rio")
    PV_drivers_up_to_date: bool = dynamic_ro(
        "To be described.",
        history=(
            ("published", "rio"),
            ("deprecated", "dundee"),
        ),
    )
    memory: MapOf[str, str] = dynamic_ro(
        "To be described.",
        history=(
            ("published", "rio"),
            ("deprecated", "george"),
            ("removed", "george"),
        ),
        default=EMPTY_MAP,
    )
    disks: MapOf[str, str] = dynamic_ro(
        "To be described.",
        history=(
            ("published", "rio"),
            ("deprecated", "orlando"),
            ("removed", "orlando"),
        ),
        default=EMPTY_MAP,
    )
    networks: MapOf[str, str] = dynamic_ro("To be described.", since="rio")
    other: MapOf[str, str] = dynamic_ro("To be described.", since="rio")
    last_updated: datetime = dynamic_ro("To be described.", since="rio")
    other_config: MapOf[str, str] = rw("To be described.", since="orlando", default=EMPTY_MAP)
    live: bool = dynamic_ro("To be described.", since="orlando", default=False)
    can_use_hotplug_vbd: TristateType = dynamic_ro("To be described.", since="dundee", default=TristateType.UNSPECIFIED)
    can_use_hotplug_vif: TristateType = dynamic_ro("To be described.", since="dundee", default=TristateType.UNSPECIFIED)
    PV_drivers_detected: bool = dynamic_ro("To be described.", since="dundee", default=False)
    services: MapOf[str, str] = dynamic_ro("To be described.", history=(("prototyped", "25.15.0"),), default=EMPTY_MAP)
