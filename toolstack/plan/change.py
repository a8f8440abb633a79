"""Changes of records that an agent's report calls for, as values; ``rules`` carries them out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolstack.datamodel.model import Record, Ref
    from toolstack.datamodel.pif import Pif
    from toolstack.datamodel.vm import Vm


@dataclass(frozen=True, slots=True)
class Update:
    """Set stored fields of a row.  Only fields that differ are listed; there is at least one.

    ``last_updated`` of metrics is not among them: whoever carries this out knows the time.
    """

    cls: type[Record]
    ref: Ref[Any]
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AddPifMetrics:
    """Insert a PIF_metrics row and let the PIF, and what stands on it, refer to it."""

    pifs: tuple[Ref[Pif], ...]
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AddGuestMetrics:
    """Insert a VM_guest_metrics row and let the VM refer to it."""

    vm: Ref[Vm]
    fields: Mapping[str, Any]


Change: TypeAlias = Update | AddPifMetrics | AddGuestMetrics
