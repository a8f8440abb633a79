"""PIF: a network interface of a host."""

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
    """Where the IPv4 address comes from."""

    NONE = "None"
    DHCP = "DHCP"
    STATIC = "Static"


@wire_enum("ipv6_configuration_mode")
class Ipv6ConfigurationMode(WireEnum):
    """Where the IPv6 addresses come from."""

    NONE = "None"
    DHCP = "DHCP"
    STATIC = "Static"
    AUTOCONF = "Autoconf"
    """Router advertisements."""


@wire_enum("pif_igmp_status")
class PifIgmpStatus(WireEnum):
    """Whether the bridge keeps multicast traffic to the ports that asked for it."""

    ENABLED = "enabled"
    DISABLED = "disabled"
    UNKNOWN = "unknown"


@wire_enum("primary_address_type")
class PrimaryAddressType(WireEnum):
    """Which family the host is addressed by."""

    IPV4 = "IPv4"
    IPV6 = "IPv6"


class Pif(
    Record,
    name="PIF",
    lifecycle=Lifecycle((("published", "rio"),)),
    write_role=Role.POOL_OPERATOR,
    unique=(("network", "host"),),
):
    """An interface through which a host is on a network: a NIC, a bond, a VLAN, the access side of a tunnel or an SR-IOV network.

    The computed fields tell which. Where a NIC is gone, its PIF stays until somebody forgets it.
    """

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    device: str = static_ro(
        "The kernel name of the NIC. A VLAN or SR-IOV network has that of the PIF beneath; bonds are ``bond0``..., tunnels ``tunnel0``....",
        since="rio",
    )
    network: Ref[Network] = static_ro("The network that it gives the host access to.", since="rio")
    host: Ref[Host] = static_ro("The host that it belongs to.", since="rio")
    MAC: str = static_ro(
        "The MAC address; ``fe:ff:ff:ff:ff:ff`` for VLANs and SR-IOV networks, whatever they really use.", since="rio"
    )
    MTU: int = static_ro(
        "The largest packet in bytes as read from the device; -1 for bonds and tunnels that were never up.", since="rio"
    )
    VLAN: int = static_ro("The tag of a VLAN, or -1 for everything that is no VLAN.", since="rio")
    metrics: Ref[PifMetrics] = dynamic_ro(
        "Carrier, speed and hardware; a VLAN, tunnel or SR-IOV network shares the object of the PIF beneath.",
        since="rio",
    )
    physical: bool = dynamic_ro("Whether it is a NIC.", since="miami", default=False)
    currently_attached: bool = dynamic_ro(
        "Whether it is up on the host, as last reported.", since="miami", default=True
    )
    ip_configuration_mode: IpConfigurationMode = dynamic_ro(
        "Where the IPv4 address comes from.", since="miami", default=IpConfigurationMode.NONE
    )
    IP: str = dynamic_ro(
        "The IPv4 address; empty without one. With DHCP it is what the host obtained.", since="miami", default=""
    )
    netmask: str = dynamic_ro("The IPv4 netmask, dotted.", since="miami", default="")
    gateway: str = dynamic_ro(
        "The IPv4 gateway. One PIF of the host provides the default route: the management interface unless other_config says otherwise.",
        since="miami",
        default="",
    )
    DNS: str = dynamic_ro("Name servers of both families, separated by commas.", since="miami", default="")
    bond_slave_of: Ref[Bond] = dynamic_ro(
        "The bond whose member it is, or null. A member stays on its own network, detached.",
        since="miami",
        default=NO_REF,
    )
    bond_master_of: Reverse[Bond] = reverse(
        "Bond.master", "The bond that it is the interface of; at most one.", since="miami"
    )
    VLAN_master_of: Ref[Vlan] = dynamic_ro(
        "The VLAN whose untagged side it is, or null. Then it is a VLAN interface.", since="miami", default=NO_REF
    )
    VLAN_slave_of: Reverse[Vlan] = reverse("VLAN.tagged_PIF", "The VLANs tagged on it.", since="miami")
    management: bool = dynamic_ro("Whether the host is managed through it.", since="miami", default=False)
    other_config: MapOf[str, str] = rw(
        "Free-form keys of clients. Some configure the interface when it is next plugged: ``mtu``, ``ethtool-...``, ``bond-...``, ``defaultroute``, ``peerdns``, ``domain``.",
        since="miami",
        default=EMPTY_MAP,
    )
    disallow_unplug: bool = dynamic_ro(
        "Whether unplugging it is refused, for storage or clustering.", since="orlando", default=False
    )
    tunnel_access_PIF_of: Reverse[Tunnel] = reverse(
        "tunnel.access_PIF", "The tunnel whose access side it is; at most one.", since="cowley"
    )
    tunnel_transport_PIF_of: Reverse[Tunnel] = reverse(
        "tunnel.transport_PIF", "The tunnels whose packets it carries.", since="cowley"
    )
    ipv6_configuration_mode: Ipv6ConfigurationMode = dynamic_ro(
        "Where the IPv6 addresses come from.", since="tampa", default=Ipv6ConfigurationMode.NONE
    )
    IPv6: SetOf[str] = dynamic_ro(
        'The IPv6 addresses with their prefix lengths, link-local ones included; ``[""]`` where none was ever set.',
        since="tampa",
        default=(),
    )
    ipv6_gateway: str = dynamic_ro("The IPv6 gateway.", since="tampa", default="")
    primary_address_type: PrimaryAddressType = dynamic_ro(
        "The family that the host uses on it towards the pool.", since="tampa", default=PrimaryAddressType.IPV4
    )
    managed: bool = static_ro(
        "Whether the server configures it. If not, it is left as something else has set it up.",
        since="vgpu-productisation",
        default=True,
    )
    properties: MapOf[str, str] = dynamic_ro(
        "Settings of NICs and bonds: ``gro`` is ``on`` or ``off``.", since="creedence", default=EMPTY_MAP
    )
    capabilities: SetOf[str] = dynamic_ro("What the NIC can do: ``sriov``, ``fcoe``.", since="dundee", default=())
    igmp_snooping_status: PifIgmpStatus = dynamic_ro(
        "Whether its bridge snoops multicast membership.", since="inverness", default=PifIgmpStatus.UNKNOWN
    )
    sriov_physical_PIF_of: Reverse[NetworkSriov] = reverse(
        "network_sriov.physical_PIF", "The SR-IOV network made on this NIC; at most one.", since="kolkata"
    )
    sriov_logical_PIF_of: Reverse[NetworkSriov] = reverse(
        "network_sriov.logical_PIF", "The SR-IOV network that it is the interface of; at most one.", since="kolkata"
    )
    PCI: Ref[Pci] = dynamic_ro("The PCI device of a NIC, or null.", since="kolkata", default=NULL)
    device_name: str = internal("The device as it was when the row was made; some errors show it.")
    plugged: bool = internal("Whether it is meant to be attached; ``currently_attached`` tells what the host reported.")


@message(
    Pif,
    role=Role.POOL_OPERATOR,
    history=(("published", "rio"), ("deprecated", "miami")),
    errors=(errors.VLAN_TAG_INVALID,),
)
def create_VLAN(device: str, network: Ref[Network], host: Ref[Host], VLAN: int) -> Ref[Pif]:
    """Put a VLAN on the interface with this device name and return its PIF.

    Use VLAN.create, which names the interface by its reference.
    """


@message(
    Pif,
    role=Role.POOL_OPERATOR,
    history=(("published", "rio"), ("deprecated", "miami")),
    errors=(errors.PIF_IS_PHYSICAL,),
)
def destroy(self: Ref[Pif]) -> None:
    """Remove a VLAN; PIF_IS_PHYSICAL for anything else. Use VLAN.destroy."""


@message(Pif, role=Role.POOL_OPERATOR, since="miami", errors=(errors.CLUSTERING_ENABLED,))
def reconfigure_ip(self: Ref[Pif], mode: IpConfigurationMode, IP: str, netmask: str, gateway: str, DNS: str) -> None:
    """Set how the interface gets its IPv4 address, at once if it is attached.

    For DHCP pass empty strings: the fields show later what was obtained. Name servers of the other family are
    kept. While HA is on, only the name servers of a static configuration may change.

    Args:
        mode: None takes the address away; not allowed on the management interface.
        IP: the address, for mode Static.
        netmask: dotted, for mode Static.
        gateway: empty for none.
        DNS: name servers separated by commas; anything that is no IPv4 address is dropped.
    """


@message(Pif, role=Role.POOL_OPERATOR, since="tampa", errors=(errors.CLUSTERING_ENABLED,))
def reconfigure_ipv6(self: Ref[Pif], mode: Ipv6ConfigurationMode, IPv6: str, gateway: str, DNS: str) -> None:
    """Set how the interface gets its IPv6 addresses, at once if it is attached.

    Args:
        mode: None takes the addresses away; not allowed on an IPv6 management interface.
        IPv6: the address with its prefix length, for mode Static.
        gateway: empty for none.
        DNS: name servers separated by commas; anything that is no IPv6 address is dropped.
    """


@message(Pif, role=Role.POOL_OPERATOR, since="tampa")
def set_primary_address_type(self: Ref[Pif], primary_address_type: PrimaryAddressType) -> None:
    """Choose the family by which the host is addressed on it; refused on the management interface."""


@message(Pif, role=Role.POOL_OPERATOR, since="miami")
def scan(host: Ref[Host]) -> None:
    """Make a PIF for every NIC of the host that has none. NICs that vanished keep theirs."""


@message(Pif, role=Role.POOL_OPERATOR, since="miami")
def introduce(host: Ref[Host], MAC: str, device: str, managed: bool = True) -> Ref[Pif]:
    """Make a PIF for one NIC, named by device and MAC address, and return it.

    DUPLICATE_PIF_DEVICE_NAME when the device has one.
    """


@message(
    Pif, role=Role.POOL_OPERATOR, since="miami", errors=(errors.PIF_TUNNEL_STILL_EXISTS, errors.CLUSTERING_ENABLED)
)
def forget(self: Ref[Pif]) -> None:
    """Bring an interface down and remove its record.

    Refused for the management interface, bonds and their members, and what has VLANs, tunnels or SR-IOV on it.
    """


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
    """Bring the interface down.

    Tunnels that it carries go down with it; VLANs on it stay up. Refused on the management interface, while a
    VM uses the network on this host, and while HA is on. On a bond member it does nothing.
    """


@message(
    Pif,
    role=Role.POOL_OPERATOR,
    since="orlando",
    errors=(errors.OTHER_OPERATION_IN_PROGRESS, errors.CLUSTERING_ENABLED),
)
def set_disallow_unplug(self: Ref[Pif], value: bool) -> None:
    """Say whether unplugging is refused; CLUSTERING_ENABLED when a cluster needs the interface."""


@message(Pif, role=Role.POOL_OPERATOR, since="miami", errors=(errors.TRANSPORT_PIF_NOT_CONFIGURED,))
def plug(self: Ref[Pif]) -> None:
    """Bring the interface up, or apply its configuration again if it is up.

    A tunnel's transport or an SR-IOV network's NIC is plugged first. CANNOT_PLUG_BOND_SLAVE on a bond member.
    """


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
    """Make a PIF record with fresh metrics and without touching the host, for a host that joins the pool."""


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
    """Make a PIF record without touching the host. The server gives it a uuid; it starts detached."""


@message(Pif, role=Role.POOL_OPERATOR, since="orlando")
def db_forget(self: Ref[Pif]) -> None:
    """Remove a PIF record without touching the host and without any check."""


@message(Pif, role=Role.POOL_OPERATOR, since="creedence")
def set_property(self: Ref[Pif], name: str, value: str) -> None:
    """Set one of the properties of a NIC or bond, on a bond also of its members.

    INVALID_VALUE for an unknown name or value, CANNOT_CHANGE_PIF_PROPERTIES on anything else.
    """
