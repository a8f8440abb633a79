"""event.from: how long until every one of many blocked watchers has heard of one change.

Over the Unix socket: a burst of a thousand answers through a lab's userspace switches would measure those.
"""

from __future__ import annotations

import asyncio
import statistics
import time
import xmlrpc.client
from pathlib import Path

from scripts.bench.client import Connection
from toolstack.lab import life
from toolstack.lab.state import HostEntry

QUIET = 0.3
"""Seconds without any work of the server after which all watchers' requests have arrived."""


async def _quiet(entry: HostEntry) -> None:
    """Return when the server has stopped working: everybody who was to block is blocked."""
    pid = next(process.pid for process in entry.processes if process.name == "toolstackd")
    before = -1.0
    while (now := _cpu(pid)) != before:
        before = now
        await asyncio.sleep(QUIET)


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


async def _round(
    entry: HostEntry, watchers: list[Connection], writer: Connection, pool: str, number: int
) -> list[float]:
    token = (await watchers[0].call("event.from", ["pool"], "", 0.0))["token"]
    heard: list[float] = []

    body = xmlrpc.client.dumps((writer.session, ["pool"], token, 30.0), "event.from").encode()

    async def watch(connection: Connection) -> None:
        answer = await connection.post(body)
        heard.append(time.perf_counter())
        assert f"round {number} of".encode() in answer  # reading it properly would cost more than sending it

    async with asyncio.TaskGroup() as tasks:
        for connection in watchers:
            tasks.create_task(watch(connection))
        await _quiet(entry)
        changed = time.perf_counter()
        await writer.call("pool.set_name_description", pool, f"round {number} of {entry.name}")
    return [(at - changed) * 1000 for at in heard]


async def _measure(entry: HostEntry, count: int, rounds: int) -> list[list[float]]:
    writer = await Connection.open_local(entry.socket)
    await writer.login(entry.user, entry.password)
    pool = (await writer.call("pool.get_all"))[0]
    watchers = [await Connection.open_local(entry.socket) for _ in range(count)]
    for watcher in watchers:
        watcher.session = writer.session
    try:
        return [await _round(entry, watchers, writer, pool, number) for number in range(rounds)]
    finally:
        for connection in (writer, *watchers):
            connection.close()


def wake_up(count: int = 1000, rounds: int = 5) -> str:
    """Return the wake-up times of ``count`` watchers, against a single watcher in the same run."""
    lab = life.up("bench", 1, 1)
    try:
        single = asyncio.run(_measure(lab.hosts[0], 1, rounds))
        many = asyncio.run(_measure(lab.hosts[0], count, rounds))
    finally:
        life.down(lab.name)
    last = statistics.median(max(each) for each in many)
    middle = statistics.median(statistics.median(each) for each in many)
    one = statistics.median(max(each) for each in single)
    return (
        f"{count} watchers: median {middle:.0f} ms, last {last:.0f} ms after the change; "
        f"one watcher {one:.0f} ms; ratio of the last {last / one:.1f} (client included, n={rounds})"
    )
