"""To be described."""

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
    """To be described."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="ely")
    host: Ref[Host] = static_ro("To be described.", since="ely", default=NULL)
    SR: Ref[Sr] = static_ro("To be described.", since="ely", default=NULL)
    site: Ref[PvsSite] = static_ro("To be described.", since="ely", default=NULL)
    size: int = static_ro("To be described.", since="ely", default=21474836480)
    VDI: Ref[Vdi] = dynamic_ro("To be described.", since="ely", default=NULL)
