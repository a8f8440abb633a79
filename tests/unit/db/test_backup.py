"""Backup and restore: consistent, complete, checked, and from either database into either."""

from __future__ import annotations

import asyncio
import math
from functools import partial

import msgspec
import pytest
from postgres_server import PostgresServer

from toolstack.datamodel.model import Ref
from toolstack.datamodel.network import Network
from toolstack.datamodel.pif_metrics import PifMetrics
from toolstack.datamodel.vif import Vif
from toolstack.db import migrate, schema
from toolstack.db.backup import backup, check, restore
from toolstack.db.connection import engine, parse
from toolstack.db.error import DatabaseLocked, SchemaTooNew, StorageError, Unreadable
from toolstack.db.snapshot import Row
from toolstack.db.store import Store
from toolstack.db.write import full_values


def insert(tx, record, ref=None):
    return tx.insert(record, ref)


def contents(snapshot):
    return {
        name: {ref: (row.record, row.created, row.modified) for ref, row in snapshot.tables[name].items()}
        for name in schema.STORED
    }


def records(snapshot):
    return {name: {ref: row.record for ref, row in snapshot.tables[name].items()} for name in schema.STORED}


async def fill(store: Store) -> None:
    network = await store.change(insert, Network(name_label="ü \U0001f40d\n", other_config={"k": "v"}, tags=("a",)))
    await store.change(insert, Vif(network=network, currently_attached=True))
    await store.change(insert, PifMetrics(io_read_kbs=math.inf, io_write_kbs=0.1, speed=2**62))
    gone = await store.change(insert, Network())
    await store.change(lambda tx: tx.delete(Network, gone))


async def test_restored_database_is_the_same(store, url, target, tmp_path):
    await fill(store)
    made = backup(url, tmp_path / "backup")
    assert made == check(tmp_path / "backup")
    assert (tmp_path / "backup").stat().st_mode & 0o777 == 0o600
    before = store.snapshot
    restore(target, tmp_path / "backup")
    other = await Store.open(target)
    assert contents(other.snapshot) == contents(before)
    assert other.snapshot.deleted == before.deleted
    assert other.snapshot.generation >= before.generation
    assert set(other.changes.since(0)) == set(store.changes.since(0))
    await other.close()


async def test_backup_of_a_restored_backup_is_equal(store, url, target, tmp_path):
    await fill(store)
    backup(url, tmp_path / "one")
    restore(target, tmp_path / "one")
    backup(target, tmp_path / "two")

    def rows(path):
        return sorted(path.read_bytes().splitlines()[1:-1])

    assert rows(tmp_path / "one") == rows(tmp_path / "two")


async def test_backup_while_the_server_writes_is_one_state(store, url, tmp_path):
    def pair(tx, number):
        network = tx.insert(Network(name_label=str(number)))
        tx.insert(Vif(network=network, device=str(number)))

    async def writer():
        for number in range(150):
            await store.change(pair, number)

    async with asyncio.TaskGroup() as group:
        writing = group.create_task(writer())
        for number in range(3):
            await asyncio.to_thread(backup, url, tmp_path / f"backup{number}")
    await writing
    for number in range(3):
        target = f"sqlite:///{tmp_path}/restored{number}.db"
        restore(target, tmp_path / f"backup{number}")
        other = await Store.open(target)
        networks = {record.name_label for _, record in other.snapshot.all(Network)}
        assert networks == {record.device for _, record in other.snapshot.all(Vif)}
        await other.close()


async def test_database_in_use_is_not_overwritten(store, url, tmp_path):
    await fill(store)
    backup(url, tmp_path / "backup")
    with pytest.raises(DatabaseLocked):
        restore(url, tmp_path / "backup", replace=True)


async def test_full_database_is_overwritten_on_request_only(store, url, tmp_path):
    await fill(store)
    backup(url, tmp_path / "backup")
    kept = records(store.snapshot)
    await store.change(insert, Network(name_label="later"), Ref("later"))
    generation = store.snapshot.generation
    await store.close()
    with pytest.raises(StorageError, match="not empty"):
        restore(url, tmp_path / "backup")
    restore(url, tmp_path / "backup", replace=True)
    again = await Store.open(url)
    assert records(again.snapshot) == kept
    # Whoever saw the former contents is told of every row.
    assert again.snapshot.generation > generation
    assert again.changes.since(generation) is None
    assert all(row.modified > generation for name in schema.STORED for row in again.snapshot.tables[name].values())
    await again.close()


async def test_foreign_tables_are_never_dropped(store, url, target, tmp_path):
    backup(url, tmp_path / "backup")
    source = engine(parse(target))
    with source.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE foreign_table (x INTEGER)")
    source.dispose()
    with pytest.raises(StorageError, match="something else"):
        restore(target, tmp_path / "backup", replace=True)


def damaged(data: bytes):
    lines = data.splitlines(keepends=True)
    yield "empty", b"", Unreadable
    yield "truncated", data[: len(data) // 2], Unreadable
    yield "without end", b"".join(lines[:-1]), Unreadable
    yield "a row lost", b"".join(lines[:-2] + lines[-1:]), Unreadable
    yield "a letter changed", data.replace(b"kept", b"lost"), Unreadable
    yield "other file", b'{"name": "something"}\n', Unreadable
    yield "binary", b"\xff\xfe\0", Unreadable
    header = msgspec.json.decode(lines[0])
    yield "format", b"".join([msgspec.json.encode(header | {"version": 2}) + b"\n", *lines[1:]]), SchemaTooNew
    yield "revision", b"".join([msgspec.json.encode(header | {"revision": "9999"}) + b"\n", *lines[1:]]), SchemaTooNew


async def test_damaged_backup_is_refused_and_nothing_lost(store, url, tmp_path):
    await store.change(insert, Network(name_label="kept"))
    backup(url, tmp_path / "backup")
    before = contents(store.snapshot)
    await store.close()
    for name, data, error in damaged((tmp_path / "backup").read_bytes()):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(error):
            restore(url, tmp_path / name, replace=True)
    again = await Store.open(url)
    assert contents(again.snapshot) == before
    await again.close()


async def test_backup_of_an_older_schema_is_upgraded(tmp_path, monkeypatch, target):
    """Made before a column existed, restored by a program that has it."""
    first = next(migrate.MIGRATIONS.glob("versions/0001_*.py"))
    folder = tmp_path / "migrations"
    (folder / "versions").mkdir(parents=True)
    for name in ("env.py", "script.py.mako"):
        (folder / name).write_text((migrate.MIGRATIONS / name).read_text())
    old = "\n".join(line for line in first.read_text().splitlines() if '"tags"' not in line)
    (folder / "versions" / "0001_old.py").write_text(old)
    monkeypatch.setattr(migrate, "MIGRATIONS", folder)
    source = engine(parse(f"sqlite:///{tmp_path}/old.db"))
    with source.connect() as connection:
        migrate.upgrade(connection, "0001")
        with connection.begin():
            row = full_values("network", Row("OpaqueRef:old", Network(), 1, 1))
            del row["tags"]
            names, binds = ", ".join(f'"{key}"' for key in row), ", ".join(f":{key}" for key in row)
            connection.exec_driver_sql(f"INSERT INTO network ({names}) VALUES ({binds})", row)
    source.dispose()
    assert backup(f"sqlite:///{tmp_path}/old.db", tmp_path / "backup").revision == "0001"
    migrate.new("tags")
    monkeypatch.setattr("toolstack.db.backup.REVISION", "0002")
    monkeypatch.setattr("toolstack.db.database.migrate.upgrade", partial(migrate.upgrade, target="0002"))
    restore(target, tmp_path / "backup")
    store = await Store.open(target)
    assert store.snapshot.get(Network, Ref("OpaqueRef:old")).tags == ()
    await store.close()


def test_there_must_be_a_database(tmp_path, target):
    with pytest.raises(StorageError):
        backup(f"sqlite:///{tmp_path}/none.db", tmp_path / "backup")
    assert list(tmp_path.glob("*none*")) == []


@pytest.mark.postgres
def test_empty_database_has_nothing_to_back_up(postgres: PostgresServer, tmp_path):
    with postgres.database() as url, pytest.raises(StorageError, match="empty"):
        backup(url, tmp_path / "backup")
    assert list(tmp_path.iterdir()) == []
