"""Which changes of records can make another network wanted.

What only agents write (attachment, live MTU ...) cannot: so reflecting a report does not wake its cause.  Carrier is
the exception, as guests may be shown that of the NIC.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.bond import Bond
from toolstack.datamodel.network import Network
from toolstack.datamodel.network_sriov import NetworkSriov
from toolstack.datamodel.pif import Pif
from toolstack.datamodel.pif_metrics import PifMetrics
from toolstack.datamodel.pool import Pool
from toolstack.datamodel.sdn_controller import SdnController
from toolstack.datamodel.tunnel import Tunnel
from toolstack.datamodel.vif import Vif
from toolstack.datamodel.vlan import Vlan
from toolstack.datamodel.vm import Vm

if TYPE_CHECKING:
    from toolstack.datamodel.model import Record

_OBSERVED: dict[type[Record], frozenset[str]] = {
    Bond: frozenset({"links_up"}),
    Network: frozenset({"name_label", "name_description", "tags", "allowed_operations", "current_operations"}),
    NetworkSriov: frozenset({"requires_reboot", "configuration_mode"}),
    SdnController: frozenset(),
    Pif: frozenset({"currently_attached", "igmp_snooping_status", "capabilities", "PCI"}),
    Tunnel: frozenset({"status", "other_config"}),
    Vif: frozenset({"currently_attached", "MTU", "allowed_operations", "current_operations", "metrics"}),
    Vlan: frozenset({"other_config"}),
}

_READ: dict[type[Record], frozenset[str]] = {
    PifMetrics: frozenset({"carrier"}),
    Pool: frozenset({"other_config", "igmp_snooping_enabled"}),
    Vm: frozenset({"uuid", "power_state", "domid", "resident_on"}),
}

RELEVANT: dict[type[Record], tuple[str, ...]] = {
    **{cls: tuple(key for key in cls.info.stored if key not in observed) for cls, observed in _OBSERVED.items()},
    **{cls: tuple(sorted(read)) for cls, read in _READ.items()},
}
"""The fields that planning may read, by class: too many cost a comparison, a missing one would be a change not made."""


def relevant(cls: type[Record], before: Record | None, after: Record | None) -> bool:
    """Return whether the change of a record can make another network wanted; None for before or after it existed."""
    fields = RELEVANT.get(cls)
    if fields is None:
        return False
    if before is None or after is None:
        return _wants(before or after)
    return any(getattr(before, key) != getattr(after, key) for key in fields)


def _wants(record: Record | None) -> bool:
    """Return whether a record that has come or gone asks for something by itself.

    A network or guest does so through PIFs and VIFs, and these through their own wish to be plugged.
    """
    match record:
        case Network(attached_on=hosts):
            return bool(hosts)
        case Pif(plugged=plugged) | Vif(plugged=plugged):
            return plugged
        case Vm():
            return False
        case _:
            return True
