"""To be described."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import (
    NULL,
    Lifecycle,
    Record,
    Ref,
    Role,
    WireEnum,
    dynamic_ro,
    message,
    static_ro,
    wire_enum,
)

if TYPE_CHECKING:
    from toolstack.datamodel.pvs_site import PvsSite
    from toolstack.datamodel.vif import Vif


@wire_enum("pvs_proxy_status")
class PvsProxyStatus(WireEnum):
    """To be described."""

    STOPPED = "stopped"
    INITIALISED = "initialised"
    CACHING = "caching"
    INCOMPATIBLE_WRITE_CACHE_MODE = "incompatible_write_cache_mode"
    INCOMPATIBLE_PROTOCOL_VERSION = "incompatible_protocol_version"


class PvsProxy(
    Record,
    name="PVS_proxy",
    lifecycle=Lifecycle((("published", "ely"),)),
):
    """To be described."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="ely")
    site: Ref[PvsSite] = static_ro("To be described.", since="ely", default=NULL)
    VIF: Ref[Vif] = static_ro("To be described.", since="ely", default=NULL)
    currently_attached: bool = dynamic_ro("To be described.", since="ely", default=False)
    status: PvsProxyStatus = dynamic_ro("To be described.", since="ely", default=PvsProxyStatus.STOPPED)


@message(PvsProxy, role=Role.POOL_OPERATOR, since="ely")
def create(site: Ref[PvsSite], VIF: Ref[Vif]) -> Ref[PvsProxy]:
    """To be described."""


@message(PvsProxy, role=Role.POOL_OPERATOR, since="ely")
def destroy(self: Ref[PvsProxy]) -> None:
    """To be described."""
