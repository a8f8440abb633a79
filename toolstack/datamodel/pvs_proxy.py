"""PVS_proxy: a cache between a VM and its boot server."""

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
    """What a proxy does."""

    STOPPED = "stopped"
    INITIALISED = "initialised"
    CACHING = "caching"
    INCOMPATIBLE_WRITE_CACHE_MODE = "incompatible_write_cache_mode"
    INCOMPATIBLE_PROTOCOL_VERSION = "incompatible_protocol_version"


class PvsProxy(Record, name="PVS_proxy", lifecycle=Lifecycle((("published", "ely"),))):
    """A cache for a VM that boots from a provisioning server."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="ely")
    site: Ref[PvsSite] = static_ro("The site whose traffic it caches.", since="ely", default=NULL)
    VIF: Ref[Vif] = static_ro("The interface that it serves: the VM's first.", since="ely", default=NULL)
    currently_attached: bool = dynamic_ro("Whether it is at work.", since="ely", default=False)
    status: PvsProxyStatus = dynamic_ro("What it does.", since="ely", default=PvsProxyStatus.STOPPED)


@message(PvsProxy, role=Role.POOL_OPERATOR, since="ely")
def create(site: Ref[PvsSite], VIF: Ref[Vif]) -> Ref[PvsProxy]:
    """Cache the traffic of an interface with a site, and return the proxy."""


@message(PvsProxy, role=Role.POOL_OPERATOR, since="ely")
def destroy(self: Ref[PvsProxy]) -> None:
    """Cache the traffic no more."""
