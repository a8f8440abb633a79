"""To be described."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import Lifecycle, MapOf, Record, Ref, Reverse, Role, SetOf, dynamic_ro, message, reverse

if TYPE_CHECKING:
    from toolstack.datamodel.sr import Sr


class DrTask(
    Record,
    name="DR_task",
    lifecycle=Lifecycle((("published", "boston"),)),
):
    """To be described."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    introduced_SRs: Reverse[Sr] = reverse("SR.introduced_by", "To be described.", since="rio")


@message(DrTask, role=Role.POOL_OPERATOR, since="boston")
def create(type: str, device_config: MapOf[str, str], whitelist: SetOf[str]) -> Ref[DrTask]:
    """To be described."""


@message(DrTask, role=Role.POOL_OPERATOR, since="boston")
def destroy(self: Ref[DrTask]) -> None:
    """To be described."""
