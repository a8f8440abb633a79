"""LVHD: settings of one kind of storage."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import Lifecycle, Record, Ref, Role, dynamic_ro, message

if TYPE_CHECKING:
    from toolstack.datamodel.host import Host
    from toolstack.datamodel.sr import Sr


class Lvhd(Record, name="LVHD", lifecycle=Lifecycle((("published", "dundee"),)), get_all=False):
    """Calls for storage repositories of disks in logical volumes."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")


@message(Lvhd, role=Role.POOL_ADMIN, since="dundee", host_extension="LVHD.enable_thin_provisioning")
def enable_thin_provisioning(host: Ref[Host], SR: Ref[Sr], initial_allocation: int, allocation_quantum: int) -> str:
    """Let a storage repository take space only as disks fill up.

    Args:
        host: the host that does the work.
        SR: the storage repository.
        initial_allocation: what a new disk takes, in bytes.
        allocation_quantum: by how much it grows, in bytes.
    """
