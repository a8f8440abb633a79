"""PVS_cache_storage: where a host caches for a site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import NULL, Lifecycle, Record, Ref, Role, dynamic_ro, static_ro

if TYPE_CHECKING:
    from toolstack.datamodel.host import Host
    from toolstack.datamodel.pvs_site import PvsSite
    from toolstack.datamodel.sr import Sr
    from toolstack.datamodel.vdi import Vdi


class PvsCacheStorage(
    Record,
    name="PVS_cache_storage",
    lifecycle=Lifecycle((("published", "ely"),)),
    write_role=Role.POOL_OPERATOR,
    create_required=(),
    create_optional=("host", "SR", "site", "size"),
):
    """Where a host caches what its VMs read from a site's servers."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="ely")
    host: Ref[Host] = static_ro("The host.", since="ely", default=NULL)
    SR: Ref[Sr] = static_ro("The storage repository.", since="ely", default=NULL)
    site: Ref[PvsSite] = static_ro("The site.", since="ely", default=NULL)
    size: int = static_ro("How much may be cached, in bytes.", since="ely", default=21474836480)
    VDI: Ref[Vdi] = dynamic_ro("The disk that is the cache now.", since="ely", default=NULL)
