"""To be described."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import EMPTY_MAP, Lifecycle, MapOf, Record, Ref, Role, dynamic_ro, rw

if TYPE_CHECKING:
    from toolstack.datamodel.host import Host


class HostCpu(
    Record,
    name="host_cpu",
    lifecycle=Lifecycle(
        (
            ("published", "rio"),
            ("deprecated", "midnight-ride"),
        )
    ),
    write_role=Role.POOL_OPERATOR,
):
    """To be described."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    host: Ref[Host] = dynamic_ro("To be described.", since="rio")
    number: int = dynamic_ro("To be described.", since="rio")
    vendor: str = dynamic_ro("To be described.", since="rio")
    speed: int = dynamic_ro("To be described.", since="rio")
    modelname: str = dynamic_ro("To be described.", since="rio")
    family: int = dynamic_ro("To be described.", since="rio")
    model: int = dynamic_ro("To be described.", since="rio")
    stepping: str = dynamic_ro("To be described.", since="rio")
    flags: str = dynamic_ro("To be described.", since="rio")
    features: str = dynamic_ro("To be described.", since="rio")
    utilisation: float = dynamic_ro("To be described.", since="rio", persist=False)
    other_config: MapOf[str, str] = rw("Free-form keys of clients.", since="orlando", default=EMPTY_MAP)
