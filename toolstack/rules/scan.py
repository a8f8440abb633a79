"""PIFs of the NICs that a host has: rules of PIF.scan and PIF.introduce."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolstack.datamodel import errors
from toolstack.datamodel.host import Host
from toolstack.datamodel.model import EPOCH, NULL, Ref
from toolstack.datamodel.network import Network
from toolstack.datamodel.pci import Pci
from toolstack.datamodel.pif import Pif, PrimaryAddressType
from toolstack.datamodel.pif_metrics import PifMetrics
from toolstack.plan.topology import Physical, SriovLogical, VlanUntagged, root, topology
from toolstack.rules import bridge as bridges
from toolstack.rules import kind
from toolstack.rules.network import DEFAULT_MTU
from toolstack.rules.pif import nic_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolstack.db.snapshot import Snapshot
    from toolstack.db.transaction import Transaction
    from toolstack.plan.hoststate import Nic

_MAC = re.compile(r"[0-9a-f]{2}(:[0-9a-f]{2}){5}")


def is_mac(text: str) -> bool:
    """Return whether a lower-case text is a hardware address of six hexadecimal pairs."""
    return _MAC.fullmatch(text) is not None


def scan(tx: Transaction, host: Ref[Host], nics: Sequence[Nic]) -> tuple[Ref[Pif], ...]:
    """Refresh the PIFs of a host and add one for every NIC without; returns the new ones, unplugged.

    A PIF whose NIC has gone stays.
    """
    tx.get(Host, host)
    refresh(tx, host, nics)
    return tuple(add(tx, host, nic) for nic in nics if kind.is_null(nic_of(tx, host, nic.name)))


def introduce(
    tx: Transaction, host: Ref[Host], MAC: str, device: str, nics: Sequence[Nic], *, managed: bool = True
) -> Ref[Pif]:
    """Add the PIF of one NIC; an empty ``MAC`` takes the device's.

    Raises MAC_INVALID, DUPLICATE_PIF_DEVICE_NAME or
    COULD_NOT_FIND_NETWORK_INTERFACE_WITH_SPECIFIED_DEVICE_NAME_AND_MAC_ADDRESS.
    """
    tx.get(Host, host)
    found = next((nic for nic in nics if nic.name == device), None)
    mac = MAC.lower() or (found.mac if found else "")
    if mac and not is_mac(mac):
        raise errors.MAC_INVALID(mac)
    if not kind.is_null(nic_of(tx, host, device)):
        raise errors.DUPLICATE_PIF_DEVICE_NAME(device)
    if found is None or found.mac != mac:
        raise errors.COULD_NOT_FIND_NETWORK_INTERFACE_WITH_SPECIFIED_DEVICE_NAME_AND_MAC_ADDRESS(device, mac)
    return add(tx, host, found, managed=managed)


def add(tx: Transaction, host: Ref[Host], nic: Nic, *, managed: bool = True) -> Ref[Pif]:
    """Add the PIF of a NIC, on the network that NICs at this position share, or on a new one."""
    return tx.insert(
        Pif(
            device=nic.name,
            device_name=nic.name,
            network=_network_for(tx, host, nic, managed=managed),
            host=host,
            MAC=nic.mac,
            MTU=nic.mtu,
            VLAN=-1,
            physical=True,
            currently_attached=False,
            metrics=tx.insert(_metrics(nic)),
            bond_slave_of=NULL,
            VLAN_master_of=NULL,
            primary_address_type=_address_type(tx, host),
            managed=managed,
            properties={"gro": "on"},
            capabilities=nic.capabilities,
            PCI=_pci_of(tx, host, nic),
        )
    )


def refresh(tx: Transaction, host: Ref[Host], nics: Sequence[Nic]) -> None:
    """Bring device names, MACs and capabilities of a host's PIFs up to date.

    A NIC is recognised by its position, which is in the name of its network's bridge, so that a PIF follows
    its slot when names change; without position by its name.  VLANs and SR-IOV on top have the same device.
    """
    by_position = {nic.position: nic for nic in nics if nic.position >= 0}
    by_name = {nic.name: nic for nic in nics}
    for ref in tx.reverse(Host, "PIFs", host):
        pif = tx.get(Pif, ref)
        what = topology(tx, ref)
        if not isinstance(what, Physical | VlanUntagged | SriovLogical):
            continue
        nic_pif = root(what)
        if not isinstance(nic_pif, Physical):
            continue
        network = tx.find(Network, nic_pif.pif.network)
        position = bridges.position_of(network.bridge) if network else -1
        nic = by_position.get(position) or by_name.get(nic_pif.pif.device)
        if nic is None:
            continue
        tx.update(Pif, ref, device=nic.name, device_name=nic.name)
        if pif.physical:
            pci = _pci_of(tx, host, nic)
            tx.update(Pif, ref, MAC=nic.mac, capabilities=nic.capabilities, PCI=pif.PCI if kind.is_null(pci) else pci)


def _network_for(tx: Transaction, host: Ref[Host], nic: Nic, *, managed: bool) -> Ref[Network]:
    name = bridges.for_nic(nic.name, nic.position) if managed else ""
    found = [ref for ref, network in tx.all(Network) if network.bridge == name]
    if len(found) == 1 and kind.is_null(kind.pif_on(tx, found[0], host)):
        return found[0]
    if name and found:  # the position's network serves another PIF of this host, or several share the name
        name = bridges.for_nic(nic.name, -1)
    return tx.insert(
        Network(
            name_label=f"Pool-wide network associated with {nic.name}",
            MTU=DEFAULT_MTU,
            bridge=name,
            managed=managed,
        )
    )


def _metrics(nic: Nic) -> PifMetrics:
    return PifMetrics(
        carrier=nic.carrier,
        speed=nic.speed,
        duplex=nic.duplex == "full",
        vendor_id=nic.vendor_id,
        vendor_name=nic.vendor_name,
        device_id=nic.device_id,
        device_name=nic.device_name,
        pci_bus_path=nic.bus_path,
        last_updated=EPOCH,
    )


def _address_type(db: Snapshot, host: Ref[Host]) -> PrimaryAddressType:
    pifs = (db.get(Pif, ref) for ref in db.reverse(Host, "PIFs", host))
    return next((pif.primary_address_type for pif in pifs if pif.management), PrimaryAddressType.IPV4)


def _pci_of(db: Snapshot, host: Ref[Host], nic: Nic) -> Ref[Pci]:
    if not nic.bus_path:
        return NULL
    return next((ref for ref, pci in db.all(Pci) if pci.host == host and pci.pci_id == nic.bus_path), NULL)
