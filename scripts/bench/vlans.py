"""VLANs: from a client's call to a switch that has taken it over, against ``ovs-vsctl``."""

from __future__ import annotations

import asyncio
import contextlib
import subprocess
import time
from collections.abc import Iterator

from scripts.bench.client import Connection
from scripts.bench.figure import ratio
from toolstack.lab import fabric, host, life
from toolstack.lab.state import HostEntry, Lab

PARENT = "xenbr1"


@contextlib.contextmanager
def two_hosts() -> Iterator[tuple[Lab, HostEntry, HostEntry]]:
    """Yield a lab with our host, and one that has the same Open vSwitch but neither agent nor server."""
    lab = life.up("bench", 2, 2)
    try:
        ours, theirs = lab.hosts
        host.stop(theirs, "toolstackd", "toolstack-agent")
        vsctl(theirs, "--may-exist", "add-br", PARENT, "--", "set", "bridge", PARENT, "datapath_type=netdev")
        yield lab, ours, theirs
    finally:
        life.down(lab.name)


def vsctl(entry: HostEntry, *arguments: str) -> float:
    """Run one ``ovs-vsctl`` process, which waits for the switch; returns the milliseconds it took."""
    environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", **entry.environment}
    started = time.perf_counter()
    subprocess.run(["ovs-vsctl", *arguments], env=environment, check=True)
    return (time.perf_counter() - started) * 1000


async def prepare(entry: HostEntry, count: int) -> tuple[Connection, str, list[str]]:
    """Log in, find eth1, plug it and make networks for VLANs."""
    connection = await Connection.open(entry.address)
    await connection.login(entry.user, entry.password)
    pifs = await connection.call("PIF.get_all_records")
    pif = next(ref for ref, record in pifs.items() if record["device"] == "eth1")
    await connection.call("PIF.plug", pif)
    networks = [
        await connection.call("network.create", {"name_label": f"n{n}", "other_config": {}}) for n in range(count)
    ]
    return connection, pif, networks


def one_by_one(rounds: int = 40) -> str:
    """VLAN.create, end to end, against one ``ovs-vsctl`` process making the same fake bridge, in turn."""

    async def measure(ours: HostEntry, theirs: HostEntry) -> tuple[list[float], list[float]]:
        connection, pif, networks = await prepare(ours, rounds)
        mine, other = [], []
        for tag, network in enumerate(networks, start=1):
            started = time.perf_counter()
            await connection.call("VLAN.create", pif, str(tag), network)
            mine.append((time.perf_counter() - started) * 1000)
            other.append(vsctl(theirs, "add-br", f"xapi{tag}", PARENT, str(tag)))
        connection.close()
        return mine, other

    with two_hosts() as (_, ours, theirs):
        mine, other = asyncio.run(measure(ours, theirs))
    return ratio(mine, other, unit="ms", what="VLAN.create", baseline="one ovs-vsctl process")


def concurrent(count: int = 200) -> str:
    """Concurrent VLAN.create calls against ``ovs-vsctl`` one by one."""

    async def measure(ours: HostEntry) -> float:
        connection, pif, networks = await prepare(ours, count)
        connections = [await Connection.open(ours.address) for _ in range(count)]
        for each in connections:
            each.session = connection.session
        started = time.perf_counter()
        await asyncio.gather(
            *(
                each.call("VLAN.create", pif, str(tag), network)
                for tag, (each, network) in enumerate(zip(connections, networks, strict=True), start=1)
            )
        )
        took = time.perf_counter() - started
        for each in (connection, *connections):
            each.close()
        return took

    with two_hosts() as (_, ours, theirs):
        mine = asyncio.run(measure(ours))
        other = sum(vsctl(theirs, "add-br", f"xapi{tag}", PARENT, str(tag)) for tag in range(1, count + 1)) / 1000
    what = f"{count} concurrent VLAN.create {mine:.2f} s; ovs-vsctl one by one {other:.2f} s"
    return f"{what}; {other / mine:.1f} times faster"


def agent_start(count: int = 1000) -> str:
    """An agent that finds an empty switch and brings up VLANs, against one ``ovs-vsctl`` transaction."""

    async def create(ours: HostEntry) -> None:
        connection, pif, networks = await prepare(ours, count)
        waiting = list(enumerate(networks, start=1))

        async def work() -> None:
            mine = await Connection.open(ours.address)
            mine.session = connection.session
            while waiting:
                tag, network = waiting.pop()
                await mine.call("VLAN.create", pif, str(tag), network)
            mine.close()

        await asyncio.gather(*(work() for _ in range(100)))
        connection.close()

    with two_hosts() as (lab, ours, theirs):
        asyncio.run(create(ours))
        host.stop(ours, "toolstackd", "toolstack-agent", "ovs-vswitchd", "ovs-vswitchd", "ovsdb-server")
        (lab.directory / ours.name / "ovs" / "conf.db").unlink()
        unplug(lab, ours)
        fabric.remove_namespace(ours.namespace)
        fabric.make_namespace(ours.namespace)
        fabric.plug_cables(lab, host.cables(lab, ours, 1))
        ours.processes = fabric.start_ovs(ours)
        started = time.perf_counter()
        host.start_agent(ours)
        mine = time.perf_counter() - started
        fresh = [word for tag in range(1, count + 1) for word in ("--", "add-br", f"xapi{tag}", PARENT, str(tag))]
        other = vsctl(theirs, *fresh[1:]) / 1000
    return (
        f"{count} VLANs at agent start {mine:.2f} s (process start to ready); "
        f"one ovs-vsctl transaction {other:.2f} s; ratio {mine / other:.2f}"
    )


def unplug(lab: Lab, entry: HostEntry) -> None:
    """Take a host's cables out of the physical switch: its namespace is about to be made anew."""
    environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", **lab.switch.environment}
    for nic in entry.nics:
        port = fabric.port_of(entry.name, nic)
        fabric.run("ovs-vsctl", "--if-exists", "del-port", port, environment=environment)
        fabric.ip(lab.switch.namespace, f"link delete {port}")
