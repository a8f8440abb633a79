"""When SQL fails, nothing of it has happened, nobody waits for ever, and the store goes on."""

from __future__ import annotations

import asyncio

import pytest
from postgres_server import PostgresServer

from toolstack.datamodel.network import Network
from toolstack.datamodel.task import Task
from toolstack.datamodel.vif import Vif
from toolstack.db.connection import engine, parse
from toolstack.db.error import DatabaseLocked, NotStored, StorageError
from toolstack.db.schema import STORED
from toolstack.db.store import Store


def insert(tx, record, ref=None):
    return tx.insert(record, ref)


def execute(url, *statements):
    source = engine(parse(url))
    with source.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    source.dispose()


def forbid_networks(url):
    if url.startswith("sqlite"):
        execute(
            url,
            "CREATE TRIGGER no BEFORE INSERT ON network "
            "WHEN NEW.name_label = 'bad' BEGIN SELECT RAISE(ABORT, 'no'); END",
        )
    else:
        execute(url, "ALTER TABLE network ADD CONSTRAINT no CHECK (name_label <> 'bad')")


async def agrees_with_disk(store: Store, url: str) -> None:
    """Assert that what is visible is exactly what a restart would load."""
    visible = store.snapshot
    await store.close()
    again = await Store.open(url)
    for name in STORED:
        loaded = again.snapshot.tables[name]
        assert set(loaded) == set(visible.tables[name])
        for ref, row in loaded.items():
            expected = visible.tables[name][ref]
            assert (row.record, row.created, row.modified) == (expected.record, expected.created, expected.modified)
    for cls, field in ((Network, "VIFs"),):
        for ref, _ in visible.all(cls):
            assert again.snapshot.reverse(cls, field, ref) == visible.reverse(cls, field, ref)
    assert again.snapshot.deleted.get("network", ()) == visible.deleted.get("network", ())
    await again.close()


async def test_refused_statement_fails_everything_that_was_built_on_it(store, url):
    kept = await store.change(insert, Network(name_label="kept"))
    forbid_networks(url)
    before = store.snapshot
    failing = [
        store.change(insert, Network(name_label="first")),
        store.change(insert, Network(name_label="bad")),
        store.change(insert, Vif(network=kept)),
        store.change(insert, Task()),
    ]
    results = await asyncio.gather(*failing, return_exceptions=True)
    # The first one was under way alone, before the others came.
    assert results[0] in store.snapshot.tables["network"]
    assert [type(result) for result in results[1:]] == [NotStored] * 3
    assert store.head is store.snapshot
    assert store.snapshot.count(Network) == before.count(Network) + 1
    assert store.snapshot.reverse(Network, "VIFs", kept) == ()
    after = await store.change(insert, Network(name_label="after"))
    await store.change(insert, Vif(network=after))
    await agrees_with_disk(store, url)


async def test_failed_alone_leaves_the_snapshot(store, url):
    forbid_networks(url)
    before = store.snapshot
    with pytest.raises(NotStored) as raised:
        await store.change(insert, Network(name_label="bad"))
    assert raised.value.__cause__ is not None
    assert store.snapshot is before
    assert store.head is before
    await agrees_with_disk(store, url)


async def test_failure_wakes_nobody_and_tells_nobody(store, url):
    forbid_networks(url)
    told = []
    store.subscribe(lambda *_: told.append(1))
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(store.wait_beyond(store.snapshot.generation))
        await asyncio.sleep(0)
        with pytest.raises(NotStored):
            await store.change(insert, Network(name_label="bad"))
        assert not told
        assert not waiting.done()
        await store.change(insert, Network(name_label="good"))


@pytest.mark.parametrize("committed", [True, False], ids=["committed", "rolled-back"])
async def test_commit_of_unknown_outcome_is_put_right(store, url, committed):
    kept = await store.change(insert, Network(name_label="kept"))
    gone = await store.change(insert, Network(name_label="gone"))
    write = store._database.write

    def breaks(batch):
        if committed:
            write(batch)
        store._database._suspect.update((each.table, each.ref) for each in batch.writes)
        store._database._writing.drop()
        raise OSError("the connection broke during COMMIT")

    def mixed(tx):
        tx.insert(Network(name_label="never"))
        tx.insert(Vif(network=kept))
        tx.update(Network, kept, name_label="changed")
        tx.delete(Network, gone)

    store._database.write = breaks
    with pytest.raises(NotStored):
        await store.change(mixed)
    store._database.write = write
    assert store.snapshot.get(Network, kept).name_label == "kept"
    assert store.snapshot.get(Network, gone).name_label == "gone"
    await store.change(insert, Task())
    await store.change(insert, Network(name_label="next"))
    await agrees_with_disk(store, url)


async def test_bug_in_the_writer_is_reported_and_not_the_end(store, url):
    def broken(batch):
        raise ZeroDivisionError

    write, store._database.write = store._database.write, broken
    with pytest.raises(NotStored):
        await store.change(insert, Network())
    store._database.write = write
    await store.change(insert, Network())
    await agrees_with_disk(store, url)


@pytest.mark.postgres
@pytest.mark.parametrize("kind", ["postgres"])
async def test_lost_connection_is_made_anew(url, postgres: PostgresServer):
    store = await Store.open(url)
    await store.change(insert, Network(name_label="before"))
    postgres.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
    with pytest.raises(NotStored):
        await store.change(insert, Network(name_label="lost"))
    await store.change(insert, Network(name_label="after"))
    with pytest.raises(DatabaseLocked):
        await Store.open(url)
    assert {record.name_label for _, record in store.snapshot.all(Network)} == {"before", "after"}
    await agrees_with_disk(store, url)


@pytest.mark.postgres
@pytest.mark.parametrize("kind", ["postgres"])
async def test_server_that_lost_the_database_to_another_one_writes_no_more(url, postgres: PostgresServer):
    first = await Store.open(url)
    postgres.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
    second = await Store.open(url)
    await second.change(insert, Network(name_label="second"))
    with pytest.raises(NotStored):
        await first.change(insert, Network(name_label="first"))
    await second.close()
    with pytest.raises(NotStored) as raised:
        await first.change(insert, Network(name_label="first"))
    assert isinstance(raised.value.__cause__, StorageError)
    assert "another server" in str(raised.value.__cause__)
    await first.close()
    third = await Store.open(url)
    assert [record.name_label for _, record in third.snapshot.all(Network)] == ["second"]
    await third.close()


@pytest.mark.postgres
async def test_database_must_be_utf8(postgres: PostgresServer):
    with postgres.database("SQL_ASCII") as url, pytest.raises(StorageError, match="SQL_ASCII"):
        await Store.open(url)
