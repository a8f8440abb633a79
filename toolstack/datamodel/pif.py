"""To be described."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel import errors
from toolstack.datamodel.model import (
    EMPTY_MAP,
    NO_REF,
    NULL,
    Lifecycle,
    MapOf,
    Record,
    Ref,
    Reverse,
    Role,
    SetOf,
    WireEnum,
    dynamic_ro,
    internal,
    message,
    reverse,
    rw,
    static_ro,
    wire_enum,
)

if TYPE_CHECKING:
    from toolstack.datamodel.bond import Bond
    from toolstack.datamodel.host import Host
    from toolstack.datamodel.network import Network
    from toolstack.datamodel.network_sriov import NetworkSriov
    from toolstack.datamodel.pci import Pci
    from toolstack.datamodel.pif_metrics import PifMetrics
    from toolstack.datamodel.tunnel import Tunnel
    from toolstack.datamodel.vlan import Vlan


@wire_enum("ip_configuration_mode")
class IpConfigurationMode(WireEnum):
    """To be described."""

    NONE = "None"
    DHCP = "DHCP"
    STATIC = "Static"


@wire_enum("ipv6_configuration_mode")
class Ipv6ConfigurationMode(WireEnum):
    """To be described."""

    NONE = "None"
    DHCP = "DHCP"
    STATIC = "Static"
    AUTOCONF = "Autoconf"


@wire_enum("pif_igmp_status")
class PifIgmpStatus(WireEnum):
    """To be described."""

    ENABLED = "enabled"
    DISABLED = "disabled"
    UNKNOWN = "unknown"


@wire_enum("primary_address_type")
class PrimaryAddressType(WireEnum):
    """To be described."""

    IPV4 = "IPv4"
    IPV6 = "IPv6"


class Pif(
    Record,
    name="PIF",
    lifecycle=Lifecycle((("published", "rio"),)),
    write_role=Role.POOL_OPERATOR,
    unique=(("network", "host"),),
):
    """To be described."""

    uuid: str = dynamic_ro("To be described.", since="rio")
    device: str = static_ro("To be described.", since="rio")
    network: Ref[Network] = static_ro("To be described.", since="rio")
    host: Ref[Host] = static_ro("To be described.", since="rio")
    MAC: str = static_ro("To be described.", since="rio")
    MTU: int = static_ro("To be described.", since="rio")
    VLAN: int = static_ro("To be described.", since="rio")
    metrics: Ref[PifMetrics] = dynamic_ro("To be described.", since="rio")
    physical: bool = dynamic_ro("To be described.", since="miami", default=False)
    currently_attached: bool = dynamic_ro("To be described.", since="miami", default=True)
    ip_configuration_mode: IpConfigurationMode = dynamic_ro(
        "To be described.", since="miami", default=IpConfigurationMode.NONE
    )
    IP: str = dynamic_ro("To be described.", since="miami", default="")
    netmask: str = dynamic_ro("To be described.", since="miami", default="")
    gateway: str = dynamic_ro("To be described.", since="miami", default="")
    DNS: str = dynamic_ro("To be described.", since="miami", default="")
    bond_slave_of: Ref[Bond] = dynamic_ro("To be described.", since="miami", default=NO_REF)
    bond_master_of: Reverse[Bond] = reverse("Bond.master", "To be described.", since="miami")
    VLAN_master_of: Ref[Vlan] = dynamic_ro("To be described.", since="miami", default=NO_REF)
    VLAN_slave_of: Reverse[Vlan] = reverse("VLAN.tagged_PIF", "To be described.", since="miami")
    management: bool = dynamic_ro("To be described.", since="miami", default=False)
    other_config: MapOf[str, str] = rw("To be described.", since="miami", default=EMPTY_MAP)
    disallow_unplug: bool = dynamic_ro("To be described.", since="orlando", default=False)
    tunnel_access_PIF_of: Reverse[Tunnel] = reverse("tunnel.access_PIF", "To be described.", since="cowley")
    tunnel_transport_PIF_of: Reverse[Tunnel] = reverse("tunnel.transport_PIF", "To be described.", since="cowley")
    ipv6_configuration_mode: Ipv6ConfigurationMode = dynamic_ro(
        "To be described.", since="tampa", default=Ipv6ConfigurationMode.NONE
    )
    IPv6: SetOf[str] = dynamic_ro("To be described.", since="tampa", default=())
    ipv6_gateway: str = dynamic_ro("To be described.", since="tampa", default="")
    primary_address_type: PrimaryAddressType = dynamic_ro(
        "To be described.", since="tampa", default=PrimaryAddressType.IPV4
    )
    managed: bool = static_ro("To be described.", since="vgpu-productisation", default=True)
    properties: MapOf[str, str] = dynamic_ro("To be described.", since="creedence", default=EMPTY_MAP)
    capabilities: SetOf[str] = dynamic_ro("To be described.", since="dundee", default=())
    igmp_snooping_status: PifIgmpStatus = dynamic_ro(
        "To be described.", since="inverness", default=PifIgmpStatus.UNKNOWN
    )
    sriov_physical_PIF_of: Reverse[NetworkSriov] = reverse(
        "network_sriov.physical_PIF", "To be described.", since="kolkata"
    )
    sriov_logical_PIF_of: Reverse[NetworkSriov] = reverse(
        "network_sriov.logical_PIF", "To be described.", since="kolkata"
    )
    PCI: Ref[Pci] = dynamic_ro("To be described.", since="kolkata", default=NULL)
    device_name: str = internal("To be described.")
    plugged: bool = internal("Whether it is meant to be attached; ``currently_attached`` tells what the host reported.")


@message(
    Pif,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "rio"),
        ("deprecated", "miami"),
    ),
    errors=(errors.VLAN_TAG_INVALID,),
)
def create_VLAN(device: str, network: Ref[Network], host: Ref[Host], VLAN: int) -> Ref[Pif]:
    """To be described."""


@message(
    Pif,
    role=Role.POOL_OPERATOR,
    history=(
        ("published", "rio"),
        ("deprecated", "miami"),
    ),
    errors=(errors.PIF_IS_PHYSICAL,),
)
def destroy(self: Ref[Pif]) -> None:
    """To be described."""


@message(Pif, role=Role.POOL_OPERATOR, since="miami", errors=(errors.CLUSTERING_ENABLED,))
def reconfigure_ip(self: Ref[Pif], mode: IpConfigurationMode, IP: str, netmask: str, gateway: str, DNS: str) -> None:
    """To be described."""


@message(Pif, role=Role.POOL_OPERATOR, since="tampa", errors=(errors.CLUSTERING_ENABLED,))
def reconfigure_ipv6(self: Ref[Pif], mode: Ipv6ConfigurationMode, IPv6: str, gateway: str, DNS: str) -> None:
    """To be described."""


@message(Pif, role=Role.POOL_OPERATOR, since="tampa")
def set_primary_address_type(self: Ref[Pif], primary_address_type: PrimaryAddressType) -> None:
    """To be described."""


@message(Pif, role=Role.POOL_OPERATOR, since="miami")
def scan(host: Ref[Host]) -> None:
    """To be described."""


@message(Pif, role=Role.POOL_OPERATOR, since="miami")
def introduce(host: Ref[Host], MAC: str, device: str, managed: bool = True) -> Ref[Pif]:
    """To be described."""


@message(
    Pif,
    role=Role.POOL_OPERATOR,
    since="miami",
    errors=(
        errors.PIF_TUNNEL_STILL_EXISTS,
        errors.CLUSTERING_ENABLED,
    ),
)
def forget(self: Ref[Pif]) -> None:
    """To be described."""


@message(
    Pif,
    role=Role.POOL_OPERATOR,
    since="miami",
    errors=(
        errors.HA_OPERATION_WOULD_BREAK_FAILOVER_PLAN,
        errors.VIF_IN_USE,
        errors.PIF_DOES_NOT_ALLOW_UNPLUG,
        errors.PIF_HAS_FCOE_SR_IN_USE,
    ),
)
def unplug(self: Ref[Pif]) -> None:
    """To be described."""


@message(
    Pif,
    role=Role.POOL_OPERATOR,
    since="orlando",
    errors=(
        errors.OTHER_OPERATION_IN_PROGRESS,
        errors.CLUSTERING_ENABLED,
    ),
)
def set_disallow_unplug(self: Ref[Pif], value: bool) -> None:
    """To be described."""


@message(Pif, role=Role.POOL_OPERATOR, since="miami", errors=(errors.TRANSPORT_PIF_NOT_CONFIGURED,))
def plug(self: Ref[Pif]) -> None:
    """To be described."""


@message(Pif, role=Role.POOL_OPERATOR, since="rio", hidden=True)
def pool_introduce(
    device: str,
    network: Ref[Network],
    host: Ref[Host],
    MAC: str,
    MTU: int,
    VLAN: int,
    physical: bool,
    ip_configuration_mode: IpConfigurationMode,
    IP: str,
    netmask: str,
    gateway: str,
    DNS: str,
    bond_slave_of: Ref[Bond],
    VLAN_master_of: Ref[Vlan],
    management: bool,
    other_config: MapOf[str, str],
    disallow_unplug: bool = False,
    ipv6_configuration_mode: Ipv6ConfigurationMode = Ipv6ConfigurationMode.NONE,
    IPv6: SetOf[str] = (),
    ipv6_gateway: str = "",
    primary_address_type: PrimaryAddressType = PrimaryAddressType.IPV4,
    managed: bool = True,
    properties: MapOf[str, str] = EMPTY_MAP,
) -> Ref[Pif]:
    """To be described."""


@message(Pif, role=Role.POOL_OPERATOR, since="orlando")
def db_introduce(
    device: str,
    network: Ref[Network],
    host: Ref[Host],
    MAC: str,
    MTU: int,
    VLAN: int,
    physical: bool,
    ip_configuration_mode: IpConfigurationMode,
    IP: str,
    netmask: str,
    gateway: str,
    DNS: str,
    bond_slave_of: Ref[Bond],
    VLAN_master_of: Ref[Vlan],
    management: bool,
    other_config: MapOf[str, str],
    disallow_unplug: bool = False,
    ipv6_configuration_mode: Ipv6ConfigurationMode = Ipv6ConfigurationMode.NONE,
    IPv6: SetOf[str] = (),
    ipv6_gateway: str = "",
    primary_address_type: PrimaryAddressType = PrimaryAddressType.IPV4,
    managed: bool = True,
    properties: MapOf[str, str] = EMPTY_MAP,
) -> Ref[Pif]:
    """To be described."""


@message(Pif, role=Role.POOL_OPERATOR, since="orlando")
def db_forget(self: Ref[Pif]) -> None:
    """To be described."""


@message(Pif, role=Role.POOL_OPERATOR, since="creedence")
def set_property(self: Ref[Pif], name: str, value: str) -> None:
    """To be described."""
