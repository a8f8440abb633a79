"""A tour of the main job, driven by the unmodified XenAPI client from PyPI.

It starts a lab of its own (one host with four NICs cabled to a physical switch), then creates networks,
VLANs, a bond and a guest through XenAPI, proves each with packets on the wire, and takes everything down.
"""

from __future__ import annotations

import contextlib
import re
import select
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from typing import Any

import XenAPI

from toolstack.lab import fabric, life
from toolstack.lab.guest import guest_namespace
from toolstack.lab.state import Lab

TAG = 100
GUEST_ADDRESS = "192.168.77.10"
PEER_ADDRESS = "192.168.77.20"
NULL = "OpaqueRef:NULL"


def say(text: str = "") -> None:
    """Print a line at once."""
    print(text, flush=True)


def chapter(title: str) -> None:
    """Print a heading."""
    say(f"\n== {title}")


class TourError(Exception):
    """Something did not come out as the tour promises."""


def inside(namespace: str, *command: str) -> str:
    """Run a command in a namespace and return its output."""
    return fabric.run("ip", "netns", "exec", namespace, *command)


@contextlib.contextmanager
def capture(namespace: str, device: str, expression: str) -> Iterator[subprocess.Popen[str]]:
    """Capture packets of a device while the block runs; it starts once the capture is on."""
    process = subprocess.Popen(
        ["ip", "netns", "exec", namespace, "tcpdump", "-l", "-n", "-e", "-c", "2", "-i", device, *expression.split()],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    for line in process.stderr:
        if "listening on" in line:
            break
    try:
        yield process
    finally:
        process.terminate()
        process.communicate()


class Follower:
    """Holds a copy of the pool's network records, kept up to date by event.from alone."""

    CLASSES = ("network", "PIF", "Bond", "VLAN", "VIF", "VM")

    def __init__(self, session: Any) -> None:
        self.session = session
        self.token = ""
        self.records: dict[tuple[str, str], dict[str, Any]] = {}
        self.follow(quiet=True)

    def follow(self, *, quiet: bool = False) -> None:
        """Take in what has happened since the last time, and say it."""
        answer = self.session.xenapi.event_from(list(self.CLASSES), self.token, 0.0)
        self.token = answer["token"]
        counts: dict[str, int] = {}
        for event in answer["events"]:
            key = (event["class"], event["ref"])
            if event["operation"] == "del":
                self.records.pop(key, None)
            else:
                self.records[key] = event["snapshot"]
            label = f"{event['class']} {event['operation']}"
            counts[label] = counts.get(label, 0) + 1
        if not quiet:
            say("   events: " + (", ".join(f"{n} x {label}" for label, n in sorted(counts.items())) or "none"))


class Tour:
    """The walk through the main job on a fresh lab, a chapter a method."""

    def __init__(self, lab: Lab) -> None:
        self.lab = lab
        self.host = lab.hosts[0]
        self.session = XenAPI.Session(f"https://{self.host.address}", ignore_ssl=True)
        self.session.xenapi.login_with_password(self.host.user, self.host.password, "2.23", "tour")
        self.api = self.session.xenapi
        self.follower = Follower(self.session)
        self.pifs: dict[str, str] = {}
        self.networks: list[str] = []

    def network(self, label: str) -> str:
        """Create a network, to be destroyed at the end."""
        self.networks.append(self.api.network.create({"name_label": label, "other_config": {}}))
        return self.networks[-1]

    def look(self) -> None:
        """Print the bridges, and what the events told."""
        show_bridges(self.lab)
        self.follower.follow()

    def host_as_it_is(self) -> None:
        """List what the first start has recorded."""
        chapter("What the host has")
        version = self.api.host.get_software_version(self.api.host.get_all()[0])
        say(f"   https://{self.host.address}: {version.get('product_brand')} {version.get('product_version')}")
        records = self.api.PIF.get_all_records()
        self.pifs = {record["device"]: ref for ref, record in records.items()}
        for pif in sorted(records.values(), key=lambda record: record["device"]):
            network = self.api.network.get_record(pif["network"])
            mark = "management" if pif["management"] else ""
            label = f"{network['bridge']:7} {network['name_label']:45}"
            say(f"   PIF {pif['device']:6} {pif['MAC']}  {label} {pif['IP']:14} {mark}")

    def vlans(self) -> tuple[str, str]:
        """Create a VLAN in each of the two ways; returns both."""
        chapter("Networks, and VLANs two ways")
        (pif,) = self.api.pool.create_VLAN_from_PIF(self.pifs["eth1"], self.network("storage"), str(TAG + 1))
        say(f"   pool.create_VLAN_from_PIF(eth1, storage, {TAG + 1}) -> one PIF for each host")
        backup = self.network("backup")
        started = time.perf_counter()
        vlan = self.api.VLAN.create(self.pifs["eth1"], str(TAG + 2), backup)
        took = (time.perf_counter() - started) * 1000
        say(f"   VLAN.create(eth1, {TAG + 2}, backup): Open vSwitch has it after {took:.1f} ms")
        self.look()
        return self.api.PIF.get_VLAN_master_of(pif), vlan

    def bond(self) -> tuple[str, str, str]:
        """Create a bond and a VLAN on it; returns both and the VLAN's network."""
        chapter("A bond of eth2 and eth3, with a VLAN on top")
        members = [self.pifs["eth2"], self.pifs["eth3"]]
        bond = self.api.Bond.create(self.network("Bond 2+3"), members, "", "active-backup")
        master = self.api.Bond.get_master(bond)
        mode, links = self.api.Bond.get_mode(bond), self.api.Bond.get_links_up(bond)
        say(f"   {self.api.PIF.get_device(master)}: mode {mode}, {links} links up")
        tenants = self.network("tenants")
        vlan = self.api.VLAN.create(master, str(TAG), tenants)
        self.look()
        return bond, vlan, tenants

    def guest(self, network: str) -> tuple[str, str]:
        """Start a guest on a network and ping a peer; returns the VM and its namespace."""
        chapter("A guest on the VLAN, and a peer behind the physical switch")
        template = next(ref for ref, vm in self.api.VM.get_all_records().items() if vm["is_a_template"])
        vm = self.api.VM.clone(template, "tour-guest")
        self.api.VM.provision(vm)
        empty: dict[str, str] = {}
        vif = self.api.VIF.create({
            "VM": vm, "network": network, "device": "0", "MAC": "", "MTU": "1500", "other_config": empty,
            "qos_algorithm_type": "", "qos_algorithm_params": empty,
        })  # fmt: skip
        self.api.VM.start(vm, False, False)  # noqa: FBT003 - XenAPI's positional parameters
        say(f"   tour-guest is {self.api.VM.get_power_state(vm)}, its VIF has {self.api.VIF.get_MAC(vif)}")
        namespace = guest_namespace(self.lab, "tour-guest")
        inside(namespace, "ip", "address", "add", f"{GUEST_ADDRESS}/24", "dev", "eth0")
        fabric.make_peer(self.lab, "shop", vlan=TAG, address=f"{PEER_ADDRESS}/24")
        inside(namespace, "ping", "-c", "1", "-W", "2", PEER_ADDRESS)
        say(f"   it reaches {PEER_ADDRESS}, which sits on an access port of VLAN {TAG}")
        return vm, namespace

    def tag_on_the_wire(self, vm: str, guest: str) -> None:
        """Show a frame as it passes the cable."""
        chapter("The tag on the wire")
        port = fabric.port_of("h1", active_member(self.lab))
        with capture(self.lab.switch.namespace, port, "icmp or (vlan and icmp)") as packets:
            inside(guest, "ping", "-c", "2", "-i", "0.2", "-W", "2", PEER_ADDRESS)
            line = first_line(packets)
        say(f"   {line}")
        if f"vlan {TAG}," not in line:
            raise TourError(f"the frame does not carry tag {TAG}")
        show_guest_addresses(self.session, vm)
        self.follower.follow()

    def pulled_cable(self, bond: str, guest: str) -> None:
        """Pull the cable that carries the traffic, and put it back."""
        chapter("Pull the active cable while pinging every 50 ms")
        active = active_member(self.lab)
        pings = subprocess.Popen(
            ["ip", "netns", "exec", guest, "ping", "-i", "0.05", "-c", "60", "-W", "1", PEER_ADDRESS],
            stdout=subprocess.PIPE,
            text=True,
        )
        wait_for_output(pings, "icmp_seq=15 ")
        fabric.cable(self.lab, self.host, active, up=False)
        say(f"   pulled {active}")
        rest = pings.communicate()[0]
        say("   " + next(line for line in rest.splitlines() if "packets transmitted" in line))
        links = wait_for_links(self.session, bond, 1)
        say(f"   Bond.links_up is now {links}, active member {active_member(self.lab)}")
        fabric.cable(self.lab, self.host, active, up=True)
        say(f"   cable back: Bond.links_up is {wait_for_links(self.session, bond, 2)}")
        self.follower.follow()

    def taken_down(self, vm: str, bond: str, vlans: Iterable[str]) -> None:
        """Remove everything, and compare what events told with what is there."""
        chapter("Take it down again")
        self.api.VM.hard_shutdown(vm)
        self.api.VM.destroy(vm)
        for vlan in vlans:
            self.api.VLAN.destroy(vlan)
        self.api.Bond.destroy(bond)
        for network in self.networks:
            self.api.network.destroy(network)
        self.look()
        truth = {(name.lower(), ref) for name in Follower.CLASSES for ref in getattr(self.api, name).get_all()}
        if set(self.follower.records) != truth:
            raise TourError("following events did not lead to the truth")
        say("   what was learnt from events alone is exactly what the pool holds")
        self.session.xenapi.session.logout()


def tour(lab: Lab) -> None:
    """Walk through the main job on a fresh lab."""
    walk = Tour(lab)
    try:
        walk.host_as_it_is()
        vlans = walk.vlans()
        bond, on_bond, tenants = walk.bond()
        vm, guest = walk.guest(tenants)
        walk.tag_on_the_wire(vm, guest)
        walk.pulled_cable(bond, guest)
        walk.taken_down(vm, bond, (*vlans, on_bond))
    finally:
        walk.session("close")()


def show_bridges(lab: Lab) -> None:
    """Print the host's bridges as Open vSwitch knows them."""
    environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", **lab.hosts[0].environment}
    for bridge in fabric.run("ovs-vsctl", "list-br", environment=environment).split():
        parent = fabric.run("ovs-vsctl", "br-to-parent", bridge, environment=environment).strip()
        tag = fabric.run("ovs-vsctl", "br-to-vlan", bridge, environment=environment).strip()
        ports = fabric.run("ovs-vsctl", "list-ports", bridge, environment=environment).split()
        on_top = f"VLAN {tag} on {parent}" if parent != bridge else "bridge"
        say(f"   {bridge:8} {on_top:20} ports: {' '.join(ports)}")


def active_member(lab: Lab) -> str:
    """Return the NIC that carries the bond's traffic."""
    host = lab.hosts[0]
    environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", **host.environment}
    shown = fabric.run("ovs-appctl", "-t", f"{host.root}/ovs/ovs-vswitchd.ctl", "bond/show", environment=environment)
    match = re.search(r"active member mac: \S+\((eth\d+)\)", shown)
    if match is None:
        raise TourError(f"no active member in {shown}")
    return match.group(1)


def show_guest_addresses(session: Any, vm: str) -> None:
    """Print the addresses that the guest metrics report."""
    metrics = session.xenapi.VM.get_guest_metrics(vm)
    if metrics != NULL:
        say(f"   guest metrics: {session.xenapi.VM_guest_metrics.get_networks(metrics)}")


def wait_for_links(session: Any, bond: str, wanted: int) -> int:
    """Follow events until the bond reports so many links; returns the number."""
    token = ""
    deadline = time.monotonic() + 10
    while session.xenapi.Bond.get_links_up(bond) != str(wanted) and time.monotonic() < deadline:
        token = session.xenapi.event_from([f"Bond/{bond}"], token, 2.0)["token"]
    return int(session.xenapi.Bond.get_links_up(bond))


def wait_for_output(process: subprocess.Popen[str], text: str) -> None:
    """Read a process's output until a line holds ``text``."""
    assert process.stdout is not None
    for line in process.stdout:
        if text in line:
            return
    raise TourError(f"never printed {text!r}")


def first_line(process: subprocess.Popen[str], timeout: float = 5.0) -> str:
    """Return the next line of a process within ``timeout`` seconds."""
    assert process.stdout is not None
    ready, _, _ = select.select([process.stdout], [], [], timeout)
    if not ready:
        raise TourError("nothing was captured")
    return process.stdout.readline().strip()


def main() -> int:
    """Run the tour in a lab of its own."""
    started = time.perf_counter()
    lab = life.up("tour", 1, 4)
    say(f"A lab host with 4 NICs is up after {time.perf_counter() - started:.1f} s.")
    try:
        tour(lab)
    finally:
        life.down(lab.name)
    say("\nThe lab is gone; nothing is left behind.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
