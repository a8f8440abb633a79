"""What is measured, and under which names, from counters as the kernel shows them."""

from __future__ import annotations

from pathlib import Path

from tests.support import stack
from tests.support.guest_record import guest_record
from toolstack.agent.sim import SimHost
from toolstack.datamodel.host import Host
from toolstack.server.counters import Reading, read
from toolstack.server.recorder import Recorder

NET = """\
Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame comp multicast|bytes    packets errs drop fifo colls carrier compressed
    lo:     100       1    0    0    0     0    0         0      100       1    0    0    0     0       0          0
  eth0: 123456789   12    0    0    0     0    0         0  987654       7    0    0    0     0       0          0
"""


def test_counters_are_read_from_the_kernel(tmp_path: Path) -> None:
    (tmp_path / "net").mkdir()
    (tmp_path / "net" / "dev").write_text(NET)
    (tmp_path / "stat").write_text("cpu  1 1 1 1 1 1 1 1 0 0\ncpu0 10 0 20 60 10 0 0 0 0 0\nintr 5\n")
    (tmp_path / "meminfo").write_text("MemTotal:  2048 kB\nMemFree:  100 kB\nMemAvailable:  1024 kB\nHugePages: 0\n")
    (tmp_path / "loadavg").write_text("0.25 0.5 1.0 1/100 42\n")
    seen = read(tmp_path)
    assert (seen.received["eth0"], seen.sent["eth0"]) == (123456789, 987654)
    assert (seen.busy[0], seen.ticks[0]) == (30, 100)
    assert (seen.memory_total, seen.memory_free, seen.load) == (2048, 1024, 0.25)


def test_what_cannot_be_read_is_missing(tmp_path: Path) -> None:
    assert read(tmp_path) == Reading()


async def test_rates_of_nics_and_bonds(tmp_path: Path) -> None:
    async with stack.running(tmp_path, SimHost(4)) as running:
        client = running.client
        pifs = await client.call("PIF.get_all_records")
        members = [ref for ref, record in pifs.items() if record["device"] in ("eth2", "eth3")]
        network = await client.call("network.create", {"name_label": "bond", "other_config": {}})
        await client.call("Bond.create", network, members, "", "active-backup")
        recorder = Recorder(client.services)
        names = ("eth0", "eth2", "eth3")
        recorder.sample(1000, Reading(dict.fromkeys(names, 0), dict.fromkeys(names, 0)))
        recorder.sample(
            1010, Reading({"eth0": 1000, "eth2": 50, "eth3": 150}, {"eth0": 20, "eth2": 0, "eth3": 10}, load=0.5)
        )
        uuid = client.store.snapshot.get(Host, client.host).uuid
        last = {name.rpartition(":")[2]: series.last for name, series in recorder.archive.series.items()}
        assert all(name.startswith(f"host:{uuid}:") for name in recorder.archive.series)
        assert (last["pif_eth0_rx"], last["pif_eth0_tx"]) == (100.0, 2.0)
        assert (last["pif_bond0_rx"], last["pif_bond0_tx"]) == (20.0, 1.0)
        assert (last["pif_aggr_rx"], last["pif_aggr_tx"]) == (120.0, 3.0)
        assert last["loadavg"] == 0.5


async def test_a_counter_that_began_anew_gives_no_rate(tmp_path: Path) -> None:
    async with stack.running(tmp_path, SimHost(1)) as running:
        recorder = Recorder(running.client.services)
        recorder.sample(1000, Reading({"eth0": 500}, {"eth0": 500}))
        recorder.sample(1005, Reading({"eth0": 5}, {"eth0": 5}))
        assert not any("pif" in name for name in recorder.archive.series)
        recorder.sample(1010, Reading({"eth0": 55}, {"eth0": 5}))
        (rate,) = (series.last for name, series in recorder.archive.series.items() if name.endswith("pif_eth0_rx"))
        assert rate == 10.0


async def test_what_a_guest_receives_its_host_sends(tmp_path: Path) -> None:
    async with stack.running(tmp_path, SimHost(1)) as running:
        client = running.client
        network = await client.call("network.create", {"name_label": "n", "other_config": {}})
        vm = await client.call("VM.create", guest_record("guest"))
        vif = {"device": "1", "network": network, "VM": vm, "MAC": "", "MTU": "1500", "other_config": {}}
        await client.call("VIF.create", {**vif, "qos_algorithm_type": "", "qos_algorithm_params": {}})
        await client.call("VM.start", vm, *(False, False))
        domid = await client.call("VM.get_domid", vm)
        recorder = Recorder(client.services)
        device = f"vif{domid}.1"
        recorder.sample(1000, Reading({device: 0}, {device: 0}))
        recorder.sample(1005, Reading({device: 100}, {device: 500}))
        uuid = await client.call("VM.get_uuid", vm)
        assert recorder.archive.series[f"vm:{uuid}:vif_1_rx"].last == 100.0
        assert recorder.archive.series[f"vm:{uuid}:vif_1_tx"].last == 20.0
        await client.call("VM.hard_shutdown", vm)
        recorder.sample(1010, Reading())
        assert f"vm:{uuid}:vif_1_rx" not in recorder.archive.series
