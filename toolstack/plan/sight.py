"""What an agent sees, indexed for looking things up by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolstack.plan.change import Update

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolstack.datamodel.model import Record, Ref
    from toolstack.plan.hostnet import Bridge, VifPort
    from toolstack.plan.hoststate import BondState, Device, Guest, HostState, Nic

HARMLESS = ("not-supported",)
"""Codes of problems that leave a PIF or VIF attached: a setting could not be had, the rest works."""


@dataclass(slots=True)
class Sight:
    """A host state by name."""

    state: HostState
    nics: Mapping[str, Nic]
    devices: Mapping[str, Device]
    bridges: Mapping[str, Bridge]
    ports: Mapping[str, VifPort]
    bonds: Mapping[str, BondState]
    guests: Mapping[str, Guest]
    """By the uuid of the VM."""
    standing: frozenset[str]
    """The names of bridges and VLANs of ours."""
    foreign: frozenset[str]
    troubled: frozenset[str]
    """The owners with a problem that keeps them from being attached."""


def sight(state: HostState) -> Sight:
    """Return a host state by name."""
    seen = state.seen
    return Sight(
        state=state,
        nics={nic.name: nic for nic in state.nics},
        devices={device.name: device for device in state.devices},
        bridges={bridge.name: bridge for bridge in seen.bridges},
        ports={port.name: port for port in seen.vif_ports},
        bonds={bond.name: bond for bond in state.bonds},
        guests={guest.vm_uuid: guest for guest in state.guests},
        standing=frozenset(bridge.name for bridge in seen.bridges) | frozenset(vlan.name for vlan in seen.vlans),
        foreign=frozenset(state.foreign),
        troubled=frozenset(problem.owner for problem in state.problems if problem.code not in HARMLESS),
    )


def difference(cls: type[Record], ref: Ref[Any], record: Record, values: Mapping[str, Any]) -> list[Update]:
    """Return the update that gives a record these values, or nothing where it has them all."""
    changed = {key: value for key, value in values.items() if getattr(record, key) != value}
    return [Update(cls, ref, changed)] if changed else []
