"""DR_task: a recovery after a disaster."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import Lifecycle, MapOf, Record, Ref, Reverse, Role, SetOf, dynamic_ro, message, reverse

if TYPE_CHECKING:
    from toolstack.datamodel.sr import Sr


class DrTask(Record, name="DR_task", lifecycle=Lifecycle((("published", "boston"),))):
    """A recovery after a disaster, with the storage that it brought into the pool."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    introduced_SRs: Reverse[Sr] = reverse(
        "SR.introduced_by", "The storage repositories that it brought in.", since="rio"
    )


@message(DrTask, role=Role.POOL_OPERATOR, since="boston")
def create(type: str, device_config: MapOf[str, str], whitelist: SetOf[str]) -> Ref[DrTask]:
    """Bring in the storage of a lost pool, to recover VMs from it.

    Args:
        type: the driver.
        device_config: where the storage is.
        whitelist: the storage repositories that may be brought in.
    """


@message(DrTask, role=Role.POOL_OPERATOR, since="boston")
def destroy(self: Ref[DrTask]) -> None:
    """End the recovery and forget storage that no VM uses."""
