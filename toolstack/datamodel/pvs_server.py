"""PVS_server: a server that machines boot from."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import NULL, Lifecycle, Record, Ref, Role, SetOf, dynamic_ro, message, static_ro

if TYPE_CHECKING:
    from toolstack.datamodel.pvs_site import PvsSite


class PvsServer(Record, name="PVS_server", lifecycle=Lifecycle((("published", "ely"),))):
    """A provisioning server of a site."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="ely")
    addresses: SetOf[str] = static_ro("Its IPv4 addresses.", since="ely", default=())
    first_port: int = static_ro("The first of its UDP ports.", since="ely", default=0)
    last_port: int = static_ro("The last of its UDP ports.", since="ely", default=0)
    site: Ref[PvsSite] = static_ro("The site that it serves.", since="ely", default=NULL)


@message(PvsServer, role=Role.POOL_OPERATOR, since="ely")
def introduce(addresses: SetOf[str], first_port: int, last_port: int, site: Ref[PvsSite]) -> Ref[PvsServer]:
    """Make the record of a server and return it."""


@message(PvsServer, role=Role.POOL_OPERATOR, since="ely")
def forget(self: Ref[PvsServer]) -> None:
    """Remove the record of a server."""
