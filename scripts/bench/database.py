"""What a durable change costs, against the bare commit that it cannot do without."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
import time
from typing import Any

from scripts.bench.figure import ratio
from toolstack.datamodel.model import Ref
from toolstack.datamodel.network import Network
from toolstack.db.store import Store
from toolstack.db.transaction import Transaction

CHANGES = 300
CALLERS = 100


def commits() -> str:
    """One change of one row against one commit of the same size by the standard library's sqlite3."""
    with tempfile.TemporaryDirectory(dir=".") as folder:
        return asyncio.run(_commits(folder))


def group() -> str:
    """Changes by concurrent callers against as many bare commits one after the other."""
    with tempfile.TemporaryDirectory(dir=".") as folder:
        return asyncio.run(_group(folder))


def _label(tx: Transaction, ref: Ref[Network], text: str) -> None:
    tx.update(Network, ref, name_label=text)


def _bare(folder: str) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{folder}/bare.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE network (ref TEXT PRIMARY KEY, name_label TEXT)")
    connection.execute("INSERT INTO network VALUES ('one', '')")
    return connection


def _commit(connection: sqlite3.Connection, text: str) -> float:
    start = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE network SET name_label = ? WHERE ref = 'one'", (text,))
    connection.execute("COMMIT")
    return time.perf_counter() - start


async def _open(folder: str) -> tuple[Store, Any]:
    store = await Store.open(f"sqlite:///{folder}/state.db")
    return store, await store.change(lambda tx: tx.insert(Network()))


async def _commits(folder: str) -> str:
    store, ref = await _open(folder)
    bare = _bare(folder)
    ours, theirs = [], []
    for number in range(CHANGES):
        theirs.append(_commit(bare, str(number)) * 1e3)
        start = time.perf_counter()
        await store.change(_label, ref, str(number))
        ours.append((time.perf_counter() - start) * 1e3)
    bare.close()
    await store.close()
    return ratio(ours, theirs, unit="ms", what="one change", baseline="bare commit")


async def _group(folder: str) -> str:
    store, ref = await _open(folder)
    bare = _bare(folder)

    async def caller(name: int) -> None:
        for number in range(CHANGES // CALLERS):
            await store.change(_label, ref, f"{name}.{number}")

    ours, theirs = [], []
    for _ in range(7):
        theirs.append(sum(_commit(bare, str(number)) for number in range(CHANGES)) * 1e3)
        start = time.perf_counter()
        async with asyncio.TaskGroup() as tasks:
            for name in range(CALLERS):
                tasks.create_task(caller(name))
        ours.append((time.perf_counter() - start) * 1e3)
    bare.close()
    await store.close()
    what = f"{CHANGES} changes by {CALLERS} callers"
    return ratio(ours, theirs, unit="ms", what=what, baseline="as many bare commits")
