"""To be described."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.enums import DomainType
from toolstack.datamodel.model import EMPTY_MAP, Lifecycle, MapOf, Record, Role, SetOf, dynamic_ro, rw, static_ro

if TYPE_CHECKING:
    from datetime import datetime


class VmMetrics(
    Record,
    name="VM_metrics",
    lifecycle=Lifecycle((("published", "rio"),)),
    write_role=Role.VM_ADMIN,
):
    """To be described."""

    uuid: str = dynamic_ro("To be described.", since="rio")
    memory_actual: int = dynamic_ro("To be described.", since="rio", persist=False, db_name="memory__actual")
    VCPUs_number: int = dynamic_ro("To be described.", since="rio", db_name="VCPUs__number")
    VCPUs_utilisation: MapOf[int, float] = dynamic_ro(
        "To be described.",
        history=(
            ("published", "rio"),
            ("deprecated", "tampa"),
            ("removed", "tampa"),
        ),
        default=EMPTY_MAP,
        persist=False,
        db_name="VCPUs__utilisation",
    )
    VCPUs_CPU: MapOf[int, int] = dynamic_ro("To be described.", since="rio", persist=False, db_name="VCPUs__CPU")
    VCPUs_params: MapOf[str, str] = dynamic_ro("To be described.", since="rio", persist=False, db_name="VCPUs__params")
    VCPUs_flags: MapOf[int, SetOf[str]] = dynamic_ro(
        "To be described.", since="rio", persist=False, db_name="VCPUs__flags"
    )
    state: SetOf[str] = dynamic_ro("To be described.", since="rio", persist=False)
    start_time: datetime = dynamic_ro("To be described.", since="rio")
    install_time: datetime = dynamic_ro("To be described.", since="rio")
    last_updated: datetime = dynamic_ro("To be described.", since="rio", persist=False)
    other_config: MapOf[str, str] = rw("To be described.", since="orlando", default=EMPTY_MAP, persist=False)
    hvm: bool = dynamic_ro("To be described.", since="ely", default=False, persist=False)
    nested_virt: bool = dynamic_ro("To be described.", since="ely", default=False, persist=False)
    nomigrate: bool = dynamic_ro("To be described.", since="ely", default=False, persist=False)
    current_domain_type: DomainType = dynamic_ro(
        "To be described.",
        history=(
            ("prototyped", "jura"),
            ("published", "kolkata"),
        ),
        default=DomainType.UNSPECIFIED,
    )
    numa_optimised: bool = static_ro("To be described.", history=(("prototyped", "26.2.0"),), default=False)
    numa_nodes: int = static_ro("To be described.", history=(("prototyped", "26.2.0"),), default=0)
    numa_node_memory: MapOf[int, int] = dynamic_ro(
        "To be described.", history=(("prototyped", "26.2.0"),), default=EMPTY_MAP
    )
