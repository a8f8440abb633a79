"""Rules of networks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolstack.datamodel import errors
from toolstack.datamodel.host import Host
from toolstack.datamodel.model import EMPTY_MAP, NULL, MapOf, Ref, SetOf
from toolstack.datamodel.network import Network, NetworkDefaultLockingMode, NetworkPurpose
from toolstack.datamodel.pif import Pif
from toolstack.datamodel.vif import Vif
from toolstack.datamodel.vif_metrics import VifMetrics
from toolstack.datamodel.vm import Vm
from toolstack.rules import bridge as bridges
from toolstack.rules import kind, plug, protection
from toolstack.rules import other_config as keys

if TYPE_CHECKING:
    from toolstack.db.snapshot import Snapshot
    from toolstack.db.transaction import Transaction

DEFAULT_MTU = 1500
"""Bytes."""

HIMN_LABEL = "Host internal management network"
HIMN_KEY = "is_host_internal_management_network"
HIMN_CONFIG = {
    "is_guest_installer_network": "true",
    HIMN_KEY: "true",
    "ip_begin": "169.254.0.1",
    "ip_end": "169.254.255.254",
    "netmask": "255.255.0.0",
}

CONFLICTING = {
    NetworkPurpose.NBD: NetworkPurpose.INSECURE_NBD,
    NetworkPurpose.INSECURE_NBD: NetworkPurpose.NBD,
}
"""Purposes that cannot both occur in a pool."""


def create(
    tx: Transaction,
    *,
    name_label: str = "",
    name_description: str = "",
    MTU: int = DEFAULT_MTU,
    bridge: str = "",
    managed: bool = True,
    other_config: MapOf[str, str] = EMPTY_MAP,
    tags: SetOf[str] = (),
    trusted: bool = False,
) -> Ref[Network]:
    """Add a network.  ``MTU`` is in bytes; 0 and less mean the default.

    ``trusted`` is for sessions of the pool's own hosts, which may use any bridge name.  Raises
    INVALID_VALUE for a reserved or long bridge name or a key of other_config that means nothing, BRIDGE_NAME_EXISTS
    for a name in use.
    """
    if bridge and not trusted:
        bridges.check_name(bridge)
    keys.check(Network, {}, other_config)
    taken = bridges.taken(tx)
    if bridge and bridge in taken:
        raise errors.BRIDGE_NAME_EXISTS(bridge)
    return tx.insert(
        Network(
            name_label=name_label,
            name_description=name_description,
            MTU=MTU if MTU > 0 else DEFAULT_MTU,
            bridge=bridge or bridges.allocate(taken),
            managed=managed,
            other_config=dict(other_config),
            tags=tags,
        )
    )


def pool_introduce(
    tx: Transaction,
    name_label: str,
    name_description: str,
    MTU: int,
    other_config: MapOf[str, str],
    bridge: str,
    managed: bool,  # noqa: FBT001 - as declared
    purpose: SetOf[NetworkPurpose],
) -> Ref[Network]:
    """Add a network exactly as given."""
    return tx.insert(
        Network(
            name_label=name_label,
            name_description=name_description,
            MTU=MTU,
            bridge=bridge,
            managed=managed,
            other_config=dict(other_config),
            purpose=purpose,
        )
    )


def destroy(tx: Transaction, self: Ref[Network]) -> None:
    """Remove a network with the detached VIFs on it.

    Raises NETWORK_CONTAINS_VIF, NETWORK_CONTAINS_PIF or CANNOT_DESTROY_SYSTEM_NETWORK.
    """
    network = tx.get(Network, self)
    vifs: tuple[Ref[Vif], ...] = tx.reverse(Network, "VIFs", self)
    if used := [ref for ref in vifs if _in_use(tx, ref)]:
        raise errors.NETWORK_CONTAINS_VIF(*used)
    if pifs := tx.reverse(Network, "PIFs", self):
        raise errors.NETWORK_CONTAINS_PIF(*pifs)
    if is_himn(network):
        raise errors.CANNOT_DESTROY_SYSTEM_NETWORK(self)
    for ref in vifs:
        metrics = tx.get(Vif, ref).metrics
        if tx.find(VifMetrics, metrics) is not None:
            tx.delete(VifMetrics, metrics)
        tx.delete(Vif, ref)
    tx.delete(Network, self)


def _in_use(db: Snapshot, ref: Ref[Vif]) -> bool:
    vif = db.get(Vif, ref)
    vm = db.find(Vm, vif.VM)
    wanted = vif.plugged and vm is not None and vm.power_state in protection.LIVE
    return vif.currently_attached or vif.reserved or wanted


def set_default_locking_mode(tx: Transaction, network: Ref[Network], value: NetworkDefaultLockingMode) -> None:
    """Set what VIFs without a locking mode of their own do; raises VIF_IN_USE while one is attached."""
    tx.get(Network, network)
    for ref in tx.reverse(Network, "VIFs", network):
        if tx.get(Vif, ref).currently_attached:
            raise errors.VIF_IN_USE(network, ref)
    tx.update(Network, network, default_locking_mode=value)


def add_purpose(tx: Transaction, self: Ref[Network], value: NetworkPurpose) -> None:
    """Add a purpose; adding one again is no error.

    Raises NETWORK_UNMANAGED, or NETWORK_INCOMPATIBLE_PURPOSES when the pool has the opposite one.
    """
    network = tx.get(Network, self)
    if not network.managed:
        raise errors.NETWORK_UNMANAGED(self)
    if value in network.purpose:
        return
    opposite = CONFLICTING[value]
    if any(opposite in other.purpose for _, other in tx.all(Network)):
        raise errors.NETWORK_INCOMPATIBLE_PURPOSES(value, opposite)
    tx.update(Network, self, purpose=(value, *network.purpose))


def remove_purpose(tx: Transaction, self: Ref[Network], value: NetworkPurpose) -> None:
    """Remove a purpose; removing an absent one is no error."""
    network = tx.get(Network, self)
    tx.update(Network, self, purpose=tuple(purpose for purpose in network.purpose if purpose is not value))


def set_MTU(tx: Transaction, self: Ref[Network], value: int) -> None:
    """Set the MTU in bytes; 0 and less mean the default, as at creation.

    The networks of a bond's members follow the bond's network, because one device carries them all.
    """
    mtu = value if value > 0 else DEFAULT_MTU
    tx.update(Network, self, MTU=mtu)
    for ref in tx.reverse(Network, "PIFs", self):
        for bond in tx.reverse(Pif, "bond_master_of", ref):
            for member in plug.members(tx, bond):
                tx.update(Network, tx.get(Pif, member).network, MTU=mtu)


def attach(tx: Transaction, network: Ref[Network], host: Ref[Host], *, force: bool = True) -> Ref[Pif]:
    """Want a network on a host; returns the PIF that carries it, or null for one without.

    Without ``force`` a PIF that is wanted already is left alone, and a network without PIF is left to the
    VIFs on it.  Raises CANNOT_PLUG_BOND_SLAVE.
    """
    tx.get(Host, host)
    record = tx.get(Network, network)
    if not record.managed:
        return NULL
    self = kind.pif_on(tx, network, host)
    if kind.is_null(self):
        if force and host not in record.attached_on:
            tx.update(Network, network, attached_on=(*record.attached_on, host))
        return NULL
    pif = tx.get(Pif, self)
    if pif.managed and (force or not pif.plugged):
        if kind.is_member(tx, pif):
            raise errors.CANNOT_PLUG_BOND_SLAVE(self)
        plug.bring_up(tx, self)
    return self


def attach_for_vm(tx: Transaction, host: Ref[Host], vm: Ref[Vm]) -> tuple[Ref[Pif], ...]:
    """Want the networks of all VIFs of a VM on a host; returns the PIFs that carry them."""
    tx.get(Host, host)
    tx.get(Vm, vm)
    networks = dict.fromkeys(tx.get(Vif, ref).network for ref in tx.reverse(Vm, "VIFs", vm))
    found = [attach(tx, network, host, force=False) for network in networks if tx.find(Network, network) is not None]
    return tuple(ref for ref in found if not kind.is_null(ref))


def detach_for_vm(tx: Transaction, host: Ref[Host], vm: Ref[Vm]) -> None:
    """Let go of the networks of a VM on a host.

    What a PIF carries stays up.  A network without PIF stays as long as a VIF that is wanted on the host
    uses it, whoever attached it.
    """
    tx.get(Host, host)
    tx.get(Vm, vm)
    for ref in tx.reverse(Vm, "VIFs", vm):
        self = tx.get(Vif, ref).network
        network = tx.find(Network, self)
        if network is not None and host in network.attached_on:
            tx.update(Network, self, attached_on=tuple(other for other in network.attached_on if other != host))


def is_himn(network: Network) -> bool:
    """Return whether a network is the host internal management network."""
    return network.other_config.get(HIMN_KEY, "").strip().lower() in ("true", "1")


def ensure_himn(tx: Transaction) -> Ref[Network]:
    """Have one host internal management network, on its bridge."""
    found: list[Ref[Network]] = sorted(
        (ref for ref, network in tx.all(Network) if is_himn(network)), key=lambda ref: tx.row(Network, ref).created
    )
    if found:
        tx.update(Network, found[0], bridge=bridges.HOST_INTERNAL)
        return found[0]
    fields: dict[str, Any] = {"name_label": HIMN_LABEL, "bridge": bridges.HOST_INTERNAL}
    return create(
        tx,
        name_description="Network on which guests will be assigned a private link-local IP address",
        other_config=HIMN_CONFIG,
        trusted=True,
        **fields,
    )
