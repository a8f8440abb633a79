"""Many records: what answering with all of them costs, and what keeping them costs."""

from __future__ import annotations

import asyncio
import gc
import subprocess
import sys
import time
import xmlrpc.client
from pathlib import Path
from typing import Any

from scripts.bench.figure import ratio
from tests.support.api_server import Client, running
from toolstack.datamodel.model import Ref
from toolstack.datamodel.network import Network
from toolstack.datamodel.vif import Vif
from toolstack.datamodel.vm import Vm
from toolstack.db.transaction import Transaction
from toolstack.wire import xmlrpc as codec
from toolstack.wire.incoming import Incoming, Origin, Transport

COUNT = 10_000
PER_VM = 7


def fill(tx: Transaction, count: int) -> None:
    """Add so many VIFs, seven on each VM."""
    network: Ref[Network] = tx.insert(Network(name_label="many", bridge="xapi0"))
    vm: Ref[Vm] = Ref("")
    for number in range(count):
        if number % PER_VM == 0:
            vm = tx.insert(Vm(name_label=f"vm {number}"))
        mac = f"02:00:00:{number >> 16 & 255:02x}:{number >> 8 & 255:02x}:{number & 255:02x}"
        tx.insert(Vif(device=str(number % PER_VM), network=network, VM=vm, MAC=mac, MTU=1500))


def touch(tx: Transaction) -> None:
    """Make every VIF's record new, so that nothing rendered before can be used."""
    for ref, _ in list(tx.all(Vif)):
        tx.touch(Vif, ref)


async def answer(client: Client) -> bytes:
    """Return the bytes that a client gets."""
    incoming = Incoming("VIF.get_all_records", [client.session], Origin(Transport.TLS, address="192.0.2.7"))
    outcome = await client.dispatcher.dispatch(incoming)
    encoded: Any = codec.encode(outcome)
    return encoded if isinstance(encoded, bytes) else b"".join(encoded)


async def _measure(rounds: int) -> tuple[list[float], list[float], list[float], int]:
    first, again, stdlib, size = [], [], [], 0
    async with running() as client:
        await client.store.change(fill, COUNT)
        plain = await client.call("VIF.get_all_records")
        for _ in range(rounds):
            await client.store.change(touch)
            for figures in (first, again):
                started = time.perf_counter()
                size = len(await answer(client))
                figures.append((time.perf_counter() - started) * 1000)
            started = time.perf_counter()
            xmlrpc.client.dumps(({"Status": "Success", "Value": plain},), methodresponse=True)
            stdlib.append((time.perf_counter() - started) * 1000)
    return first, again, stdlib, size


def all_vifs(rounds: int = 5) -> str:
    """VIF.get_all_records of 10,000 VIFs against ``xmlrpc.client.dumps`` of the same records."""
    first, again, stdlib, size = asyncio.run(_measure(rounds))
    return (
        ratio(first, stdlib, unit="ms", what=f"{COUNT} records ({size / 1e6:.1f} MB), all new", baseline="stdlib dumps")
        + "\n"
        + " " * 17
        + ratio(again, stdlib, unit="ms", what="the same records again", baseline="stdlib dumps")
    )


def resident() -> float:
    """Return this process's resident memory in MB."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


async def _grow(kind: str) -> float:
    async with running() as client:
        gc.collect()
        before = resident()
        kept: Any = None
        if kind == "ours":
            await client.store.change(fill, COUNT)
        else:
            await client.store.change(fill, 1)
            (record,) = (await client.call("VIF.get_all_records")).values()
            kept = {str(n): {str(k): type(v)(v) for k, v in record.items()} for n in range(COUNT)}
        gc.collect()
        grown = resident() - before
        del kept
    return grown


def memory() -> str:
    """Memory that 10,000 VIFs (and their 1,429 VMs) take, against as many plain dictionaries."""
    figures = []
    for kind in ("ours", "dicts"):
        program = f"import asyncio; from scripts.bench.records import _grow; print(asyncio.run(_grow({kind!r})))"
        printed = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
        figures.append(float(printed.splitlines()[-1]))
    ours, dicts = figures
    return f"{COUNT} VIFs and their VMs {ours:.1f} MB; VIFs as dictionaries {dicts:.1f} MB; ratio {ours / dicts:.2f}"


if __name__ == "__main__":
    print(all_vifs())
