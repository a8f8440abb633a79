"""host_cpu: a physical CPU."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import EMPTY_MAP, Lifecycle, MapOf, Record, Ref, Role, dynamic_ro, rw

if TYPE_CHECKING:
    from toolstack.datamodel.host import Host


class HostCpu(
    Record,
    name="host_cpu",
    lifecycle=Lifecycle((("published", "rio"), ("deprecated", "midnight-ride"))),
    write_role=Role.POOL_OPERATOR,
):
    """A CPU of a host; host.cpu_info tells the same for all at once."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    host: Ref[Host] = dynamic_ro("The host that it is in.", since="rio")
    number: int = dynamic_ro("Its number in the host.", since="rio")
    vendor: str = dynamic_ro("Who made it.", since="rio")
    speed: int = dynamic_ro("In MHz.", since="rio")
    modelname: str = dynamic_ro("The name of its model.", since="rio")
    family: int = dynamic_ro("The number of its family.", since="rio")
    model: int = dynamic_ro("The number of its model.", since="rio")
    stepping: str = dynamic_ro("Its stepping.", since="rio")
    flags: str = dynamic_ro("What it can do, in Linux's words.", since="rio")
    features: str = dynamic_ro("What it can do, as a bitmap.", since="rio")
    utilisation: float = dynamic_ro("How busy it is, from 0 to 1.", since="rio", persist=False)
    other_config: MapOf[str, str] = rw("Free-form keys of clients.", since="orlando", default=EMPTY_MAP)
