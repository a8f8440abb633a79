"""To be described."""

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
    """To be described."""

    GRE = "gre"
    VXLAN = "vxlan"


class Tunnel(
    Record,
    name="tunnel",
    lifecycle=Lifecycle((("published", "cowley"),)),
    write_role=Role.POOL_OPERATOR,
):
    """To be described."""

    uuid: str = dynamic_ro("To be described.", since="cowley")
    access_PIF: Ref[Pif] = static_ro("To be described.", since="cowley", default=NO_REF)
    transport_PIF: Ref[Pif] = static_ro("To be described.", since="cowley", default=NO_REF)
    status: MapOf[str, str] = rw("To be described.", since="cowley", default={"active": "false"})
    other_config: MapOf[str, str] = rw("To be described.", since="cowley", default=EMPTY_MAP)
    protocol: TunnelProtocol = rw("To be described.", since="1.250.0", default=TunnelProtocol.GRE)


@message(
    Tunnel,
    role=Role.POOL_OPERATOR,
    since="cowley",
    errors=(
        errors.OPENVSWITCH_NOT_ACTIVE,
        errors.TRANSPORT_PIF_NOT_CONFIGURED,
        errors.IS_TUNNEL_ACCESS_PIF,
    ),
)
def create(
    transport_PIF: Ref[Pif], network: Ref[Network], protocol: TunnelProtocol = TunnelProtocol.GRE
) -> Ref[Tunnel]:
    """To be described."""


@message(Tunnel, role=Role.POOL_OPERATOR, since="cowley")
def destroy(self: Ref[Tunnel]) -> None:
    """To be described."""
