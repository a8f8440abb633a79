"""On which hosts a VM can run, as far as its networks decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel import errors
from toolstack.datamodel.error import ApiError
from toolstack.datamodel.host import Host
from toolstack.datamodel.host_metrics import HostMetrics
from toolstack.datamodel.model import Ref
from toolstack.datamodel.network import Network
from toolstack.datamodel.pif import Pif
from toolstack.datamodel.vif import Vif
from toolstack.datamodel.vm import Vm
from toolstack.rules import kind, protection

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolstack.db.snapshot import Snapshot

SHARED_KEY = "assume_network_is_shared"


def networks_of(db: Snapshot, vm: Ref[Vm]) -> tuple[Ref[Network], ...]:
    """Return the networks that a VM's interfaces are on, each once."""
    return tuple(dict.fromkeys(db.get(Vif, ref).network for ref in db.reverse(Vm, "VIFs", vm)))


def is_visible(db: Snapshot, network: Ref[Network], host: Ref[Host]) -> bool:
    """Return whether a network is there on a host, or can be.

    A network without PIFs is one host's at a time: where a running VM uses it, all others have to run.
    """
    if db.reverse(Network, "PIFs", network):
        return not kind.is_null(kind.pif_on(db, network, host))
    record = db.get(Network, network)
    if record.other_config.get(SHARED_KEY) == "true" or not record.managed:
        return True
    used_on = set(_homes(db, network))
    return not used_on or host in used_on


def _homes(db: Snapshot, network: Ref[Network]) -> Iterable[Ref[Host]]:
    for ref in db.reverse(Network, "VIFs", network):
        vm = db.find(Vm, db.get(Vif, ref).VM)
        if vm is None:
            continue
        if vm.power_state in protection.LIVE:
            yield vm.resident_on
        elif db.find(Host, vm.scheduled_to_be_resident_on) is not None:
            yield vm.scheduled_to_be_resident_on


def check_networks(db: Snapshot, vm: Ref[Vm], host: Ref[Host], networks: Iterable[Ref[Network]] | None = None) -> None:
    """Raise VM_REQUIRES_NETWORK or HOST_CANNOT_ATTACH_NETWORK when a network a VM needs is missing on a host."""
    needed = networks_of(db, vm) if networks is None else tuple(networks)
    for network in needed:
        if not is_visible(db, network, host):
            raise errors.VM_REQUIRES_NETWORK(vm, network)
    for network in needed:
        check_attachable(db, network, host)


def check_attachable(db: Snapshot, network: Ref[Network], host: Ref[Host]) -> None:
    """Raise HOST_CANNOT_ATTACH_NETWORK when a network is not on a host, or only through a member of a bond."""
    pif = db.find(Pif, kind.pif_on(db, network, host))
    if not is_visible(db, network, host) or (pif is not None and kind.is_member(db, pif)):
        raise errors.HOST_CANNOT_ATTACH_NETWORK(host, network)


def check_boot(db: Snapshot, vm: Ref[Vm], host: Ref[Host]) -> None:
    """Raise the first reason why a VM cannot start on a host.

    HOST_NOT_LIVE, HOST_DISABLED, VM_REQUIRES_NETWORK or HOST_CANNOT_ATTACH_NETWORK.  Memory is no reason:
    what runs guests here takes it as it needs it.
    """
    record = db.get(Host, host)
    metrics = db.find(HostMetrics, record.metrics)
    if metrics is not None and not metrics.live:
        raise errors.HOST_NOT_LIVE()
    if not record.enabled:
        raise errors.HOST_DISABLED(host)
    check_networks(db, vm, host)


def possible_hosts(db: Snapshot, vm: Ref[Vm]) -> tuple[Ref[Host], ...]:
    """Return the hosts on which a VM can start, the one of its affinity first, then the oldest first."""
    return tuple(host for host in _hosts(db, vm) if _can_boot(db, vm, host))


def choose(db: Snapshot, vm: Ref[Vm]) -> Ref[Host]:
    """Return the host on which to start a VM.

    Raises NO_HOSTS_AVAILABLE when there are several and each has its own reason against it; the reason itself
    when it is the same for all.
    """
    reasons: dict[str, ApiError] = {}
    for host in _hosts(db, vm):
        try:
            check_boot(db, vm, host)
        except ApiError as reason:
            reasons[reason.code] = reason
        else:
            return host
    if len(reasons) == 1:
        raise next(iter(reasons.values()))
    raise errors.NO_HOSTS_AVAILABLE()


def _hosts(db: Snapshot, vm: Ref[Vm]) -> list[Ref[Host]]:
    affinity = db.get(Vm, vm).affinity
    return sorted((row.ref for row in db.rows(Host)), key=lambda ref: (ref != affinity, db.row(Host, ref).created))


def _can_boot(db: Snapshot, vm: Ref[Vm], host: Ref[Host]) -> bool:
    try:
        check_boot(db, vm, host)
    except ApiError:
        return False
    return True


def is_properly_shared(db: Snapshot, network: Ref[Network]) -> bool:
    """Return whether every enabled host can carry a network, so that a VM on it can be restarted anywhere."""
    pifs = db.reverse(Network, "PIFs", network)
    ready = {db.get(Pif, ref).host for ref in pifs if not kind.is_member(db, db.get(Pif, ref))}
    return bool(pifs) and all(ref in ready for ref, host in db.all(Host) if host.enabled)


def check_agile(db: Snapshot, vm: Ref[Vm]) -> None:
    """Raise what keeps a VM from being restarted on any host.

    HA_CONSTRAINT_VIOLATION_NETWORK_NOT_SHARED or VM_HAS_SRIOV_VIF.
    """
    for network in networks_of(db, vm):
        if not is_properly_shared(db, network):
            raise errors.HA_CONSTRAINT_VIOLATION_NETWORK_NOT_SHARED(network)
        if kind.is_sriov_based(db, network):
            raise errors.VM_HAS_SRIOV_VIF(vm)
