"""The difference of two host networks as steps, and what steps make of a host network.

``diff`` and ``apply`` belong together: for any two valid networks ``apply(diff(a, b), a)`` equals ``b``
and ``diff(a, a)`` is empty.  ``apply`` also models what a host loses on the way (a deleted bridge takes
its ports along, a moved VLAN its addresses, a changed address its routes), so that a plan that forgets
to put such things again does not pass.

Owners of links and routes are not compared: a host has no place to keep them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import msgspec

from toolstack.plan.hostnet import Bridge, HostNet, Interface, Link, Route, Uplink, VifPort, Vlan
from toolstack.plan.steps import (
    DeleteBridge,
    DeleteManager,
    DeleteRoute,
    DeleteUplink,
    DeleteVifPort,
    DeleteVlan,
    PutBridge,
    PutDns,
    PutInterface,
    PutLink,
    PutManager,
    PutRoute,
    PutUplink,
    PutVifPort,
    PutVlan,
    ReleaseDns,
    ResetInterface,
    ResetLink,
    Step,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

Named = TypeVar("Named", Bridge, Vlan, Uplink, VifPort, Interface, Link, Route)


def diff(seen: HostNet, wanted: HostNet) -> tuple[Step, ...]:
    """Return the steps that turn the network seen into the one wanted, in a safe order.

    Names and NICs are given up before they are taken; what others stand on is put first and deleted last.
    """
    if seen == wanted:
        return ()
    bridges = _compare(seen.bridges, wanted.bridges)
    vlans = _ordered(_compare(seen.vlans, wanted.vlans), seen.vlans, _tag_of)
    uplinks = _ordered(_compare(seen.uplinks, wanted.uplinks), seen.uplinks, _nics_of)
    ports = _compare(seen.vif_ports, wanted.vif_ports)
    links = _compare(seen.links, wanted.links, _same_but_owner)
    renewed = _renewed(bridges, vlans)
    interfaces = _again(_compare(seen.interfaces, wanted.interfaces), wanted.interfaces, lambda i: i.name in renewed)
    renewed |= {now.name for now, was in interfaces.put if was is None or _addresses(was) != _addresses(now)}
    routes = _again(
        _compare(seen.routes, wanted.routes, _same_but_owner), wanted.routes, lambda route: route.device in renewed
    )
    steps: list[Step] = []
    steps += [DeleteRoute(was=was) for was in routes.gone]
    steps += [ResetInterface(was=was) for was in interfaces.gone]
    steps += [DeleteVifPort(was=was) for was in ports.gone]
    steps += [DeleteUplink(was=was) for was in uplinks.gone]
    steps += [DeleteVlan(was=was) for was in vlans.gone]
    steps += [DeleteBridge(was=was) for was in bridges.gone]
    steps += [ResetLink(was=was) for was in links.gone]
    steps += [PutLink(link=now, was=was) for now, was in links.put]
    steps += [PutBridge(bridge=now, was=was) for now, was in bridges.put]
    steps += [PutUplink(uplink=now, was=was) for now, was in uplinks.put]
    steps += [PutVlan(vlan=now, was=was) for now, was in vlans.put]
    steps += [PutVifPort(port=now, was=was) for now, was in ports.put]
    steps += [PutInterface(interface=now, was=was) for now, was in interfaces.put]
    steps += [PutRoute(route=now, was=was) for now, was in routes.put]
    if wanted.dns != seen.dns:
        if wanted.dns is not None:
            steps.append(PutDns(dns=wanted.dns, was=seen.dns))
        elif seen.dns is not None:
            steps.append(ReleaseDns(was=seen.dns))
    if wanted.manager != seen.manager:
        if wanted.manager is not None:
            steps.append(PutManager(manager=wanted.manager, was=seen.manager))
        elif seen.manager is not None:
            steps.append(DeleteManager(was=seen.manager))
    return tuple(steps)


def apply(steps: Iterable[Step], seen: HostNet) -> HostNet:
    """Return the network that the steps leave, as a host would end up with it."""
    host = _Host(seen)
    for step in steps:
        host.take(step)
    return host.net()


class _Changes(NamedTuple):
    """What goes, and what is put with what was there."""

    gone: list[Any]
    put: list[tuple[Any, Any]]


def _equal(was: object, now: object) -> bool:
    return was == now


def _same_but_owner(was: Link | Route, now: Link | Route) -> bool:
    return was == now or was == msgspec.structs.replace(now, owner=was.owner)


def _compare(seen: Sequence[Named], wanted: Sequence[Named], same: Callable[[Any, Any], bool] = _equal) -> _Changes:
    if seen == wanted:
        return _Changes([], [])
    before = {value.key: value for value in seen}
    put: list[tuple[Named, Named | None]] = []
    for value in wanted:
        was = before.pop(value.key, None)
        if was is None or not same(was, value):
            put.append((value, was))
    return _Changes(list(before.values()), put)


def _nics_of(uplink: Uplink) -> tuple[Hashable, ...]:
    return uplink.nics


def _tag_of(vlan: Vlan) -> tuple[Hashable, ...]:
    return ((vlan.parent, vlan.tag),)


def _ordered(changes: _Changes, seen: Sequence[Any], claims: Callable[[Any], tuple[Hashable, ...]]) -> _Changes:
    """Order the puts so that each claim (a NIC, a tag) is given up before it is taken.

    Where two exchange their claims, one of them is deleted and made anew.
    """
    if not changes.put[1:]:
        return changes
    gone, put = list(changes.gone), []
    held = {claim: value.key for value in seen for claim in claims(value)}
    for value in gone:
        _release(held, value, claims)
    waiting = changes.put
    while waiting:
        blocked = []
        for now, was in waiting:
            if all(held.get(claim, now.key) == now.key for claim in claims(now)):
                if was is not None:
                    _release(held, was, claims)
                held |= dict.fromkeys(claims(now), now.key)
                put.append((now, was))
            else:
                blocked.append((now, was))
        if len(blocked) == len(waiting):
            index = next((index for index, (_, was) in enumerate(blocked) if was is not None), None)
            if index is None:  # two wanted things claim the same; the host will say what is wrong with it
                return _Changes(gone, put + blocked)
            now, was = blocked[index]
            _release(held, was, claims)
            gone.append(was)
            blocked[index] = (now, None)
        waiting = blocked
    return _Changes(gone, put)


def _release(held: dict[Hashable, Any], value: Any, claims: Callable[[Any], tuple[Hashable, ...]]) -> None:
    for claim in claims(value):
        if held.get(claim) == value.key:
            del held[claim]


def _renewed(bridges: _Changes, vlans: _Changes) -> set[str]:
    """The devices that lose their settings: made, made anew as another kind, or moved."""
    made = {now.name for now, was in bridges.put if was is None}
    return made | {now.name for now, was in vlans.put if was is None or was.parent != now.parent}


def _again(changes: _Changes, wanted: Iterable[Any], lost: Callable[[Any], bool]) -> _Changes:
    """Add what is unchanged by itself but gets lost on the way, and forget what was there before."""
    put = {now.key: (now, was) for now, was in changes.put}
    put |= {value.key: (value, None) for value in wanted if lost(value)}
    return _Changes(changes.gone, list(put.values()))


def _addresses(interface: Interface) -> tuple[object, ...]:
    return (interface.ipv4_mode, interface.ipv4, interface.ipv6_mode, interface.ipv6)


class _Host:
    """A host network while steps change it."""

    def __init__(self, seen: HostNet) -> None:
        self.bridges = {value.key: value for value in seen.bridges}
        self.vlans = {value.key: value for value in seen.vlans}
        self.uplinks = {value.key: value for value in seen.uplinks}
        self.ports = {value.key: value for value in seen.vif_ports}
        self.interfaces = {value.key: value for value in seen.interfaces}
        self.links = {value.key: value for value in seen.links}
        self.routes = {value.key: value for value in seen.routes}
        self.dns = seen.dns
        self.manager = seen.manager

    def net(self) -> HostNet:
        return HostNet(
            bridges=_sorted(self.bridges),
            vlans=_sorted(self.vlans),
            uplinks=_sorted(self.uplinks),
            vif_ports=_sorted(self.ports),
            interfaces=_sorted(self.interfaces),
            links=_sorted(self.links),
            routes=_sorted(self.routes),
            dns=self.dns,
            manager=self.manager,
        )

    def take(self, step: Step) -> None:
        match step:
            case PutBridge(bridge=bridge):
                self.bridges[bridge.key] = bridge
            case PutVlan(vlan=vlan):
                if vlan.key in self.vlans and self.vlans[vlan.key].parent != vlan.parent:
                    self.lose_device(vlan.name)
                self.vlans[vlan.key] = vlan
            case PutUplink(uplink=uplink):
                self.uplinks[uplink.key] = uplink
            case PutVifPort(port=port):
                self.ports[port.key] = port
            case PutInterface(interface=interface):
                self.put_interface(interface)
            case PutLink(link=link):
                self.links[link.key] = link
            case PutRoute(route=route):
                self.routes[route.key] = route
            case PutDns() | ReleaseDns() | PutManager() | DeleteManager():
                self.take_single(step)
            case _:
                self.undo(step)

    def take_single(self, step: PutDns | ReleaseDns | PutManager | DeleteManager) -> None:
        match step:
            case PutDns(dns=dns):
                self.dns = dns
            case ReleaseDns():
                self.dns = None
            case PutManager(manager=manager):
                self.manager = manager
            case DeleteManager():
                self.manager = None

    def undo(self, step: Step) -> None:
        match step:
            case DeleteBridge(was=bridge):
                self.delete_bridge(bridge.name)
            case DeleteVlan(was=vlan):
                self.vlans.pop(vlan.key, None)
                self.lose_device(vlan.name)
            case DeleteUplink(was=uplink):
                self.uplinks.pop(uplink.key, None)
            case DeleteVifPort(was=port):
                self.ports.pop(port.key, None)
            case ResetInterface(was=interface):
                self.lose_device(interface.name)
            case ResetLink(was=link):
                self.links.pop(link.key, None)
            case DeleteRoute(was=route):
                self.routes.pop(route.key, None)

    def delete_bridge(self, name: str) -> None:
        self.bridges.pop(name, None)
        self.lose_device(name)
        for vlan in [vlan.name for vlan in self.vlans.values() if vlan.parent == name]:
            del self.vlans[vlan]
            self.lose_device(vlan)
        self.uplinks = {key: value for key, value in self.uplinks.items() if value.bridge != name}
        self.ports = {key: value for key, value in self.ports.items() if value.bridge != name}

    def put_interface(self, interface: Interface) -> None:
        was = self.interfaces.get(interface.key)
        if was is None or _addresses(was) != _addresses(interface):
            self.lose_routes(interface.name)
        self.interfaces[interface.key] = interface

    def lose_device(self, name: str) -> None:
        self.interfaces.pop(name, None)
        self.lose_routes(name)

    def lose_routes(self, device: str) -> None:
        self.routes = {key: route for key, route in self.routes.items() if route.device != device}


def _sorted(values: dict[Any, Named]) -> tuple[Named, ...]:
    return tuple(values[key] for key in sorted(values))
