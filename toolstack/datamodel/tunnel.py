"""tunnel: a network carried inside another one."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel import errors
from toolstack.datamodel.model import (
    EMPTY_MAP,
    NO_REF,
    Lifecycle,
    MapOf,
    Record,
    Ref,
    Role,
    WireEnum,
    dynamic_ro,
    message,
    rw,
    static_ro,
    wire_enum,
)

if TYPE_CHECKING:
    from toolstack.datamodel.network import Network
    from toolstack.datamodel.pif import Pif


@wire_enum("tunnel_protocol")
class TunnelProtocol(WireEnum):
    """How packets are encapsulated."""

    GRE = "gre"
    VXLAN = "vxlan"


class Tunnel(Record, name="tunnel", lifecycle=Lifecycle((("published", "cowley"),)), write_role=Role.POOL_OPERATOR):
    """An encapsulated network.

    The server makes the bridge; the ports between hosts are those of an SDN controller.
    """

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="cowley")
    access_PIF: Ref[Pif] = static_ro("The interface that sees the traffic inside.", since="cowley", default=NO_REF)
    transport_PIF: Ref[Pif] = static_ro(
        "The interface that carries the encapsulated packets; it needs an IP configuration.",
        since="cowley",
        default=NO_REF,
    )
    status: MapOf[str, str] = rw(
        "What the SDN controller reports: ``active`` is ``true`` or ``false``, ``key``, ``error``.",
        since="cowley",
        default={"active": "false"},
    )
    other_config: MapOf[str, str] = rw("Free-form keys of clients.", since="cowley", default=EMPTY_MAP)
    protocol: TunnelProtocol = rw("How packets are encapsulated.", since="1.250.0", default=TunnelProtocol.GRE)


@message(
    Tunnel,
    role=Role.POOL_OPERATOR,
    since="cowley",
    errors=(errors.OPENVSWITCH_NOT_ACTIVE, errors.TRANSPORT_PIF_NOT_CONFIGURED, errors.IS_TUNNEL_ACCESS_PIF),
)
def create(
    transport_PIF: Ref[Pif], network: Ref[Network], protocol: TunnelProtocol = TunnelProtocol.GRE
) -> Ref[Tunnel]:
    """Make a tunnel over an interface, attach its access side to a network, and plug it.

    TRANSPORT_PIF_NOT_CONFIGURED when the interface has neither an IPv4 nor an IPv6 configuration: nothing is made.
    OPENVSWITCH_NOT_ACTIVE unless every host of the pool uses Open vSwitch.
    """


@message(Tunnel, role=Role.POOL_OPERATOR, since="cowley")
def destroy(self: Ref[Tunnel]) -> None:
    """Unplug the access PIF and remove it together with the tunnel."""
