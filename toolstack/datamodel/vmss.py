"""VMSS: when snapshots of VMs are taken."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import (
    EMPTY_MAP,
    EPOCH,
    Lifecycle,
    MapOf,
    Record,
    Ref,
    Reverse,
    Role,
    WireEnum,
    dynamic_ro,
    message,
    reverse,
    rw,
    static_ro,
    wire_enum,
)

if TYPE_CHECKING:
    from datetime import datetime

    from toolstack.datamodel.vm import Vm


@wire_enum("vmss_frequency")
class VmssFrequency(WireEnum):
    """How often snapshots are taken."""

    HOURLY = "hourly"
    DAILY = "daily"
    WEEKLY = "weekly"


@wire_enum("vmss_type")
class VmssType(WireEnum):
    """What a snapshot holds."""

    SNAPSHOT = "snapshot"
    CHECKPOINT = "checkpoint"
    SNAPSHOT_WITH_QUIESCE = "snapshot_with_quiesce"


class Vmss(
    Record,
    name="VMSS",
    lifecycle=Lifecycle((("published", "falcon"),)),
    write_role=Role.POOL_OPERATOR,
    create_required=("type", "frequency"),
    create_optional=("name_label", "name_description", "enabled", "retained_snapshots", "schedule"),
):
    """A schedule by which snapshots of VMs are taken and old ones removed."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    name_label: str = rw("A label for people; it need not be unique.", since="rio", default="", db_name="name__label")
    name_description: str = rw(
        "A text for people that says what the object is for.", since="rio", default="", db_name="name__description"
    )
    enabled: bool = rw("Whether the schedule is in force.", since="rio", default=True)
    type: VmssType = static_ro("What a snapshot holds.", since="rio")
    retained_snapshots: int = static_ro("How many snapshots of a VM to keep, 1 to 10.", since="rio", default=7)
    frequency: VmssFrequency = static_ro("How often snapshots are taken.", since="rio")
    schedule: MapOf[str, str] = static_ro(
        "When snapshots are taken: ``min``, ``hour`` and ``days``.", since="rio", default=EMPTY_MAP
    )
    last_run_time: datetime = dynamic_ro("When snapshots were last taken.", since="rio", default=EPOCH)
    VMs: Reverse[Vm] = reverse("VM.snapshot_schedule", "The VMs that it is for.", since="rio")


@message(Vmss, role=Role.POOL_OPERATOR, since="falcon", asynchronous=False)
def snapshot_now(vmss: Ref[Vmss]) -> str:
    """Take snapshots now."""


@message(Vmss, role=Role.POOL_OPERATOR, since="falcon", asynchronous=False)
def set_retained_snapshots(self: Ref[Vmss], value: int) -> None:
    """Set how many snapshots of a VM to keep."""


@message(Vmss, role=Role.POOL_OPERATOR, since="falcon", asynchronous=False)
def set_frequency(self: Ref[Vmss], value: VmssFrequency) -> None:
    """Set how often snapshots are taken."""


@message(Vmss, role=Role.POOL_OPERATOR, since="falcon", asynchronous=False)
def set_schedule(self: Ref[Vmss], value: MapOf[str, str]) -> None:
    """Set when snapshots are taken."""


@message(Vmss, role=Role.POOL_OPERATOR, since="falcon", asynchronous=False)
def add_to_schedule(self: Ref[Vmss], key: str, value: str) -> None:
    """Add a key to when snapshots are taken."""


@message(Vmss, role=Role.POOL_OPERATOR, since="falcon", asynchronous=False)
def remove_from_schedule(self: Ref[Vmss], key: str) -> None:
    """Remove a key from when snapshots are taken."""


@message(Vmss, role=Role.LOCAL_ROOT, since="falcon", asynchronous=False)
def set_last_run_time(self: Ref[Vmss], value: datetime) -> None:
    """Record when snapshots were last taken."""


@message(Vmss, role=Role.POOL_OPERATOR, since="falcon", asynchronous=False)
def set_type(self: Ref[Vmss], value: VmssType) -> None:
    """Set what a snapshot holds."""
