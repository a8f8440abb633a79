"""The store over both databases: durable before visible, in order, all or nothing."""

from __future__ import annotations

import asyncio
import math
from datetime import datetime, timedelta, timezone

import pytest

from toolstack.datamodel.bond import Bond
from toolstack.datamodel.catalog import CLASSES, FIELD_TYPES
from toolstack.datamodel.error import ApiError
from toolstack.datamodel.message import Message
from toolstack.datamodel.model import Ref
from toolstack.datamodel.network import Network
from toolstack.datamodel.pif import Pif
from toolstack.datamodel.pif_metrics import PifMetrics
from toolstack.datamodel.task import Task
from toolstack.datamodel.user import User
from toolstack.datamodel.vif import Vif
from toolstack.datamodel.vlan import Vlan
from toolstack.datamodel.vm import Vm
from toolstack.db import schema
from toolstack.db.connection import engine, parse
from toolstack.db.database import GENERATION_BLOCK
from toolstack.db.error import DatabaseLocked, StorageError, StoreClosed
from toolstack.db.snapshot import Snapshot
from toolstack.db.store import Store


def insert(tx, record, ref=None):
    return tx.insert(record, ref)


def update(tx, cls, ref, **values):
    tx.update(cls, ref, **values)


def delete(tx, cls, ref):
    tx.delete(cls, ref)


def contents(snapshot: Snapshot):
    """Everything of a snapshot that must survive a restart."""
    return {
        name: {ref: (row.record, row.created, row.modified) for ref, row in snapshot.tables[name].items()}
        for name in schema.STORED
    }


async def reopened(store: Store, url: str) -> Store:
    await store.close()
    return await Store.open(url)


def sql(url: str, text: str):
    source = engine(parse(url))
    with source.begin() as connection:
        result = connection.exec_driver_sql(text)
        rows = [tuple(row) for row in result] if result.returns_rows else []
    source.dispose()
    return rows


async def test_change_returns_what_the_rule_returns_and_is_visible(store):
    ref = await store.change(insert, Network(name_label="lan"))
    assert store.snapshot.get(Network, ref).name_label == "lan"
    assert store.head is store.snapshot


async def test_change_is_in_sql_before_it_is_visible(store, url):
    counts = []
    store.subscribe(lambda *_: counts.append(sql(url, 'SELECT count(*) FROM "network"')[0][0]))
    await store.change(insert, Network())
    assert counts == [1]


async def test_rule_that_raises_changes_nothing(store):
    def rule(tx):
        tx.insert(Network())
        raise ZeroDivisionError

    before = store.snapshot
    with pytest.raises(ZeroDivisionError):
        await store.change(rule)
    assert store.snapshot is before
    assert store.head is before


async def test_every_type_survives_a_restart(store, url):
    when = datetime(2026, 11, 21, 13, 0, 5, 123456, tzinfo=timezone(timedelta(hours=2)))
    refs = {
        Network: await store.change(
            insert,
            Network(
                name_label='O\'Neill "ü" \U0001f40d\n', other_config={"k": "v\t", "": "ö"}, tags=("a", "b"), MTU=9000
            ),
        ),
        PifMetrics: await store.change(
            insert, PifMetrics(io_read_kbs=math.inf, io_write_kbs=1e-300, last_updated=when)
        ),
        Vm: await store.change(insert, Vm(VCPUs_max=2**63 - 1, memory_target=-(2**63))),
        User: await store.change(insert, User(short_name="a column named user")),
        Bond: await store.change(insert, Bond(properties={"miimon": "100"})),
        Message: await store.change(insert, Message(name="PIF_CHANGED", timestamp=when, body="<x/>")),
    }
    before = store.snapshot
    store = await reopened(store, url)
    for cls, ref in refs.items():
        assert store.snapshot.get(cls, ref) == before.get(cls, ref)
    assert store.snapshot.get(PifMetrics, refs[PifMetrics]).last_updated == when
    assert contents(store.snapshot) == contents(before)
    await store.close()


async def test_not_a_number_survives_a_restart(store, url):
    ref = await store.change(insert, PifMetrics(io_read_kbs=math.nan))
    store = await reopened(store, url)
    assert math.isnan(store.snapshot.get(PifMetrics, ref).io_read_kbs)
    await store.close()


@pytest.mark.parametrize("name", schema.STORED)
def test_defaults_of_every_class_go_through_its_codecs(name):
    record = CLASSES[name]()
    for key, codec in schema.CODECS[name].items():
        value = codec.encode(getattr(record, key))
        assert (codec.decode(value) if codec.decode else value) == getattr(record, key), key


@pytest.mark.parametrize(
    ("cls", "values"),
    [
        (Network, {"name_label": "nul\0"}),
        (Network, {"name_label": "\ud800"}),
        (Network, {"other_config": {"k": "nul\0"}}),
        (Network, {"MTU": 2**63}),
        (Network, {"MTU": "many"}),
        (Network, {"tags": (3,)}),
    ],
)
async def test_value_that_cannot_be_kept_fails_only_its_call(store, cls, values):
    bad = store.change(insert, cls(**values))
    good = store.change(insert, Network())
    results = await asyncio.gather(bad, good, return_exceptions=True)
    assert isinstance(results[0], ApiError)
    assert results[0].code == "VALUE_NOT_SUPPORTED"
    assert store.snapshot.count(Network) == 1


async def test_relations_and_indexes_survive_a_restart(store, url):
    network = await store.change(insert, Network())
    vifs = [await store.change(insert, Vif(network=network, device=str(n))) for n in range(3)]
    pif = await store.change(insert, Pif())
    vlan = await store.change(insert, Vlan(tagged_PIF=pif, tag=5))
    gone = await store.change(insert, Network())
    await store.change(delete, Network, gone)
    before = store.snapshot
    store = await reopened(store, url)
    after = store.snapshot
    assert after.reverse(Network, "VIFs", network) == tuple(vifs)
    assert after.unique(Vlan, tagged_PIF=pif, tag=5) == vlan
    assert after.by_uuid(Vlan, after.get(Vlan, vlan).uuid) == vlan
    assert (after.reverses, after.uniques, after.uuids, after.deleted) == (
        before.reverses,
        before.uniques,
        before.uuids,
        before.deleted,
    )
    assert after.generation == before.generation
    await store.close()


async def test_unique_values_may_change_hands_in_one_change(store, url):
    pif = await store.change(insert, Pif())
    one = await store.change(insert, Vlan(tagged_PIF=pif, tag=1))
    two = await store.change(insert, Vlan(tagged_PIF=pif, tag=2))

    def swap(tx):
        tx.update(Vlan, one, tag=3)
        tx.update(Vlan, two, tag=1)
        tx.update(Vlan, one, tag=2)

    await store.change(swap)
    before = contents(store.snapshot)
    store = await reopened(store, url)
    assert store.snapshot.get(Vlan, one).tag == 2
    assert contents(store.snapshot) == before
    await store.close()


async def test_reference_can_be_used_again(store, url):
    ref = Ref("OpaqueRef:mine")

    def again(tx):
        tx.delete(Network, ref)
        tx.insert(Network(uuid="new"), ref)

    await store.change(insert, Network(uuid="old"), ref)
    await store.change(again)
    before = contents(store.snapshot)
    store = await reopened(store, url)
    assert store.snapshot.get(Network, ref).uuid == "new"
    assert contents(store.snapshot) == before
    await store.close()


async def test_concurrent_changes_share_transactions_and_all_arrive(store, url):
    commits = []
    write = store._database.write
    store._database.write = lambda batch: (commits.append(len(batch.writes)), write(batch))
    refs = await asyncio.gather(*(store.change(insert, Network(name_label=str(n))) for n in range(200)))
    assert len(commits) < 20
    assert sum(commits) == 200
    before = contents(store.snapshot)
    store = await reopened(store, url)
    assert {store.snapshot.get(Network, ref).name_label for ref in refs} == {str(n) for n in range(200)}
    assert contents(store.snapshot) == before
    await store.close()


async def test_uniqueness_holds_under_concurrent_calls(store):
    pif = await store.change(insert, Pif())
    results = await asyncio.gather(
        *(store.change(insert, Vlan(tagged_PIF=pif, tag=n % 2)) for n in range(50)), return_exceptions=True
    )
    assert sum(isinstance(result, str) for result in results) == 2
    assert {error.code for error in results if isinstance(error, ApiError)} == {"DB_UNIQUENESS_CONSTRAINT_VIOLATION"}
    assert store.snapshot.count(Vlan) == 2


async def test_subscribers_see_every_change_in_order(store):
    seen = []
    end = store.subscribe(lambda snapshot, changes: seen.append((snapshot.generation, [c.ref for c in changes])))
    refs = await asyncio.gather(*(store.change(insert, record()) for record in (Network, Task) * 20))
    assert [refs_ for _, refs_ in seen] == [[ref] for ref in refs]
    generations = [generation for generation, _ in seen]
    assert generations == sorted(set(generations))
    end()
    await store.change(insert, Network())
    assert len(seen) == 40


async def test_snapshot_is_swapped_when_subscribers_are_told(store):
    seen = []
    store.subscribe(lambda snapshot, _: seen.append(store.snapshot is snapshot))
    await asyncio.gather(*(store.change(insert, Network()) for _ in range(5)))
    assert seen == [True] * 5


async def test_subscriber_that_raises_holds_nobody_up(store):
    told, reported = [], []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: reported.append(context["exception"]))

    def broken(snapshot, changes):
        raise ZeroDivisionError

    store.subscribe(broken)
    store.subscribe(lambda *_: told.append(1))
    await asyncio.gather(*(store.change(insert, Network()) for _ in range(3)))
    assert told == [1, 1, 1]
    assert reported
    assert store.snapshot.count(Network) == 3


async def test_rows_that_are_not_stored_need_no_sql(store, url):
    store._database.write = None
    task = await store.change(insert, Task(name_label="t"))
    await store.change(update, Task, task, progress=0.5)
    assert store.snapshot.get(Task, task).progress == 0.5


async def test_rows_that_are_not_stored_keep_their_place_in_the_order(store):
    seen = []
    store.subscribe(lambda _, changes: seen.extend(change.cls.info.wire_name for change in changes))
    await asyncio.gather(store.change(insert, Network()), store.change(insert, Task()), store.change(insert, Network()))
    assert seen == ["network", "task", "network"]


async def test_answer_without_changes_waits_for_what_it_is_built_on(store, url):
    def find(tx):
        return tx.count(Network)

    making = store.change(insert, Network())
    looking = store.change(find)
    _, count = await asyncio.gather(making, looking)
    assert count == 1
    assert sql(url, 'SELECT count(*) FROM "network"') == [(1,)]


async def test_cancelled_caller_does_not_stop_the_commit(store, url):
    async with asyncio.TaskGroup() as group:
        task = group.create_task(store.change(insert, Network(name_label="kept")))
        await asyncio.sleep(0)
        task.cancel()
    assert task.cancelled()
    await store.change(insert, Network(name_label="next"))
    assert store.snapshot.count(Network) == 2
    store = await reopened(store, url)
    assert {record.name_label for _, record in store.snapshot.all(Network)} == {"kept", "next"}
    await store.close()


async def test_close_finishes_what_was_begun_and_refuses_more(store, url):
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(store.change(insert, Network())) for _ in range(5)]
        await asyncio.sleep(0)
        tasks[0].cancel()
        await store.close()
    with pytest.raises(StoreClosed):
        await store.change(insert, Network())
    await store.close()
    again = await Store.open(url)
    assert again.snapshot.count(Network) == 5
    await again.close()


async def test_waiters_wake_when_something_newer_is_visible(store):
    start = store.snapshot.generation
    await store.wait_beyond(start - 1)
    async with asyncio.TaskGroup() as group:
        waiting = [group.create_task(store.wait_beyond(start)) for _ in range(100)]
        later = group.create_task(store.wait_beyond(start + 1))
        await asyncio.sleep(0)
        waiting[0].cancel()
        await store.change(insert, Network())
        await asyncio.sleep(0)
        assert all(task.done() for task in waiting)
        assert not later.done()
        await store.change(insert, Task())
    assert store._waiters == set()


async def test_close_ends_waiting(store):
    async with asyncio.TaskGroup() as group:
        closing = group.create_task(store.close())
        with pytest.raises(StoreClosed):
            await store.wait_beyond(store.snapshot.generation)
        await closing


async def test_second_server_is_refused(store, url):
    with pytest.raises(DatabaseLocked, match="open in another server"):
        await Store.open(url)
    await store.change(insert, Network())


async def test_generation_goes_on_after_a_clean_stop(store, url):
    await store.change(insert, Network())
    await store.change(insert, Task())
    reached = store.snapshot.generation
    store = await reopened(store, url)
    assert store.snapshot.generation == reached
    await store.close()


async def test_generation_is_never_handed_out_twice_after_a_crash(store, url):
    await store.change(insert, Network())
    for _ in range(3):
        await store.change(lambda tx: [tx.insert(Task()) for _ in range(GENERATION_BLOCK // 2)] and None)
    reached = store.snapshot.generation
    store._database.release()  # what a crash does: nothing more is written, the lock goes
    again = await Store.open(url)
    assert again.snapshot.generation >= reached
    await again.close()


async def test_history_tells_what_was_touched(store):
    start = store.snapshot.generation
    network = await store.change(insert, Network())
    middle = store.snapshot.generation
    vif = await store.change(insert, Vif(network=network))
    task = await store.change(insert, Task())
    assert store.changes.since(store.snapshot.generation) == ()
    assert set(store.changes.since(start)) == {("network", network), ("VIF", vif), ("task", task)}
    assert set(store.changes.since(middle)) == {("network", network), ("VIF", vif), ("task", task)}


async def test_history_survives_a_restart(store, url):
    start = store.snapshot.generation
    network = await store.change(insert, Network())
    gone = await store.change(insert, Network())
    middle = store.snapshot.generation
    await store.change(delete, Network, gone)
    store = await reopened(store, url)
    assert set(store.changes.since(start)) == {("network", network), ("network", gone)}
    assert store.changes.since(middle) == (("network", gone),)
    await store.close()


async def test_operations_of_dead_tasks_end_with_the_restart(store, url):
    operation = next(iter(FIELD_TYPES["VIF", "current_operations"].value.cls))
    busy = await store.change(insert, Vif(current_operations={"OpaqueRef:task": operation}))
    free = await store.change(insert, Vif())
    generation = store.snapshot.generation
    store = await reopened(store, url)
    assert store.interrupted == (("VIF", busy),)
    assert store.snapshot.get(Vif, busy).current_operations == {}
    assert store.snapshot.row(Vif, busy).modified > generation
    assert store.snapshot.row(Vif, free).modified <= generation
    await store.close()


async def test_change_log_and_deletions_are_written_for_followers(store, url):
    network = await store.change(insert, Network())
    await store.change(update, Network, network, name_label="x")
    await store.change(delete, Network, network)
    log = sql(url, "SELECT ref, operation FROM change_log ORDER BY generation")
    assert log == [(network, "add"), (network, "mod"), (network, "del")]
    (entry,) = store.snapshot.deleted["network"]
    assert sql(url, "SELECT ref, created, deleted FROM deleted") == [(network, entry.created, entry.deleted)]


async def test_forgotten_deletions_leave_the_table_too(store, url):
    for _ in range(2):
        refs = await store.change(lambda tx: [tx.insert(Network()) for _ in range(300)])
        await store.change(lambda tx, refs: [tx.delete(Network, ref) for ref in refs] and None, refs)
    kept = store.snapshot.deleted["network"]
    assert len(kept) < 512
    assert sql(url, "SELECT count(*) FROM deleted") == [(len(kept),)]
    store = await reopened(store, url)
    assert store.snapshot.deleted["network"] == kept
    await store.close()


async def test_change_log_is_trimmed(store, url, monkeypatch):
    store.changes._limit = 50
    monkeypatch.setattr("toolstack.db.store.LOG_SLACK", 20)
    for _ in range(40):
        await store.change(lambda tx: [tx.insert(Network()) for _ in range(10)] and None)
    ((count,),) = sql(url, "SELECT count(*) FROM change_log")
    assert 50 <= count <= 100
    floor = store._log_floor
    reached = store.snapshot.generation
    store = await reopened(store, url)
    assert store.changes.floor == floor
    assert store.changes.since(floor - 1) is None
    assert len(store.changes.since(reached - 10)) == 10
    await store.close()


async def test_unreadable_value_is_an_error_that_names_it(store, url):
    ref = await store.change(insert, Vif())
    await store.close()
    sql(url, "UPDATE \"VIF\" SET locking_mode = 'sideways'")
    with pytest.raises(StorageError, match=f"VIF.locking_mode of {ref}"):
        await Store.open(url)
    sql(url, "UPDATE \"VIF\" SET locking_mode = 'locked'")
    again = await Store.open(url)  # a failed start leaves no lock behind
    await again.close()


async def test_cancelled_open_lets_go_of_the_database(url):
    async with asyncio.TaskGroup() as group:
        task = group.create_task(Store.open(url))
        await asyncio.sleep(0)
        task.cancel()
    await asyncio.get_running_loop().shutdown_default_executor()
    await asyncio.sleep(0)


@pytest.mark.parametrize("wrong", ["mysql://host/name", "oracle://x"])
async def test_other_databases_are_refused(wrong):
    with pytest.raises(ValueError, match="SQLite or PostgreSQL"):
        await Store.open(wrong)


async def test_in_memory_database_for_tests():
    store = await Store.open("sqlite://")
    await store.change(insert, Network())
    other = await Store.open("sqlite://")
    assert other.snapshot.count(Network) == 0
    await other.close()
    await store.close()


async def test_files_are_readable_by_their_owner_only(tmp_path):
    store = await Store.open(f"sqlite:///{tmp_path}/state.db")
    await store.change(insert, Network())
    modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    assert modes == dict.fromkeys(("state.db", "state.db-wal", "state.db-shm", "state.db.lock"), 0o600)
    await store.close()
