"""The network of one host as a value.

The same type describes what is *wanted* (computed from the records) and what is *seen* (observed by the
agent, limited to what the toolstack owns), so that the difference of two of them is what has to be done.
Values are frozen, hashable and backend-neutral; collections are tuples sorted by their element's key.

Terms: a *bridge* is a real bridge; a *VLAN* is the bridge of a tagged network on top of one (a fake bridge
in Open vSwitch terms); an *uplink* joins NICs to a bridge, alone or as a bond; a *VIF port* joins a guest's
interface; an *interface* is the host's own end of a bridge or VLAN, which carries MTU and addresses.
"""

from __future__ import annotations

from typing import TypeAlias

import msgspec

Pairs: TypeAlias = tuple[tuple[str, str], ...]
"""Sorted key-value pairs: a map that can be hashed."""


def pairs(values: dict[str, str]) -> Pairs:
    """Return a map as sorted pairs."""
    return tuple(sorted(values.items()))


class Value(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Base of everything in a host network."""


class Bridge(Value, frozen=True, kw_only=True):
    """A real bridge."""

    name: str
    owner: str
    """Class and uuid of the record it is made for, such as ``PIF:8d0c...``; also the mark of ownership."""
    mac: str = ""
    """Hardware address, lower case; empty to let the backend choose."""
    fail_mode: str = "standalone"
    """``standalone`` or ``secure``: what a bridge does while its SDN controller is away."""
    disable_in_band: bool | None = None
    """None leaves the setting absent."""
    igmp_snooping: bool | None = None
    """None leaves the backend's default."""
    network_uuids: tuple[str, ...] = ()
    """The networks on the bridge, its own first or alone; published as ``xs-network-uuids``."""

    @property
    def key(self) -> str:
        """What identifies it on the host."""
        return self.name


class Vlan(Value, frozen=True, kw_only=True):
    """The bridge of a tagged network on top of a real bridge."""

    name: str
    owner: str
    parent: str
    tag: int
    """0 (native) to 4094."""
    mac: str = ""
    network_uuid: str = ""

    @property
    def key(self) -> str:
        """What identifies it on the host."""
        return self.name


class Uplink(Value, frozen=True, kw_only=True):
    """What joins a bridge to the wire: one NIC, or several as a bond.

    A bond with a single member is a plain NIC port, without settings, as in partial bonds of a pool.
    """

    name: str
    """The NIC's name, or ``bond<N>``."""
    owner: str
    bridge: str
    nics: tuple[str, ...]
    mac: str = ""
    """Bonds only."""
    mode: str = ""
    """``balance-slb``, ``active-backup`` or ``lacp``; empty for a plain NIC."""
    settings: Pairs = ()
    """Bond settings in canonical form: see ``plan.bonds``."""

    @property
    def key(self) -> str:
        """What identifies it on the host."""
        return self.name


class VifPort(Value, frozen=True, kw_only=True):
    """The host's end of a guest interface, joined to a real bridge."""

    name: str
    """``vif<domid>.<device>``."""
    owner: str
    bridge: str
    """The real bridge, also when the guest is on a VLAN."""
    tag: int | None = None
    """The VLAN that the port is an access port of; None for untagged or trunk."""
    trunks: tuple[int, ...] = ()
    """The VLANs that pass a trunk port; empty for all."""
    external_ids: Pairs = ()
    """xs-vm-uuid, xs-vif-uuid, xs-network-uuid and attached-mac, which SDN controllers read."""
    mtu: int = 1500
    mac: str = ""
    """The guest's hardware address."""
    carrier: bool = True
    locking: str = "unlocked"
    """``unlocked``, ``locked`` or ``disabled``."""
    ipv4_allowed: tuple[str, ...] = ()
    ipv6_allowed: tuple[str, ...] = ()
    rate_kbytes: int = 0
    """Limit of the traffic from the guest in kilobytes per second; 0 for none."""

    @property
    def key(self) -> str:
        """What identifies it on the host."""
        return self.name


class Interface(Value, frozen=True, kw_only=True):
    """The host's own end of a bridge or VLAN: MTU and addresses."""

    name: str
    """Name of the bridge or VLAN."""
    owner: str
    mtu: int = 1500
    ipv4_mode: str = "none"
    """``none``, ``static`` or ``dhcp``."""
    ipv4: tuple[str, ...] = ()
    """Addresses with prefix length, ``10.0.0.2/24``; for ``dhcp`` empty when wanted."""
    ipv6_mode: str = "none"
    """``none``, ``static``, ``dhcp`` or ``autoconf``."""
    ipv6: tuple[str, ...] = ()
    """Addresses with prefix length; the link-local one is not listed."""
    accept_gateway: bool = False
    """Whether ``dhcp`` and ``autoconf`` here decide on the host's default route."""
    accept_dns: bool = False
    """Whether ``dhcp`` and ``autoconf`` here decide on the host's resolver."""
    ethtool: Pairs = ()
    """Offload settings, such as ``("tso", "off")``; what is not listed is left alone."""

    @property
    def key(self) -> str:
        """What identifies it on the host."""
        return self.name


class Link(Value, frozen=True, kw_only=True):
    """Settings of a NIC; a NIC that is listed is up."""

    name: str
    owner: str
    mtu: int = 1500
    ethtool: Pairs = ()
    """Offload and link settings; what is not listed is left alone."""

    @property
    def key(self) -> str:
        """What identifies it on the host."""
        return self.name


class Route(Value, frozen=True, kw_only=True):
    """A route of ours: the default route or a static one."""

    destination: str
    """Subnet with prefix length; ``0.0.0.0/0`` and ``::/0`` for the default route."""
    gateway: str
    device: str
    """Name of the bridge or VLAN it leaves through."""
    owner: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What identifies it on the host."""
        return (self.destination, self.device)


class Dns(Value, frozen=True, kw_only=True):
    """What the host's resolver uses."""

    servers: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()


class Manager(Value, frozen=True, kw_only=True):
    """Who may change the switch's database from outside: an SDN controller."""

    target: str
    """``pssl:6640`` to listen, ``ssl:<address>:<port>`` to connect."""
    owner: str = ""

    @property
    def key(self) -> str:
        """What identifies it on the host."""
        return self.target


class HostNet(Value, frozen=True, kw_only=True):
    """The network of one host, as far as the toolstack owns it."""

    bridges: tuple[Bridge, ...] = ()
    vlans: tuple[Vlan, ...] = ()
    uplinks: tuple[Uplink, ...] = ()
    vif_ports: tuple[VifPort, ...] = ()
    interfaces: tuple[Interface, ...] = ()
    links: tuple[Link, ...] = ()
    routes: tuple[Route, ...] = ()
    dns: Dns | None = None
    """None leaves the resolver alone."""
    manager: Manager | None = None
