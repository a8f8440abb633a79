"""PUSB: a USB device of a host."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import (
    EMPTY_MAP,
    NULL,
    Lifecycle,
    MapOf,
    Record,
    Ref,
    Role,
    dynamic_ro,
    message,
    rw,
    static_ro,
)

if TYPE_CHECKING:
    from toolstack.datamodel.host import Host
    from toolstack.datamodel.usb_group import UsbGroup


class Pusb(Record, name="PUSB", lifecycle=Lifecycle((("published", "inverness"),))):
    """A USB device plugged into a host."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="inverness")
    USB_group: Ref[UsbGroup] = static_ro("The group that it is in.", since="inverness", default=NULL)
    host: Ref[Host] = static_ro("The host that it is plugged into.", since="inverness", default=NULL)
    path: str = static_ro("The port that it is plugged into.", since="inverness", default="")
    vendor_id: str = static_ro("The vendor in hexadecimal.", since="inverness", default="")
    vendor_desc: str = static_ro("The vendor's name.", since="inverness", default="")
    product_id: str = static_ro("The product in hexadecimal.", since="inverness", default="")
    product_desc: str = static_ro("The product's name.", since="inverness", default="")
    serial: str = static_ro("The serial number.", since="inverness", default="")
    version: str = static_ro("The version of USB that it speaks.", since="inverness", default="")
    description: str = static_ro("What it is.", since="inverness", default="")
    passthrough_enabled: bool = dynamic_ro("Whether VMs may get it.", since="inverness", default=False)
    other_config: MapOf[str, str] = rw("Free-form keys of clients.", since="inverness", default=EMPTY_MAP)
    speed: float = static_ro("In Mbit/s; -1 when unknown.", since="stockholm", default=-1.0)


@message(Pusb, role=Role.POOL_ADMIN, since="inverness")
def scan(host: Ref[Host]) -> None:
    """Look again which USB devices the host has."""


@message(Pusb, role=Role.POOL_ADMIN, since="inverness")
def set_passthrough_enabled(self: Ref[Pusb], value: bool) -> None:
    """Choose whether VMs may get it."""
