"""The host's network and state as values, put together from switch, kernel and guests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from toolstack.agent.fact import facts
from toolstack.agent.kernel import normal_address
from toolstack.plan.hostnet import HostNet
from toolstack.plan.hoststate import HostState

if TYPE_CHECKING:
    from toolstack.agent.backend import Backend
    from toolstack.agent.kernel import Kernel
    from toolstack.agent.netlink import Netlink
    from toolstack.agent.nic import Nics
    from toolstack.guests.driver import GuestDriver
    from toolstack.plan.hostnet import Link
    from toolstack.plan.hoststate import Facts, Guest

NOTHING = HostNet()


class Observer:
    """Looks.  It needs the switch and the kernel's replica to be there: see ``Agent``."""

    def __init__(
        self, backend: Backend, netlink: Netlink, kernel: Kernel, nics: Nics, guests: GuestDriver | None, hostname: str
    ) -> None:
        self._backend = backend
        self._netlink = netlink
        self._kernel = kernel
        self._nics = nics
        self._guests = guests
        self._hostname = hostname
        self._foreign: tuple[str, ...] = ()
        self._facts: Facts | None = None
        self._net: tuple[tuple[object, ...], HostNet] | None = None
        self._state: tuple[tuple[object, ...], HostState] | None = None

    def forget(self) -> None:
        """Look anew also at what nobody tells changes of: memory, offloads, the resolver's file."""
        self._facts = facts(self._backend, self._hostname)
        self._kernel.forget()
        self._net = self._state = None

    def normal(self, net: HostNet) -> HostNet:
        """Return a network as it will be seen once it is there."""
        replace = msgspec.structs.replace
        interfaces = tuple(replace(one, ipv4=_addresses(one.ipv4), ipv6=_addresses(one.ipv6)) for one in net.interfaces)
        return self._backend.normal(replace(net, interfaces=interfaces))

    def net(self, wanted: HostNet, before: HostNet) -> HostNet:
        """Return the network that is seen, of ours.

        Args:
            wanted: what it is to be compared with; the kernel has no place for some of what it says (owners, who
                decides on the default route), and so it is taken from there.
            before: what was wanted before; what is only there is still ours, to be removed.
        """
        basis = (self._backend.changes, self._kernel.changes, wanted, before)
        if self._net is not None and self._net[0] == basis:
            return self._net[1]
        found = self._look(wanted, before)
        self._net = (basis, found)
        return found

    def _look(self, wanted: HostNet, before: HostNet) -> HostNet:
        switching = self._backend.seen(self._netlink.by_name, wanted)
        self._foreign = switching.foreign
        links: dict[str, Link] = {one.name: one for one in (*before.links, *wanted.links)}
        ours = before.dns is not None or wanted.dns is not None
        return HostNet(
            bridges=switching.bridges,
            vlans=switching.vlans,
            uplinks=switching.uplinks,
            vif_ports=switching.vif_ports,
            interfaces=self._kernel.interfaces(switching, wanted),
            links=self._kernel.links(switching, links.values()),
            routes=self._kernel.routes(wanted),
            dns=self._kernel.dns() if ours else None,
            manager=switching.manager,
        )

    def state(self, seen: HostNet) -> HostState:
        """Return the state of the host, without what only the agent knows: generation, problems, drift."""
        if self._facts is None or self._facts.ovs_version != self._backend.version:
            self._facts = facts(self._backend, self._hostname)
        guests = self._guests.guests() if self._guests is not None else ()
        basis = (self._backend.changes, self._kernel.changes, seen, guests, self._facts)
        if self._state is None or self._state[0] != basis:
            self._state = (basis, self._whole(seen, guests, self._facts))
        return self._state[1]

    def _whole(self, seen: HostNet, guests: tuple[Guest, ...], known: Facts) -> HostState:
        nics = self._nics.find()
        ends = {one.name for one in seen.bridges} | {one.name for one in seen.vlans}
        # A NIC with addresses, as an installer leaves it, shows what the management interface is to take over.
        ends |= {nic.name for nic in nics if self._netlink.addresses_of(nic.name)}
        dns = self._kernel.dns()
        return HostState(
            seen=seen,
            nics=nics,
            devices=self._kernel.devices(ends),
            bonds=self._backend.bonds({link.name: link.up and link.carrier for link in self._netlink.links.values()}),
            guests=guests,
            last_domid=self._guests.last_domid if self._guests is not None else 0,
            ipv4_gateway=self._kernel.gateway(4),
            ipv6_gateway=self._kernel.gateway(6),
            dns_servers=dns.servers,
            dns_domains=dns.domains,
            foreign=self._foreign,
            facts=known,
        )


def _addresses(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(normal_address(text) for text in texts))
