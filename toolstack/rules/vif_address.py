"""Which addresses a VIF may use, and which its guest is asked to take."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, Any

from toolstack.datamodel import errors
from toolstack.datamodel.network import Network
from toolstack.datamodel.sdn_controller import SdnController
from toolstack.datamodel.vif import Vif, VifIpv4ConfigurationMode, VifIpv6ConfigurationMode, VifLockingMode
from toolstack.datamodel.vm import Vm
from toolstack.datamodel.vm_guest_metrics import VmGuestMetrics
from toolstack.plan.vifs import effective_locking

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolstack.datamodel.model import Ref
    from toolstack.db.snapshot import Snapshot
    from toolstack.db.transaction import Transaction

FEATURE = "feature-static-ip-setting"
"""Key of VM_guest_metrics.other: the guest takes addresses from outside."""


def set_locking_mode(tx: Transaction, self: Ref[Vif], value: VifLockingMode) -> None:
    """Set the locking mode; raises OPERATION_NOT_ALLOWED for ``locked`` while an SDN controller rules.

    No network's default is ``locked``, so that is the only way to it.
    """
    tx.get(Vif, self)
    if value is VifLockingMode.LOCKED and tx.count(SdnController):
        raise errors.OPERATION_NOT_ALLOWED("A vswitch controller is active")
    tx.update(Vif, self, locking_mode=value)


def set_allowed(tx: Transaction, self: Ref[Vif], version: int, value: Iterable[str]) -> None:
    """Set the addresses and subnets of IP ``version`` 4 or 6 that a locked VIF may use.

    Raises INVALID_IP_ADDRESS_SPECIFIED with the field's name.
    """
    tx.update(Vif, self, **{_field(version): allowed(version, value)})


def add_allowed(tx: Transaction, self: Ref[Vif], version: int, value: str) -> None:
    """Add an address or subnet; one that is there already is no error.  Raises as :func:`set_allowed`."""
    present = getattr(tx.get(Vif, self), _field(version))
    if value not in present:
        set_allowed(tx, self, version, (value, *present))


def remove_allowed(tx: Transaction, self: Ref[Vif], version: int, value: str) -> None:
    """Remove an address or subnet; one that is not there is no error."""
    present = getattr(tx.get(Vif, self), _field(version))
    tx.update(Vif, self, **{_field(version): tuple(text for text in present if text != value)})


def allowed(version: int, value: Iterable[str]) -> tuple[str, ...]:
    """Return addresses and subnets without duplicates; raises INVALID_IP_ADDRESS_SPECIFIED."""
    found = tuple(dict.fromkeys(value))
    for text in found:
        if not _is_network(version, text):
            raise errors.INVALID_IP_ADDRESS_SPECIFIED(_field(version))
    return found


def configure_ipv4(tx: Transaction, self: Ref[Vif], mode: VifIpv4ConfigurationMode, address: str, gateway: str) -> None:
    """Record which IPv4 address the guest is to take; ``address`` has a prefix length.

    Raises INVALID_CIDR_ADDRESS_SPECIFIED, ADDRESS_VIOLATES_LOCKING_CONSTRAINT, INVALID_IP_ADDRESS_SPECIFIED or
    VM_LACKS_FEATURE.
    """
    if mode is VifIpv4ConfigurationMode.STATIC:
        _check_static(tx, self, 4, address, gateway)
    _check_feature(tx, self)
    tx.update(Vif, self, ipv4_configuration_mode=mode, ipv4_addresses=(address,), ipv4_gateway=gateway)


def configure_ipv6(tx: Transaction, self: Ref[Vif], mode: VifIpv6ConfigurationMode, address: str, gateway: str) -> None:
    """Record which IPv6 address the guest is to take; raises as :func:`configure_ipv4`."""
    if mode is VifIpv6ConfigurationMode.STATIC:
        _check_static(tx, self, 6, address, gateway)
    _check_feature(tx, self)
    tx.update(Vif, self, ipv6_configuration_mode=mode, ipv6_addresses=(address,), ipv6_gateway=gateway)


def _check_static(db: Snapshot, self: Ref[Vif], version: int, address: str, gateway: str) -> None:
    vif = db.get(Vif, self)
    if "/" not in address or not _is_interface(version, address):
        raise errors.INVALID_CIDR_ADDRESS_SPECIFIED("address")
    locked = effective_locking(vif, db.get(Network, vif.network)) == VifLockingMode.LOCKED.value
    if locked and {address, address.partition("/")[0]}.isdisjoint(getattr(vif, _field(version))):
        raise errors.ADDRESS_VIOLATES_LOCKING_CONSTRAINT(address)
    if gateway and not _is_address(version, gateway):
        raise errors.INVALID_IP_ADDRESS_SPECIFIED("gateway")


def _check_feature(db: Snapshot, self: Ref[Vif]) -> None:
    vm = db.get(Vif, self).VM
    metrics = db.find(VmGuestMetrics, db.get(Vm, vm).guest_metrics)
    if metrics is None or metrics.other.get(FEATURE) != "1":
        raise errors.VM_LACKS_FEATURE(vm)


def _field(version: int) -> str:
    return f"ipv{version}_allowed"


def _is_network(version: int, text: str) -> bool:
    return _is(ipaddress.ip_interface, version, text)


def _is_interface(version: int, text: str) -> bool:
    return _is(ipaddress.ip_interface, version, text)


def _is_address(version: int, text: str) -> bool:
    return _is(ipaddress.ip_address, version, text)


def _is(parse: Any, version: int, text: str) -> bool:
    try:
        return bool(parse(text).version == version)
    except ValueError:
        return False
