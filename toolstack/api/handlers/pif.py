"""Messages of the class PIF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolstack.api import settlement
from toolstack.api.handlers import vlan
from toolstack.api.registry import handles
from toolstack.datamodel import pif as messages
from toolstack.datamodel.model import EMPTY_MAP
from toolstack.datamodel.pif import IpConfigurationMode, Ipv6ConfigurationMode, Pif, PrimaryAddressType
from toolstack.rules import address, plug, scan
from toolstack.rules import pif as rules

if TYPE_CHECKING:
    from collections.abc import Callable

    from toolstack.api.call import Call
    from toolstack.datamodel.bond import Bond
    from toolstack.datamodel.host import Host
    from toolstack.datamodel.model import MapOf, Ref, SetOf
    from toolstack.datamodel.network import Network
    from toolstack.datamodel.vlan import Vlan

# ruff: noqa: FBT001, FBT002 - signatures are the declared ones


@handles(messages.scan)
async def scan_(call: Call, host: Ref[Host]) -> None:
    """Look for NICs and make a PIF for each new one, unplugged."""
    await call.change(scan.scan, host, (await settlement.observe(call, host)).nics)


@handles(messages.introduce)
async def introduce(call: Call, host: Ref[Host], MAC: str, device: str, managed: bool = True) -> Ref[Pif]:
    """Make the PIF of one NIC."""
    nics = (await settlement.observe(call, host)).nics
    return await call.change(scan.introduce, host, MAC, device, nics, managed=managed)


@handles(messages.forget)
async def forget(call: Call, self: Ref[Pif]) -> None:
    """Take a PIF down, then remove it."""
    await _edit(call, self, rules.prepare_forget, self)
    await call.change(rules.forget, self)


@handles(messages.plug)
async def plug_(call: Call, self: Ref[Pif]) -> None:
    """Bring a PIF up, or apply its configuration anew."""
    await _edit(call, self, plug.plug, self)


@handles(messages.unplug)
async def unplug(call: Call, self: Ref[Pif]) -> None:
    """Take a PIF down."""
    await _edit(call, self, plug.unplug, self)


@handles(messages.reconfigure_ip)
async def reconfigure_ip(
    call: Call, self: Ref[Pif], mode: IpConfigurationMode, IP: str, netmask: str, gateway: str, DNS: str
) -> None:
    """Set the IPv4 address, at once if the PIF is up."""
    await _edit(call, self, address.reconfigure_ip, self, mode, IP, netmask, gateway, DNS)


@handles(messages.reconfigure_ipv6)
async def reconfigure_ipv6(
    call: Call, self: Ref[Pif], mode: Ipv6ConfigurationMode, IPv6: str, gateway: str, DNS: str
) -> None:
    """Set the IPv6 address, at once if the PIF is up."""
    await _edit(call, self, address.reconfigure_ipv6, self, mode, IPv6, gateway, DNS)


@handles(messages.set_primary_address_type)
async def set_primary_address_type(call: Call, self: Ref[Pif], primary_address_type: PrimaryAddressType) -> None:
    """Choose the address family that counts."""
    await call.change(address.set_primary_address_type, self, primary_address_type)


@handles(messages.set_property)
async def set_property(call: Call, self: Ref[Pif], name: str, value: str) -> None:
    """Set a property, at once if the PIF is up."""
    await _edit(call, self, rules.set_property, self, name, value)


@handles(messages.set_disallow_unplug)
async def set_disallow_unplug(call: Call, self: Ref[Pif], value: bool) -> None:
    """Forbid or allow unplugging."""
    await call.change(rules.set_disallow_unplug, self, value)


@handles(messages.create_VLAN)
async def create_VLAN(call: Call, device: str, network: Ref[Network], host: Ref[Host], VLAN: int) -> Ref[Pif]:
    """Make a VLAN on a device of a host."""
    foreign = settlement.foreign(call, host)
    return await settlement.all_or_nothing(
        call, host, lambda pif: (pif,), rules.create_VLAN, device, network, host, VLAN, foreign
    )


@handles(messages.destroy)
async def destroy(call: Call, self: Ref[Pif]) -> None:
    """Remove the VLAN that a PIF belongs to."""
    await vlan.destroy(call, rules.vlan_of(call.snapshot, self))


@handles(messages.db_forget)
async def db_forget(call: Call, self: Ref[Pif]) -> None:
    """Remove the record of a PIF."""
    await call.change(rules.db_forget, self)


async def _introduce(
    call: Call,
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
    bond_slave_of: Ref[Bond],  # noqa: ARG001 - a bond lists its own members
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
    """Record a PIF as given, without a look at the host."""
    return await call.change(
        rules.db_introduce,
        device=device,
        network=network,
        host=host,
        MAC=MAC,
        MTU=MTU,
        VLAN=VLAN,
        physical=physical,
        ip_configuration_mode=ip_configuration_mode,
        IP=IP,
        netmask=netmask,
        gateway=gateway,
        DNS=DNS,
        VLAN_master_of=VLAN_master_of,
        management=management,
        other_config=other_config,
        disallow_unplug=disallow_unplug,
        ipv6_configuration_mode=ipv6_configuration_mode,
        IPv6=IPv6,
        ipv6_gateway=ipv6_gateway,
        primary_address_type=primary_address_type,
        managed=managed,
        properties=properties,
    )


handles(messages.db_introduce)(_introduce)
handles(messages.pool_introduce)(_introduce)


async def _edit(call: Call, self: Ref[Pif], rule: Callable[..., Any], *args: Any) -> None:
    """Run a rule on a PIF and see its host follow."""
    await settlement.edit(call, call.snapshot.get(Pif, self).host, lambda _: (self,), rule, *args)
