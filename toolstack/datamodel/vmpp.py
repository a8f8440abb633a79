"""VMPP: a removed kind of backup policy."""

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
    SetOf,
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


@wire_enum("vmpp_archive_frequency")
class VmppArchiveFrequency(WireEnum):
    """How often backups were copied away."""

    NEVER = "never"
    ALWAYS_AFTER_BACKUP = "always_after_backup"
    DAILY = "daily"
    WEEKLY = "weekly"


@wire_enum("vmpp_archive_target_type")
class VmppArchiveTargetType(WireEnum):
    """Where backups were copied to."""

    NONE = "none"
    CIFS = "cifs"
    NFS = "nfs"


@wire_enum("vmpp_backup_frequency")
class VmppBackupFrequency(WireEnum):
    """How often backups were made."""

    HOURLY = "hourly"
    DAILY = "daily"
    WEEKLY = "weekly"


@wire_enum("vmpp_backup_type")
class VmppBackupType(WireEnum):
    """What a backup held."""

    SNAPSHOT = "snapshot"
    CHECKPOINT = "checkpoint"


class Vmpp(
    Record,
    name="VMPP",
    lifecycle=Lifecycle((("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater"))),
    write_role=Role.POOL_OPERATOR,
    create_required=(),
    create_optional=(
        "name_label",
        "name_description",
        "is_policy_enabled",
        "backup_type",
        "backup_retention_value",
        "backup_frequency",
        "backup_schedule",
        "archive_target_type",
        "archive_target_config",
        "archive_frequency",
        "archive_schedule",
        "is_alarm_enabled",
        "alarm_config",
    ),
):
    """Backup policies, which the schedules of VMSS have taken the place of.

    Every message answers that it is removed.
    """

    uuid: str = dynamic_ro(
        "Unique identifier, constant for the life of the object.",
        history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
    )
    name_label: str = rw(
        "A label for people; it need not be unique.",
        history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
        default="",
        db_name="name__label",
    )
    name_description: str = rw(
        "A text for people that says what the object is for.",
        history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
        default="",
        db_name="name__description",
    )
    is_policy_enabled: bool = rw(
        "Was whether the policy is in force.",
        history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
        default=True,
    )
    backup_type: VmppBackupType = rw(
        "Was what a backup holds.",
        history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
        default=VmppBackupType.SNAPSHOT,
    )
    backup_retention_value: int = static_ro(
        "Was how many backups to keep.",
        history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
        default=7,
    )
    backup_frequency: VmppBackupFrequency = static_ro(
        "Was how often backups are made.",
        history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
        default=VmppBackupFrequency.DAILY,
    )
    backup_schedule: MapOf[str, str] = static_ro(
        "Was when backups are made.",
        history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
        default=EMPTY_MAP,
    )
    is_backup_running: bool = dynamic_ro(
        "Was whether a backup is being made.",
        history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
    )
    backup_last_run_time: datetime = dynamic_ro(
        "Was when the last backup was made.",
        history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
        default=EPOCH,
    )
    archive_target_type: VmppArchiveTargetType = static_ro(
        "Was the kind of place that backups are copied to.",
        history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
        default=VmppArchiveTargetType.NONE,
    )
    archive_target_config: MapOf[str, str] = static_ro(
        "Was the place that backups are copied to.",
        history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
        default=EMPTY_MAP,
    )
    archive_frequency: VmppArchiveFrequency = static_ro(
        "Was how often backups are copied.",
        history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
        default=VmppArchiveFrequency.NEVER,
    )
    archive_schedule: MapOf[str, str] = static_ro(
        "Was when backups are copied.",
        history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
        default=EMPTY_MAP,
    )
    is_archive_running: bool = dynamic_ro(
        "Was whether backups are being copied.",
        history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
    )
    archive_last_run_time: datetime = dynamic_ro(
        "Was when backups were last copied.",
        history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
        default=EPOCH,
    )
    VMs: Reverse[Vm] = reverse(
        "VM.protection_policy",
        "Was the VMs under the policy.",
        history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
    )
    is_alarm_enabled: bool = static_ro(
        "Was whether mail is sent.",
        history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
        default=False,
    )
    alarm_config: MapOf[str, str] = static_ro(
        "Was where mail is sent.",
        history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
        default=EMPTY_MAP,
    )
    recent_alerts: SetOf[str] = dynamic_ro(
        "Was the latest alerts.",
        history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
        default=(),
    )


@message(
    Vmpp,
    role=Role.POOL_OPERATOR,
    history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
    asynchronous=False,
)
def protect_now(vmpp: Ref[Vmpp]) -> str:
    """Was for making a backup now."""


@message(
    Vmpp,
    role=Role.VM_POWER_ADMIN,
    history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
    asynchronous=False,
)
def archive_now(snapshot: Ref[Vm]) -> str:
    """Was for copying a backup now."""


@message(
    Vmpp,
    role=Role.LOCAL_ROOT,
    history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
    asynchronous=False,
    hidden=True,
)
def create_alert(vmpp: Ref[Vmpp], name: str, priority: int, body: str, data: str) -> None:
    """Was for making an alert about the policy."""


@message(
    Vmpp,
    role=Role.POOL_OPERATOR,
    history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
    asynchronous=False,
)
def get_alerts(vmpp: Ref[Vmpp], hours_from_now: int) -> SetOf[str]:
    """Was for the alerts of some hours."""


@message(
    Vmpp,
    role=Role.POOL_OPERATOR,
    history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
    asynchronous=False,
)
def set_backup_retention_value(self: Ref[Vmpp], value: int) -> None:
    """Was for setting how many backups to keep."""


@message(
    Vmpp,
    role=Role.LOCAL_ROOT,
    history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
    asynchronous=False,
    hidden=True,
)
def set_is_backup_running(self: Ref[Vmpp], value: bool) -> None:
    """Was for recording that a backup is being made."""


@message(
    Vmpp,
    role=Role.LOCAL_ROOT,
    history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
    asynchronous=False,
    hidden=True,
)
def set_is_archive_running(self: Ref[Vmpp], value: bool) -> None:
    """Was for recording that backups are being copied."""


@message(
    Vmpp,
    role=Role.POOL_OPERATOR,
    history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
    asynchronous=False,
)
def set_backup_frequency(self: Ref[Vmpp], value: VmppBackupFrequency) -> None:
    """Was for setting how often backups are made."""


@message(
    Vmpp,
    role=Role.POOL_OPERATOR,
    history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
    asynchronous=False,
)
def set_backup_schedule(self: Ref[Vmpp], value: MapOf[str, str]) -> None:
    """Was for setting when backups are made."""


@message(
    Vmpp,
    role=Role.POOL_OPERATOR,
    history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
    asynchronous=False,
)
def set_archive_frequency(self: Ref[Vmpp], value: VmppArchiveFrequency) -> None:
    """Was for setting how often backups are copied."""


@message(
    Vmpp,
    role=Role.POOL_OPERATOR,
    history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
    asynchronous=False,
)
def set_archive_schedule(self: Ref[Vmpp], value: MapOf[str, str]) -> None:
    """Was for setting when backups are copied."""


@message(
    Vmpp,
    role=Role.POOL_OPERATOR,
    history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
    asynchronous=False,
)
def set_archive_target_type(self: Ref[Vmpp], value: VmppArchiveTargetType) -> None:
    """Was for setting the kind of place that backups are copied to."""


@message(
    Vmpp,
    role=Role.POOL_OPERATOR,
    history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
    asynchronous=False,
)
def set_archive_target_config(self: Ref[Vmpp], value: MapOf[str, str]) -> None:
    """Was for setting the place that backups are copied to."""


@message(
    Vmpp,
    role=Role.POOL_OPERATOR,
    history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
    asynchronous=False,
)
def set_is_alarm_enabled(self: Ref[Vmpp], value: bool) -> None:
    """Was for choosing whether mail is sent."""


@message(
    Vmpp,
    role=Role.POOL_OPERATOR,
    history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
    asynchronous=False,
)
def set_alarm_config(self: Ref[Vmpp], value: MapOf[str, str]) -> None:
    """Was for setting where mail is sent."""


@message(
    Vmpp,
    role=Role.POOL_OPERATOR,
    history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
    asynchronous=False,
)
def add_to_backup_schedule(self: Ref[Vmpp], key: str, value: str) -> None:
    """Was for adding to when backups are made."""


@message(
    Vmpp,
    role=Role.POOL_OPERATOR,
    history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
    asynchronous=False,
)
def add_to_archive_target_config(self: Ref[Vmpp], key: str, value: str) -> None:
    """Was for adding to the place that backups are copied to."""


@message(
    Vmpp,
    role=Role.POOL_OPERATOR,
    history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
    asynchronous=False,
)
def add_to_archive_schedule(self: Ref[Vmpp], key: str, value: str) -> None:
    """Was for adding to when backups are copied."""


@message(
    Vmpp,
    role=Role.POOL_OPERATOR,
    history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
    asynchronous=False,
)
def add_to_alarm_config(self: Ref[Vmpp], key: str, value: str) -> None:
    """Was for adding to where mail is sent."""


@message(
    Vmpp,
    role=Role.POOL_OPERATOR,
    history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
    asynchronous=False,
)
def remove_from_backup_schedule(self: Ref[Vmpp], key: str) -> None:
    """Was for removing from when backups are made."""


@message(
    Vmpp,
    role=Role.POOL_OPERATOR,
    history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
    asynchronous=False,
)
def remove_from_archive_target_config(self: Ref[Vmpp], key: str) -> None:
    """Was for removing from the place that backups are copied to."""


@message(
    Vmpp,
    role=Role.POOL_OPERATOR,
    history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
    asynchronous=False,
)
def remove_from_archive_schedule(self: Ref[Vmpp], key: str) -> None:
    """Was for removing from when backups are copied."""


@message(
    Vmpp,
    role=Role.POOL_OPERATOR,
    history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
    asynchronous=False,
)
def remove_from_alarm_config(self: Ref[Vmpp], key: str) -> None:
    """Was for removing from where mail is sent."""


@message(
    Vmpp,
    role=Role.LOCAL_ROOT,
    history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
    asynchronous=False,
)
def set_backup_last_run_time(self: Ref[Vmpp], value: datetime) -> None:
    """Was for recording when the last backup was made."""


@message(
    Vmpp,
    role=Role.LOCAL_ROOT,
    history=(("published", "cowley"), ("deprecated", "clearwater"), ("removed", "clearwater")),
    asynchronous=False,
)
def set_archive_last_run_time(self: Ref[Vmpp], value: datetime) -> None:
    """Was for recording when backups were last copied."""
