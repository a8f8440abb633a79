"""VIF locking: what a guest may send, tried with packets that it sends."""

from __future__ import annotations

import ipaddress
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import XenAPI

from tests.support.lab_site import Guest, Machine, Site, site

pytestmark = [pytest.mark.lab, pytest.mark.xdist_group("locking"), pytest.mark.timeout(180)]

FORGE = """\
import socket, sys
sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
sock.bind(("eth0", 0))
for frame in sys.argv[1:]:
    sock.send(bytes.fromhex(frame))
"""
HEAR = """\
import socket, sys
sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
sock.bind(("eth0", 3))
print(flush=True)
while True:
    frame = sock.recv(2000).hex()
    if frame[24:] == sys.argv[1]:
        break
    print(frame)
"""

LAST = "88b5" + "00" * 46
"""What follows the addresses in the frame that ends a trial, heard by whoever sends it."""
BROADCAST = "ff" * 6


def plain(mac: str) -> str:
    return mac.replace(":", "")


def ipv4(mac: str, source: str, *, proto: int = 253, dest: str = "10.7.0.20", payload: bytes = b"forged") -> str:
    packed = bytes(map(int, source.split("."))) + bytes(map(int, dest.split(".")))
    head = bytes.fromhex("4500") + (20 + len(payload)).to_bytes(2, "big") + bytes.fromhex("0000000040")
    head += bytes([proto, 0, 0]) + packed
    total = sum(int.from_bytes(head[i : i + 2], "big") for i in range(0, 20, 2))
    total = (total & 0xFFFF) + (total >> 16)
    head = head[:10] + (~total & 0xFFFF).to_bytes(2, "big") + head[12:]
    return BROADCAST + plain(mac) + "0800" + (head + payload).hex()


def udp(mac: str, source: str, ports: tuple[int, int], dest: str) -> str:
    payload = b"".join(port.to_bytes(2, "big") for port in ports) + (12).to_bytes(2, "big") + b"\0\0forg"
    return ipv4(mac, source, proto=17, dest=dest, payload=payload)


def arp(mac: str, sender_mac: str, sender: str) -> str:
    packed = bytes(map(int, sender.split("."))).hex()
    return BROADCAST + plain(mac) + "0806" + "0001080006040002" + plain(sender_mac) + packed + BROADCAST + "0a070014"


def ipv6(mac: str, source: str, next_header: int, payload: bytes) -> str:
    head = bytes.fromhex("60000000") + len(payload).to_bytes(2, "big") + bytes([next_header, 255])
    addresses = ipaddress.IPv6Address(source).packed + ipaddress.IPv6Address("ff02::1").packed
    return "333300000001" + plain(mac) + "86dd" + (head + addresses + payload).hex()


def neighbour(mac: str, source: str, target: str, link: str) -> str:
    body = bytes([136, 0, 0, 0, 0x20, 0, 0, 0]) + ipaddress.IPv6Address(target).packed
    return ipv6(mac, source, 58, body + bytes([2, 1]) + bytes.fromhex(plain(link)))


@pytest.fixture(scope="module")
def here() -> Iterator[Site]:
    with site(f"nl{os.getpid() % 1000}", nics=2) as made:
        yield made


@pytest.fixture(scope="module")
def peer(here: Site) -> Machine:
    machine = here.peer("p", "10.7.0.20/24", vlan=70)
    machine.run("ip", "address", "add", "2001:db8:7::20/64", "dev", "eth0", "nodad")
    return machine


@pytest.fixture(scope="module")
def net(here: Site) -> str:
    network = here.host.network("locked")
    here.host.api.VLAN.create(here.host.pif("eth1"), "70", network)
    return network


@pytest.fixture
def guest(here: Site, net: str, peer: Machine) -> Iterator[Guest]:
    made = here.guest("g", net, "10.7.0.10/24")
    made.run("ip", "address", "add", "2001:db8:7::10/64", "dev", "eth0", "nodad")
    yield made
    made.remove()


def passing(guest: Guest, peer: Machine, *frames: str) -> list[bool]:
    """Send frames as they are and tell which arrived.

    What the guest sends is done with when its ping, sent afterwards, is answered; so is then what the peer heard.
    """
    hearing = subprocess.Popen(peer.command(sys.executable, "-c", HEAR, LAST), stdout=subprocess.PIPE, text=True)
    assert hearing.stdout is not None
    hearing.stdout.readline()
    guest.run(sys.executable, "-c", FORGE, *frames)
    assert guest.pings("10.7.0.20", 5)

    peer.run(sys.executable, "-c", FORGE, BROADCAST + "020000000001" + LAST)
    heard = hearing.communicate(timeout=20)[0].split()
    return [frame in heard for frame in frames]


def test_a_locked_guest_can_only_be_itself(here: Site, guest: Guest, peer: Machine) -> None:
    api = here.host.api
    mac = api.VIF.get_MAC(guest.vif)
    other = "02:00:00:00:00:99"
    # Every frame is told from the guest's own by what is odd about it.
    frames = [
        ipv4(mac, "10.7.0.11"), ipv4(other, "10.7.0.10"), arp(mac, mac, "10.7.0.1"), arp(mac, other, "10.7.0.10"),
        arp(other, other, "10.7.0.10"), neighbour(mac, "2001:db8:7::10", "2001:db8:7::1", mac),
        neighbour(mac, "2001:db8:7::10", "2001:db8:7::10", other), ipv6(mac, "2001:db8:7::66", 59, b""),
        ipv6(mac, "2001:db8:7::10", 58, bytes([134, 0, 0, 0]) + bytes(12)),
        udp(mac, "10.7.0.11", (68, 67), "10.7.0.20"),
    ]  # fmt: skip
    good = [
        ipv4(mac, "10.7.0.10"), arp(mac, mac, "10.7.0.10"), udp(mac, "0.0.0.0", (68, 67), "255.255.255.255"),
        ipv6(mac, "2001:db8:7::10", 59, b""), neighbour(mac, "2001:db8:7::10", "2001:db8:7::10", mac),
        ipv4(mac, "10.7.5.77"),
    ]  # fmt: skip
    assert all(passing(guest, peer, *frames, *good)), "unlocked, everything passes"
    number = here.host.vsctl("get", "Interface", guest.port, "ofport")
    api.VIF.set_ipv4_allowed(guest.vif, ["10.7.0.10", "10.7.5.0/24"])
    api.VIF.set_ipv6_allowed(guest.vif, ["2001:db8:7::10"])
    api.VIF.set_locking_mode(guest.vif, "locked")
    assert not any(passing(guest, peer, *frames))
    assert all(passing(guest, peer, *good))
    assert guest.pings("2001:db8:7::20", 5)
    assert peer.pings("10.7.0.10", 5)
    assert here.host.vsctl("get", "Interface", guest.port, "ofport") == number, "the port was made anew"
    api.VIF.set_locking_mode(guest.vif, "unlocked")
    assert all(passing(guest, peer, *frames[:2]))
    assert "cookie=0x50617463" not in flows(here)


def flows(here: Site, bridge: str = "xenbr1") -> str:
    return here.host.run("ovs-ofctl", "-O", "OpenFlow14", "dump-flows", bridge)


def test_locking_changes_lose_no_packet(here: Site, guest: Guest, peer: Machine) -> None:
    api = here.host.api
    api.VIF.set_ipv4_allowed(guest.vif, ["10.7.0.10"])
    command = guest.command("ping", "-i", "0.02", "-c", "100", "-W", "1", "10.7.0.20")
    pings = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    for number in range(10):
        api.VIF.set_locking_mode(guest.vif, "locked")
        api.VIF.add_ipv4_allowed(guest.vif, f"10.7.0.{100 + number}")
        api.VIF.set_locking_mode(guest.vif, "unlocked")
    assert " 0% packet loss" in pings.communicate()[0]


def test_disabled_takes_the_carrier_and_gives_it_back(here: Site, guest: Guest, net: str) -> None:
    api = here.host.api
    api.VIF.set_locking_mode(guest.vif, "disabled")
    assert guest.run("cat", "/sys/class/net/eth0/carrier").strip() == "0"
    assert not guest.pings("10.7.0.20")
    api.VIF.set_locking_mode(guest.vif, "network_default")
    assert guest.pings("10.7.0.20", 5)
    with pytest.raises(XenAPI.Failure, match="VIF_IN_USE"):
        api.network.set_default_locking_mode(net, "disabled")


def test_a_networks_default_counts_from_the_start(here: Site, net: str, peer: Machine) -> None:
    api = here.host.api
    api.network.set_default_locking_mode(net, "disabled")
    made = here.guest("d", net, "10.7.0.12/24")
    try:
        assert not made.pings("10.7.0.20")
        api.VIF.set_locking_mode(made.vif, "unlocked")
        assert made.pings("10.7.0.20", 5)
    finally:
        made.remove()
        api.network.set_default_locking_mode(net, "unlocked")


def test_locked_from_the_start_nothing_else_gets_out(here: Site, net: str, peer: Machine) -> None:
    with peer.hears("src", "10.7.0.13") as heard:
        made = here.guest("s", net, "10.7.0.13/24", locking_mode="locked", ipv4_allowed=["10.7.0.14"])
        try:
            assert not made.pings("10.7.0.20")
            made.run("ip", "address", "delete", "10.7.0.13/24", "dev", "eth0")
            made.run("ip", "address", "add", "10.7.0.14/24", "dev", "eth0")
            assert made.pings("10.7.0.20", 5)
        finally:
            made.remove()
    assert not heard.text.strip()
    assert "cookie=0x50617463" not in flows(here)


def test_whoever_deletes_the_flows_or_the_switch_the_lock_is_back(here: Site, guest: Guest, peer: Machine) -> None:
    api = here.host.api
    mac = api.VIF.get_MAC(guest.vif)
    forged, own = ipv4(mac, "10.7.0.11"), ipv4(mac, "10.7.0.10")
    api.VIF.set_ipv4_allowed(guest.vif, ["10.7.0.10"])
    api.VIF.set_locking_mode(guest.vif, "locked")
    before = len(flows(here).splitlines())
    here.host.run("ovs-ofctl", "-O", "OpenFlow14", "add-flow", "xenbr1", "cookie=0x77,table=3,priority=7,actions=drop")
    here.host.run("ovs-ofctl", "-O", "OpenFlow14", "del-flows", "xenbr1", "table=250")
    settled(here, before + 1)
    assert passing(guest, peer, forged, own) == [False, True]
    vswitchd = next(process for process in here.lab.hosts[0].processes if "vswitchd" in process.name)
    os.kill(vswitchd.pid, signal.SIGKILL)
    root = Path(here.lab.hosts[0].root) / "ovs"
    here.host.run("ovs-vswitchd", f"unix:{root}/db.sock", f"--unixctl={root}/ovs-vswitchd.ctl", "--detach",
                  f"--pidfile={root}/again.pid", f"--log-file={root}/again.log")  # fmt: skip
    settled(here, before)
    assert passing(guest, peer, forged, own) == [False, True]


def settled(here: Site, lines: int) -> None:
    for _ in range(100):
        if len(flows(here).splitlines()) == lines:
            return
        subprocess.run(["sleep", "0.1"], check=True)
    raise AssertionError(f"not {lines} flows: {flows(here)}")


def test_with_a_controller_in_secure_mode_and_an_older_openflow(here: Site, guest: Guest, peer: Machine) -> None:
    api = here.host.api
    mac = api.VIF.get_MAC(guest.vif)
    here.host.vsctl(
        "set", "Bridge", "xenbr1", "protocols=OpenFlow11", "--", "set-controller", "xenbr1", "ptcp:6653:127.0.0.1"
    )
    api.network.add_to_other_config(
        api.PIF.get_network(here.host.pif("eth1")), "vswitch-controller-fail-mode", "secure"
    )
    try:
        here.host.run("ovs-ofctl", "-O", "OpenFlow11", "add-flow", "xenbr1", "priority=1,actions=NORMAL")
        here.host.run(
            "ovs-ofctl", "-O", "OpenFlow11", "add-flow", "xenbr1", "priority=32768,ip,nw_proto=254,actions=drop"
        )
        api.VIF.set_ipv4_allowed(guest.vif, ["10.7.0.10"])
        api.VIF.set_locking_mode(guest.vif, "locked")
        assert "OpenFlow11" in here.host.vsctl("get", "Bridge", "xenbr1", "protocols")
        assert here.host.vsctl("get-controller", "xenbr1") == "ptcp:6653:127.0.0.1"
        frames = ipv4(mac, "10.7.0.11"), ipv4(mac, "10.7.0.10"), ipv4(mac, "10.7.0.10", proto=254)
        assert passing(guest, peer, *frames) == [False, True, False], "the controller's flows count as well"
    finally:
        api.network.remove_from_other_config(api.PIF.get_network(here.host.pif("eth1")), "vswitch-controller-fail-mode")
        here.host.vsctl("clear", "Bridge", "xenbr1", "protocols", "--", "del-controller", "xenbr1")
        for flow in ("priority=1", "priority=32768,ip,nw_proto=254"):
            here.host.run("ovs-ofctl", "-O", "OpenFlow14", "--strict", "del-flows", "xenbr1", flow)


def test_moving_a_locked_guest_takes_the_lock_along(here: Site, net: str, guest: Guest, peer: Machine) -> None:
    api = here.host.api
    api.VIF.set_ipv4_allowed(guest.vif, ["10.7.0.10"])
    api.VIF.set_locking_mode(guest.vif, "locked")
    inside = here.host.network("inside")
    api.VIF.move(guest.vif, inside)
    assert "cookie=0x50617463" not in flows(here)
    assert "cookie=0x50617463" in flows(here, api.network.get_bridge(inside))
    assert not guest.pings("10.7.0.20")
    api.VIF.move(guest.vif, net)
    mac = api.VIF.get_MAC(guest.vif)
    assert passing(guest, peer, ipv4(mac, "10.7.0.11"), ipv4(mac, "10.7.0.10")) == [False, True]
    api.network.destroy(inside)
