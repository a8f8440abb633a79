"""A whole server under load: calls per second, latency beside a large answer, many watchers, and its start."""

from __future__ import annotations

import asyncio
import json
import socket
import ssl
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.bench.client import Connection
from toolstack.datamodel.network import Network
from toolstack.db.store import Store
from toolstack.db.transaction import Transaction
from toolstack.lab.process import remember
from toolstack.lab.readiness import Readiness
from toolstack.server.accounts import write_account
from toolstack.wire import xmlrpc

SECONDS = 0.5
"""Of each measurement of a rate."""
ROUNDS = 3
PASSWORD = "bench"  # noqa: S105 - of a server that lives for a minute
AGENT = """
import asyncio, sys
from pathlib import Path
from toolstack.agent.endpoint import Endpoint
from toolstack.agent.sim import SimHost
async def main():
    started = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(Endpoint(SimHost(2), Path(sys.argv[1])).serve(started))
        await started.wait()
        print("ready", flush=True)
asyncio.run(main())
"""


@dataclass
class Server:
    """A server process on a host in memory."""

    root: Path
    http: int
    tls: int
    started: float
    """Seconds from its start until it served."""

    @property
    def socket(self) -> str:
        """The Unix socket."""
        return str(self.root / "xapi.sock")

    @asynccontextmanager
    async def connect(self, transport: str) -> AsyncIterator[Connection]:
        """Yield a connection that is logged in: ``http``, ``tls`` or ``socket``."""
        limit = 2**26
        if transport == "socket":
            streams = await asyncio.open_unix_connection(self.socket, limit=limit)
        elif transport == "tls":
            context = ssl.create_default_context()
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            streams = await asyncio.open_connection("127.0.0.1", self.tls, ssl=context, limit=limit)
        else:
            streams = await asyncio.open_connection("127.0.0.1", self.http, limit=limit)
        connection = Connection(*streams)
        try:
            yield connection
        finally:
            connection.close()


def _ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]


@contextmanager
def serving(root: Path) -> Iterator[Server]:
    """Run a server in a directory, which may hold a database already."""
    http, tls = _ports()
    write_account(root / "accounts", "root", PASSWORD)
    configuration = root / "patchbay.toml"
    configuration.write_text(
        f'[paths]\nroot = "{root}"\n[host]\nmanagement_device = "eth0"\nmanagement_address = "192.0.2.1/24"\n'
        f'[listen]\naddresses = ["127.0.0.1"]\nhttp_port = {http}\ntls_port = {tls}\n[auth]\nbackend = "file"\n'
    )
    agent = subprocess.Popen([sys.executable, "-c", AGENT, root / "agent.sock"], stdout=subprocess.PIPE)
    assert agent.stdout is not None
    server = None
    try:
        agent.stdout.readline()
        with Readiness(root / "notify") as readiness, (root / "log").open("ab") as log:
            begun = time.perf_counter()
            server = subprocess.Popen(
                [Path(sys.executable).with_name("toolstackd"), "--config", configuration],
                stdout=log, stderr=log, env={"PATH": "/usr/bin:/bin", **readiness.environment},
            )  # fmt: skip
            readiness.wait(remember("toolstackd", server.pid))
            started = time.perf_counter() - begun
        yield Server(root, http, tls, started)
    finally:
        for process in (server, agent):
            if process is not None:
                process.terminate()
                process.wait()
        agent.stdout.close()


@contextmanager
def filled(count: int) -> Iterator[Path]:
    """Yield a directory with a database of a server that has been started, with further networks."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        with serving(root):
            pass
        asyncio.run(_fill(root, count))
        yield root


async def _fill(root: Path, count: int) -> None:
    store = await Store.open(f"sqlite:///{root / 'patchbay.db'}")
    try:
        for first in range(0, count, 5000):
            await store.change(_networks, range(first, min(count, first + 5000)))
    finally:
        await store.close()


def _networks(tx: Transaction, numbers: range) -> None:
    for number in numbers:
        tx.insert(Network(name_label=f"network {number}", bridge=f"bench{number}", other_config={"n": str(number)}))


def _json(method: str, params: list[Any]) -> bytes:
    return json.dumps({"jsonrpc": "2.0", "method": method, "params": params, "id": 1}).encode()


async def _rate(server: Server, transport: str, connections: int, form: str, kind: str) -> float:
    """Return calls per second."""
    async with server.connect(transport) as first:
        await first.login("root", PASSWORD)
        network = (await first.call("network.get_all"))[0]
        path, encode = ("/jsonrpc", _json) if form == "json" else ("/", xmlrpc.encode_call)
        done = 0

        async def work(number: int, connection: Connection, end: float) -> None:
            nonlocal done
            turn = 0
            while time.perf_counter() < end:
                method, *more = {
                    "getter": ("network.get_name_label",),
                    "get_record": ("network.get_record",),
                    "setter": ("network.set_name_description", f"{number}:{turn}"),
                }[kind]
                turn += 1
                answer = await connection.post(encode(method, [first.session, network, *more]), path)
                if b"Failure" in answer or b'"error"' in answer:
                    raise ValueError(answer)
                done += 1

        async with AsyncExitStack() as stack:
            opened = [await stack.enter_async_context(server.connect(transport)) for _ in range(connections)]
            begun = time.perf_counter()
            async with asyncio.TaskGroup() as tasks:
                for number, connection in enumerate(opened):
                    tasks.create_task(work(number, connection, begun + SECONDS))
            return done / (time.perf_counter() - begun)


def calls() -> str:
    """Return calls per second of every combination, each against a getter on one HTTP connection in XML."""
    with filled(0) as root, serving(root) as server:

        def rate(*what: Any) -> float:
            return asyncio.run(_rate(server, *what))

        base = statistics.median(rate("http", 1, "xml", "getter") for _ in range(ROUNDS))
        lines = [f"baseline: getter, HTTP, 1 connection, XML: {base:.0f} calls/s (n={ROUNDS})"]
        for kind in ("getter", "get_record", "setter"):
            for transport in ("http", "tls", "socket"):
                parts = []
                for connections in (1, 16):
                    for form in ("xml", "json"):
                        found = rate(transport, connections, form, kind)
                        parts.append(f"{form} x{connections} {found:.0f}/s ({found / base:.2f})")
                lines.append(f"  {kind:10} {transport:6} {'  '.join(parts)}")
    return "\n".join(lines)


async def _latency(server: Server) -> tuple[float, float, float]:
    """Return median seconds of a getter when idle, and median and longest beside a large answer."""
    async with server.connect("http") as small, server.connect("http") as large:
        await small.login("root", PASSWORD)
        large.session = small.session
        network = (await small.call("pool.get_all"))[0]
        asked = xmlrpc.encode_call("network.get_all_records", [small.session])

        async def once() -> float:
            begun = time.perf_counter()
            await small.call("pool.get_uuid", network)
            return time.perf_counter() - begun

        idle = [await once() for _ in range(200)]
        busy: list[float] = []
        for _ in range(ROUNDS):
            producing = asyncio.ensure_future(large.post(asked))
            while not producing.done():
                busy.append(await once())
        return statistics.median(idle), statistics.median(busy), max(busy)


def latency(count: int = 10_000) -> str:
    """Return what other calls wait while many records are answered, against an idle server in the same run."""
    with filled(count) as root, serving(root) as server:
        idle, middle, longest = asyncio.run(_latency(server))
    return (
        f"beside {count} records: median {middle * 1000:.2f} ms, longest {longest * 1000:.1f} ms; idle "
        f"{idle * 1000:.2f} ms; ratios {middle / idle:.1f} and {longest / idle:.1f} (n={ROUNDS} answers)"
    )


async def _watch(server: Server, count: int, changes: int) -> float:
    """Return events per second that reach all of so many watchers together."""
    async with server.connect("http") as writer:
        await writer.login("root", PASSWORD)
        pool = (await writer.call("pool.get_all"))[0]
        token = (await writer.call("event.from", ["pool"], "", 0.0))["token"]
        delivered = 0
        last = f"change {changes}".encode()
        body = xmlrpc.encode_call("event.from", [writer.session, ["pool"], "TOKEN", 30.0])

        async def follow() -> None:
            nonlocal delivered
            async with server.connect("http") as connection:
                at = token
                while True:
                    answer = await connection.post(body.replace(b"TOKEN", at.encode()))
                    delivered += answer.count(b"<name>snapshot</name>")
                    at = answer.partition(b"<name>token</name><value>")[2][:41].decode()
                    if last in answer:
                        return

        begun = time.perf_counter()
        async with asyncio.TaskGroup() as tasks:
            for _ in range(count):
                tasks.create_task(follow())
            for number in range(1, changes + 1):
                await asyncio.sleep(0.06)  # longer than events are gathered, so that each is one of its own
                await writer.call("pool.set_name_description", pool, f"change {number}")
        return delivered / (time.perf_counter() - begun)


def watchers(count: int = 1000, changes: int = 20) -> str:
    """Return events per second delivered to many watchers, against one watcher in the same run."""
    with filled(0) as root, serving(root) as server:
        one = asyncio.run(_watch(server, 1, changes))
        many = asyncio.run(_watch(server, count, changes))
    return (
        f"{count} watchers: {many:.0f} events/s delivered (client included); one watcher {one:.0f} events/s; "
        f"ratio {many / one:.0f} of {count} (n={changes} changes)"
    )


def start(count: int = 50_000) -> str:
    """Return how long a start takes with many objects, against one with next to none."""
    times: dict[int, list[float]] = {}
    for objects in (0, count):
        with filled(objects) as root:
            for _ in range(ROUNDS):
                with serving(root) as server:
                    times.setdefault(objects, []).append(server.started)
    few, many = (statistics.median(times[objects]) for objects in (0, count))
    return f"start with {count} objects {many:.2f} s; with few {few:.2f} s; ratio {many / few:.2f} (n={ROUNDS})"


BENCHMARKS: dict[str, Callable[[], str]] = {"calls": calls, "latency": latency, "watchers": watchers, "start": start}
