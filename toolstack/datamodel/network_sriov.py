"""network_sriov: a NIC whose virtual functions are given to VMs."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import (
    NO_REF,
    Lifecycle,
    Record,
    Ref,
    Role,
    WireEnum,
    dynamic_ro,
    message,
    static_ro,
    wire_enum,
)

if TYPE_CHECKING:
    from toolstack.datamodel.network import Network
    from toolstack.datamodel.pif import Pif


@wire_enum("sriov_configuration_mode")
class SriovConfigurationMode(WireEnum):
    """How the virtual functions were switched on."""

    SYSFS = "sysfs"
    """At run time, through the device's sysfs attribute."""
    MODPROBE = "modprobe"
    """By a driver option, which may need a reboot."""
    MANUAL = "manual"
    """By the administrator; the server never switches them off."""
    UNKNOWN = "unknown"
    """Not yet known."""


class NetworkSriov(Record, name="network_sriov", lifecycle=Lifecycle((("published", "kolkata"),))):
    """A network made of one NIC's virtual functions on each host.

    A VIF on it is a virtual function of its own.
    """

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    physical_PIF: Ref[Pif] = static_ro("The NIC.", since="kolkata", default=NO_REF)
    logical_PIF: Ref[Pif] = static_ro(
        "The interface that stands for the virtual functions on the network.", since="kolkata", default=NO_REF
    )
    requires_reboot: bool = dynamic_ro(
        "Whether the host has to reboot before the virtual functions are there.", since="kolkata", default=False
    )
    configuration_mode: SriovConfigurationMode = dynamic_ro(
        "How the virtual functions were switched on.", since="kolkata", default=SriovConfigurationMode.UNKNOWN
    )


@message(NetworkSriov, role=Role.POOL_OPERATOR, since="kolkata")
def create(pif: Ref[Pif], network: Ref[Network]) -> Ref[NetworkSriov]:
    """Switch on the virtual functions of a NIC and offer them on a network.

    All NICs of such a network are of the same PCI vendor and device. If switching on fails, the objects stay,
    detached.
    """


@message(NetworkSriov, role=Role.POOL_OPERATOR, since="kolkata")
def destroy(self: Ref[NetworkSriov]) -> None:
    """Switch the virtual functions off and remove the interface; PIF_VLAN_STILL_EXISTS while VLANs are on it."""


@message(NetworkSriov, role=Role.READ_ONLY, since="kolkata")
def get_remaining_capacity(self: Ref[NetworkSriov]) -> int:
    """Return how many virtual functions of the NIC are neither used by a VM nor set aside for one."""
