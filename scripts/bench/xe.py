"""The command line against plain calls, with our own ``xe`` as a process of its own."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from scripts.bench.figure import ratio
from tests.support.cli_server import CliServer, free_port, running
from toolstack.datamodel.host import Host
from toolstack.datamodel.network import Network
from toolstack.datamodel.pif import Pif
from toolstack.db.transaction import Transaction

PLAIN_CALL = """
import xmlrpc.client, sys
server = xmlrpc.client.ServerProxy(sys.argv[1])
session = server.session.login_with_password("root", sys.argv[2])["Value"]
records = server.network.get_all_records(session)["Value"]
for record in records.values():
    print(record["uuid"], record["name_label"], record["name_description"], record["bridge"])
server.session.logout(session)
"""


@asynccontextmanager
async def _serving() -> AsyncIterator[CliServer]:
    with tempfile.TemporaryDirectory(prefix="pb-bench-") as directory:
        async with running(Path(directory), (0, free_port())) as server:
            yield server


async def _timed(command: list[str], environment: dict[str, str]) -> tuple[float, int]:
    """Run a process; return the milliseconds it took and how many bytes it printed."""
    started = time.perf_counter()
    process = await asyncio.create_subprocess_exec(*command, env=environment, stdout=subprocess.PIPE)
    out, _ = await process.communicate()
    if process.returncode:
        raise RuntimeError(f"{command} failed")
    return (time.perf_counter() - started) * 1000, len(out)


def _environment(server: CliServer) -> dict[str, str]:
    return {**os.environ, "HOME": "/nonexistent", "PATCHBAY_CONFIG": f"{server.settings.paths.root}/patchbay.toml"}


XE = [sys.executable, "-m", "toolstack.cli.xe"]


def network_list(rounds: int = 15) -> str:
    """``xe network-list`` against a Python program that makes the XML-RPC calls for the same records, in turn."""

    async def measure() -> tuple[list[float], list[float]]:
        async with _serving() as server:
            plain = [sys.executable, "-c", PLAIN_CALL, f"http://127.0.0.1:{server.port}", "right"]
            mine, other = [], []
            for _ in range(rounds):
                mine.append((await _timed([*XE, "network-list"], _environment(server)))[0])
                other.append((await _timed(plain, _environment(server)))[0])
            return mine, other

    return ratio(*asyncio.run(measure()), unit="ms", what="xe network-list", baseline="plain XML-RPC program")


def pif_list(count: int = 5000, rounds: int = 5) -> str:
    """``xe pif-list`` of many PIFs, and with ``--minimal``."""

    async def measure() -> str:
        async with _serving() as server:
            await server.stack.store.change(_insert, count)
            mine, sizes = [], set()
            minimal = []
            for _ in range(rounds):
                took, size = await _timed([*XE, "pif-list"], _environment(server))
                mine.append(took)
                sizes.add(size)
                minimal.append((await _timed([*XE, "pif-list", "--minimal"], _environment(server)))[0])
            return (
                f"xe pif-list of {count} PIFs {sorted(mine)[rounds // 2]:.0f} ms ({json.dumps(sorted(sizes))} bytes); "
                f"--minimal {sorted(minimal)[rounds // 2]:.0f} ms"
            )

    return asyncio.run(measure())


def _insert(tx: Transaction, count: int) -> None:
    """Make PIFs as a script leaves them that made many VLANs: none plugged."""
    host = next(ref for ref, _ in tx.all(Host))
    for number in range(count):
        network = tx.insert(Network(name_label=f"n{number}", bridge=f"b{number}"))
        tx.insert(Pif(device=f"x{number}", network=network, host=host, MAC="02:00:00:00:00:00", VLAN=-1, managed=False))
