"""To be described."""

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


class Pci(
    Record,
    name="PCI",
    lifecycle=Lifecycle((("published", "boston"),)),
    write_role=Role.POOL_OPERATOR,
):
    """To be described."""

    uuid: str = dynamic_ro("To be described.", since="boston")
    class_id: str = static_ro("To be described.", since="boston", default="")
    class_name: str = static_ro("To be described.", since="boston", default="")
    vendor_id: str = static_ro("To be described.", since="boston", default="")
    vendor_name: str = static_ro("To be described.", since="boston", default="")
    device_id: str = static_ro("To be described.", since="boston", default="")
    device_name: str = static_ro("To be described.", since="boston", default="")
    host: Ref[Host] = static_ro("To be described.", since="boston", default=NULL)
    pci_id: str = static_ro("To be described.", since="boston", default="")
    dependencies: SetOf[Ref[Pci]] = dynamic_ro("To be described.", since="boston", ignore_foreign_key=True)
    other_config: MapOf[str, str] = rw("To be described.", since="boston", default=EMPTY_MAP)
    subsystem_vendor_id: str = static_ro("To be described.", since="clearwater-whetstone", default="")
    subsystem_vendor_name: str = static_ro("To be described.", since="clearwater-whetstone", default="")
    subsystem_device_id: str = static_ro("To be described.", since="clearwater-whetstone", default="")
    subsystem_device_name: str = static_ro("To be described.", since="clearwater-whetstone", default="")
    driver_name: str = static_ro("To be described.", since="kolkata", default="")
    functions: int = internal("To be described.")
    virtual_functions: Reverse[Pci] = reverse("PCI.physical_function", "To be described.", qualifier=Qualifier.INTERNAL)
    physical_function: Ref[Pci] = internal("To be described.")
    attached_VMs: SetOf[Ref[Vm]] = internal("To be described.")
    scheduled_to_be_attached_to: Ref[Vm] = internal("To be described.")


@message(Pci, role=Role.POOL_OPERATOR, history=(("prototyped", "24.14.0"),))
def disable_dom0_access(self: Ref[Pci]) -> PciDom0Access:
    """To be described."""


@message(Pci, role=Role.POOL_OPERATOR, history=(("prototyped", "24.14.0"),))
def enable_dom0_access(self: Ref[Pci]) -> PciDom0Access:
    """To be described."""


@message(Pci, role=Role.POOL_OPERATOR, history=(("prototyped", "24.14.0"),))
def get_dom0_access_status(self: Ref[Pci]) -> PciDom0Access:
    """To be described."""
