"""A plan as text, for operators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.host import Host
from toolstack.datamodel.network import Network
from toolstack.datamodel.pif import Pif
from toolstack.datamodel.vif import Vif
from toolstack.datamodel.vm import Vm

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toolstack.datamodel.model import Ref
    from toolstack.plan.reader import Reader
    from toolstack.plan.steps import Step

NOTHING = "Nothing to do: the host's network is as wanted."


def explain(steps: Sequence[Step], names: Mapping[str, str] | None = None) -> str:
    """Return a plan as numbered lines, each with the record it is for.

    ``names`` gives owners (``PIF:<uuid>``) a name that means more than their uuid: see :func:`owner_names`.
    """
    return explain_text([step_text(step, names or {}) for step in steps])


def explain_text(lines: Sequence[str]) -> str:
    """Return steps that are in words already, as an agent tells them, as numbered lines."""
    width = len(str(len(lines)))
    return "\n".join(f"{number:>{width}}. {line}" for number, line in enumerate(lines, 1)) or NOTHING


def step_text(step: Step, names: Mapping[str, str]) -> str:
    """Return one step in words, with the record it is for."""
    owner = names.get(step.owner, step.owner)
    return f"{step.describe()}  [{owner}]" if owner else step.describe()


def owner_names(reader: Reader, host_ref: Ref[Host]) -> dict[str, str]:
    """Return readable names for the owners on a host: ``PIF eth0 VLAN 100``, ``VIF 0 of web``, ``network Storage``."""
    names = {}
    for ref in reader.reverse(Host, "PIFs", host_ref):
        pif = reader.get(Pif, ref)
        names[f"PIF:{pif.uuid}"] = f"PIF {pif.device}" + (f" VLAN {pif.VLAN}" if pif.VLAN >= 0 else "")
    for ref in reader.reverse(Host, "resident_VMs", host_ref):
        vm = reader.get(Vm, ref)
        for vif_ref in reader.reverse(Vm, "VIFs", ref):
            vif = reader.get(Vif, vif_ref)
            names[f"VIF:{vif.uuid}"] = f"VIF {vif.device} of {vm.name_label or vm.uuid}"
    for _, network in reader.all(Network):
        names[f"network:{network.uuid}"] = f"network {network.name_label or network.bridge}"
    return names
