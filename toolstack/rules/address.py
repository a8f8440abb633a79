"""Addresses of PIFs: rules of reconfigure_ip, reconfigure_ipv6 and set_primary_address_type."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

from toolstack.datamodel import errors
from toolstack.datamodel.model import Ref
from toolstack.datamodel.pif import IpConfigurationMode, Ipv6ConfigurationMode, Pif, PrimaryAddressType
from toolstack.rules import protection

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolstack.db.snapshot import Snapshot
    from toolstack.db.transaction import Transaction


def reconfigure_ip(
    tx: Transaction,
    self: Ref[Pif],
    mode: IpConfigurationMode,
    IP: str,
    netmask: str,
    gateway: str,
    DNS: str,
) -> None:
    """Set how a PIF gets its IPv4 address.

    ``netmask`` is dotted; ``DNS`` a comma-separated list whose IPv4 entries replace the stored ones.
    Raises PIF_UNMANAGED, HA_IS_ENABLED, REDO_LOG_IS_ENABLED, CLUSTERING_ENABLED,
    INVALID_IP_ADDRESS_SPECIFIED or PIF_IS_MANAGEMENT_INTERFACE.
    """
    pif = tx.get(Pif, self)
    if not pif.managed:
        raise errors.PIF_UNMANAGED(self)
    static = IpConfigurationMode.STATIC
    same = (pif.IP, pif.netmask, pif.gateway) == (IP, netmask, gateway)
    if not (mode is static and pif.ip_configuration_mode is static and same):
        _check_changeable(tx, self)
    check_ipv4(IP, netmask, gateway, required=mode is static)
    primary = pif.primary_address_type is PrimaryAddressType.IPV4
    if pif.management and mode is IpConfigurationMode.NONE and primary:
        raise errors.PIF_IS_MANAGEMENT_INTERFACE(self)
    tx.update(
        Pif,
        self,
        ip_configuration_mode=mode,
        IP=IP,
        netmask=netmask,
        gateway=gateway,
        DNS=",".join((*servers(DNS, 4), *servers(pif.DNS, 6))),
    )


def reconfigure_ipv6(
    tx: Transaction, self: Ref[Pif], mode: Ipv6ConfigurationMode, IPv6: str, gateway: str, DNS: str
) -> None:
    """Set how a PIF gets its IPv6 address; ``IPv6`` is an address with prefix length.

    Raises as :func:`reconfigure_ip` does, and INVALID_CIDR_ADDRESS_SPECIFIED.
    """
    pif = tx.get(Pif, self)
    if not pif.managed:
        raise errors.PIF_UNMANAGED(self)
    static = Ipv6ConfigurationMode.STATIC
    same = (pif.IPv6, pif.ipv6_gateway) == ((IPv6,), gateway)
    if not (mode is static and pif.ipv6_configuration_mode is static and same):
        _check_changeable(tx, self)
    check_ipv6(IPv6, gateway)
    primary = pif.primary_address_type is PrimaryAddressType.IPV6
    if pif.management and mode is Ipv6ConfigurationMode.NONE and primary:
        raise errors.PIF_IS_MANAGEMENT_INTERFACE(self)
    tx.update(
        Pif,
        self,
        ipv6_configuration_mode=mode,
        IPv6=(IPv6,),
        ipv6_gateway=gateway,
        DNS=",".join((*servers(DNS, 6), *servers(pif.DNS, 4))),
    )


def set_primary_address_type(tx: Transaction, self: Ref[Pif], primary_address_type: PrimaryAddressType) -> None:
    """Choose the family that counts for a PIF; raises when it is attached and protected, or the management one."""
    pif = tx.get(Pif, self)
    protection.check_detachable(tx, pif)
    if pif.management:
        raise errors.PIF_IS_MANAGEMENT_INTERFACE(self)
    tx.update(Pif, self, primary_address_type=primary_address_type)


def _check_changeable(db: Snapshot, self: Ref[Pif]) -> None:
    protection.check_detachable(db, db.get(Pif, self))
    protection.check_no_cluster(db, self)


def check_ipv4(IP: str, netmask: str, gateway: str, *, required: bool) -> None:
    """Raise INVALID_IP_ADDRESS_SPECIFIED, naming the first parameter that cannot be applied.

    ``required`` is for static addressing, which needs address and netmask.  Beyond the syntax, an address
    must be one of a host, a netmask contiguous and a gateway inside the subnet: the host would refuse them
    after the old configuration is gone.
    """
    given = {"IP": IP, "netmask": netmask, "gateway": gateway}
    needed = ("IP", "netmask") if required else ()
    for name in (*needed, *(name for name, value in given.items() if value)):
        if _ipv4(given[name]) is None:
            raise errors.INVALID_IP_ADDRESS_SPECIFIED(name)
    address = _ipv4(IP)
    if address is not None and (address.is_multicast or address.is_unspecified):
        raise errors.INVALID_IP_ADDRESS_SPECIFIED("IP")
    prefix = prefix_length(netmask)
    if netmask and prefix < 0:
        raise errors.INVALID_IP_ADDRESS_SPECIFIED("netmask")
    if required and gateway and _ipv4(gateway) not in ipaddress.IPv4Network((IP, prefix), strict=False):
        raise errors.INVALID_IP_ADDRESS_SPECIFIED("gateway")


def prefix_length(netmask: str) -> int:
    """Return the prefix length of a dotted netmask, or -1 when it is none or has holes."""
    address = _ipv4(netmask)
    if address is None:
        return -1
    zeros = ~int(address) & 0xFFFFFFFF
    return -1 if zeros & (zeros + 1) else 32 - zeros.bit_length()


def check_ipv6(IPv6: str, gateway: str) -> None:
    """Raise INVALID_IP_ADDRESS_SPECIFIED for the gateway, INVALID_CIDR_ADDRESS_SPECIFIED for the address."""
    if gateway and _ipv6(gateway) is None:
        raise errors.INVALID_IP_ADDRESS_SPECIFIED("gateway")
    if IPv6:
        address, slash, prefix = IPv6.partition("/")
        sized = slash and prefix.isascii() and prefix.isdigit() and int(prefix) <= 128  # noqa: PLR2004 - bits
        if _ipv6(address) is None or not sized:
            raise errors.INVALID_CIDR_ADDRESS_SPECIFIED("IPv6")


def servers(listed: str, version: int) -> Iterable[str]:
    """Return those entries of a comma-separated list that are addresses of an IP version."""
    read = _ipv4 if version == 4 else _ipv6  # noqa: PLR2004 - as in IPv4
    return [entry for entry in (part.strip() for part in listed.split(",")) if read(entry) is not None]


def _ipv4(text: str) -> ipaddress.IPv4Address | None:
    try:
        return ipaddress.IPv4Address(text)
    except ValueError:
        return None


def _ipv6(text: str) -> ipaddress.IPv6Address | None:
    try:
        return None if "%" in text else ipaddress.IPv6Address(text)
    except ValueError:
        return None
