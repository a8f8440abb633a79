"""PCI: a PCI device of a host."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import (
    EMPTY_MAP,
    NULL,
    Lifecycle,
    MapOf,
    Qualifier,
    Record,
    Ref,
    Reverse,
    Role,
    SetOf,
    dynamic_ro,
    internal,
    message,
    reverse,
    rw,
    static_ro,
)

if TYPE_CHECKING:
    from toolstack.datamodel.enums import PciDom0Access
    from toolstack.datamodel.host import Host
    from toolstack.datamodel.vm import Vm


class Pci(Record, name="PCI", lifecycle=Lifecycle((("published", "boston"),)), write_role=Role.POOL_OPERATOR):
    """A PCI device: storage, network and display controllers and the other functions of the same slots."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="boston")
    class_id: str = static_ro("The PCI class in hexadecimal.", since="boston", default="")
    class_name: str = static_ro("The PCI class's name.", since="boston", default="")
    vendor_id: str = static_ro("The vendor in hexadecimal.", since="boston", default="")
    vendor_name: str = static_ro("The vendor's name.", since="boston", default="")
    device_id: str = static_ro("The device in hexadecimal.", since="boston", default="")
    device_name: str = static_ro("The device's name.", since="boston", default="")
    host: Ref[Host] = static_ro("The host that it is in.", since="boston", default=NULL)
    pci_id: str = static_ro("The PCI address, such as ``0000:03:00.0``.", since="boston", default="")
    dependencies: SetOf[Ref[Pci]] = dynamic_ro(
        "The other functions of the same slot, which have to be passed through together with it.",
        since="boston",
        ignore_foreign_key=True,
    )
    other_config: MapOf[str, str] = rw("Free-form keys of clients.", since="boston", default=EMPTY_MAP)
    subsystem_vendor_id: str = static_ro(
        "The subsystem's vendor in hexadecimal.", since="clearwater-whetstone", default=""
    )
    subsystem_vendor_name: str = static_ro("The subsystem vendor's name.", since="clearwater-whetstone", default="")
    subsystem_device_id: str = static_ro(
        "The subsystem's device in hexadecimal.", since="clearwater-whetstone", default=""
    )
    subsystem_device_name: str = static_ro("The subsystem device's name.", since="clearwater-whetstone", default="")
    driver_name: str = static_ro("The driver bound to it; empty for none.", since="kolkata", default="")
    functions: int = internal("How many functions the device has.")
    virtual_functions: Reverse[Pci] = reverse(
        "PCI.physical_function", "The virtual functions of this physical function.", qualifier=Qualifier.INTERNAL
    )
    physical_function: Ref[Pci] = internal("The physical function whose virtual function it is, or null.")
    attached_VMs: SetOf[Ref[Vm]] = internal("The VMs that it is passed through to.")
    scheduled_to_be_attached_to: Ref[Vm] = internal("The VM that is about to take it, or null.")


@message(Pci, role=Role.POOL_OPERATOR, history=(("prototyped", "24.14.0"),))
def disable_dom0_access(self: Ref[Pci]) -> PciDom0Access:
    """Hide the device from the control domain from the next boot on, and return the state now."""


@message(Pci, role=Role.POOL_OPERATOR, history=(("prototyped", "24.14.0"),))
def enable_dom0_access(self: Ref[Pci]) -> PciDom0Access:
    """Show the device to the control domain again from the next boot on, and return the state now."""


@message(Pci, role=Role.POOL_OPERATOR, history=(("prototyped", "24.14.0"),))
def get_dom0_access_status(self: Ref[Pci]) -> PciDom0Access:
    """Return whether the control domain sees the device, now and after the next boot."""
