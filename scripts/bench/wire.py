"""What the wire costs, each time against the standard library in the same run.

    python -m scripts.bench.wire [encode|rate] [--repeats N]

``encode``: 10,000 VIF records as XML and JSON, first and when nothing has changed, against ``xmlrpc.client.dumps``
and ``json.dumps``.  ``rate``: trivial calls per second over kept connections, against ``SimpleXMLRPCServer`` with
``ThreadingMixIn``; both servers are processes of their own and driven by the same client.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import multiprocessing
import os
import socket
import socketserver
import statistics
import time
import xmlrpc.client
import xmlrpc.server
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import msgspec
import uvloop

from scripts.bench.figure import ratio
from toolstack.datamodel import types
from toolstack.datamodel.catalog import CLASSES
from toolstack.datamodel.model import EMPTY_VALUES
from toolstack.server.main import serve
from toolstack.server.message import Handler
from toolstack.settings import Settings
from toolstack.wire import jsonrpc
from toolstack.wire import xmlrpc as codec
from toolstack.wire.incoming import Incoming, Outcome, Success
from toolstack.wire.values import Shared

COUNT = 10_000
SECONDS = 2.0
CONNECTIONS = (1, 16, 64)
CALL = xmlrpc.client.dumps(("OpaqueRef:6a5ac0a4-25c1-4b62-a4f0-f7ed1a3a6f4c",) * 2, "network.get_name_label").encode()
CLOCK = os.sysconf("SC_CLK_TCK")


# -- encoding -----------------------------------------------------------------------------------------


def records() -> dict[str, dict[str, Any]]:
    """Return what VIF.get_all_records of a pool with many guests answers."""
    cls = CLASSES["VIF"]
    empty = {key: EMPTY_VALUES[cls].get(key, ()) for key in cls.info.shown}
    return {
        f"OpaqueRef:0f8c6a52-8b1e-4d0f-9c9e-{n:012}": empty
        | {
            "uuid": f"6e0f5f0e-55d5-4f60-8fcd-{n:012}",
            "allowed_operations": ("attach", "unplug"),
            "device": str(n % 7),
            "network": f"OpaqueRef:0f8c6a52-0000-4d0f-9c9e-{n % 50:012}",
            "VM": f"OpaqueRef:0f8c6a52-1111-4d0f-9c9e-{n // 7:012}",
            "MAC": f"52:54:00:{n >> 16 & 255:02x}:{n >> 8 & 255:02x}:{n & 255:02x}",
            "MTU": 1500,
            "other_config": {"ethtool-gso": "off", "owner": "bench"},
            "currently_attached": True,
            "ipv4_allowed": ("10.0.0.1",),
        }
        for n in range(COUNT)
    }


def bench_encode(repeats: int) -> None:
    """Print CPU milliseconds and ratios."""
    found = records()
    plain = json.loads(jsonrpc.encode(Success(found, types.Mapped(types.STRING, types.Structure("VIF"))), _REQUEST))
    as_peers_have_it = {"Status": "Success", "Value": _numbers_as_text(plain["result"])}
    kind = types.Mapped(types.Reference("VIF"), types.Structure("VIF"))
    caches: dict[str, dict[str, Any]] = {ref: {} for ref in found}

    def shared() -> dict[str, Shared]:
        return {ref: Shared(kind.value, caches[ref], partial(_same, each)) for ref, each in found.items()}

    candidates: dict[str, Callable[[], object]] = {
        "stdlib xml": lambda: xmlrpc.client.dumps((as_peers_have_it,), methodresponse=True).encode(),
        "first xml": lambda: codec.encode_success(found, kind),
        "unchanged xml": lambda: codec.encode_success(shared(), kind),
        "stdlib json": lambda: json.dumps(plain).encode(),
        "first json": lambda: jsonrpc.encode(Success(found, kind), _REQUEST),
        "unchanged json": lambda: jsonrpc.encode(Success(shared(), kind), _REQUEST),
    }
    for run in candidates.values():
        run()
    # As the server does at its start: what lives for ever is not looked at by the collector again.
    gc.freeze()
    times: dict[str, list[float]] = {name: [] for name in candidates}
    for _ in range(repeats):
        for name, run in candidates.items():
            started = time.process_time()
            run()
            times[name].append(time.process_time() - started)
    print(f"{COUNT} VIF records, CPU ms, median of {repeats}")
    for name, taken in times.items():
        peer = times["stdlib " + name.split()[-1]]
        ratios = [a / b for a, b in zip(taken, peer, strict=True)]
        print(
            f"  {name:15} {statistics.median(taken) * 1000:7.1f}   x{statistics.median(ratios):.3f} of the standard "
            f"library ({min(ratios):.3f} to {max(ratios):.3f})"
        )


_REQUEST = jsonrpc.Request(2, 1, "VIF.get_all_records", [])


def _same(value: Any) -> Any:
    return value


def _numbers_as_text(value: Any) -> Any:
    """Return what the peer has to write for the same answer: XenAPI's integers are text."""
    if isinstance(value, dict):
        return {key: _numbers_as_text(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_numbers_as_text(each) for each in value]
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


# -- rate ---------------------------------------------------------------------------------------------


class Trivial:
    """Checks the session and answers from a dictionary, as a getter does."""

    sessions = frozenset({"OpaqueRef:6a5ac0a4-25c1-4b62-a4f0-f7ed1a3a6f4c"})

    async def dispatch(self, incoming: Incoming) -> Outcome:
        """Answer any method."""
        session, _ref = incoming.args
        if session not in self.sessions:
            raise ValueError(session)
        return Success("Pool-wide network associated with eth0", types.STRING)


@dataclass
class _Backend:
    dispatcher: Trivial
    routes: tuple[tuple[str, str, Handler], ...] = ()

    def health(self) -> dict[str, Any]:
        """Say that all is well."""
        return {"status": "ok"}

    def network_open(self) -> bool:
        """Serve everybody."""
        return True


def ours(port: int, root: str) -> None:
    """Run our HTTP server in this process."""

    @asynccontextmanager
    async def assemble(_settings: Settings, _accounts: object) -> AsyncIterator[_Backend]:
        yield _Backend(Trivial())

    listen = {"addresses": ["127.0.0.1"], "http_port": port, "tls_port": 0}
    settings = msgspec.convert({"paths": {"root": root}, "listen": listen, "auth": {"backend": "file"}}, Settings)

    async def run() -> None:
        await serve(settings, assemble, asyncio.Event())

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(run())


class _Handler(xmlrpc.server.SimpleXMLRPCRequestHandler):
    protocol_version = "HTTP/1.1"
    rpc_paths = ("/",)
    disable_nagle_algorithm = True
    wbufsize = -1


class _Threaded(socketserver.ThreadingMixIn, xmlrpc.server.SimpleXMLRPCServer):
    daemon_threads = True
    request_queue_size = 256


def theirs(port: int, _root: str) -> None:
    """Run the standard library's server in this process."""
    with _Threaded(("127.0.0.1", port), _Handler, logRequests=False) as server:

        def label(session: str, _ref: str) -> dict[str, str]:
            if session not in Trivial.sessions:
                raise ValueError(session)
            return {"Status": "Success", "Value": "Pool-wide network associated with eth0"}

        server.register_function(label, "network.get_name_label")
        server.serve_forever()


class _Client(asyncio.Protocol):
    """Sends the same request again and again; the answers are equal, so that their length tells where they end."""

    def __init__(self, request: bytes, end: float) -> None:
        self.request = request
        self.end = end
        self.times: list[float] = []
        self.done = asyncio.get_running_loop().create_future()
        self._started = 0.0
        self._expected = 0
        self._received = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send the first request."""
        self._transport = cast("asyncio.Transport", transport)
        self._send()

    def _send(self) -> None:
        self._started = time.perf_counter()
        self._received = b""
        assert self._transport is not None
        self._transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        """Count the answer; when it is complete, send the next request."""
        self._received += data
        if not self._expected:
            head, _, _ = self._received.partition(b"\r\n\r\n")
            length = head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0]
            self._expected = len(head) + 4 + int(length)
        if len(self._received) < self._expected:
            return
        now = time.perf_counter()
        self.times.append(now - self._started)
        if now < self.end:
            self._send()
        elif not self.done.done():
            self.done.set_result(None)
            assert self._transport is not None
            self._transport.close()


async def drive(port: int, connections: int) -> tuple[float, float]:
    """Return calls per second and the 99th percentile of their times in seconds."""
    request = b"POST / HTTP/1.1\r\nHost: b\r\nContent-Length: %d\r\n\r\n%s" % (len(CALL), CALL)
    started = time.perf_counter()
    loop = asyncio.get_running_loop()
    clients = []
    for _ in range(connections):
        _, client = await loop.create_connection(lambda: _Client(request, started + SECONDS), "127.0.0.1", port)
        clients.append(client)
    for client in clients:
        await client.done
    took = time.perf_counter() - started
    times = [each for client in clients for each in client.times]
    return len(times) / took, statistics.quantiles(times, n=100)[98]


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / CLOCK


def _wait(process: BaseProcess, port: int) -> None:
    """Return when the server answers; raises RuntimeError when it has ended instead."""
    while process.is_alive():
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"{process.name} ended before it served")


def _free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@contextmanager
def both_servers() -> Iterator[dict[str, tuple[int, int]]]:
    """Run both servers; yields process id and port of each by name."""
    context = multiprocessing.get_context("spawn")
    with TemporaryDirectory() as root:
        servers: dict[str, tuple[BaseProcess, int]] = {}
        for name, run in (("stdlib", theirs), ("ours", ours)):
            port = _free_port()
            servers[name] = (context.Process(target=run, args=(port, root), daemon=True), port)
            servers[name][0].start()
        try:
            for process, port in servers.values():
                _wait(process, port)
            yield {name: (process.pid or 0, port) for name, (process, port) in servers.items()}
        finally:
            for process, _ in servers.values():
                process.terminate()
                process.join()


@dataclass
class Rates:
    """What the rounds of one comparison gave, in order."""

    calls: dict[str, list[float]]
    cpu: dict[str, list[float]]
    p99: dict[str, list[float]]


def compare(servers: dict[str, tuple[int, int]], connections: int, repeats: int) -> Rates:
    """Drive both servers in turn; rates are calls per second, CPU microseconds of the server a call, p99 ms."""
    found = Rates({name: [] for name in servers}, {name: [] for name in servers}, {name: [] for name in servers})
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        for _ in range(repeats):
            for name, (pid, port) in servers.items():
                before = _cpu(pid)
                rate, p99 = runner.run(drive(port, connections))
                found.calls[name].append(rate)
                found.cpu[name].append((_cpu(pid) - before) / (rate * SECONDS) * 1e6)
                found.p99[name].append(p99 * 1000)
    return found


def getters(repeats: int = 5) -> str:
    """Return one line: trivial calls per second on 16 connections, against the threaded standard library."""
    with both_servers() as servers:
        found = compare(servers, 16, repeats)
    return ratio(found.calls["ours"], found.calls["stdlib"], unit="calls/s", what="getters", baseline="stdlib threads")


def bench_rate(repeats: int) -> None:
    """Print calls per second, CPU per call of the server, and ratios."""
    with both_servers() as servers:
        for connections in CONNECTIONS:
            found = compare(servers, connections, repeats)
            calls = [a / b for a, b in zip(found.calls["ours"], found.calls["stdlib"], strict=True)]
            cpu = [a / b for a, b in zip(found.cpu["ours"], found.cpu["stdlib"], strict=True)]
            print(
                f"{connections} connections: rate x{statistics.median(calls):.2f} ({min(calls):.2f} to "
                f"{max(calls):.2f}), CPU x{statistics.median(cpu):.2f} ({min(cpu):.2f} to {max(cpu):.2f})"
            )
            for name in servers:
                rate, each, p99 = (statistics.median(of[name]) for of in (found.calls, found.cpu, found.p99))
                print(f"  {name:7} {rate:7.0f} calls/s   {each:4.0f} us CPU a call   p99 {p99:.1f} ms")


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="?", choices=["all", "encode", "rate"], default="all")
    parser.add_argument("--repeats", type=int, default=5)
    given = parser.parse_args()
    if given.what in {"all", "encode"}:
        bench_encode(given.repeats)
    if given.what in {"all", "rate"}:
        bench_rate(given.repeats)


if __name__ == "__main__":
    main()
