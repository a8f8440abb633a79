"""Random calls against the whole server, over a host in memory.

After every call the host is exactly what the records want, no reference dangles, what is on disk is what is in
memory, and a client that only follows event.from holds the truth.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.support.api_server import Failed
from tests.support.stack import Stack, running
from toolstack.datamodel.catalog import CLASSES, FIELD_TYPES
from toolstack.datamodel.model import NO_REF, NULL, Ref
from toolstack.datamodel.pif import Pif
from toolstack.datamodel.types import Collection, Reference
from toolstack.db.view import view
from toolstack.plan.wanted import wanted

FOLLOWED = ("network", "PIF", "PIF_metrics", "Bond", "VLAN", "VIF", "VM", "pool", "host")
WIRE_NAMES = {name.lower(): name for name in FOLLOWED}
NICS = ("eth1", "eth2", "eth3")
pytestmark = pytest.mark.timeout(600)
NO_ONE = 40
ANY_ONE = st.integers(0, NO_ONE)
MODES = ("balance-slb", "active-backup", "lacp")


class Pool(RuleBasedStateMachine):
    """The calls, and what must hold after each."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.directory = Path(tempfile.mkdtemp(prefix="pb-stack-"))
        self.exits = AsyncExitStack()
        self.stack: Stack
        self.known: dict[tuple[str, str], dict[str, Any]] = {}
        self.token = ""

    def run(self, awaitable: Any) -> Any:
        return self.loop.run_until_complete(awaitable)

    @initialize()
    def start(self) -> None:
        self.stack = self.run(self.exits.enter_async_context(running(self.directory)))
        self.run(self.follow())

    def teardown(self) -> None:
        self.run(self.exits.aclose())
        self.loop.close()
        shutil.rmtree(self.directory)

    def call(self, method: str, *args: Any) -> Any:
        """Make a call; an error of the caller is a fine answer, one of ours is not."""
        try:
            return self.run(self.stack.client.call(method, *args))
        except Failed as failed:
            assert failed.description[0] not in ("INTERNAL_ERROR", "MESSAGE_METHOD_UNKNOWN"), failed.description
            return None

    def refs(self, name: str) -> list[str]:
        rows = sorted(self.stack.store.snapshot.rows(CLASSES[name]), key=lambda row: row.created)
        return [row.ref for row in rows]

    def pick(self, name: str, number: int) -> str:
        """Return one of the references, seldom none: references are random, so only numbers are drawn."""
        found = self.refs(name)
        return found[number % len(found)] if found and number != NO_ONE else NULL

    def target(self, number: int) -> str:
        """Return a network to put something on: mostly a new one, which is what can work."""
        if number % 4 and len(self.refs("network")) < 14:
            return str(self.call("network.create", {"name_label": "new", "other_config": {}}))
        return self.pick("network", number)

    def nic(self, number: int) -> str:
        """Return the PIF of a NIC, seldom any other."""
        snapshot = self.stack.store.snapshot
        nics = [ref for ref in self.refs("PIF") if snapshot.get(Pif, Ref(ref)).physical]
        return nics[number % len(nics)] if nics and number % 8 else self.pick("PIF", number)

    # -- the calls ------------------------------------------------------------------------------------

    @rule(mtu=st.sampled_from([0, 1500, 9000]))
    def create_network(self, mtu: int) -> None:
        if len(self.refs("network")) < 12:
            self.call("network.create", {"name_label": "n", "MTU": mtu, "other_config": {}})

    @rule(n=ANY_ONE)
    def destroy_network(self, n: int) -> None:
        self.call("network.destroy", self.pick("network", n))

    @rule(n=ANY_ONE, mtu=st.sampled_from([1400, 1500, 9000]))
    def set_mtu(self, n: int, mtu: int) -> None:
        self.call("network.set_MTU", self.pick("network", n), mtu)

    @rule(n=ANY_ONE, m=ANY_ONE, tag=st.integers(-1, 4095) | st.integers(0, 3))
    def create_vlan(self, n: int, m: int, tag: int) -> None:
        self.call("VLAN.create", self.pick("PIF", n), tag, self.target(m))

    @rule(n=ANY_ONE, m=ANY_ONE, tag=st.integers(0, 3))
    def create_vlan_everywhere(self, n: int, m: int, tag: int) -> None:
        self.call("pool.create_VLAN_from_PIF", self.pick("PIF", n), self.target(m), tag)

    @rule(n=ANY_ONE)
    def destroy_vlan(self, n: int) -> None:
        self.call("VLAN.destroy", self.pick("VLAN", n))

    @rule(n=ANY_ONE, members=st.lists(ANY_ONE, max_size=3, unique=True), mode=st.sampled_from(MODES))
    def create_bond(self, n: int, members: list[int], mode: str) -> None:
        pifs = [self.nic(member) for member in members]
        self.call("Bond.create", self.target(n), pifs, "", mode, {})

    @rule(n=ANY_ONE)
    def destroy_bond(self, n: int) -> None:
        self.call("Bond.destroy", self.pick("Bond", n))

    @rule(n=ANY_ONE, mode=st.sampled_from(MODES))
    def set_bond_mode(self, n: int, mode: str) -> None:
        self.call("Bond.set_mode", self.pick("Bond", n), mode)

    @rule(n=ANY_ONE)
    def plug(self, n: int) -> None:
        self.call("PIF.plug", self.pick("PIF", n))

    @rule(n=ANY_ONE)
    def unplug(self, n: int) -> None:
        self.call("PIF.unplug", self.pick("PIF", n))

    @rule(n=ANY_ONE)
    def forget(self, n: int) -> None:
        self.call("PIF.forget", self.pick("PIF", n))

    @rule()
    def scan(self) -> None:
        self.call("PIF.scan", self.stack.client.host)

    @rule(n=ANY_ONE, host=st.integers(1, 254), gateway=st.sampled_from(["", "198.51.100.254", "203.0.113.1"]))
    def reconfigure_ip(self, n: int, host: int, gateway: str) -> None:
        pif = self.pick("PIF", n)
        self.call("PIF.reconfigure_ip", pif, "Static", f"198.51.100.{host}", "255.255.255.0", gateway, "")

    @rule(n=ANY_ONE)
    def clear_ip(self, n: int) -> None:
        self.call("PIF.reconfigure_ip", self.pick("PIF", n), "None", "", "", "", "")

    # -- what others do to the host ----------------------------------------------------------------------

    @rule(nic=st.sampled_from(NICS), plugged=st.booleans())
    def pull_cable(self, nic: str, plugged: bool) -> None:  # noqa: FBT001
        if nic in self.stack.sim.nics:
            self.stack.sim.cable(nic, plugged=plugged)

    @rule(nic=st.sampled_from(NICS))
    def break_nic(self, nic: str) -> None:
        self.stack.sim.broken[nic] = "no such device"

    @precondition(lambda self: self.stack.sim.broken)
    @rule()
    def mend(self) -> None:
        self.stack.sim.broken.clear()
        self.stack.reconciler.applied = None

    @rule()
    def restart_server(self) -> None:
        sim = self.stack.sim
        self.run(self.exits.aclose())
        self.exits = AsyncExitStack()
        self.stack = self.run(self.exits.enter_async_context(running(self.directory, sim)))

    # -- what must hold ------------------------------------------------------------------------------------

    @invariant()
    def host_is_as_wanted(self) -> None:
        self.run(self.stack.settle())
        network = wanted(self.stack.store.snapshot, self.stack.client.host)
        assert self.stack.sim.wanted == network
        if not self.stack.sim.broken:
            assert self.stack.sim.seen == network

    @invariant()
    def no_reference_dangles(self) -> None:
        snapshot = self.stack.store.snapshot
        for name in ("network", "PIF", "Bond", "VLAN", "VIF", "VM", "host", "pool"):
            for ref, record in snapshot.all(CLASSES[name]):
                for key in record.info.stored:
                    for target, kind in _references(name, key, getattr(record, key)):
                        assert target in snapshot.tables[kind], f"{name} {ref}: {key} is stale"

    @invariant()
    def disk_holds_what_memory_holds(self) -> None:
        memory, disk = self.stack.store.snapshot, view(f"sqlite:///{self.directory / 'state.db'}")
        for name, cls in CLASSES.items():
            if cls.info.persistent and cls.info.in_database:
                assert dict(memory.all(cls)) == dict(disk.all(cls)), name

    @invariant()
    def a_follower_holds_the_truth(self) -> None:
        mine, truth = self.run(self.compare())
        for name in FOLLOWED:
            assert mine[name] == truth[name], name

    async def compare(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return what was learnt from events and what is there, at one moment: reports come in at any time."""
        while True:
            generation = self.stack.store.snapshot.generation
            await self.follow()
            truth = {name: await self.stack.client.call(f"{name}.get_all_records") for name in FOLLOWED}
            if self.stack.store.snapshot.generation == generation:
                break
        mine: dict[str, Any] = {name: {} for name in FOLLOWED}
        for (cls, ref), record in self.known.items():
            mine[WIRE_NAMES[cls]][ref] = record
        return mine, truth

    async def follow(self) -> None:
        """Take in what event.from tells."""
        answer = await self.stack.client.call("event.from", list(FOLLOWED), self.token, 0.0)
        self.token = answer["token"]
        for event in answer["events"]:
            if event["operation"] == "del":
                self.known.pop((event["class"], event["ref"]), None)
            else:
                self.known[event["class"], event["ref"]] = event["snapshot"]


def _references(name: str, key: str, value: Any) -> list[tuple[str, str]]:
    kind = FIELD_TYPES[name, key]
    element = kind.element if isinstance(kind, Collection) else kind
    if not isinstance(element, Reference):
        return []
    found = value if isinstance(kind, Collection) else (value,)
    return [(ref, element.target) for ref in found if ref not in (NULL, NO_REF)]


TestPool = Pool.TestCase
TestPool.settings = settings(
    max_examples=10, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
