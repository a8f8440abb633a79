"""Namespaces and cables: the physical side of a lab.

The physical switch is an Open vSwitch with the userspace datapath in a namespace of its own; every NIC of
a host is one end of a veth pair whose other end is a port of that switch, trunking all VLANs.
"""

from __future__ import annotations

import subprocess
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from toolstack.lab.process import spawn

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from toolstack.lab.process import Process
    from toolstack.lab.state import HostEntry, Lab

BRIDGE = "fabric"
SCHEMA = "/usr/share/openvswitch/vswitch.ovsschema"


class LabError(Exception):
    """Something of the lab could not be made; the message says what."""


def run(*command: str, stdin: str | None = None, environment: dict[str, str] | None = None) -> str:
    """Run a command to its end and return what it printed; raises LabError with its complaint."""
    result = subprocess.run(command, input=stdin, capture_output=True, text=True, check=False, env=environment)
    if result.returncode:
        raise LabError(f"{' '.join(command)}: {result.stderr.strip() or result.stdout.strip()}")
    return result.stdout


def ip(namespace: str | None, *lines: str) -> None:
    """Run lines of ``ip`` commands as one batch, in a namespace or on the machine itself."""
    where = ("-n", namespace) if namespace else ()
    run("ip", *where, "-batch", "-", stdin="\n".join(lines) + "\n")


def namespaces() -> set[str]:
    """Return the names of all network namespaces of this machine."""
    return {line.split()[0] for line in run("ip", "netns", "list").splitlines() if line.strip()}


def make_namespace(name: str) -> None:
    """Make a namespace with its loopback up, whose devices answer ARP for their own addresses only.

    All NICs of a lab sit on one segment.  As Linux comes, any of them would answer for a host's address, and
    peers would send, tunnels above all, to a NIC behind which the address is not.
    """
    ip(None, f"netns add {name}")
    ip(name, "link set lo up")
    run(
        "ip",
        "netns",
        "exec",
        name,
        "sysctl",
        "-qw",
        "net.ipv4.conf.all.arp_ignore=1",
        "net.ipv4.conf.all.arp_announce=2",
    )


def remove_namespace(name: str) -> None:
    """Remove a namespace; one that is not there is no error."""
    with suppress(LabError):
        ip(None, f"netns delete {name}")


def offload_off(namespace: str | None, devices: Iterable[str]) -> None:
    """Switch transmit checksum offload off: userspace switches pass on unfinished checksums."""
    inside = ("ip", "netns", "exec", namespace) if namespace else ()
    run(*inside, "sh", "-c", 'for device in "$@"; do ethtool -K "$device" tx off || exit 1; done', "sh", *devices)


@dataclass(frozen=True)
class Cable:
    """A veth pair: a device of a namespace, and the switch's port it is plugged into."""

    end: str
    device: str
    port: str
    vlan: int | None = None
    """The VLAN that the port is an access port of; None for a trunk."""
    mac: str = ""


def plug_cables(lab: Lab, cables: Sequence[Cable]) -> None:
    """Plug many cables at once, with few processes: a lab has dozens."""
    switch = lab.switch.namespace
    ip(None, *(_veth(cable, switch) for cable in cables))
    ip(switch, *(f"link set {cable.port} up" for cable in cables))
    offload_off(switch, [cable.port for cable in cables])
    for end in sorted({cable.end for cable in cables}):
        devices = [cable.device for cable in cables if cable.end == end]
        ip(end, *(f"link set {device} up" for device in devices))
        offload_off(end, devices)
    ports = [word for cable in cables for word in ("--", *_add_port(cable))]
    run("ovs-vsctl", "--timeout=20", *ports[1:], environment=_environment(lab.switch))


def _veth(cable: Cable, switch: str) -> str:
    address = f" address {cable.mac}" if cable.mac else ""
    return f"link add {cable.device}{address} netns {cable.end} type veth peer name {cable.port} netns {switch}"


def _add_port(cable: Cable) -> list[str]:
    tag = [f"tag={cable.vlan}"] if cable.vlan is not None else []
    return ["add-port", BRIDGE, cable.port, *tag]


def cable(lab: Lab, host: HostEntry, nic: str, *, up: bool) -> None:
    """Pull a NIC's cable out of the switch, or put it back; raises LookupError for a NIC that is not there."""
    if nic not in host.nics:
        raise LookupError(f"{host.name} has no NIC {nic}; there are {', '.join(host.nics)}")
    ip(lab.switch.namespace, f"link set {port_of(host.name, nic)} {'up' if up else 'down'}")


def port_of(host: str, nic: str) -> str:
    """Return the name of the switch port that a host's NIC is cabled to."""
    return f"{host}-{nic}"


def _environment(entry: HostEntry) -> dict[str, str]:
    return {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", **entry.environment}


def start_ovs(entry: HostEntry) -> list[Process]:
    """Start the two Open vSwitch daemons of a namespace, on a fresh or existing database."""
    directory = Path(entry.root) / "ovs"
    directory.mkdir(parents=True, exist_ok=True)
    database = directory / "conf.db"
    environment = _environment(entry)
    if not database.exists():
        run("ovsdb-tool", "create", str(database), SCHEMA, environment=environment)
    ready = directory / "db.sock"
    server = spawn(
        "ovsdb-server",
        [
            "ovsdb-server",
            str(database),
            f"--remote=punix:{ready}",
            "--remote=db:Open_vSwitch,Open_vSwitch,manager_options",
            f"--unixctl={directory}/ovsdb-server.ctl",
            "--private-key=db:Open_vSwitch,SSL,private_key",
            "--certificate=db:Open_vSwitch,SSL,certificate",
            "--ca-cert=db:Open_vSwitch,SSL,ca_cert",
        ],
        log=directory / "ovsdb-server.log",
        environment=environment,
        netns=entry.namespace,
    )
    run("ovs-vsctl", "--timeout=10", "--retry", f"--db=unix:{ready}", "--no-wait", "init", environment=environment)
    switch = spawn(
        "ovs-vswitchd",
        ["ovs-vswitchd", f"unix:{ready}", f"--unixctl={directory}/ovs-vswitchd.ctl"],
        log=directory / "ovs-vswitchd.log",
        environment=environment,
        netns=entry.namespace,
    )
    return [server, switch]


def make_switch(lab: Lab) -> None:
    """Make the physical switch and join this machine to its untagged network."""
    make_namespace(lab.switch.namespace)
    lab.switch.processes = start_ovs(lab.switch)
    run(
        "ovs-vsctl",
        "--timeout=10",
        "add-br",
        BRIDGE,
        "--",
        "set",
        "bridge",
        BRIDGE,
        "datapath_type=netdev",
        "other_config:mac-table-size=10000",
        environment=_environment(lab.switch),
    )
    here = uplink(lab)
    ip(None, f"link add {here} type veth peer name machine netns {lab.switch.namespace}")
    ip(None, f"address add {lab.switch.address}/24 dev {here}", f"link set {here} up")
    ip(lab.switch.namespace, "link set machine up")
    offload_off(None, [here])
    offload_off(lab.switch.namespace, ["machine"])
    run("ovs-vsctl", "--timeout=10", "add-port", BRIDGE, "machine", environment=_environment(lab.switch))


def reach(lab: Lab, host: HostEntry) -> None:
    """Return once this machine reaches a host; raises LabError when it does not.

    What is left of connections to an earlier lab with the same subnet asks for the host's address while the host is
    not there yet.  The kernel then believes for a while that nobody has it, and refuses whoever comes next.
    """
    run("ip", "neigh", "flush", "dev", uplink(lab))
    run("ping", "-q", "-c", "1", "-i", "0.2", "-w", "10", host.address)


def uplink(lab: Lab) -> str:
    """Return the name of the interface through which this machine reaches the lab."""
    return f"pb-{lab.name}"


def make_peer(lab: Lab, name: str, *, vlan: int | None, address: str | None) -> str:
    """Make a machine behind the physical switch, on a VLAN or untagged; returns its namespace."""
    namespace = peer_namespace(lab, name)
    make_namespace(namespace)
    lab.peers.append(name)
    lab.save()
    plug_cables(lab, [Cable(namespace, "eth0", f"p-{name}", vlan)])
    if address:
        ip(namespace, f"address add {address} dev eth0")
    return namespace


def remove_peer(lab: Lab, name: str) -> None:
    """Remove a machine behind the switch, with its port."""
    run("ovs-vsctl", "--if-exists", "del-port", BRIDGE, f"p-{name}", environment=_environment(lab.switch))
    remove_namespace(peer_namespace(lab, name))
    lab.peers.remove(name)
    lab.save()


def peer_namespace(lab: Lab, name: str) -> str:
    """Return the namespace of a machine behind the switch."""
    return f"pb-{lab.name}-peer-{name}"
