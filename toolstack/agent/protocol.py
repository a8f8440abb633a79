"""What a server and a host's agent say to each other.

Transport: a Unix stream socket; each frame is a 4-byte big-endian length and a JSON document, at most
:data:`MAX_FRAME` bytes.  The server sends :class:`Request`; the agent answers each with one :class:`Reply`
carrying its id, and sends a :class:`Report` unasked whenever what it sees has changed.  Replies may come in
any order.  The first request is :class:`Hello`; the agent closes the connection on another version.

Times are seconds, sizes bytes, speeds megabits per second.
"""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from toolstack.plan.hostnet import HostNet
from toolstack.plan.hoststate import (
    BondMember,
    BondState,
    Device,
    Drift,
    Facts,
    Guest,
    GuestVif,
    HostState,
    Nic,
    Problem,
)

__all__ = [
    "MAX_FRAME",
    "VERSION",
    "Applied",
    "Apply",
    "Base",
    "BondMember",
    "BondState",
    "Command",
    "ConfigureGuestVif",
    "Confirm",
    "Device",
    "Done",
    "Drift",
    "Facts",
    "FromAgent",
    "FromServer",
    "Guest",
    "GuestVif",
    "GuestVifConfig",
    "Hello",
    "HostNet",
    "HostState",
    "Nic",
    "Observe",
    "PauseGuest",
    "Plan",
    "Planned",
    "PlugGuestVif",
    "Probe",
    "Probed",
    "Problem",
    "Refused",
    "Reply",
    "Report",
    "Request",
    "Result",
    "StartGuest",
    "Started",
    "State",
    "StopGuest",
    "UnplugGuestVif",
    "decode_from_agent",
    "decode_request",
    "encoder",
    "frame",
]

VERSION = 1
MAX_FRAME = 64 * 1024 * 1024


class Base(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Base of the protocol's values."""


# -- what the server asks -----------------------------------------------------------------------------


class Hello(Base, frozen=True, kw_only=True, tag="hello"):
    """First request.  Answered by :class:`State`."""

    version: int = VERSION


class Observe(Base, frozen=True, kw_only=True, tag="observe"):
    """Look anew at everything.  Answered by :class:`State`."""


class Apply(Base, frozen=True, kw_only=True, tag="apply"):
    """Make the host's network the wanted one.  Answered by :class:`Applied`.

    A generation older than the last applied one is refused with code ``stale``; taking a change back does not lower
    it.  With ``confirm_within`` (seconds) the network before comes back unless :class:`Confirm` for this generation,
    or a later one, arrives in time; an apply without it leaves a checkpoint that stands as it is.
    """

    generation: int
    wanted: HostNet
    confirm_within: float | None = None


class Confirm(Base, frozen=True, kw_only=True, tag="confirm"):
    """Keep what was applied under a checkpoint.  Answered by :class:`Done`."""

    generation: int


class Probe(Base, frozen=True, kw_only=True, tag="probe"):
    """Find out whether the host can be reached through an interface.  Answered by :class:`Probed`.

    It can when the interface has its addresses and one of the gateways answers on the link; without a gateway, any
    machine there.  The agent tries until ``timeout`` has passed.
    """

    device: str
    version: int = 4
    """Of IP: 4 or 6."""
    addresses: tuple[str, ...] = ()
    """With prefix length, those that must be there; empty: any one, as DHCP gives."""
    gateways: tuple[str, ...] = ()
    """Empty: those that DHCP or a router has given, if any."""
    timeout: float = 10.0


class Plan(Base, frozen=True, kw_only=True, tag="plan"):
    """Say what :class:`Apply` would do, without doing it.  Answered by :class:`Planned`."""

    wanted: HostNet


class GuestVifConfig(Base, frozen=True, kw_only=True):
    """An interface of a guest to be made."""

    device: int
    mac: str
    mtu: int = 1500
    vif_uuid: str = ""
    carrier: bool = True
    ipv4: str = ""
    """Address with prefix length that the guest is to take; empty to leave that to the guest."""
    ipv4_gateway: str = ""
    ipv6: str = ""
    """As ``ipv4``."""
    ipv6_gateway: str = ""


class StartGuest(Base, frozen=True, kw_only=True, tag="start-guest"):
    """Start a guest; the host's ends of its VIFs are ``vif<domid>.<device>``.  Answered by :class:`Started`."""

    vm_uuid: str
    name_label: str
    vifs: tuple[GuestVifConfig, ...] = ()
    paused: bool = False


class StopGuest(Base, frozen=True, kw_only=True, tag="stop-guest"):
    """Stop a guest; ``clean`` asks it to shut down first.  Answered by :class:`Done`.

    Stopping an unknown guest succeeds.
    """

    vm_uuid: str
    clean: bool = False
    timeout: float = 60.0


class PauseGuest(Base, frozen=True, kw_only=True, tag="pause-guest"):
    """Stop the guest's clock and processes, or let them go on.  Answered by :class:`Done`."""

    vm_uuid: str
    paused: bool = True


class PlugGuestVif(Base, frozen=True, kw_only=True, tag="plug-guest-vif"):
    """Give a running guest another interface.  Answered by :class:`Done`."""

    vm_uuid: str
    vif: GuestVifConfig


class UnplugGuestVif(Base, frozen=True, kw_only=True, tag="unplug-guest-vif"):
    """Take an interface from a running guest; an unknown one is no error.  Answered by :class:`Done`."""

    vm_uuid: str
    device: int


class ConfigureGuestVif(Base, frozen=True, kw_only=True, tag="configure-guest-vif"):
    """Have a running guest take the addresses and gateways of ``vif`` on that device.  Answered by :class:`Done`.

    ``drop`` are addresses with prefix length that it was to take earlier and is to give up.
    """

    vm_uuid: str
    vif: GuestVifConfig
    drop: tuple[str, ...] = ()


Command: TypeAlias = (
    Hello
    | Observe
    | Apply
    | Confirm
    | Probe
    | Plan
    | StartGuest
    | StopGuest
    | PauseGuest
    | PlugGuestVif
    | UnplugGuestVif
    | ConfigureGuestVif
)


class Request(Base, frozen=True, kw_only=True, tag="request"):
    """A command with the id that its reply will carry."""

    id: int
    command: Command


# -- what the agent answers ---------------------------------------------------------------------------


class State(Base, frozen=True, kw_only=True, tag="state"):
    """What is seen now."""

    state: HostState


class Applied(Base, frozen=True, kw_only=True, tag="applied"):
    """The wanted network was applied as far as possible; ``state.problems`` tells what could not be.

    ``steps`` says in words what was done; empty when there was nothing to do.
    """

    generation: int
    steps: tuple[str, ...]
    state: HostState


class Planned(Base, frozen=True, kw_only=True, tag="planned"):
    """What an apply would do, in words."""

    steps: tuple[str, ...]


class Probed(Base, frozen=True, kw_only=True, tag="probed"):
    """What a probe found; ``failure`` says why the host cannot be reached, and is empty when it can."""

    failure: str = ""


class Started(Base, frozen=True, kw_only=True, tag="started"):
    """A guest runs."""

    domid: int


class Done(Base, frozen=True, kw_only=True, tag="done"):
    """The command was carried out."""


class Refused(Base, frozen=True, kw_only=True, tag="refused"):
    """The command was not carried out and nothing has changed.

    ``code``: ``stale``, ``bad-request``, ``ovs-unreachable``, ``ovs-error``, ``guest-error``, ``guest-timeout``,
    ``guest-unknown``, ``internal``.  ``retry`` tells whether the same command may work later.
    """

    code: str
    text: str
    retry: bool = False


Result: TypeAlias = State | Applied | Planned | Probed | Started | Done | Refused


class Reply(Base, frozen=True, kw_only=True, tag="reply"):
    """The answer to the request with the same id."""

    id: int
    result: Result


class Report(Base, frozen=True, kw_only=True, tag="report"):
    """Sent unasked after a change was seen."""

    state: HostState


FromServer: TypeAlias = Request
FromAgent: TypeAlias = Reply | Report

encoder = msgspec.json.Encoder()
decode_request = msgspec.json.Decoder(Request).decode
decode_from_agent = msgspec.json.Decoder(FromAgent).decode


def frame(message: Request | Reply | Report) -> bytes:
    """Return a message as the bytes of one frame."""
    body = encoder.encode(message)
    return len(body).to_bytes(4, "big") + body
