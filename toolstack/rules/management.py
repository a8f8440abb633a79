"""Which PIF a host is managed through: rules of management_reconfigure and management_disable, and of the reset."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel import errors
from toolstack.datamodel.bond import Bond
from toolstack.datamodel.host import Host
from toolstack.datamodel.model import NULL, Ref
from toolstack.datamodel.network import Network
from toolstack.datamodel.network_sriov import NetworkSriov
from toolstack.datamodel.pif import IpConfigurationMode, Ipv6ConfigurationMode, Pif, PrimaryAddressType
from toolstack.datamodel.pif_metrics import PifMetrics
from toolstack.datamodel.pool import Pool
from toolstack.datamodel.tunnel import Tunnel
from toolstack.datamodel.vlan import Vlan
from toolstack.plan.management import management_pif
from toolstack.plan.seen_host import primary_address
from toolstack.rules import kind, plug, protection

if TYPE_CHECKING:
    from toolstack.datamodel.model import Record
    from toolstack.db.snapshot import Snapshot
    from toolstack.db.transaction import Transaction


def reconfigure(tx: Transaction, self: Ref[Pif]) -> tuple[Ref[Pif], ...]:
    """Manage a PIF's host through it; returns the PIFs concerned, none when it is so already.

    The former management PIF keeps its address and stays attached.  Raises HA_IS_ENABLED, CANNOT_PLUG_BOND_SLAVE,
    PIF_HAS_NO_NETWORK_CONFIGURATION or PIF_HAS_NO_V6_NETWORK_CONFIGURATION.
    """
    check_no_ha(tx)
    pif = tx.get(Pif, self)
    check_usable(tx, self)
    former = management_pif(tx, pif.host)
    if former == self:
        return ()
    if pif.managed:
        plug.bring_up(tx, self)
    set_management(tx, pif.host, self)
    return (self,)


def check_no_ha(db: Snapshot) -> None:
    """Raise HA_IS_ENABLED while high availability is on."""
    if protection.has_ha(db):
        raise errors.HA_IS_ENABLED()


def check_usable(db: Snapshot, self: Ref[Pif]) -> None:
    """Raise when a host cannot be managed through a PIF: see :func:`reconfigure`.  One that others manage can be."""
    pif = db.get(Pif, self)
    if not pif.managed:
        return
    if kind.is_member(db, pif):
        raise errors.CANNOT_PLUG_BOND_SLAVE(self)
    if pif.primary_address_type is PrimaryAddressType.IPV6:
        if pif.ipv6_configuration_mode is Ipv6ConfigurationMode.NONE:
            raise errors.PIF_HAS_NO_V6_NETWORK_CONFIGURATION(self)
    elif pif.ip_configuration_mode is IpConfigurationMode.NONE:
        raise errors.PIF_HAS_NO_NETWORK_CONFIGURATION(self)


def set_management(tx: Transaction, host: Ref[Host], self: Ref[Pif]) -> None:
    """Mark the one PIF (null: none) that a host is managed through, and make its address the host's."""
    for ref in tx.reverse(Host, "PIFs", host):
        tx.update(Pif, ref, management=ref == self)
    chosen = tx.find(Pif, self)
    address = "" if chosen is None else primary_address(chosen)
    if chosen is None or address:  # an address that DHCP has still to give comes with a report
        tx.update(Host, host, address=address)


def disable(tx: Transaction, host: Ref[Host]) -> None:
    """Manage a host through no PIF; addresses stay.  Raises HA_IS_ENABLED or SLAVE_REQUIRES_MANAGEMENT_INTERFACE."""
    check_no_ha(tx)
    if any(pool.master != host for _, pool in tx.all(Pool)):
        raise errors.SLAVE_REQUIRES_MANAGEMENT_INTERFACE()
    set_management(tx, host, NULL)


def pool_targets(db: Snapshot, network: Ref[Network]) -> tuple[Ref[Pif], ...]:
    """Return the PIF of every host on a network, the coordinator's last, if the pool can be managed through it.

    Raises HA_IS_ENABLED, PIF_NOT_PRESENT, PIF_INCOMPATIBLE_PRIMARY_ADDRESS_TYPE, or as :func:`check_usable`.
    """
    check_no_ha(db)
    db.get(Network, network)
    masters = {pool.master for _, pool in db.all(Pool)}
    hosts = sorted((ref for ref, _ in db.all(Host)), key=lambda ref: ref in masters)
    found = []
    for host in hosts:
        pif = kind.pif_on(db, network, host)
        if kind.is_null(pif):
            raise errors.PIF_NOT_PRESENT(host, network)
        found.append(pif)
    first = db.get(Pif, found[0]).primary_address_type if found else None
    for pif in found:
        if db.get(Pif, pif).primary_address_type is not first:
            raise errors.PIF_INCOMPATIBLE_PRIMARY_ADDRESS_TYPE(pif)
        check_usable(db, pif)
    return tuple(found)


def reset_networking(tx: Transaction, host: Ref[Host]) -> None:
    """Remove everything of a host's network: bonds, VLANs, tunnels, SR-IOV, PIFs and their metrics.

    Networks and VIFs stay.  Raises HA_IS_ENABLED.
    """
    tx.get(Host, host)
    check_no_ha(tx)
    mine = set(tx.reverse(Host, "PIFs", host))
    metrics = {tx.get(Pif, ref).metrics for ref in mine}
    ends: tuple[tuple[type[Record], tuple[str, ...]], ...] = (
        (Bond, ("master",)),
        (Vlan, ("untagged_PIF", "tagged_PIF")),
        (Tunnel, ("access_PIF", "transport_PIF")),
        (NetworkSriov, ("logical_PIF", "physical_PIF")),
    )
    for cls, fields in ends:
        for ref, record in list(tx.all(cls)):
            if any(getattr(record, field) in mine for field in fields):
                tx.delete(cls, ref)
    for pif in mine:
        tx.delete(Pif, pif)
    for row in metrics:
        if tx.find(PifMetrics, row) is not None:
            tx.delete(PifMetrics, row)
