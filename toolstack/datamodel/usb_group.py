"""USB_group: USB devices of the same kind."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import (
    EMPTY_MAP,
    Lifecycle,
    MapOf,
    Record,
    Ref,
    Reverse,
    Role,
    dynamic_ro,
    message,
    reverse,
    rw,
)

if TYPE_CHECKING:
    from toolstack.datamodel.pusb import Pusb
    from toolstack.datamodel.vusb import Vusb


class UsbGroup(Record, name="USB_group", lifecycle=Lifecycle((("published", "inverness"),))):
    """USB devices of the same kind in the whole pool, of which a VM gets one."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="inverness")
    name_label: str = rw(
        "A label for people; it need not be unique.", since="inverness", default="", db_name="name__label"
    )
    name_description: str = rw(
        "A text for people that says what the object is for.",
        since="inverness",
        default="",
        db_name="name__description",
    )
    PUSBs: Reverse[Pusb] = reverse("PUSB.USB_group", "The devices in it.", since="inverness")
    VUSBs: Reverse[Vusb] = reverse("VUSB.USB_group", "The devices of VMs that get one of them.", since="inverness")
    other_config: MapOf[str, str] = rw("Free-form keys of clients.", since="inverness", default=EMPTY_MAP)


@message(UsbGroup, role=Role.POOL_ADMIN, since="inverness")
def create(
    name_label: str = "", name_description: str = "", other_config: MapOf[str, str] = EMPTY_MAP
) -> Ref[UsbGroup]:
    """Make an empty group and return it."""


@message(UsbGroup, role=Role.POOL_ADMIN, since="inverness")
def destroy(self: Ref[UsbGroup]) -> None:
    """Remove a group."""
