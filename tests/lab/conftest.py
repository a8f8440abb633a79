"""Hosts for tests: namespaces with an Open vSwitch and an agent of their own, cabled to a switch."""

import asyncio
import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from toolstack.api.agentlink import AgentLink
from toolstack.lab import fabric
from toolstack.lab.process import end, spawn
from toolstack.lab.readiness import Readiness
from toolstack.lab.state import HostEntry, Lab

CONFIGURATION = """\
[paths]
root = "{root}"
[host]
hostname = "{name}"
[agent]
nics = ["eth*"]
ovsdb = "{root}/ovs/db.sock"
guest_driver = "{guest_driver}"
[log]
level = "debug"
"""


class OvsHost:
    """A host with its agent.  Steps that wait for something wait for a report, never for the clock."""

    def __init__(self, lab, name, nics):
        self.lab = lab
        self.name = name
        self.root = Path(lab.switch.root).parent / name
        self.root.mkdir()
        self.entry = HostEntry(
            name=name, namespace=f"{lab.switch.namespace[:-3]}{name}", address="", root=str(self.root),
            nics=[f"eth{n}" for n in range(nics)], password="",
        )  # fmt: skip
        self.agent = None
        self.link = None
        self._states = asyncio.Condition()
        self._running = None
        fabric.make_namespace(self.entry.namespace)
        for nic in self.entry.nics:
            self.add_nic(nic)
        self.start_ovs()

    # -- the machine ------------------------------------------------------------------------------------

    def add_nic(self, nic, vlan=None):
        fabric.plug_cables(self.lab, [fabric.Cable(self.entry.namespace, nic, f"{self.name}-{nic}", vlan)])

    def cable(self, nic, *, up):
        fabric.cable(self.lab, self.entry, nic, up=up)

    def start_ovs(self):
        self.ovsdb, self.vswitchd = fabric.start_ovs(self.entry)

    def start_vswitchd(self):
        directory = self.root / "ovs"
        self.vswitchd = spawn(
            "ovs-vswitchd",
            ["ovs-vswitchd", f"unix:{directory}/db.sock", f"--unixctl={directory}/ovs-vswitchd.ctl"],
            log=directory / "ovs-vswitchd.log", environment=self.environment, netns=self.entry.namespace,
        )  # fmt: skip

    def start_ovsdb(self):
        directory = self.root / "ovs"
        self.ovsdb = spawn(
            "ovsdb-server",
            ["ovsdb-server", f"{directory}/conf.db", f"--remote=punix:{directory}/db.sock",
             f"--unixctl={directory}/ovsdb-server.ctl"],
            log=directory / "ovsdb-server.log", environment=self.environment, netns=self.entry.namespace,
        )  # fmt: skip

    @property
    def environment(self):
        return {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", **self.entry.environment}

    def run(self, *command, check=True):
        """Run a command on the host and return what it printed."""
        result = subprocess.run(
            ["ip", "netns", "exec", self.entry.namespace, *command],
            capture_output=True, text=True, check=False, env=self.environment, timeout=60,
        )  # fmt: skip
        if check and result.returncode:
            raise AssertionError(f"{command}: {result.stderr}{result.stdout}")
        return result.stdout.strip()

    def vsctl(self, *words):
        return self.run("ovs-vsctl", "--timeout=20", *words)

    def get(self, table, record, column):
        return self.vsctl("get", table, record, column).strip('"')

    # -- the agent --------------------------------------------------------------------------------------

    def start_agent(self, guest_driver="none"):
        configuration = self.root / "patchbay.toml"
        configuration.write_text(CONFIGURATION.format(root=self.root, name=self.name, guest_driver=guest_driver))
        with Readiness(self.root / "notify") as readiness:
            self.agent = spawn(
                "toolstack-agent",
                [sys.executable, "-m", "toolstack.agent.main", "--config", str(configuration)],
                log=self.root / "agent.log",
                environment={**self.environment, **readiness.environment},
                netns=self.entry.namespace,
            )
            readiness.wait(self.agent)

    def kill(self, process, number=signal.SIGKILL):
        os.kill(process.pid, number)
        os.waitpid(process.pid, 0)

    async def connect(self):
        self.link = AgentLink(self.root / "agent.sock")
        self.link.subscribe(self._heard)
        self._running = asyncio.create_task(self.link.run())
        await self.link.wait_connected()

    def _heard(self, _state):
        self._beat = asyncio.ensure_future(self._notify())

    async def _notify(self):
        async with self._states:
            self._states.notify_all()

    async def until(self, condition, timeout=10):  # noqa: ASYNC109 - the one window of a test's patience
        """Wait until a state is reported that fulfils the condition, and return it."""
        async with self._states, asyncio.timeout(timeout):
            await self._states.wait_for(lambda: self.link.state is not None and condition(self.link.state))
        return self.link.state

    async def disconnect(self):
        if self._running is not None:
            self._running.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._running
            self._running = None

    def stop(self):
        end([process for process in (self.agent, self.vswitchd, self.ovsdb) if process is not None])
        fabric.remove_namespace(self.entry.namespace)


class OvsLab:
    """A switch with the hosts and machines that are cabled to it."""

    def __init__(self):
        self.directory = Path(tempfile.mkdtemp(prefix="pbag"))
        name = secrets.token_hex(2)
        (self.directory / "sw").mkdir()
        switch = HostEntry(
            name="sw", namespace=f"pbag{name}-sw", address="", root=str(self.directory / "sw"), nics=[], password=""
        )
        self.lab = Lab(name=name, subnet=0, switch=switch)
        self.hosts = []
        self.peers = []
        fabric.make_namespace(switch.namespace)
        switch.processes = fabric.start_ovs(switch)
        self.switch_vsctl("add-br", fabric.BRIDGE, "--", "set", "bridge", fabric.BRIDGE, "datapath_type=netdev")

    def switch_vsctl(self, *words):
        environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", **self.lab.switch.environment}
        return fabric.run("ovs-vsctl", "--timeout=20", *words, environment=environment)

    def host(self, nics=2):
        host = OvsHost(self.lab, f"h{len(self.hosts)}", nics)
        self.hosts.append(host)
        return host

    def peer(self, name, address, vlan=None):
        """Make a machine behind the switch and return its namespace."""
        namespace = f"{self.lab.switch.namespace[:-3]}-p{name}"
        fabric.make_namespace(namespace)
        self.peers.append(namespace)
        fabric.plug_cables(self.lab, [fabric.Cable(namespace, "eth0", f"p-{name}", vlan)])
        fabric.ip(namespace, f"address add {address} dev eth0")
        return namespace

    def ping(self, namespace, address, seconds=10):
        """Return whether an address answers within some seconds."""
        command = ["ip", "netns", "exec", namespace, "ping", "-q", "-c", "1", "-i", "0.2", "-w", str(seconds), address]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0

    def stop(self):
        for host in self.hosts:
            host.stop()
        for namespace in self.peers:
            fabric.remove_namespace(namespace)
        end(self.lab.switch.processes)
        fabric.remove_namespace(self.lab.switch.namespace)
        shutil.rmtree(self.directory)


@pytest.fixture
async def ovs_lab(request):
    """A lab whose hosts' agents are ended, and their logs shown when the test fails."""
    lab = OvsLab()
    try:
        yield lab
    finally:
        for host in lab.hosts:
            await host.disconnect()
            log = host.root / "agent.log"
            if log.exists():
                pass
        lab.stop()


@pytest.fixture
async def host(ovs_lab):
    """A host with two NICs and a connected agent."""
    made = ovs_lab.host()
    made.start_agent()
    await made.connect()
    return made
