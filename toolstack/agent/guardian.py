"""Keeps guests' ports guarded: locked to addresses, cut off or limited, by flows and meters of the bridges.

Only what differs is sent, in one bundle for each bridge, so other traffic does not notice.  The flows go with
ovs-vswitchd; the guardian notices that it is back by itself and puts them again.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

import structlog

from toolstack.agent import flow, openflow
from toolstack.agent.flow_rule import Guard, flows
from toolstack.agent.openflow import Connection, OpenFlowError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping
    from pathlib import Path

    from toolstack.agent.flow import Flow, Key

log = structlog.get_logger(__name__)

RETRY: Final = 0.05
"""Seconds between attempts to reach a bridge, while there is hope that it is just coming."""
ATTEMPTS: Final = 40
KILOBITS: Final = 8
"""In a kilobyte."""
_BURST: Final = 5
"""A limited port may send a fifth of a second's traffic at once."""
_SMALLEST_BURST: Final = 250
"""Kilobits; less than some large frames would let nothing pass."""
_OPEN = Guard("", "unlocked", (), (), 0)


class Place(NamedTuple):
    """Where a port is: its real bridge, and its number there."""

    bridge: str
    number: int


@dataclass
class _Bridge:
    """What a bridge is known to hold of ours."""

    connection: Connection
    held: dict[int, dict[Key, int]] = field(default_factory=dict)
    """Port number -> flows with their cookies."""
    meters: dict[int, int] = field(default_factory=dict)
    """Meter number -> kilobits per second."""
    largest: int = 0

    def meter(self, number: int) -> int:
        """The meter of a port; 0 where the switch has none."""
        return self.largest - number if self.largest else 0

    def expected(self, number: int, wanted: Guard) -> dict[Key, Flow]:
        return flows(number, wanted, self.meter(number) if wanted.kilobytes else 0)

    def has(self, number: int, wanted: Guard) -> bool:
        """Whether a port is guarded in exactly this way."""
        expected = self.expected(number, wanted)
        held = self.held.get(number, {})
        if len(held) != len(expected) or any(held.get(key) != one.cookie for key, one in expected.items()):
            return False
        limit = wanted.kilobytes * KILOBITS if expected and self.largest else 0
        return self.meters.get(self.meter(number), 0) == limit

    def forget(self, number: int, key: Key) -> bool:
        held = self.held.get(number, {})
        known = held.pop(key, None) is not None
        if not held:
            self.held.pop(number, None)
        return known


class Guardian:
    """Guards the ports of all bridges of a host.

    Args:
        directory: where the bridges' management sockets are.
        admit: has a bridge speak our version of OpenFlow, where a controller has limited it to others.
        place: tells where a port is now; None for nowhere.
        on_change: called when something may be seen differently.
    """

    def __init__(
        self,
        directory: Path,
        admit: Callable[[str], Awaitable[None]],
        place: Callable[[str], Place | None],
        on_change: Callable[[], None],
    ) -> None:
        self._directory = directory
        self._admit = admit
        self._place = place
        self._on_change = on_change
        self._bridges: dict[str, _Bridge] = {}
        self._wanted: dict[str, Guard] = {}
        """The guarded ports by name, as they were wanted last."""
        self._watched: frozenset[str] = frozenset()
        self._woken = asyncio.Event()
        self._lock = asyncio.Lock()
        self.version = 0
        """Goes up whenever something may be seen differently."""

    @property
    def meterless(self) -> bool:
        """Whether a bridge has no meters, so that limits have to be set otherwise."""
        return any(not bridge.largest for bridge in self._bridges.values())

    def watch(self, bridges: Iterable[str]) -> None:
        """Follow these bridges: those with guests' ports of ours."""
        watched = frozenset(bridges)
        if watched != self._watched:
            self._watched = watched
            self._woken.set()

    async def run(self) -> None:
        """Have a connection to every watched bridge, until cancelled."""
        try:
            while True:
                self._woken.clear()
                if await self._reach_all():
                    await self._woken.wait()
                else:
                    await asyncio.sleep(RETRY)
        finally:
            for bridge in self._bridges.values():
                bridge.connection.close()

    async def _reach_all(self) -> bool:
        """Connect to the watched bridges; False when one cannot be reached yet."""
        reached = True
        async with self._lock:
            for name in [name for name in self._bridges if name not in self._watched]:
                if not self._bridges[name].held:
                    self._bridges.pop(name).connection.close()
            for name in self._watched - self._bridges.keys():
                try:
                    await self._reach(name)
                    await self._put(name, self._targets(self._wanted).get(name, {}), keep=not self._wanted)
                except OpenFlowError as error:
                    log.debug("bridge not reached", bridge=name, reason=str(error))
                    reached = False
        return reached

    async def _reach(self, name: str) -> _Bridge:
        known = self._bridges.get(name)
        if known is not None:
            return known
        await self._admit(name)

        made: list[_Bridge] = []

        def removed(number: int, key: Key) -> None:
            if made and made[0].forget(number, key):
                self._changed()

        def lost() -> None:
            if made and self._bridges.get(name) is made[0]:
                del self._bridges[name]
                self._woken.set()
                self._changed()

        connection = await openflow.connect(self._directory / f"{name}.mgmt", removed, lost)
        bridge = _Bridge(connection)
        made.append(bridge)
        try:
            largest, meters = await connection.meters()
            bridge.largest = largest
            bridge.meters = {number: rate for number, rate in meters.items() if number > largest - 0x10000}
            for key, cookie in (await connection.flows()).items():
                bridge.held.setdefault(flow.port_of(cookie), {})[key] = cookie
        except OpenFlowError:
            connection.close()
            raise
        if connection.closed:
            raise OpenFlowError("the connection to the bridge broke")
        self._bridges[name] = bridge
        self._changed()
        return bridge

    def _changed(self) -> None:
        self.version += 1
        self._on_change()

    # -- what others use ------------------------------------------------------------------------------

    def known(self, place: Place) -> bool:
        """Return whether it is known how a port is guarded."""
        return place.bridge in self._bridges

    def stands(self, place: Place, wanted: Guard) -> bool:
        """Return whether a port is guarded in exactly this way, as far as known."""
        bridge = self._bridges.get(place.bridge)
        return not wanted.stands if bridge is None else bridge.has(place.number, wanted)

    def free(self, bridge: str, taken: Iterable[int]) -> int:
        """Return a port number that no port has and no flow is about."""
        known = self._bridges.get(bridge)
        used = {*taken, *(known.held if known is not None else ())}
        return next(number for number in range(1024, 60000) if number not in used)

    async def prepare(self, coming: Mapping[Place, Guard]) -> None:
        """Put the flows of ports before they come; raises nothing: :meth:`put` tells what is amiss."""
        async with self._lock:
            for name in {place.bridge for place in coming}:
                targets = {place.number: one for place, one in coming.items() if place.bridge == name}
                try:
                    await self._reach(name)
                    await self._put(name, targets, keep=True)
                except OpenFlowError as error:
                    log.info("ports not guarded in advance", bridge=name, reason=str(error))

    async def put(self, wanted: Mapping[str, Guard]) -> dict[str, str]:
        """Guard these ports, by name, and no others; returns why, by name, for those that it cannot guard."""
        self._wanted = {name: one for name, one in wanted.items() if one.stands}
        failures: dict[str, str] = {}
        async with self._lock:
            targets = self._targets(self._wanted)
            for name in {*targets, *self._bridges}:
                try:
                    await self._reach_patiently(name)
                    await self._put(name, targets.get(name, {}), keep=False)
                except OpenFlowError as error:
                    log.warning("ports cannot be guarded", bridge=name, reason=str(error))
                    for port in self._wanted:
                        place = self._place(port)
                        if place is not None and place.bridge == name:
                            failures[port] = str(error)
        return failures

    async def _reach_patiently(self, name: str) -> None:
        for _ in range(ATTEMPTS):
            try:
                await self._reach(name)
            except OpenFlowError:
                await asyncio.sleep(RETRY)
            else:
                return
        await self._reach(name)

    def _targets(self, wanted: Mapping[str, Guard]) -> dict[str, dict[int, Guard]]:
        targets: dict[str, dict[int, Guard]] = {}
        for name, one in wanted.items():
            place = self._place(name)
            if place is not None:
                targets.setdefault(place.bridge, {})[place.number] = one
        return targets

    async def _put(self, name: str, targets: Mapping[int, Guard], *, keep: bool) -> None:
        """Make a bridge hold what its ports need; with ``keep`` other ports' flows stay."""
        bridge = self._bridges[name]
        numbers = targets.keys() if keep else targets.keys() | bridge.held.keys()
        differing = [number for number in numbers if not bridge.has(number, targets.get(number, _OPEN))]
        gone: list[Key] = []
        put: list[Flow] = []
        after: dict[int, dict[Key, int]] = {}
        stale_meters = []
        for number in differing:
            wanted = targets.get(number, _OPEN)
            expected, held = bridge.expected(number, wanted), bridge.held.get(number, {})
            gone += held.keys() - expected.keys()
            put += [one for key, one in expected.items() if held.get(key) != one.cookie]
            after[number] = {key: one.cookie for key, one in expected.items()}
            meter = bridge.meter(number)
            if wanted.kilobytes and meter and expected:
                await self._set_meter(bridge, meter, wanted.kilobytes * KILOBITS)
            elif meter in bridge.meters:
                stale_meters.append(meter)
        if gone or put:
            await bridge.connection.change(gone, put)
        for number, held in after.items():
            if held:
                bridge.held[number] = held
            else:
                bridge.held.pop(number, None)
        if not keep:
            used = {bridge.meter(number) for number, one in targets.items() if one.kilobytes}
            stale_meters += [meter for meter in bridge.meters if meter not in used and meter not in stale_meters]
        for meter in stale_meters:
            await bridge.connection.delete_meter(meter)
            del bridge.meters[meter]
        if differing or stale_meters:
            self._changed()

    async def _set_meter(self, bridge: _Bridge, meter: int, kilobits: int) -> None:
        if bridge.meters.get(meter) == kilobits:
            return
        burst = max(kilobits // _BURST, _SMALLEST_BURST)
        await bridge.connection.set_meter(meter, kilobits, burst, known=meter in bridge.meters)
        bridge.meters[meter] = kilobits
