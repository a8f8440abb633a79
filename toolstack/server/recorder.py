"""Measures this host and its guests all the time, under the names that clients know.

Rates are per second: bytes of network interfaces.  ``memory_*_kib`` and ``loadavg`` are levels, ``cpu<n>`` the part
of the time in which a processor was busy.  What a guest receives is what its host's end of the interface sends.
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, TypeVar

from toolstack.datamodel.bond import Bond
from toolstack.datamodel.host import Host
from toolstack.datamodel.pif import Pif
from toolstack.datamodel.vif import Vif
from toolstack.datamodel.vm import Vm
from toolstack.server.archive import STEP, Archive
from toolstack.server.counters import Reading, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from toolstack.api.call import Services
    from toolstack.datamodel.model import Ref
    from toolstack.db.snapshot import Snapshot

K = TypeVar("K")

UNTAGGED = -1


class Recorder:
    """Samples the counters into an archive whose names are ``host:<uuid>:<value>`` and ``vm:<uuid>:<value>``."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._previous: tuple[float, Reading] | None = None
        self.archive = Archive()

    async def run(self) -> None:
        """Measure until cancelled."""
        while True:
            self.sample(time.time(), await asyncio.to_thread(read))
            await asyncio.sleep(STEP - time.time() % STEP)

    def sample(self, now: float, reading: Reading) -> None:
        """Take up what was read at a time; rates come from the difference to the reading before."""
        snapshot = self._services.store.snapshot
        host = self._services.local_host
        record = snapshot.find(Host, host)
        if record is None:
            return
        rates = _Rates(self._previous, (now, reading))
        self._previous = now, reading
        values = {f"host:{record.uuid}:{name}": value for name, value in _host(snapshot, host, reading, rates)}
        known = {f"host:{record.uuid}"}
        for ref, vm in snapshot.all(Vm):
            if vm.resident_on == host:
                known.add(f"vm:{vm.uuid}")
                if not vm.is_control_domain:
                    values.update((f"vm:{vm.uuid}:{name}", value) for name, value in _guest(snapshot, ref, vm, rates))
        self.archive.forget(lambda name: name.rpartition(":")[0] not in known)
        self.archive.add(now, values)


class _Rates:
    """Differences between two readings."""

    def __init__(self, before: tuple[float, Reading] | None, after: tuple[float, Reading]) -> None:
        self._before = before[1] if before else Reading()
        self._after = after[1]
        self._seconds = after[0] - before[0] if before else 0.0

    def network(self, device: str) -> tuple[float, float] | None:
        """Return bytes received and sent per second; None when they are not known."""
        received = self._rate(self._before.received, self._after.received, device)
        sent = self._rate(self._before.sent, self._after.sent, device)
        return None if received is None or sent is None else (received, sent)

    def processor(self, number: int) -> float | None:
        """Return the part of the time in which a processor was busy."""
        busy = self._difference(self._before.busy, self._after.busy, number)
        ticks = self._difference(self._before.ticks, self._after.ticks, number)
        return busy / ticks if busy is not None and ticks else None

    def _rate(self, before: Mapping[str, int], after: Mapping[str, int], key: str) -> float | None:
        difference = self._difference(before, after, key)
        return difference / self._seconds if difference is not None and self._seconds > 0 else None

    @staticmethod
    def _difference(before: Mapping[K, float], after: Mapping[K, float], key: K) -> float | None:
        if key not in before or key not in after or after[key] < before[key]:  # smaller: it was made anew
            return None
        return after[key] - before[key]


def _host(snapshot: Snapshot, host: Ref[Host], reading: Reading, rates: _Rates) -> Iterator[tuple[str, float]]:
    yield "loadavg", reading.load
    if reading.memory_total:
        yield "memory_total_kib", float(reading.memory_total)
        yield "memory_free_kib", float(reading.memory_free)
    busy = {number: part for number in sorted(reading.ticks) if (part := rates.processor(number)) is not None}
    yield from ((f"cpu{number}", part) for number, part in busy.items())
    if busy:
        yield "cpu_avg", sum(busy.values()) / len(busy)
    total = [0.0, 0.0]
    known = False
    for ref in snapshot.reverse(Host, "PIFs", host):
        pif = snapshot.get(Pif, ref)
        if pif.VLAN != UNTAGGED or not (pif.physical or snapshot.reverse(Pif, "bond_master_of", ref)):
            continue
        members = _members(snapshot, ref) or [pif.device]
        found = [rate for device in members if (rate := rates.network(device)) is not None]
        if not found:
            continue
        received, sent = (sum(each) for each in zip(*found, strict=True))
        yield f"pif_{pif.device}_rx", received
        yield f"pif_{pif.device}_tx", sent
        if pif.physical:
            known = True
            total = [total[0] + received, total[1] + sent]
    if known:
        yield "pif_aggr_rx", total[0]
        yield "pif_aggr_tx", total[1]


def _members(snapshot: Snapshot, master: Ref[Pif]) -> list[str]:
    """Return the devices of a bond's members."""
    bonds: tuple[Ref[Bond], ...] = snapshot.reverse(Pif, "bond_master_of", master)
    return [snapshot.get(Pif, ref).device for bond in bonds for ref in snapshot.reverse(Bond, "slaves", bond)]


def _guest(snapshot: Snapshot, ref: Ref[Vm], vm: Vm, rates: _Rates) -> Iterator[tuple[str, float]]:
    for each in snapshot.reverse(Vm, "VIFs", ref):
        vif = snapshot.get(Vif, each)
        rate = rates.network(f"vif{vm.domid}.{vif.device}")
        if rate is not None:
            yield f"vif_{vif.device}_rx", rate[1]
            yield f"vif_{vif.device}_tx", rate[0]
