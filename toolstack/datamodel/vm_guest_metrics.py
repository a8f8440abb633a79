"""VM_guest_metrics: what the guest reports about itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import EMPTY_MAP, Lifecycle, MapOf, Record, Role, WireEnum, dynamic_ro, rw, wire_enum

if TYPE_CHECKING:
    from datetime import datetime


@wire_enum("tristate_type")
class TristateType(WireEnum):
    """Yes, no, or not known."""

    YES = "yes"
    NO = "no"
    UNSPECIFIED = "unspecified"


class VmGuestMetrics(
    Record, name="VM_guest_metrics", lifecycle=Lifecycle((("published", "rio"),)), write_role=Role.VM_ADMIN
):
    """What the agent in the guest reports; empty without one."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    os_version: MapOf[str, str] = dynamic_ro(
        "The operating system: ``name``, ``distro``, ``major``, ``minor``, ``uname``.", since="rio"
    )
    netbios_name: MapOf[str, str] = dynamic_ro(
        "The name of a Windows guest, as host and domain.", history=(("prototyped", "24.28.0"),), default=EMPTY_MAP
    )
    PV_drivers_version: MapOf[str, str] = dynamic_ro("The version of the paravirtual drivers, in parts.", since="rio")
    PV_drivers_up_to_date: bool = dynamic_ro(
        "Whether the paravirtual drivers are there; the same as PV_drivers_detected.",
        history=(("published", "rio"), ("deprecated", "dundee")),
    )
    memory: MapOf[str, str] = dynamic_ro(
        "Was the guest's view of its memory; always empty.",
        history=(("published", "rio"), ("deprecated", "george"), ("removed", "george")),
        default=EMPTY_MAP,
    )
    disks: MapOf[str, str] = dynamic_ro(
        "Was the guest's view of its disks; always empty.",
        history=(("published", "rio"), ("deprecated", "orlando"), ("removed", "orlando")),
        default=EMPTY_MAP,
    )
    networks: MapOf[str, str] = dynamic_ro(
        "Addresses in the guest: ``0/ip``, ``0/ipv4/0``, ``0/ipv6/0`` and so on, by interface number.", since="rio"
    )
    other: MapOf[str, str] = dynamic_ro(
        "Everything else that the agent reports, such as ``feature-static-ip-setting``.", since="rio"
    )
    last_updated: datetime = dynamic_ro("When the guest last reported a change.", since="rio")
    other_config: MapOf[str, str] = rw("Free-form keys of clients.", since="orlando", default=EMPTY_MAP)
    live: bool = dynamic_ro("Whether the agent is still there.", since="orlando", default=False)
    can_use_hotplug_vbd: TristateType = dynamic_ro(
        "Whether the guest can take disks while it runs.", since="dundee", default=TristateType.UNSPECIFIED
    )
    can_use_hotplug_vif: TristateType = dynamic_ro(
        "Whether the guest can take network interfaces while it runs.", since="dundee", default=TristateType.UNSPECIFIED
    )
    PV_drivers_detected: bool = dynamic_ro(
        "Whether paravirtual drivers have been seen at work.", since="dundee", default=False
    )
    services: MapOf[str, str] = dynamic_ro(
        "What services in the guest report, as ``service/key``.",
        history=(("prototyped", "25.15.0"),),
        default=EMPTY_MAP,
    )
