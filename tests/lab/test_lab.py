"""The lab as a tool: what its commands print and do, and that nothing is left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import XenAPI

from toolstack.lab import fabric, life, state

BIN = Path(sys.executable).parent


def lab(*arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    return subprocess.run([BIN / "toolstack-lab", *arguments], capture_output=True, text=True, check=check)


@pytest.fixture(scope="module")
def name() -> Iterator[str]:
    name = f"l{os.getpid() % 10000}"
    lab("up", "--hosts", "2", "--nics", "2", "--name", name)
    yield name
    life.down(name)


pytestmark = [pytest.mark.lab, pytest.mark.xdist_group("lab-tool"), pytest.mark.timeout(180)]


def test_status_as_json_says_everything_needed_to_connect(name: str) -> None:
    described = json.loads(lab("status", "--json", "--name", name).stdout)
    first, second = described["hosts"]
    assert (first["name"], second["name"]) == ("h1", "h2")
    assert first["nics"] == ["eth0", "eth1"]
    for host in (first, second):
        assert host["namespace"] in fabric.namespaces()
        for url in host["urls"]:
            session = XenAPI.Session(url, ignore_ssl=True)
            session.xenapi.login_with_password(host["user"], host["password"])
            (pool,) = session.xenapi.pool.get_all_records().values()
            assert session.xenapi.host.get_address(pool["master"]) == host["address"]
            session.xenapi.session.logout()
            session("close")()
        assert Path(host["socket"]).is_socket()


def test_exec_gives_the_hosts_own_environment(name: str) -> None:
    bridges = lab("exec", "h1", "--name", name, "--", "ovs-vsctl", "list-br").stdout.split()
    assert bridges == ["xenbr0", "xenbr1"]
    addresses = lab("exec", "h2", "--name", name, "--", "ip", "-brief", "address", "show", "xenbr0").stdout
    assert state.load(name).host("h2").address in addresses
    assert lab("exec", "h1", "--name", name, "--", "sh", "-c", "exit 7", check=False).returncode == 7
    assert "no host h9" in lab("exec", "h9", "--name", name, "--", "true", check=False).stderr


def test_a_pulled_cable_is_seen_by_the_host(name: str) -> None:
    host = state.load(name).host("h1")
    session = XenAPI.Session(f"http://{host.address}")
    session.xenapi.login_with_password(host.user, host.password)
    api = session.xenapi
    pif = next(ref for ref, record in api.PIF.get_all_records().items() if record["device"] == "eth1")
    metrics = api.PIF.get_metrics(pif)
    assert api.PIF_metrics.get_carrier(metrics)
    for direction, expected in (("down", False), ("up", True)):
        token = api.event_from([f"PIF_metrics/{metrics}"], "", 0.0)["token"]
        lab("cable", "h1", "eth1", direction, "--name", name)
        while api.PIF_metrics.get_carrier(metrics) is not expected:
            answer = api.event_from([f"PIF_metrics/{metrics}"], token, 20.0)
            assert answer["events"], "no event came"
            token = answer["token"]
    session.xenapi.session.logout()
    session("close")()


def test_the_physical_switch_and_peers_can_be_entered(name: str) -> None:
    lab("peer", "shop", "--vlan", "7", "--address", "192.168.9.1/24", "--name", name)
    assert "192.168.9.1/24" in lab("exec", "shop", "--name", name, "--", "ip", "-brief", "address").stdout
    tag = lab("exec", "switch", "--name", name, "--", "ovs-vsctl", "get", "port", "p-shop", "tag").stdout.strip()
    assert tag == "7"
    lab("peer", "shop", "--remove", "--name", name)
    assert "p-shop" not in lab("exec", "switch", "--name", name, "--", "ovs-vsctl", "list-ports", "fabric").stdout


def test_labs_live_side_by_side_and_names_are_not_taken_twice(name: str) -> None:
    assert "exists already" in lab("up", "--name", name, check=False).stderr
    assert name in lab("list").stdout.split()
    assert "no lab name" in lab("up", "--name", "Not-a-name", check=False).stderr


def test_down_removes_what_a_crashed_lab_left_behind() -> None:
    name = f"c{os.getpid() % 10000}"
    lab("up", "--hosts", "1", "--nics", "1", "--name", name)
    made = state.load(name)
    for process in made.hosts[0].processes[:1]:
        os.kill(process.pid, signal.SIGKILL)
    (made.directory / "lab.json").unlink()  # as if it had crashed before it could write anything
    lab("down", "--name", name)
    assert not [namespace for namespace in fabric.namespaces() if namespace.startswith(f"pb-{name}-")]
    assert name not in state.names()
    assert not [p for p in (*made.hosts[0].processes, *made.switch.processes) if p.alive]
    assert "no lab" in lab("down", "--name", name, check=False).stderr


def test_a_command_in_a_guest_is_one_of_its_own_processes(name: str) -> None:
    host = state.load(name).host("h1")
    session = XenAPI.Session(f"http://{host.address}")
    session.xenapi.login_with_password(host.user, host.password)
    api = session.xenapi
    template = next(ref for ref, record in api.VM.get_all_records().items() if record["is_a_template"])
    vm = api.VM.clone(template, "my guest")
    api.VM.provision(vm)
    api.VM.start(vm, False, False)  # noqa: FBT003 - XenAPI's positional parameters
    inside = lab("guest-exec", "my guest", "--name", name, "--", "sh", "-c", "hostname; tr '\\0' ' ' </proc/1/cmdline")
    hostname, first = inside.stdout.splitlines()[:2]
    assert hostname == "my-guest"
    assert first.startswith("/bin/sh")
    api.VM.hard_shutdown(vm)
    assert "no guests" in lab("guest-exec", "my guest", "--name", name, "--", "true", check=False).stderr
    session.xenapi.session.logout()
    session("close")()
