"""What rules ask about PIFs and the networks they are on; ``plan.topology`` tells what a PIF is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolstack.datamodel.bond import Bond
from toolstack.datamodel.model import NO_REF, NULL, Ref
from toolstack.datamodel.network import Network
from toolstack.datamodel.pif import IpConfigurationMode, Ipv6ConfigurationMode, Pif, PrimaryAddressType
from toolstack.datamodel.vlan import Vlan

if TYPE_CHECKING:
    from toolstack.datamodel.host import Host
    from toolstack.db.snapshot import Snapshot


def is_null(ref: Ref[Any]) -> bool:
    """Return whether a reference points nowhere: some declarations have the empty string as default."""
    return ref in (NULL, NO_REF)


def is_member(db: Snapshot, pif: Pif) -> bool:
    """Return whether a PIF is a member of a bond that exists."""
    return db.find(Bond, pif.bond_slave_of) is not None


def is_sriov_based(db: Snapshot, network: Ref[Network]) -> bool:
    """Return whether a network is made of SR-IOV functions, which its oldest PIF decides."""
    pifs = db.reverse(Network, "PIFs", network)
    if not pifs:
        return False
    vlan = db.find(Vlan, db.get(Pif, pifs[0]).VLAN_master_of)
    bottom = pifs[0] if vlan is None else vlan.tagged_PIF
    return bool(db.reverse(Pif, "sriov_logical_PIF_of", bottom))


def pif_on(db: Snapshot, network: Ref[Network], host: Ref[Host]) -> Ref[Pif]:
    """Return a host's PIF on a network, or null."""
    return db.unique(Pif, network=network, host=host)


def has_ip(pif: Pif) -> bool:
    """Return whether a PIF has an IP mode of its primary family."""
    if pif.primary_address_type is PrimaryAddressType.IPV6:
        return pif.ipv6_configuration_mode is not Ipv6ConfigurationMode.NONE
    return pif.ip_configuration_mode is not IpConfigurationMode.NONE


def has_vlans(db: Snapshot, network: Ref[Network]) -> bool:
    """Return whether a network has a VLAN PIF, which keeps trunk VIFs off it."""
    return any(not is_null(db.get(Pif, ref).VLAN_master_of) for ref in db.reverse(Network, "PIFs", network))
