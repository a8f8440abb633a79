"""The kernel's share of a host network: devices up, MTU, addresses, routes, offloads, the resolver."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, Final

from toolstack.agent import resolver, rtnetlink
from toolstack.agent.dhcp import Asked, Dhcp
from toolstack.agent.ipv6 import Autoconf
from toolstack.plan.hostnet import Dns, Interface, Link, Route, pairs
from toolstack.plan.hoststate import Device, Problem
from toolstack.plan.steps import (
    DeleteRoute,
    PutDns,
    PutInterface,
    PutLink,
    PutRoute,
    PutUplink,
    PutVifPort,
    ResetInterface,
    ResetLink,
    Step,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from toolstack.agent.backend import Outcome, Switching
    from toolstack.agent.dhcp import Granted
    from toolstack.agent.ethtool import Ethtool
    from toolstack.agent.netlink import Netlink
    from toolstack.agent.rtnetlink import Address, Command
    from toolstack.plan.hostnet import HostNet, Pairs

DEFAULTS: Final = {4: "0.0.0.0/0", 6: "::/0"}


class Kernel:
    """Sees and changes what is not the switch's."""

    def __init__(
        self,
        netlink: Netlink,
        ethtool: Ethtool,
        resolv_conf: Path,
        leases: Path,
        root: Path,
        hostname: str = "",
        on_change: Callable[[], None] = lambda: None,
    ) -> None:
        self._netlink = netlink
        self._ethtool = ethtool
        self._resolv_conf = resolv_conf
        self._autoconf = Autoconf()
        self._applied = 0
        self._on_change = on_change
        self.dhcp = Dhcp(leases, root, hostname, self._apply_lease, self._leased)
        self._waiting: dict[str, list[Route]] = {}
        """Routes through devices that have no lease yet."""

    @property
    def changes(self) -> tuple[int, int]:
        """What changes whenever something may be seen differently, as far as the kernel tells."""
        return (self._netlink.version, self._applied)

    def forget(self) -> None:
        """Read anew what the kernel sends no notifications of."""
        self._autoconf = Autoconf()

    # -- seeing ---------------------------------------------------------------------------------------

    def interfaces(self, switching: Switching, wanted: HostNet) -> tuple[Interface, ...]:
        """Return the host's own ends of our bridges and VLANs, as far as they are up and wanted or have addresses."""
        targets = {one.name: one for one in wanted.interfaces}
        owners = {one.name: one.owner for one in switching.bridges} | {one.name: one.owner for one in switching.vlans}
        found = []
        for name in sorted(owners):
            link = self._netlink.by_name.get(name)
            if link is None or not link.up:
                continue
            target = targets.get(name)
            addresses = self._lasting(name) if self._netlink.addresses.get(link.index) else []
            if target is None and not addresses:
                continue
            mtu = 0 if name in switching.unset_mtus else link.mtu
            found.append(self._interface(link, target, owners[name], mtu, addresses))
        return tuple(found)

    def _interface(
        self, link: rtnetlink.Link, target: Interface | None, owner: str, mtu: int, addresses: list[Address]
    ) -> Interface:
        ipv4 = tuple(one.text for one in addresses if one.version == 4)  # noqa: PLR2004 - the version of IP
        ipv6 = tuple(one.text for one in addresses if one.version == 6)  # noqa: PLR2004 - the version of IP
        learns = self._autoconf.get(link.index, link.name)
        asked = self.dhcp.asked(link.name)
        return Interface(
            name=link.name,
            owner=target.owner if target else owner,
            mtu=mtu,
            ipv4_mode="dhcp" if asked else "static" if ipv4 else "none",
            ipv4=ipv4,
            ipv6_mode="autoconf" if learns else "static" if ipv6 else "none",
            ipv6=ipv6,
            accept_gateway=asked.gateway if asked else target is not None and target.accept_gateway,
            accept_dns=asked.dns if asked else target is not None and target.accept_dns,
            ethtool=self._settings(link.name, target.ethtool if target else ()),
        )

    def links(self, switching: Switching, known: Iterable[Link]) -> tuple[Link, ...]:
        """Return those of the known NICs that are there and up."""
        found = []
        for one in sorted(known, key=lambda one: one.name):
            link = self._netlink.by_name.get(one.name)
            if link is not None and link.up:
                mtu = 0 if one.name in switching.unset_mtus else link.mtu
                settings = self._settings(one.name, one.ethtool)
                found.append(Link(name=one.name, owner=one.owner, mtu=mtu, ethtool=settings))
        return tuple(found)

    def _settings(self, device: str, wanted: Pairs) -> Pairs:
        """Return the wanted settings as they are; what a device does not have counts as off."""
        if not wanted:
            return ()
        values = self._ethtool.settings(device, [key for key, _ in wanted])
        return pairs({key: values.get(key, "off" if value == "off" else "") for key, value in wanted})

    def routes(self, wanted: HostNet) -> tuple[Route, ...]:
        """Return our routes, with the owners that they have in the wanted network.

        Those that wait for a lease count: they come about by themselves.
        """
        owners = {route.key: route.owner for route in wanted.routes}
        found = []
        for route in self._netlink.routes:
            link = self._netlink.links.get(route.index)
            if route.protocol == rtnetlink.PROTOCOL and link is not None:
                owner = owners.get((route.destination, link.name), "")
                found.append(Route(destination=route.destination, gateway=route.gateway, device=link.name, owner=owner))
        held = {route.key for route in found}
        waiting = {route.key: route for routes in self._waiting.values() for route in routes}
        found += [route for route in wanted.routes if route.key not in held and waiting.get(route.key) == route]
        return tuple(sorted(found, key=lambda route: route.key))

    def dns(self) -> Dns:
        """Return what the resolver uses."""
        return resolver.read(self._resolv_conf)

    def gateway(self, version: int) -> str:
        """Return the gateway of the default route, whoever made it, or an empty text."""
        routes = [route for route in self._netlink.routes if route.destination == DEFAULTS[version]]
        return min(routes, key=lambda route: (route.priority, route.index)).gateway if routes else ""

    def devices(self, names: Iterable[str]) -> tuple[Device, ...]:
        """Return the named devices with their live addresses, by name."""
        return tuple(device for name in sorted(names) if (device := self._device(name)) is not None)

    def _device(self, name: str) -> Device | None:
        link = self._netlink.by_name.get(name)
        if link is None:
            return None
        addresses = self._netlink.addresses_of(name) if self._netlink.addresses.get(link.index) else []
        return Device(
            name=name,
            mac=link.mac,
            mtu=link.mtu,
            up=link.up,
            ipv4=tuple(one.text for one in addresses if one.version == 4),  # noqa: PLR2004 - the version of IP
            ipv6=tuple(one.text for one in addresses if one.version == 6),  # noqa: PLR2004 - the version of IP
        )

    def _lasting(self, name: str) -> list[Address]:
        """The addresses that somebody has set: not the link-local ones, nor what routers advertise."""
        return [
            one
            for one in self._netlink.addresses_of(name)
            if one.permanent and not (one.local and one.version == 6)  # noqa: PLR2004 - the version of IP
        ]

    # -- changing -------------------------------------------------------------------------------------

    async def apply(self, steps: Iterable[Step], outcome: Outcome) -> list[Problem]:
        """Carry out the steps that concern the kernel and return what it refused.

        Args:
            steps: all steps of a plan.
            outcome: what the switch has left to do.
        """
        self._applied += 1
        await self._netlink.sync()
        steps = list(steps)
        batch = _Batch(self._netlink)
        problems: list[Problem] = []
        for step in steps:
            await self._ask(step)
            problems += self._take(step, batch, outcome)
        for name in outcome.bounce:
            link = self._netlink.by_name.get(name)
            if link is not None and link.up:
                batch.add("", rtnetlink.set_link(link.index, name, up=False))
                batch.add("", rtnetlink.set_link(link.index, name, up=True))
        problems += await batch.send()
        # Deleting a primary address takes the others of its subnet along, and with the last one go the routes.
        for step in steps:
            if isinstance(step, PutInterface):
                self._put_addresses(step.interface, batch)
        problems += await batch.send()
        for step in steps:
            if isinstance(step, PutRoute):
                problems += self._put_route(step.route, batch)
        return problems + await batch.send()

    def _take(self, step: Step, batch: _Batch, outcome: Outcome) -> list[Problem]:
        mtus = outcome.mtus
        match step:
            case PutInterface(interface=interface):
                return self._put_interface(interface, batch, mtus.get(interface.name))
            case PutLink(link=link):
                return self._put_link(link, batch, mtus.get(link.name))
            case PutVifPort(port=port):
                up = port.carrier and port.name not in outcome.unguarded
                batch.set_link(step.owner, port.name, up=up, mtu=mtus.get(port.name))
            case DeleteRoute(was=route):
                self._delete_routes(route, batch)
            case PutUplink(uplink=uplink):
                for nic in uplink.nics:
                    self._flush(step.owner, nic, batch)
            case ResetInterface(was=interface):
                self._flush(step.owner, interface.name, batch)
            case ResetLink(was=link):
                batch.set_link("", link.name, up=False, mtu=None)
            case PutDns(dns=dns):
                return _only(resolver.write(self._resolv_conf, dns), "", str(self._resolv_conf), "address-error")
            case _:
                pass
        return []

    def _put_interface(self, interface: Interface, batch: _Batch, mtu: int | None) -> list[Problem]:
        link = self._netlink.by_name.get(interface.name)
        if link is None:
            return _missing(interface.owner, interface.name)
        learns = interface.ipv6_mode == "autoconf"
        if not learns and self._autoconf.get(link.index, link.name):
            self._forget_routers(interface, batch)
        problems = _only(
            self._autoconf.set(link.index, link.name, on=learns),
            interface.owner,
            interface.name,
            "address-error",
        )
        batch.set_link(interface.owner, interface.name, up=True, mtu=mtu)
        if interface.ipv6_mode == "dhcp":
            text = f"{interface.name} gets no IPv6 address: there is no client for DHCPv6; autoconf and static work"
            problems += _only(text, interface.owner, interface.name, "not-supported")
        self._put_addresses(interface, batch)
        return problems + self._set(interface.owner, interface.name, interface.ethtool)

    # -- DHCP -----------------------------------------------------------------------------------------

    async def _ask(self, step: Step) -> None:
        """Have the devices that are to ask a DHCP server do so, and no others."""
        match step:
            case PutInterface(interface=one) if one.ipv4_mode == "dhcp":
                if one.name in self._netlink.by_name:
                    await self.dhcp.put(one.name, Asked(one.owner, one.accept_gateway, one.accept_dns))
            case PutInterface(interface=one):
                await self._stop_asking(one.name)
            case ResetInterface(was=one):
                await self._stop_asking(one.name)
            case _:
                pass

    async def _stop_asking(self, name: str) -> None:
        self._waiting.pop(name, None)
        await self.dhcp.drop(name)

    def _leased(self) -> None:
        self._applied += 1
        self._on_change()

    async def _apply_lease(self, name: str, asked: Asked, was: Granted | None, now: Granted | None) -> None:
        link = self._netlink.by_name.get(name)
        if link is None:
            return
        batch = _Batch(self._netlink)
        gateway = now.gateway if now is not None and asked.gateway else ""
        before = was.gateway if was is not None and asked.gateway else ""
        if now is not None:
            batch.add(asked.owner, rtnetlink.lease_address(link.index, name, now.address, now.seconds))
        if was is not None and (now is None or now.address != was.address):
            batch.add(asked.owner, rtnetlink.delete_address(link.index, name, was.address))
        await batch.send()
        mark = rtnetlink.DHCP_PROTOCOL
        if before and before != gateway:
            batch.add(asked.owner, rtnetlink.delete_route(link.index, name, DEFAULTS[4], before, protocol=mark))
        if gateway:
            command = rtnetlink.put_route(link.index, name, DEFAULTS[4], gateway, replace=True, protocol=mark)
            batch.add(asked.owner, command)
        if now is not None:
            for route in self._waiting.pop(name, ()):
                self._put_route(route, batch)
        await batch.send()
        if now is not None and asked.dns and now.servers:
            resolver.write(self._resolv_conf, Dns(servers=now.servers, domains=now.domains))

    def problems(self) -> list[Problem]:
        """Return what is amiss although nothing was refused."""
        return [
            Problem(owner="", subject=name, code="address-error", text="no DHCP server answers, still asking")
            for name in self.dhcp.silent
        ]

    def _put_addresses(self, interface: Interface, batch: _Batch) -> None:
        link = self._netlink.by_name.get(interface.name)
        if link is None:
            return
        wanted = {*interface.ipv4, *interface.ipv6}
        here = {one.text for one in self._lasting(interface.name)}
        fresh = sorted(wanted - here)
        hosts = {text.partition("/")[0] for text in fresh}
        stale = sorted(here - wanted)
        # The same address with another prefix length has to go first; others stay until their successor is there.
        for text in [text for text in stale if text.partition("/")[0] in hosts]:
            batch.add(interface.owner, rtnetlink.delete_address(link.index, link.name, text))
        for text in fresh:
            batch.add(interface.owner, rtnetlink.add_address(link.index, link.name, text))
        for text in [text for text in stale if text.partition("/")[0] not in hosts]:
            batch.add(interface.owner, rtnetlink.delete_address(link.index, link.name, text))

    def _forget_routers(self, interface: Interface, batch: _Batch) -> None:
        """Take back what routers have advertised: the kernel would keep it until it expires."""
        link = self._netlink.by_name[interface.name]
        for one in self._netlink.addresses_of(interface.name):
            if one.version == 6 and not one.local and not one.permanent:  # noqa: PLR2004 - the version of IP
                batch.add(interface.owner, rtnetlink.delete_address(link.index, link.name, one.text))
        mark = rtnetlink.ROUTER_PROTOCOL
        for route in self._netlink.routes:
            if route.index == link.index and route.protocol == mark and route.gateway:
                command = rtnetlink.delete_route(link.index, link.name, route.destination, route.gateway, protocol=mark)
                batch.add(interface.owner, command)

    def _put_link(self, link: Link, batch: _Batch, mtu: int | None) -> list[Problem]:
        if link.name not in self._netlink.by_name:
            return _missing(link.owner, link.name)
        batch.set_link(link.owner, link.name, up=True, mtu=mtu)
        return self._set(link.owner, link.name, link.ethtool)

    def _put_route(self, route: Route, batch: _Batch) -> list[Problem]:
        link = self._netlink.by_name.get(route.device)
        if link is None:
            return _missing(route.owner, route.device)
        if self.dhcp.asked(route.device) is not None and not self._netlink.addresses_of(route.device):
            self._waiting.setdefault(route.device, []).append(route)
            return []
        place = [one for one in self._netlink.routes if one.destination == route.destination]
        for one in place:
            if one.protocol == rtnetlink.PROTOCOL and one.index == link.index and one.gateway != route.gateway:
                batch.add(route.owner, _delete(one, link.name))
        # Somebody else's route gives way; two of ours to one destination do not oust each other for ever.
        replace = any(one.protocol != rtnetlink.PROTOCOL for one in place)
        if not any(one.index == link.index and one.gateway == route.gateway for one in place if not replace):
            command = rtnetlink.put_route(link.index, link.name, route.destination, route.gateway, replace=replace)
            batch.add(route.owner, command)
        return []

    def _delete_routes(self, route: Route, batch: _Batch) -> None:
        link = self._netlink.by_name.get(route.device)
        if link is not None:
            batch.add(route.owner, rtnetlink.delete_route(link.index, link.name, route.destination, route.gateway))

    def _flush(self, owner: str, name: str, batch: _Batch) -> None:
        """Take the addresses from a device: a NIC that is joined to a bridge must not answer for the bridge's."""
        link = self._netlink.by_name.get(name)
        if link is None or not self._netlink.addresses.get(link.index):
            return
        for one in self._lasting(name):
            batch.add(owner, rtnetlink.delete_address(link.index, name, one.text))

    def _set(self, owner: str, device: str, settings: Pairs) -> list[Problem]:
        problems: list[Problem] = []
        for key, value in settings:
            problems += _only(self._ethtool.set(device, key, value), owner, device, "not-supported")
        return problems


class _Batch:
    """Commands with the owners to whom their failure matters."""

    def __init__(self, netlink: Netlink) -> None:
        self._netlink = netlink
        self._commands: list[tuple[str, Command]] = []

    def add(self, owner: str, command: Command) -> None:
        self._commands.append((owner, command))

    def set_link(self, owner: str, name: str, *, up: bool, mtu: int | None) -> None:
        """Bring a device up or down and set its MTU, as far as it is not so already."""
        link = self._netlink.by_name.get(name)
        if link is None:
            return
        if mtu is not None and link.mtu != mtu:
            self.add(owner, rtnetlink.set_link(link.index, name, mtu=mtu))
        if link.up != up:
            self.add(owner, rtnetlink.set_link(link.index, name, up=up))

    async def send(self) -> list[Problem]:
        if not self._commands:
            return []
        commands, self._commands = self._commands, []
        owners = {id(command): owner for owner, command in commands}
        failures = await self._netlink.change(command for _, command in commands)
        await self._netlink.sync()
        return [
            Problem(
                owner=owners[id(failure.command)],
                subject=failure.command.device,
                code="netlink-error",
                text=failure.text,
            )
            for failure in failures
        ]


def _delete(route: rtnetlink.Route, name: str) -> Command:
    return rtnetlink.delete_route(route.index, name, route.destination, route.gateway)


def _only(text: str, owner: str, subject: str, code: str) -> list[Problem]:
    return [Problem(owner=owner, subject=subject, code=code, text=text)] if text else []


def _missing(owner: str, name: str) -> list[Problem]:
    return _only(f"there is no device {name}", owner, name, "missing-device")


def normal_address(text: str) -> str:
    """Return an address with prefix length as the kernel writes it; what is none stays as it is."""
    try:
        return str(ipaddress.ip_interface(text))
    except ValueError:
        return text
