"""A client that only follows event.from holds the truth, whatever happens and however it asks."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from types import SimpleNamespace
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from toolstack.api import events as module
from toolstack.api import records
from toolstack.api.events import Events
from toolstack.api.sessions import Identity
from toolstack.datamodel.catalog import CLASSES
from toolstack.datamodel.network import Network
from toolstack.datamodel.pif import Pif
from toolstack.datamodel.pool import Pool
from toolstack.datamodel.task import Task
from toolstack.db.store import Store
from toolstack.db.transaction import Transaction, new_ref

T = TypeVar("T")
FOLLOWED = ("network", "PIF", "pool", "task")


class Follower:
    """What a client believes, from events alone."""

    def __init__(self, classes: tuple[str, ...]) -> None:
        self.classes = list(classes)
        self.token = ""
        self.known: dict[str, dict[str, Any]] = {name.lower(): {} for name in classes}

    def take(self, reply: dict[str, Any]) -> None:
        assert reply["token"] >= self.token
        seen, self.token = int(self.token.split(",")[0] or 0), reply["token"]
        for event in reply["events"]:
            objects = self.known[event["class"]]
            assert int(event["id"]) > seen, "told again"
            if event["operation"] == "add":
                assert event["ref"] not in objects, "added twice"
                objects[event["ref"]] = event["snapshot"].make()
            elif event["operation"] == "mod":
                assert event["ref"] in objects, "modified before it was added"
                objects[event["ref"]] = event["snapshot"].make()
            else:
                assert event["ref"] in objects, "deleted before it was added"
                del objects[event["ref"]]
        for name, objects in self.known.items():
            assert len(objects) == reply["valid_ref_counts"][name]


class Server:
    """A store with its events, and the loop that they live in."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.store = self.run(self.open())
        self.events = Events(SimpleNamespace(store=self.store))
        self.identity = Identity(ref="OpaqueRef:session", user="root", superuser=True)

    async def open(self) -> Store:
        return await Store.open("sqlite://")

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)

    def close(self) -> None:
        self.run(self.store.close())
        self.run(self.loop.shutdown_default_executor())
        self.loop.close()

    async def ask(self, follower: Follower, seconds: float) -> dict[str, Any]:
        shared = await self.events.since(tuple(follower.classes), follower.token, seconds, self.identity)
        return shared.make()


SERVERS: list[Server] = []


@pytest.fixture(autouse=True)
def server() -> Iterator[None]:
    """Open one store for all examples: each begins by removing what the last one left."""
    SERVERS.append(Server())
    yield
    SERVERS.pop().close()


def remove_all(tx: Transaction) -> None:
    for cls in (Pif, Network, Pool, Task):
        for ref, _ in tuple(tx.all(cls)):
            tx.delete(cls, ref)


class Following(RuleBasedStateMachine):
    """Random writes, and clients that ask now and then, or wait."""

    def __init__(self) -> None:
        super().__init__()
        self.server = SERVERS[-1]
        self.networks: list[str] = []
        self.pifs: list[str] = []
        self.followers: list[Follower] = []
        self.waiting: dict[int, asyncio.Task[Any]] = {}

    def teardown(self) -> None:
        for task in self.waiting.values():
            task.cancel()
        self.server.run(self.settle())
        assert not self.server.events._groups

    async def settle(self) -> None:
        await asyncio.gather(*self.waiting.values(), return_exceptions=True)

    async def breathe(self) -> None:
        """Give those who were woken the turns of the loop that they need to finish."""
        for _ in range(10):
            await asyncio.sleep(0)

    def change(self, *rules: Any) -> list[Any]:
        """Make changes at the same time."""

        async def together() -> list[Any]:
            return list(await asyncio.gather(*(self.server.store.change(each) for each in rules)))

        return self.server.run(together())

    def ask(self, follower: Follower) -> dict[str, Any]:
        return self.server.run(self.server.ask(follower, 0.0))

    @initialize()
    def begin(self) -> None:
        self.change(remove_all, lambda tx: tx.insert(Pool(name_label="pool")))
        self.followers = [Follower(FOLLOWED), Follower(("PIF", "task")), Follower(("network",))]

    @rule(count=st.integers(1, 3))
    def add_networks(self, count: int) -> None:
        self.networks += self.change(*[lambda tx: tx.insert(Network(name_label="new"))] * count)

    @precondition(lambda self: self.networks)
    @rule(data=st.data())
    def add_pif(self, data: st.DataObject) -> None:
        network = data.draw(st.sampled_from(self.networks))
        host = new_ref()  # on each host there is one PIF on a network
        self.pifs += self.change(lambda tx: tx.insert(Pif(device="eth0", network=network, host=host)))

    @precondition(lambda self: self.networks)
    @rule(data=st.data(), label=st.sampled_from(("a", "b", "<&>")))
    def rename(self, data: st.DataObject, label: str) -> None:
        network = data.draw(st.sampled_from(self.networks))
        self.change(lambda tx: tx.update(Network, network, name_label=label))

    @precondition(lambda self: self.networks and self.pifs)
    @rule(data=st.data())
    def move_and_rename_at_once(self, data: st.DataObject) -> None:
        network, pif = data.draw(st.sampled_from(self.networks)), data.draw(st.sampled_from(self.pifs))

        def both(tx: Transaction) -> None:
            tx.update(Pif, pif, network=network)
            tx.update(Network, network, name_label="moved to")

        self.change(both, lambda tx: tx.touch(Pif, pif))

    @precondition(lambda self: self.pifs)
    @rule(data=st.data())
    def remove_pif(self, data: st.DataObject) -> None:
        pif = data.draw(st.sampled_from(self.pifs))
        self.pifs.remove(pif)
        self.change(lambda tx: tx.delete(Pif, pif))

    @precondition(lambda self: self.networks)
    @rule(data=st.data())
    def remove_network(self, data: st.DataObject) -> None:
        network = data.draw(st.sampled_from(self.networks))
        self.networks.remove(network)
        self.change(lambda tx: tx.delete(Network, network))

    @rule()
    def come_and_go(self) -> None:
        """Have an object that is gone before anybody can look: task records need no disk."""
        ref = new_ref()
        self.change(lambda tx: tx.insert(Task(name_label="brief"), ref), lambda tx: tx.delete(Task, ref))

    @rule()
    def come(self) -> None:
        self.change(lambda tx: tx.insert(Task(name_label="here to stay")))

    @rule(limit=st.sampled_from((0, 1, 20_000)))
    def forget(self, limit: int) -> None:
        """Have the memory of recent changes shrink, so that clients are answered from the tables."""
        history = self.server.store.changes
        history._limit = limit
        history.add(self.server.store.snapshot.generation, [("network", "OpaqueRef:none")])

    @rule(which=st.integers(0, 2))
    def poll(self, which: int) -> None:
        if which not in self.waiting:
            self.followers[which].take(self.ask(self.followers[which]))

    @rule(which=st.integers(0, 2))
    def wait(self, which: int) -> None:
        """Begin to wait; whatever happens next is answered some time later."""
        follower = self.followers[which]
        if which in self.waiting or not follower.token:
            return
        self.waiting[which] = self.server.loop.create_task(self.server.ask(follower, 3600.0))

    @invariant()
    def nobody_waits_for_what_has_happened(self) -> None:
        for which, task in tuple(self.waiting.items()):
            if task.done():
                del self.waiting[which]
                self.followers[which].take(task.result())

    @precondition(lambda self: self.followers)
    @rule()
    def compare(self) -> None:
        """Everybody catches up, and then knows what is true."""
        self.server.run(self.breathe())
        self.nobody_waits_for_what_has_happened()
        for which, follower in enumerate(self.followers):
            if which not in self.waiting:  # who still waits has been told nothing, so must know it already
                follower.take(self.ask(follower))
            snapshot = self.server.store.snapshot
            for name in follower.classes:
                truth = {row.ref: records.record(snapshot, row) for row in snapshot.rows(CLASSES[name])}
                assert follower.known[name.lower()] == truth


def test_a_follower_holds_the_truth(monkeypatch):
    monkeypatch.setattr(module, "GATHER_SECONDS", 0.0)
    run_state_machine_as_test(
        Following,
        settings=settings(
            max_examples=60,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
