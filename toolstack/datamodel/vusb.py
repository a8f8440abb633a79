"""VUSB: a USB device of a VM."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import (
    EMPTY_MAP,
    Lifecycle,
    MapOf,
    Record,
    Ref,
    Role,
    SetOf,
    WireEnum,
    dynamic_ro,
    message,
    rw,
    wire_enum,
)

if TYPE_CHECKING:
    from toolstack.datamodel.usb_group import UsbGroup
    from toolstack.datamodel.vm import Vm


@wire_enum("vusb_operations")
class VusbOperations(WireEnum):
    """What can be done to a VM's USB device."""

    ATTACH = "attach"
    PLUG = "plug"
    UNPLUG = "unplug"


class Vusb(Record, name="VUSB", lifecycle=Lifecycle((("published", "inverness"),))):
    """A USB device that a VM gets."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="inverness")
    allowed_operations: SetOf[VusbOperations] = dynamic_ro(
        "What may be started now, as far as the server knows; a call may still be refused.",
        since="rio",
        default=(),
        persist=False,
    )
    current_operations: MapOf[str, VusbOperations] = dynamic_ro(
        "Operations in progress: the reference of each task, with what it does.",
        since="rio",
        default=EMPTY_MAP,
        persist=False,
    )
    VM: Ref[Vm] = dynamic_ro("The VM that it belongs to.", since="inverness")
    USB_group: Ref[UsbGroup] = dynamic_ro("The group that the device is taken from.", since="inverness")
    other_config: MapOf[str, str] = rw("Free-form keys of clients.", since="inverness", default=EMPTY_MAP)
    currently_attached: bool = dynamic_ro("Whether it is plugged in.", since="rio", default=False)


@message(Vusb, role=Role.POOL_ADMIN, since="inverness")
def create(VM: Ref[Vm], USB_group: Ref[UsbGroup], other_config: MapOf[str, str] = EMPTY_MAP) -> Ref[Vusb]:
    """Give a VM a USB device and return it."""


@message(Vusb, role=Role.POOL_ADMIN, since="inverness")
def unplug(self: Ref[Vusb]) -> None:
    """Take the device out of a running VM."""


@message(Vusb, role=Role.POOL_ADMIN, since="inverness")
def destroy(self: Ref[Vusb]) -> None:
    """Take the device from its VM."""
