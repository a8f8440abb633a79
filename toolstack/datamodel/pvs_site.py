"""PVS_site: machines that boot from the same servers."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel import errors
from toolstack.datamodel.model import Lifecycle, Record, Ref, Reverse, Role, dynamic_ro, message, reverse, rw, static_ro

if TYPE_CHECKING:
    from toolstack.datamodel.pvs_cache_storage import PvsCacheStorage
    from toolstack.datamodel.pvs_proxy import PvsProxy
    from toolstack.datamodel.pvs_server import PvsServer


class PvsSite(Record, name="PVS_site", lifecycle=Lifecycle((("published", "ely"),)), write_role=Role.POOL_OPERATOR):
    """A group of machines that boot from the same provisioning servers."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="ely")
    name_label: str = rw("A label for people; it need not be unique.", since="ely", default="", db_name="name__label")
    name_description: str = rw(
        "A text for people that says what the object is for.", since="ely", default="", db_name="name__description"
    )
    PVS_uuid: str = static_ro("What the provisioning servers know it by.", since="ely", default="")
    cache_storage: Reverse[PvsCacheStorage] = reverse(
        "PVS_cache_storage.site", "Where hosts cache for it.", since="ely", default=(), ignore_foreign_key=True
    )
    servers: Reverse[PvsServer] = reverse("PVS_server.site", "Its servers.", since="ely")
    proxies: Reverse[PvsProxy] = reverse(
        "PVS_proxy.site", "The interfaces whose traffic with it is cached.", since="ely"
    )


@message(PvsSite, role=Role.POOL_OPERATOR, since="ely")
def introduce(name_label: str, name_description: str, PVS_uuid: str) -> Ref[PvsSite]:
    """Make the record of a site and return it."""


@message(
    PvsSite,
    role=Role.POOL_OPERATOR,
    since="ely",
    errors=(errors.PVS_SITE_CONTAINS_RUNNING_PROXIES, errors.PVS_SITE_CONTAINS_SERVERS),
)
def forget(self: Ref[PvsSite]) -> None:
    """Remove the record of a site without servers and running proxies."""


@message(PvsSite, role=Role.POOL_OPERATOR, since="ely")
def set_PVS_uuid(self: Ref[PvsSite], value: str) -> None:
    """Set what the provisioning servers know it by."""
