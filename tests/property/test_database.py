"""Random changes against a model: what the store shows, what its indexes say, what a restart loads."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from postgres_server import IN_MEMORY, make_tables, running_server

from toolstack.datamodel.catalog import CLASSES
from toolstack.datamodel.error import ApiError
from toolstack.datamodel.model import NULL, Ref
from toolstack.db.load import snapshot_of
from toolstack.db.relation import LINKS, targets
from toolstack.db.schema import STORED
from toolstack.db.snapshot import Snapshot
from toolstack.db.store import Store
from toolstack.db.transaction import Transaction

NAMES = ("network", "PIF", "VLAN", "VIF", "Bond", "task")
TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=8)
VALUES: dict[str, dict[str, Any]] = {
    "network": {
        "name_label": TEXT,
        "other_config": st.dictionaries(TEXT, TEXT, max_size=2),
        "tags": st.lists(TEXT, max_size=2).map(tuple),
    },
    "PIF": {
        "device": st.sampled_from(["eth0", "eth1"]),
        "MTU": st.integers(-(2**63), 2**63 - 1),
        "physical": st.booleans(),
    },
    "VLAN": {"tag": st.integers(0, 2)},
    "VIF": {"device": TEXT, "MTU": st.integers(0, 9000)},
    "Bond": {"links_up": st.integers(0, 4)},
    "task": {"name_label": TEXT, "progress": st.floats(allow_nan=False)},
}
REFERENCES = {
    "network": {},
    "PIF": {"network": "network", "bond_slave_of": "Bond"},
    "VLAN": {"tagged_PIF": "PIF", "untagged_PIF": "PIF"},
    "VIF": {"network": "network"},
    "Bond": {"master": "PIF"},
    "task": {"subtask_of": "task"},
}
Key = tuple[str, str]


@functools.cache
def migrated_bytes() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        make_tables(f"sqlite:///{folder}/state.db")
        return Path(folder, "state.db").read_bytes()


@contextlib.contextmanager
def new_file() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="pb-db-", dir=IN_MEMORY) as folder:
        Path(folder, "state.db").write_bytes(migrated_bytes())
        yield f"sqlite:///{folder}/state.db"


class Rows:
    """The model: rows as dictionaries, relations by looking through all of them."""

    def __init__(self) -> None:
        self.rows: dict[Key, dict[str, Any]] = {}

    def allows(self, key: Key, values: dict[str, Any]) -> bool:
        merged = {**self.rows.get(key, {}), **values}
        empty = CLASSES[key[0]]()
        for group in CLASSES[key[0]].info.unique:
            mine = [merged.get(field, getattr(empty, field)) for field in group]
            for other, row in self.rows.items():
                taken = [row.get(field, getattr(empty, field)) for field in group]
                if other[0] == key[0] and other != key and taken == mine:
                    return False
        return True


class DatabaseMachine(RuleBasedStateMachine):
    """Several changes may be under way at once: ``settle`` waits for them."""

    keys = Bundle("keys")
    new_database: Any = staticmethod(new_file)

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.cleanup = contextlib.ExitStack()
        self.url = self.cleanup.enter_context(self.new_database())
        self.store = self.runner.run(Store.open(self.url))
        self.model = Rows()
        self.told: dict[Key, int | None] = {}
        self.generation = 0
        self.number = 0
        self.store.subscribe(self.follow)

    def follow(self, snapshot: Snapshot, changes: Any) -> None:
        assert snapshot.generation > self.generation
        self.generation = snapshot.generation
        for change in changes:
            self.told[change.cls.info.wire_name, change.ref] = change.after and change.after.modified

    def teardown(self) -> None:
        self.runner.run(self.store.close())
        self.runner.close()
        self.cleanup.close()

    def values(self, data: Any, name: str) -> dict[str, Any]:
        drawn = data.draw(st.fixed_dictionaries({}, optional=VALUES[name]))
        for field, target in REFERENCES[name].items():
            known = [key[1] for key in self.told if key[0] == target]  # also deleted ones: they become stale
            if known and data.draw(st.booleans()):
                drawn[field] = Ref(data.draw(st.sampled_from([*known, NULL])))
        return drawn

    @rule(target=keys, data=st.data(), names=st.lists(st.sampled_from(NAMES), min_size=1, max_size=3))
    def insert(self, data, names):
        """Several rows in one change, all or none."""
        planned, trial = [], Rows()
        trial.rows = dict(self.model.rows)
        allowed = True
        for name in names:
            self.number += 1
            key = (name, f"OpaqueRef:{self.number}")
            values = self.values(data, name)
            allowed = allowed and trial.allows(key, values)
            trial.rows[key] = values
            planned.append((key, values))

        def make(tx: Transaction) -> None:
            for (name, ref), values in planned:
                tx.insert(CLASSES[name](**values), Ref(ref))

        if self.attempt(make, allowed=allowed):
            self.model.rows = trial.rows
            return multiple(*(key for key, _ in planned))
        return multiple()

    @rule(key=keys, data=st.data())
    def update(self, key, data):
        if key not in self.model.rows:
            return
        values = self.values(data, key[0])
        allowed = self.model.allows(key, values)
        if self.attempt(lambda tx: tx.update(CLASSES[key[0]], Ref(key[1]), **values), allowed=allowed):
            self.model.rows[key] = {**self.model.rows[key], **values}

    @rule(key=consumes(keys))
    def delete(self, key):
        exists = key in self.model.rows
        if self.attempt(lambda tx: tx.delete(CLASSES[key[0]], Ref(key[1])), allowed=exists):
            del self.model.rows[key]

    @rule(key=keys)
    def touch(self, key):
        self.attempt(lambda tx: tx.touch(CLASSES[key[0]], key[1]), allowed=key in self.model.rows)

    @rule(data=st.data())
    def many_at_once(self, data):
        """Concurrent changes of one row, of which some are refused by their own rule."""
        networks = [key for key in self.model.rows if key[0] == "network"]
        if not networks:
            return
        key = data.draw(st.sampled_from(networks))
        labels = data.draw(st.lists(TEXT, min_size=2, max_size=6))

        def label(tx: Transaction, text: str) -> None:
            tx.update(CLASSES["network"], Ref(key[1]), name_label=text)
            if len(text) > 6:
                raise ZeroDivisionError

        async def all_at_once() -> None:
            await asyncio.gather(*(self.store.change(label, text) for text in labels), return_exceptions=True)

        self.runner.run(all_at_once())
        for text in labels:
            if len(text) <= 6:
                self.model.rows[key] = {**self.model.rows[key], "name_label": text}

    @rule()
    def restart(self):
        before = self.store.snapshot
        self.runner.run(self.store.close())
        self.store = self.runner.run(Store.open(self.url))
        self.store.subscribe(self.follow)
        after = self.store.snapshot
        assert after.generation == before.generation
        for name in STORED:
            assert _plain(after, name) == _plain(before, name)
            assert after.deleted.get(name, ()) == before.deleted.get(name, ())
        self.model.rows = {key: row for key, row in self.model.rows.items() if key[0] in STORED}

    def attempt(self, change: Any, *, allowed: bool) -> bool:
        before = self.store.snapshot
        try:
            self.runner.run(self.store.change(change))
        except ApiError:
            assert not allowed
            assert self.store.snapshot is before
            assert self.store.head is before
            return False
        assert allowed
        return True

    @invariant()
    def rows_are_those_of_the_model(self):
        snapshot = self.store.snapshot
        found = {(name, ref) for name in NAMES for ref in snapshot.tables[name]}
        assert found == set(self.model.rows)
        for (name, ref), values in self.model.rows.items():
            row = snapshot.tables[name][ref]
            assert {field: getattr(row.record, field) for field in values} == values
            assert row.created <= row.modified <= snapshot.generation
            assert snapshot.by_uuid(CLASSES[name], row.record.uuid) == ref

    @invariant()
    def indexes_are_those_of_the_rows(self):
        snapshot = self.store.snapshot
        expected = snapshot_of({name: dict(snapshot.tables[name]) for name in CLASSES}, 0, {})
        for attribute in ("uuids", "reverses", "uniques"):
            found = {key: index for key, index in getattr(snapshot, attribute).items() if index}
            assert found == {key: index for key, index in getattr(expected, attribute).items() if index}

    @invariant()
    def computed_ends_are_those_of_the_model(self):
        snapshot = self.store.snapshot
        for name in NAMES:
            for link in LINKS[name]:
                other_end = CLASSES[name].info.fields[link.field].relation.split(".")[1]
                for ref in snapshot.tables[link.target.info.wire_name]:
                    expected = {row.ref for row in snapshot.tables[name].values() if ref in targets(row.record, link)}
                    assert set(snapshot.reverse(link.target, other_end, ref)) == expected

    @invariant()
    def followers_know_every_row(self):
        for name in NAMES:
            for ref, row in self.store.snapshot.tables[name].items():
                assert self.told[name, ref] == row.modified


def _plain(snapshot: Snapshot, name: str) -> dict[str, tuple[Any, ...]]:
    return {ref: (row.record, row.created, row.modified) for ref, row in snapshot.tables[name].items()}


DatabaseMachine.TestCase.settings = settings(max_examples=20, stateful_step_count=25, deadline=None)
TestDatabase = DatabaseMachine.TestCase


@pytest.mark.postgres
class TestPostgres:
    def test_the_same_on_postgresql(self):
        with running_server() as server:
            machine = type("PostgresMachine", (DatabaseMachine,), {"new_database": server.migrated_database})
            run_state_machine_as_test(machine, settings=settings(max_examples=8, stateful_step_count=20, deadline=None))
