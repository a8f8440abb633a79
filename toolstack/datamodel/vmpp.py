"""To be described."""

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
    """To be described."""

    NEVER = "never"
    ALWAYS_AFTER_BACKUP = "always_after_backup"
    DAILY = "daily"
    WEEKLY = "weekly"


@wire_enum("vmpp_archive_target_type")
class VmppArchiveTargetType(WireEnum):
    """To be described."""

    NONE = "none"
    CIFS = "cifs"
    NFS = "nfs"


@wire_enum("vmpp_backup_frequency")
class VmppBackupFrequency(WireEnum):
    """To be described."""

    HOURLY = "hourly"
    DAILY = "daily"
    WEEKLY = "weekly"


@wire_enum("vmpp_backup_type")
class VmppBackupType(WireEnum):
    """To be described."""

    SNAPSHOT = "snapshot"
    CHECKPOINT = "checkpoint"


class Vmpp(
    Record,
    name="VMPP",
    lifecycle=Lifecycle(
        (
            ("published", "cowley"),
            ("deprecated", "clearwater"),
            ("removed", "clearwater"),
        )
    ),
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
    """To be described."""

    uuid: str = dynamic_ro(
        "Unique identifier, constant for the life of the object.",
        history=(
            ("published", "cowley"),
            ("deprecated", "clearwater"),
            ("removed", "clearwater"),
        ),
    )
    name_label: str = rw(
        "A label for people; it need not be unique.",
        history=(
            ("published", "cowley"),
            ("deprecated", "clearwater"),
            ("removed", "clearwater"),
        ),
        default="",
        db_name="name__label",
    )
    name_description: str = rw(
        "A text for people that says what the object is for.",
        history=(
            ("published", "cowley"),
            ("deprecated", "clearwater"),
            ("removed", "clearwater"),
        ),
        default="",
        db_name="name__description",
    )
    is_policy_enabled: bool = rw(
        "To be described.",
        history=(
            ("published", "cowley"),
            ("deprecated", "clearwater"),
            ("removed", "clearwater"),
        ),
        default=True,
    )
    backup_type: VmppBackupType = rw(
        "To be described.",
        history=(
            ("published", "cowley"),
            ("deprecated", "clearwater"),
            ("removed", "clearwater"),
        ),
        default=VmppBackupType.SNAPSHOT,
    )
    backup_retention_value: int = static_ro(
        "To be described.",
        history=(
            ("published", "cowley"),
            ("deprecated", "clearwater"),
            ("removed", "clearwater"),
        ),
        default=7,
    )
    backup_frequency: VmppBackupFrequency = static_ro(
        "To be described.",
        history=(
            ("published", "cowley"),
            ("deprecated", "clearwater"),
            ("removed", "clearwater"),
        ),
        default=VmppBackupFrequency.DAILY,
    )
    backup_schedule: MapOf[str, str] = static_ro(
        "To be described.",
        history=(
            ("published", "cowley"),
            ("deprecated", "clearwater"),
            ("removed", "clearwater"),
        ),
        default=EMPTY_MAP,
    )
    is_backup_running: bool = dynamic_ro(
        "To be described.",
        history=(
            ("published", "cowley"),
            ("deprecated", "clearwater"),
            ("removed", "clearwater"),
        ),
    )
    backup_last_run_time: datetime = dynamic_ro(
        "To be described.",
        history=(
            ("published", "cowley"),
            ("deprecated", "clearwater"),
            ("removed", "clearwater"),
        ),
        default=EPOCH,
    )
    archive_target_type: VmppArchiveTargetType = static_ro(
        "To be described.",
        history=(
            ("published", "cowley"),
            ("deprecated", "clearwater"),
            ("removed", "clearwater"),
        ),
        default=VmppArchiveTargetType.NONE,
    )
    archive_target_config: MapOf[str, str] = static_ro(
        "To be described.",
        history=(
            ("published", "cowley"),
            ("deprecated", "clearwater"),
            ("removed", "clearwater"),
        ),
        default=EMPTY_MAP,
    )
    archive_frequency: VmppArchiveFrequency = static_ro(
        "To be described.",
        history=(
            ("published", "cowley"),
            ("deprecated", "clearwater"),
            ("removed", "clearwater"),
        ),
        default=VmppArchiveFrequency.NEVER,
    )
    archive_schedule: MapOf[str, str] = static_ro(
        "To be described.",
        history=(
            ("published", "cowley"),
            ("deprecated", "clearwater"),
            ("removed", "clearwater"),
        ),
        default=EMPTY_MAP,
    )
    is_archive_running: bool = dynamic_ro(
        "To be described.",
        history=(
            ("published", "cowley"),
            ("deprecated", "clearwater"),
            ("removed", "clearwater"),
        ),
    )
    archive_last_run_time: datetime = dynamic_ro(
        "To be described.",
        history=(
            ("published", "cowley"),
            ("deprecated", "clearwater"),
            ("removed", "clearwater"),
        ),
        default=EPOCH,
    )
    VMs: Reverse[Vm] = reverse(
        "VM.protection_policy",
        "To be described.",
        history=(
            ("published", "cowley"),
            ("deprecated", "clearwater"),
            ("removed", "clearwater"),
        ),
    )
    is_alarm_enabled: bool = static_ro(
        "To be described.",
        history=(
            ("published", "cowley"),
            ("deprecated", "clearwater"),
            ("removed", "clearwater"),
        ),
        default=False,
    )
    alarm_config: MapOf[str, str] = static_ro(
        "To be described.",
        history=(
            ("published", "cowley"),
            ("deprecated", "clearwater"),
            ("removed", "clearwater"),
        ),
        default=EMPTY_MAP,
    )
    recent_alerts: SetOf[str] = dynamic_ro(
        "To be described.",
        history=(
            ("published", "cowley"),
            ("deprecated", "clearwater"),
            ("removed", "clearwater"),
        ),
        default=(),
    )


@message(
    Vmpp,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "cowley"),
        ("deprecated", "clearwater"),
        ("removed", "clearwater"),
    ),
    asynchronous=False,
)
def protect_now(vmpp: Ref[Vmpp]) -> str:
    """To be described."""


@message(
    Vmpp,
    role=Role.VM_POWER_ADMIN,
    history=(
        ("published", "cowley"),
        ("deprecated", "clearwater"),
        ("removed", "clearwater"),
    ),
    asynchronous=False,
)
def archive_now(snapshot: Ref[Vm]) -> str:
    """To be described."""


@message(
    Vmpp,
    role=Role.LOCAL_ROOT,
    history=(
        ("published", "cowley"),
        ("deprecated", "clearwater"),
        ("removed", "clearwater"),
    ),
    asynchronous=False,
    hidden=True,
)
def create_alert(vmpp: Ref[Vmpp], name: str, priority: int, body: str, data: str) -> None:
    """To be described."""


@message(
    Vmpp,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "cowley"),
        ("deprecated", "clearwater"),
        ("removed", "clearwater"),
    ),
    asynchronous=False,
)
def get_alerts(vmpp: Ref[Vmpp], hours_from_now: int) -> SetOf[str]:
    """To be described."""


@message(
    Vmpp,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "cowley"),
        ("deprecated", "clearwater"),
        ("removed", "clearwater"),
    ),
    asynchronous=False,
)
def set_backup_retention_value(self: Ref[Vmpp], value: int) -> None:
    """To be described."""


@message(
    Vmpp,
    role=Role.LOCAL_ROOT,
    history=(
        ("published", "cowley"),
        ("deprecated", "clearwater"),
        ("removed", "clearwater"),
    ),
    asynchronous=False,
    hidden=True,
)
def set_is_backup_running(self: Ref[Vmpp], value: bool) -> None:
    """To be described."""


@message(
    Vmpp,
    role=Role.LOCAL_ROOT,
    history=(
        ("published", "cowley"),
        ("deprecated", "clearwater"),
        ("removed", "clearwater"),
    ),
    asynchronous=False,
    hidden=True,
)
def set_is_archive_running(self: Ref[Vmpp], value: bool) -> None:
    """To be described."""


@message(
    Vmpp,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "cowley"),
        ("deprecated", "clearwater"),
        ("removed", "clearwater"),
    ),
    asynchronous=False,
)
def set_backup_frequency(self: Ref[Vmpp], value: VmppBackupFrequency) -> None:
    """To be described."""


@message(
    Vmpp,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "cowley"),
        ("deprecated", "clearwater"),
        ("removed", "clearwater"),
    ),
    asynchronous=False,
)
def set_backup_schedule(self: Ref[Vmpp], value: MapOf[str, str]) -> None:
    """To be described."""


@message(
    Vmpp,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "cowley"),
        ("deprecated", "clearwater"),
        ("removed", "clearwater"),
    ),
    asynchronous=False,
)
def set_archive_frequency(self: Ref[Vmpp], value: VmppArchiveFrequency) -> None:
    """To be described."""


@message(
    Vmpp,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "cowley"),
        ("deprecated", "clearwater"),
        ("removed", "clearwater"),
    ),
    asynchronous=False,
)
def set_archive_schedule(self: Ref[Vmpp], value: MapOf[str, str]) -> None:
    """To be described."""


@message(
    Vmpp,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "cowley"),
        ("deprecated", "clearwater"),
        ("removed", "clearwater"),
    ),
    asynchronous=False,
)
def set_archive_target_type(self: Ref[Vmpp], value: VmppArchiveTargetType) -> None:
    """To be described."""


@message(
    Vmpp,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "cowley"),
        ("deprecated", "clearwater"),
        ("removed", "clearwater"),
    ),
    asynchronous=False,
)
def set_archive_target_config(self: Ref[Vmpp], value: MapOf[str, str]) -> None:
    """To be described."""


@message(
    Vmpp,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "cowley"),
        ("deprecated", "clearwater"),
        ("removed", "clearwater"),
    ),
    asynchronous=False,
)
def set_is_alarm_enabled(self: Ref[Vmpp], value: bool) -> None:
    """To be described."""


@message(
    Vmpp,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "cowley"),
        ("deprecated", "clearwater"),
        ("removed", "clearwater"),
    ),
    asynchronous=False,
)
def set_alarm_config(self: Ref[Vmpp], value: MapOf[str, str]) -> None:
    """To be described."""


@message(
    Vmpp,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "cowley"),
        ("deprecated", "clearwater"),
        ("removed", "clearwater"),
    ),
    asynchronous=False,
)
def add_to_backup_schedule(self: Ref[Vmpp], key: str, value: str) -> None:
    """To be described."""


@message(
    Vmpp,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "cowley"),
        ("deprecated", "clearwater"),
        ("removed", "clearwater"),
    ),
    asynchronous=False,
)
def add_to_archive_target_config(self: Ref[Vmpp], key: str, value: str) -> None:
    """To be described."""


@message(
    Vmpp,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "cowley"),
        ("deprecated", "clearwater"),
        ("removed", "clearwater"),
    ),
    asynchronous=False,
)
def add_to_archive_schedule(self: Ref[Vmpp], key: str, value: str) -> None:
    """To be described."""


@message(
    Vmpp,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "cowley"),
        ("deprecated", "clearwater"),
        ("removed", "clearwater"),
    ),
    asynchronous=False,
)
def add_to_alarm_config(self: Ref[Vmpp], key: str, value: str) -> None:
    """To be described."""


@message(
    Vmpp,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "cowley"),
        ("deprecated", "clearwater"),
        ("removed", "clearwater"),
    ),
    asynchronous=False,
)
def remove_from_backup_schedule(self: Ref[Vmpp], key: str) -> None:
    """To be described."""


@message(
    Vmpp,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "cowley"),
        ("deprecated", "clearwater"),
        ("removed", "clearwater"),
    ),
    asynchronous=False,
)
def remove_from_archive_target_config(self: Ref[Vmpp], key: str) -> None:
    """To be described."""


@message(
    Vmpp,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "cowley"),
        ("deprecated", "clearwater"),
        ("removed", "clearwater"),
    ),
    asynchronous=False,
)
def remove_from_archive_schedule(self: Ref[Vmpp], key: str) -> None:
    """To be described."""


@message(
    Vmpp,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "cowley"),
        ("deprecated", "clearwater"),
        ("removed", "clearwater"),
    ),
    asynchronous=False,
)
def remove_from_alarm_config(self: Ref[Vmpp], key: str) -> None:
    """To be described."""


@message(
    Vmpp,
    role=Role.LOCAL_ROOT,
    history=(
        ("published", "cowley"),
        ("deprecated", "clearwater"),
        ("removed", "clearwater"),
    ),
    asynchronous=False,
)
def set_backup_last_run_time(self: Ref[Vmpp], value: datetime) -> None:
    """To be described."""


@message(
    Vmpp,
    role=Role.LOCAL_ROOT,
    history=(
        ("published", "cowley"),
        ("deprecated", "clearwater"),
        ("removed", "clearwater"),
    ),
    asynchronous=False,
)
def set_archive_last_run_time(self: Ref[Vmpp], value: datetime) -> None:
    """To be described."""
