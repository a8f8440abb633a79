"""What a host's agent sees, as values.

The agent sends them (see ``agent.protocol``); :mod:`toolstack.plan.reflect` turns them into changes of
records and :mod:`toolstack.plan.check` into findings.

Times are seconds, sizes bytes, speeds megabits per second.
"""

from __future__ import annotations

from toolstack.plan.hostnet import HostNet, Value


class Nic(Value, frozen=True, kw_only=True):
    """A physical NIC as the kernel shows it."""

    name: str
    mac: str
    """Permanent hardware address, lower case."""
    position: int
    """Stable position P; its bridge is ``xenbr<P>``."""
    carrier: bool = False
    speed: int = 0
    """0 while there is no carrier or the driver does not tell."""
    duplex: str = "unknown"
    """``full``, ``half`` or ``unknown``."""
    mtu: int = 1500
    driver: str = ""
    bus_path: str = ""
    """PCI address ``dddd:bb:dd.f``, or empty."""
    vendor_id: str = ""
    device_id: str = ""
    vendor_name: str = ""
    device_name: str = ""
    capabilities: tuple[str, ...] = ()


class Device(Value, frozen=True, kw_only=True):
    """The host's own end of a bridge or VLAN, with its live addresses."""

    name: str
    mac: str = ""
    mtu: int = 1500
    up: bool = False
    ipv4: tuple[str, ...] = ()
    ipv6: tuple[str, ...] = ()
    """With prefix length; link-local included."""


class BondMember(Value, frozen=True, kw_only=True):
    """One NIC of a bond."""

    name: str
    up: bool
    active: bool = False


class BondState(Value, frozen=True, kw_only=True):
    """The live state of a bond."""

    name: str
    members: tuple[BondMember, ...] = ()


class GuestVif(Value, frozen=True, kw_only=True):
    """A guest's interface with the addresses seen inside the guest."""

    device: int
    mac: str
    ipv4: tuple[str, ...] = ()
    ipv6: tuple[str, ...] = ()
    """Without prefix length; link-local included."""


class Guest(Value, frozen=True, kw_only=True):
    """A guest that the agent's driver runs."""

    vm_uuid: str
    domid: int
    paused: bool = False
    vifs: tuple[GuestVif, ...] = ()


class Problem(Value, frozen=True, kw_only=True):
    """Something that is not as wanted, tied to the record it concerns."""

    owner: str
    """As in ``hostnet``: class and uuid; empty when the whole host is concerned."""
    subject: str
    """Name of the bridge, port or device."""
    code: str
    """``missing-device``, ``ovs-error``, ``netlink-error``, ``address-error``, ``not-supported``, ``script-error``,
    ``rolled-back`` (for want of a confirmation; until the next apply)."""
    text: str


class Drift(Value, frozen=True, kw_only=True):
    """A deviation that somebody else caused and the agent repaired."""

    at: float
    """Unix time."""
    text: str
    owner: str = ""


class Facts(Value, frozen=True, kw_only=True):
    """What describes the host itself and changes rarely."""

    hostname: str = ""
    backend: str = "openvswitch"
    """``openvswitch`` or ``bridge``."""
    ovs_version: str = ""
    kernel: str = ""
    datapath_type: str = ""
    """The one that new bridges get: ``system`` or ``netdev``."""
    boot_time: float = 0.0
    agent_start_time: float = 0.0
    memory_total: int = 0
    memory_free: int = 0
    cpus: int = 1
    cpu_model: str = ""
    cpu_vendor: str = ""
    cpu_mhz: float = 0.0
    cpu_flags: str = ""


class HostState(Value, frozen=True, kw_only=True):
    """Everything the agent sees at one moment."""

    generation: int = 0
    """The generation of the last wanted network that was applied; 0 before the first."""
    seen: HostNet = HostNet()
    nics: tuple[Nic, ...] = ()
    devices: tuple[Device, ...] = ()
    bonds: tuple[BondState, ...] = ()
    guests: tuple[Guest, ...] = ()
    last_domid: int = 0
    """The largest domain id given out so far; 0 before the first.

    A guest with a larger one was started after this state was taken, so missing it here means nothing.
    """
    problems: tuple[Problem, ...] = ()
    drift: tuple[Drift, ...] = ()
    """Repairs since the agent started, newest last, at most 100."""
    ipv4_gateway: str = ""
    ipv6_gateway: str = ""
    dns_servers: tuple[str, ...] = ()
    dns_domains: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    """Names of bridges and ports that the toolstack does not own."""
    facts: Facts = Facts()
