"""One host's switch: locking many guests at once, and a bond whose active link goes down."""

from __future__ import annotations

import asyncio
import re
import subprocess
import time
from pathlib import Path

import XenAPI

from scripts.bench.vlans import PARENT, two_hosts
from toolstack.agent import openflow
from toolstack.agent.flow import Flow
from toolstack.agent.flow_rule import flows, guard
from toolstack.lab import fabric, life
from toolstack.lab.state import HostEntry, Lab
from toolstack.plan.hostnet import VifPort

VIFS = 500
ADDRESSES = 5
"""Of each family."""
SAMPLE = 60
"""Flows that the other way is measured with; the whole would take minutes."""


def _wanted() -> list[Flow]:
    found: list[Flow] = []
    for number in range(1, VIFS + 1):
        port = VifPort(
            name=f"vif{number}.0",
            owner=f"VIF:{number}",
            bridge=PARENT,
            mac=f"02:00:00:00:{number >> 8:02x}:{number & 255:02x}",
            locking="locked",
            ipv4_allowed=tuple(f"10.{number >> 8}.{number & 255}.{7 * n + 1}" for n in range(ADDRESSES)),
            ipv6_allowed=tuple(f"2001:db8:{number:x}::{7 * n + 1:x}" for n in range(ADDRESSES)),
        )
        found += flows(number, guard(port), 0).values()
    return found


async def _lock(entry: HostEntry) -> tuple[float, int]:
    connection = await openflow.connect(Path(entry.root) / "ovs" / f"{PARENT}.mgmt", lambda *_: None, lambda: None)
    try:
        started = time.perf_counter()
        wanted = _wanted()
        await connection.change((), wanted)
        return (time.perf_counter() - started) * 1000, len(wanted)
    finally:
        connection.close()


def locking() -> str:
    """500 VIFs with 10 addresses each locked in one change, against one ``ovs-ofctl`` process for each flow."""
    with two_hosts() as (_, ours, theirs):
        ours_ms, count = asyncio.run(_lock(ours))
        environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", **theirs.environment}
        started = time.perf_counter()
        for number in range(SAMPLE):
            flow = f"priority=600,ip,in_port={number + 1},nw_src=10.0.0.{number},actions=NORMAL"
            subprocess.run(["ovs-ofctl", "add-flow", PARENT, flow], env=environment, check=True)
        each = (time.perf_counter() - started) * 1000 / SAMPLE
    return (
        f"{VIFS} VIFs, {2 * ADDRESSES} addresses each: {count} flows in {ours_ms:.0f} ms, computed and taken over; "
        f"ovs-ofctl {each:.1f} ms a flow, so {each * count / 1000:.0f} s; ratio {ours_ms / (each * count):.5f}"
    )


def failover() -> str:
    """Pings at 50 ms while the active link of a bond goes down inside the host."""
    lab = life.up("bench", 1, 4)
    try:
        return f"link down on the active member of active-backup: {_lost(lab)} of 100 pings at 50 ms lost"
    finally:
        life.down(lab.name)


def _lost(lab: Lab) -> int:
    host = lab.hosts[0]
    session = XenAPI.Session(f"https://{host.address}", ignore_ssl=True)
    session.xenapi.login_with_password(host.user, host.password)
    api = session.xenapi
    pifs = {record["device"]: ref for ref, record in api.PIF.get_all_records().items()}
    network = api.network.create({"name_label": "bond", "other_config": {}})
    bond = api.Bond.create(network, [pifs["eth2"], pifs["eth3"]], "", "active-backup")
    api.PIF.reconfigure_ip(api.Bond.get_master(bond), "Static", "10.55.0.1", "255.255.255.0", "", "")
    session("close")()
    peer = fabric.make_peer(lab, "b", vlan=None, address="10.55.0.2/24")
    environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", **host.environment}
    shown = fabric.run("ovs-appctl", "-t", f"{host.root}/ovs/ovs-vswitchd.ctl", "bond/show", environment=environment)
    active = re.search(r"active member mac: \S+\((eth\d+)\)", shown)
    assert active is not None
    fabric.run("ip", "netns", "exec", peer, "ping", "-c", "1", "-w", "10", "10.55.0.1")
    command = ["ip", "netns", "exec", peer, "ping", "-i", "0.05", "-c", "100", "-W", "1", "10.55.0.1"]
    pings = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert pings.stdout is not None
    next(line for line in pings.stdout if "icmp_seq=20 " in line)
    fabric.ip(host.namespace, f"link set {active.group(1)} down")
    rest = pings.communicate()[0]
    return 100 - int(rest.split(" received")[0].split()[-1])
