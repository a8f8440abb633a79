"""What the agent asks of a network backend: bridges and what is joined to them.

Addresses, routes and NICs are the kernel's with either backend: see :mod:`toolstack.agent.kernel`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from toolstack.agent.rtnetlink import Link
    from toolstack.plan.hostnet import Bridge, HostNet, Manager, Uplink, VifPort, Vlan
    from toolstack.plan.hoststate import BondState, Problem
    from toolstack.plan.steps import Step


class BackendUnreachableError(Exception):
    """The switch cannot be spoken to now; the same may work later."""


class BackendRefusedError(Exception):
    """The switch refused a change; nothing of it has happened."""


class Switching(NamedTuple):
    """What of the host's switching is ours, each tuple sorted by name."""

    bridges: tuple[Bridge, ...]
    vlans: tuple[Vlan, ...]
    uplinks: tuple[Uplink, ...]
    vif_ports: tuple[VifPort, ...]
    unset_mtus: frozenset[str]
    """Names of the devices whose MTU the switch decides on by itself because nobody has set it."""
    foreign: tuple[str, ...]
    """Names of the bridges and ports that are not ours."""
    manager: Manager | None = None


@dataclass
class Outcome:
    """What an apply leaves to do."""

    mtus: dict[str, int] = field(default_factory=dict)
    """Devices whose MTU the switch does not set."""
    bounce: tuple[str, ...] = ()
    """Devices to be brought down and up again, so that the switch notices them."""
    unguarded: frozenset[str] = frozenset()
    """Guests' ports that are not guarded as wanted, and so must not have a carrier."""
    stale: bool = False
    """Whether somebody else changed things meanwhile, so that the difference has to be taken again."""


class Backend(Protocol):
    """A kind of switch on the host."""

    name: str
    """``openvswitch`` or ``bridge``."""

    @property
    def ready(self) -> bool:
        """Whether the switch can be spoken to, so that what is seen is true."""

    @property
    def version(self) -> str:
        """Version of the switch's software, or empty."""

    @property
    def datapath_type(self) -> str:
        """The datapath that new bridges get, or empty."""

    @property
    def changes(self) -> tuple[int, ...]:
        """What changes whenever something may be seen differently."""

    async def run(self) -> None:
        """Follow the switch until cancelled, calling back on every change."""

    async def wait_ready(self) -> None:
        """Return when the switch can be spoken to."""

    def normal(self, net: HostNet) -> HostNet:
        """Return a network as it will be seen once it is there, so that a difference ends."""

    def seen(self, devices: Mapping[str, Link], wanted: HostNet) -> Switching:
        """Return what is ours; ``devices`` are the kernel's by name."""

    async def apply(self, steps: Iterable[Step], wanted: HostNet) -> Outcome:
        """Carry out the steps that concern the switch, all together, and wait until it has done so.

        Args:
            steps: what is to be done.
            wanted: the network that they lead to.

        Raises:
            BackendUnreachableError: the switch cannot be spoken to; possibly it did the work.
            BackendRefusedError: nothing was done.
        """

    def problems(self, wanted: HostNet, devices: Mapping[str, Link]) -> list[Problem]:
        """Return what the switch could not do of a wanted network."""

    def bonds(self, carriers: Mapping[str, bool]) -> tuple[BondState, ...]:
        """Return the live state of the bonds; ``carriers`` tells which devices have a carrier."""
