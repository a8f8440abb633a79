"""The management interface of a real host: moved, cut off by mistake and back, reset from the console."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
import threading
import xmlrpc.client
from pathlib import Path

import pytest
import XenAPI

from toolstack.hostfile import INVENTORY, RESETS, read_shell
from toolstack.lab import fabric, life
from toolstack.lab.host import start_agent, start_server

pytestmark = [
    pytest.mark.lab,
    pytest.mark.timeout(240),
    pytest.mark.skipif(os.geteuid() != 0, reason="needs root"),
]

WINDOW = 4
BIN = Path(sys.executable).parent


class Host:
    """One host of a lab of its own."""

    def __init__(self) -> None:
        self.lab = life.up(f"w{secrets.token_hex(2)}", 1, 3)
        (self.entry,) = self.lab.hosts
        self.root = Path(self.entry.root)
        self.sessions: list[XenAPI.Session] = []
        self.subnet = self.entry.address.rpartition(".")[0]
        with (self.root / "patchbay.toml").open("a") as file:
            file.write(f"\n[network]\nconfirm_window = {WINDOW}\n")
        try:
            life.restart(self.lab, self.entry)
        except BaseException:
            life.down(self.lab.name)
            raise

    def session(self, address: str = "") -> XenAPI.Session:
        """Return a session over the network, which proves that the host can be reached there."""
        session = self._remember(XenAPI.Session(f"http://{address or self.entry.address}"))
        session.xenapi.login_with_password(self.entry.user, self.entry.password, "1.0", "test")
        return session

    def on_host(self) -> XenAPI.Session:
        """Return a session over the Unix socket."""
        path = self.entry.socket.replace("/", "_")
        session = self._remember(XenAPI.Session(f"http://{path}", transport=XenAPI.UDSTransport()))
        session.xenapi.login_with_password("root", "", "1.0", "test")
        return session

    def _remember(self, session: XenAPI.Session) -> XenAPI.Session:
        self.sessions.append(session)
        return session

    def close(self) -> None:
        """Close the connections that tests have opened."""
        for session in self.sessions:
            session("close")()
        self.sessions.clear()

    def management(self, session: XenAPI.Session) -> tuple[str, dict[str, object]]:
        (host,) = session.xenapi.host.get_all()
        pif = session.xenapi.host.get_management_interface(host)
        record = session.xenapi.PIF.get_record(pif)
        kept = ("device", "VLAN", "IP", "netmask", "gateway", "ip_configuration_mode", "currently_attached")
        return pif, {key: record[key] for key in kept}

    def nic(self, session: XenAPI.Session, device: str) -> str:
        records = session.xenapi.PIF.get_all_records()
        return next(ref for ref, one in records.items() if one["device"] == device and one["physical"])

    def kill(self, name: str) -> None:
        """End a daemon as a crash does."""
        (process,) = [process for process in self.entry.processes if process.name == name]
        os.kill(process.pid, signal.SIGKILL)
        os.waitpid(process.pid, 0)
        self.entry.processes.remove(process)

    def tool(self, *command: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """Run one of the tools on the host."""
        environment = {**os.environ, **self.entry.environment}
        return subprocess.run(
            ["ip", "netns", "exec", self.entry.namespace, str(BIN / command[0]), *command[1:]],
            input=stdin, capture_output=True, text=True, check=False, env=environment,
        )  # fmt: skip


@pytest.fixture(scope="module")
def host():
    made = Host()
    try:
        yield made
    finally:
        life.down(made.lab.name)


@pytest.fixture(autouse=True)
def closing(host):
    yield
    host.close()


def refused(call, *arguments):
    with pytest.raises(XenAPI.Failure) as caught:
        call(*arguments)
    return caught.value.details


def messages(session: XenAPI.Session) -> list[str]:
    return [one["body"] for one in session.xenapi.message.get_all_records().values()]


def test_a_wrong_gateway_is_taken_back(host):
    session = host.session()
    pif, before = host.management(session)
    wrong = f"{host.subnet}.99"
    details = refused(session.xenapi.PIF.reconfigure_ip, pif, "Static", host.entry.address, "255.255.255.0", wrong, "")
    assert details[:2] == ["PIF_CONFIGURATION_ERROR", pif]
    assert f"the gateway {wrong} does not answer" in details[2]
    assert host.management(host.session())[1] == before
    assert any(wrong in body for body in messages(session))


def test_a_wrong_address_is_taken_back(host):
    pif, before = host.management(host.session())
    session = host.on_host()
    details = refused(session.xenapi.PIF.reconfigure_ip, pif, "Static", "10.99.0.1", "255.255.255.0", "", "")
    assert details[:2] == ["PIF_CONFIGURATION_ERROR", pif]
    assert host.management(host.session())[1] == before


def test_a_vlan_that_the_switch_does_not_carry_is_taken_back(host):
    session = host.session()
    pif, before = host.management(session)
    fabric.run(
        "ovs-vsctl", "set", "port", f"{host.entry.name}-eth0", "trunks=0",
        environment={"PATH": os.environ["PATH"], **host.lab.switch.environment},
    )  # fmt: skip
    network = session.xenapi.network.create({"name_label": "no such VLAN", "other_config": {}})
    (vlan,) = session.xenapi.pool.create_VLAN_from_PIF(pif, network, "77")
    session.xenapi.PIF.reconfigure_ip(vlan, "Static", "10.77.0.1", "255.255.255.0", "10.77.0.254", "")
    details = refused(session.xenapi.host.management_reconfigure, vlan)
    assert details[:2] == ["PIF_CONFIGURATION_ERROR", vlan]
    assert host.management(host.session()) == (pif, before)
    assert session.xenapi.PIF.get_management(vlan) is False
    session.xenapi.PIF.destroy(vlan)


def test_the_interface_moves_and_the_address_follows(host):
    session = host.session()
    (ref,) = session.xenapi.host.get_all()
    former, _ = host.management(session)
    other = host.nic(session, "eth1")
    address = f"{host.subnet}.51"
    assert refused(session.xenapi.host.management_reconfigure, other) == ["PIF_HAS_NO_NETWORK_CONFIGURATION", other]
    session.xenapi.PIF.reconfigure_ip(other, "Static", address, "255.255.255.0", f"{host.subnet}.254", "")
    session.xenapi.host.management_reconfigure(other)
    moved = host.session(address)
    assert host.management(moved)[0] == other
    assert moved.xenapi.host.get_address(ref) == address
    assert moved.xenapi.PIF.get_currently_attached(former)
    network = session.xenapi.PIF.get_network(former)
    host.session(address).xenapi.pool.management_reconfigure(network)
    session.xenapi.PIF.reconfigure_ip(other, "None", "", "", "", "")
    assert session.xenapi.host.get_address(ref) == host.entry.address
    unused = session.xenapi.network.create({"name_label": "unused", "other_config": {}})
    assert refused(session.xenapi.pool.management_reconfigure, unused) == ["PIF_NOT_PRESENT", ref, unused]


def test_without_management_only_the_host_itself_is_served(host):
    pif, _ = host.management(host.session())
    host.session().xenapi.host.management_disable()
    with pytest.raises((OSError, xmlrpc.client.Error)):
        host.session()
    here = host.on_host()
    assert here.xenapi.PIF.get_management(pif) is False
    assert here.xenapi.PIF.get_IP(pif) == host.entry.address
    here.xenapi.host.management_reconfigure(pif)
    assert host.management(host.session())[0] == pif


@pytest.mark.parametrize("victims", [("toolstackd",), ("toolstack-agent",), ("toolstackd", "toolstack-agent")])
def test_the_way_back_survives_kills(host, victims):
    pif, before = host.management(host.on_host())
    wrong = f"{host.subnet}.98"

    def change() -> None:
        try:
            host.on_host().xenapi.PIF.reconfigure_ip(pif, "Static", host.entry.address, "255.255.255.0", wrong, "")
        except (XenAPI.Failure, OSError, xmlrpc.client.Error):
            return

    caller = threading.Thread(target=change)
    watcher = host.on_host()
    caller.start()
    while watcher.xenapi.PIF.get_gateway(pif) != wrong:
        pass
    for victim in victims:
        host.kill(victim)
    if "toolstack-agent" in victims:
        start_agent(host.entry)
    if "toolstackd" in victims:
        start_server(host.entry)
    host.lab.save()
    caller.join()
    watcher = host.on_host()
    while watcher.xenapi.PIF.get_gateway(pif) == wrong:
        watcher.xenapi.event_from(["PIF"], "", 0.0)
    assert watcher.xenapi.PIF.get_gateway(pif) == before["gateway"]
    session = host.session()
    assert any("taken back" in body for body in messages(session))
    session.xenapi.PIF.reconfigure_ip(pif, "Static", host.entry.address, "255.255.255.0", before["gateway"], "")
    assert host.management(session)[1]["gateway"] == before["gateway"]


def test_a_bond_takes_the_interface_along(host):
    session = host.session()
    pif, before = host.management(session)
    network = session.xenapi.network.create({"name_label": "bond", "other_config": {}})
    bond = session.xenapi.Bond.create(network, [pif, host.nic(session, "eth1")], "", "active-backup")
    master = session.xenapi.Bond.get_master(bond)
    assert host.management(host.session()) == (master, before | {"device": "bond0"})
    host.session().xenapi.Bond.destroy(bond)
    assert host.management(host.session())[0] == pif


def test_a_reset_from_the_console(host):
    session = host.session()
    (network,) = session.xenapi.network.get_by_name_label("no such VLAN")
    pif = host.nic(session, "eth0")
    session.xenapi.pool.create_VLAN_from_PIF(pif, network, "88")
    address, gateway = f"{host.subnet}.61", f"{host.subnet}.254"
    wish = ["--device", "eth2", "--mode", "static", "--ip", address, "--netmask", "255.255.255.0", "--gateway", gateway]
    no = host.tool("xe-reset-networking", *wish, stdin="no\n")
    assert (no.returncode, no.stdout.splitlines()[-1].endswith("Nothing was changed.")) == (1, True)
    assert host.session().xenapi.PIF.get_management(pif)

    yes = host.tool("xe-reset-networking", *wish, stdin="yes\n")
    assert yes.returncode == 0, yes.stderr
    host.entry.processes = []  # the tool has started others
    after = host.session(address)
    _, record = host.management(after)
    assert (record["device"], record["IP"], record["VLAN"]) == ("eth2", address, "-1")
    assert after.xenapi.network.get_by_name_label("no such VLAN") == [network]
    assert after.xenapi.VLAN.get_all() == []
    assert not (host.root / RESETS[0]).exists()
    assert read_shell(host.root / INVENTORY)["MANAGEMENT_INTERFACE"] == "xenbr2"


def test_a_reset_that_cannot_be_is_not_tried_for_ever(host):
    address = f"{host.subnet}.61"
    before = host.management(host.session(address))
    reset = host.root / RESETS[1]
    reset.parent.mkdir(exist_ok=True)
    reset.write_text("DEVICE=eth7\nMODE=dhcp\n")
    assert host.tool("xe-toolstack-restart").returncode == 0
    session = host.session(address)
    assert host.management(session) == before
    assert not reset.exists()
    assert any("nothing has changed" in body for body in messages(session))
