"""Setting a host's network up from nothing, as an administrator asked for on its console: all of it, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel import errors
from toolstack.datamodel.model import Ref
from toolstack.datamodel.pif import IpConfigurationMode, Ipv6ConfigurationMode, Pif, PrimaryAddressType
from toolstack.datamodel.vlan import Vlan
from toolstack.rules import address, kind, management, network, scan, vlan
from toolstack.rules.pif import nic_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolstack.datamodel.host import Host
    from toolstack.datamodel.network import Network
    from toolstack.db.snapshot import Snapshot
    from toolstack.db.transaction import Transaction
    from toolstack.hostfile import Reset
    from toolstack.plan.hoststate import Nic

_MODES = {"": None, "none": "None", "dhcp": "DHCP", "static": "Static", "autoconf": "Autoconf"}


def reset(tx: Transaction, host: Ref[Host], nics: Sequence[Nic], wish: Reset) -> Ref[Pif]:
    """Forget a host's PIFs and what is made of them, find its NICs anew and manage it as wished; returns that PIF.

    A VLAN comes back on the network that it had, so that guests find it again.  Raises HA_IS_ENABLED,
    PIF_DEVICE_NOT_FOUND, PIF_HAS_NO_NETWORK_CONFIGURATION when neither family is to be configured, or what is wrong
    with an address.
    """
    tag = int(wish.VLAN or 0)
    carrier = _vlan_network(tx, host, wish.DEVICE, tag) if tag else None
    management.reset_networking(tx, host)
    for pif in scan.scan(tx, host, nics):
        tx.update(Pif, pif, plugged=True)
    chosen = nic_of(tx, host, wish.DEVICE)
    if kind.is_null(chosen):
        raise errors.PIF_DEVICE_NOT_FOUND()
    if tag:
        if carrier is None:
            label = f"Pool-wide network associated with {wish.DEVICE} on VLAN{tag}"
            carrier = network.create(tx, name_label=label)
        chosen = tx.get(Vlan, vlan.create(tx, chosen, tag, carrier)).untagged_PIF
    _set_addresses(tx, chosen, wish)
    management.check_usable(tx, chosen)
    management.set_management(tx, host, chosen)
    return chosen


def _vlan_network(db: Snapshot, host: Ref[Host], device: str, tag: int) -> Ref[Network] | None:
    """Return the network of a VLAN on a device: this host's, else another host's of the pool."""
    found = [pif for _, pif in db.all(Pif) if pif.device == device and tag == pif.VLAN]
    found.sort(key=lambda pif: pif.host != host)
    return found[0].network if found else None


def _set_addresses(tx: Transaction, pif: Ref[Pif], wish: Reset) -> None:
    only_ipv6 = wish.MODE in ("", "none") and wish.MODE_V6 not in ("", "none")
    family = PrimaryAddressType.IPV6 if only_ipv6 else PrimaryAddressType.IPV4
    tx.update(Pif, pif, primary_address_type=family)
    mode, mode6 = _MODES[wish.MODE], _MODES[wish.MODE_V6]
    if mode is not None:
        values = (wish.IP, wish.NETMASK, wish.GATEWAY) if mode == "Static" else ("", "", "")
        address.reconfigure_ip(tx, pif, IpConfigurationMode(mode), *values, wish.DNS)
    if mode6 is not None:
        ipv6, gateway = (wish.IPV6, wish.GATEWAY_V6) if mode6 == "Static" else ("", "")
        address.reconfigure_ipv6(tx, pif, Ipv6ConfigurationMode(mode6), ipv6, gateway, wish.DNS)
