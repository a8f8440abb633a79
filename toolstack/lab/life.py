"""Making a lab and taking it down, whatever state it is in."""

from __future__ import annotations

import json
import os
import shutil
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from toolstack.guests import instance
from toolstack.lab import fabric, process, state
from toolstack.lab.fabric import LabError
from toolstack.lab.host import cables, plan_host, start_agent, start_server, stop, write_configuration
from toolstack.lab.state import HostEntry, Lab

DAEMONS = ("toolstackd", "toolstack-agent")


def up(name: str, hosts: int, nics: int) -> Lab:
    """Make a lab and start everything in it.  What was made is taken down again if that fails.

    Raises LabError, also when a lab of this name exists already.
    """
    if not state.NAME.fullmatch(name):
        raise LabError(f"{name!r} is no lab name: a letter, then up to 5 letters or digits")
    if os.geteuid() != 0:
        raise LabError("a lab needs root: it makes network namespaces")
    lab = _reserve(name, hosts, nics)
    try:
        fabric.make_switch(lab)
        for host in lab.hosts:
            fabric.make_namespace(host.namespace)
            write_configuration(lab, host)
        fabric.plug_cables(lab, [c for n, host in enumerate(lab.hosts, start=1) for c in cables(lab, host, n)])
        lab.save()
        with ThreadPoolExecutor() as pool:
            list(pool.map(_start, lab.hosts))
        for host in lab.hosts:
            fabric.reach(lab, host)
        lab.save()
    except BaseException:
        lab.save()
        down(name)
        raise
    return lab


def _reserve(name: str, hosts: int, nics: int) -> Lab:
    """Return a new lab with a subnet of its own, known to all others from now on."""
    with state.reserving():
        if name in state.names():
            raise LabError(f"lab {name} exists already: toolstack-lab down --name {name}")
        subnet = state.free_subnet(fabric.run("ip", "-4", "-brief", "address"))
        switch = HostEntry(
            name="switch",
            namespace=f"pb-{name}-switch",
            address=f"10.231.{subnet}.254",
            root=str(state.BASE / name / "switch"),
            nics=[],
            password="",
        )
        lab = Lab(name=name, subnet=subnet, switch=switch)
        lab.hosts = [plan_host(lab, number, nics) for number in range(1, hosts + 1)]
        lab.save()
    return lab


def _start(host: HostEntry) -> None:
    host.processes = fabric.start_ovs(host)
    set_password(host)
    start_agent(host)
    start_server(host)


def stop_daemons(lab: Lab, host: HostEntry) -> None:
    """End a host's agent and server; its network stays."""
    try:
        stop(host, *DAEMONS)
    finally:
        lab.save()


def restart(lab: Lab, host: HostEntry, *, ovs: bool = False) -> None:
    """Restart a host's agent and server; with ``ovs`` its switch too, which comes up empty as after a reboot."""
    if host is lab.switch:
        raise LabError("the switch has no daemons of ours: it is no host")
    try:
        if ovs:
            stop(host)
            (Path(host.root) / "ovs/conf.db").unlink(missing_ok=True)
            _power_cycle(host)
            host.processes = fabric.start_ovs(host)
        else:
            stop(host, *DAEMONS)
        start_agent(host)
        start_server(host)
    finally:
        lab.save()


def _power_cycle(host: HostEntry) -> None:
    """Leave of a host's network what a machine has when it is switched on: its NICs, without addresses."""
    shown = json.loads(fabric.run("ip", "-n", host.namespace, "-json", "-details", "link", "show"))
    devices = [link["ifname"] for link in shown if link.get("linkinfo", {}).get("info_kind") == "tun"]
    lines = [*(f"link delete {device}" for device in devices), *(f"address flush dev {nic}" for nic in host.nics)]
    fabric.ip(host.namespace, *lines)


def set_password(host: HostEntry) -> None:
    """Give the host's local account its password."""
    from toolstack.server.accounts import write_account  # noqa: PLC0415 - pulls the server in; only `up` needs it

    write_account(Path(host.root) / "accounts", host.user, host.password)


def down(name: str) -> bool:
    """Remove a lab, also one that crashed or was left half-made; returns whether there was anything.

    Ends only processes that the lab started and those inside the lab's own namespaces.
    """
    known = name in state.names()
    with suppress(LookupError):
        lab = state.load(name)
        process.end([p for host in reversed(lab.hosts) for p in reversed(host.processes)])
        process.end(reversed(lab.switch.processes))
    for directory in (state.BASE / name).glob("*/"):  # guests outlive their agent, whose directory marks them
        instance.sweep(directory)
    mine = sorted(ns for ns in fabric.namespaces() if ns.startswith(f"pb-{name}-"))
    for namespace in mine:
        for pid in process.inside(namespace):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        fabric.remove_namespace(namespace)
    with suppress(LabError):
        fabric.ip(None, f"link delete pb-{name}")
    with state.reserving():
        shutil.rmtree(state.BASE / name, ignore_errors=True)
    return known or bool(mine)
