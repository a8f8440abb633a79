"""VM_metrics: what the host reports about a VM."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.enums import DomainType
from toolstack.datamodel.model import EMPTY_MAP, Lifecycle, MapOf, Record, Role, SetOf, dynamic_ro, rw, static_ro

if TYPE_CHECKING:
    from datetime import datetime


class VmMetrics(Record, name="VM_metrics", lifecycle=Lifecycle((("published", "rio"),)), write_role=Role.VM_ADMIN):
    """What the host reports about a VM; meaningful while it runs."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    memory_actual: int = dynamic_ro(
        "The memory that it has now, in bytes.", since="rio", persist=False, db_name="memory__actual"
    )
    VCPUs_number: int = dynamic_ro("How many virtual CPUs it has now.", since="rio", db_name="VCPUs__number")
    VCPUs_utilisation: MapOf[int, float] = dynamic_ro(
        "Was the load of each virtual CPU; always empty.",
        history=(("published", "rio"), ("deprecated", "tampa"), ("removed", "tampa")),
        default=EMPTY_MAP,
        persist=False,
        db_name="VCPUs__utilisation",
    )
    VCPUs_CPU: MapOf[int, int] = dynamic_ro(
        "The physical CPU on which each virtual CPU was last seen.", since="rio", persist=False, db_name="VCPUs__CPU"
    )
    VCPUs_params: MapOf[str, str] = dynamic_ro(
        "Scheduling parameters in effect.", since="rio", persist=False, db_name="VCPUs__params"
    )
    VCPUs_flags: MapOf[int, SetOf[str]] = dynamic_ro(
        "The state of each virtual CPU, in words such as ``blocked``.",
        since="rio",
        persist=False,
        db_name="VCPUs__flags",
    )
    state: SetOf[str] = dynamic_ro(
        "The state of the VM in words such as ``running`` or ``dying``.", since="rio", persist=False
    )
    start_time: datetime = dynamic_ro("When the VM was last started; the epoch if it never was.", since="rio")
    install_time: datetime = dynamic_ro("When the VM was installed.", since="rio")
    last_updated: datetime = dynamic_ro("When a value last changed.", since="rio", persist=False)
    other_config: MapOf[str, str] = rw("Free-form keys of clients.", since="orlando", default=EMPTY_MAP, persist=False)
    hvm: bool = dynamic_ro("Whether it runs with hardware virtualization.", since="ely", default=False, persist=False)
    nested_virt: bool = dynamic_ro(
        "Whether it runs with a configuration that lets it be a hypervisor itself.",
        since="ely",
        default=False,
        persist=False,
    )
    nomigrate: bool = dynamic_ro(
        "Whether it was started in a way that rules out migration.", since="ely", default=False, persist=False
    )
    current_domain_type: DomainType = dynamic_ro(
        "The kind of domain that it runs as.",
        history=(("prototyped", "jura"), ("published", "kolkata")),
        default=DomainType.UNSPECIFIED,
    )
    numa_optimised: bool = static_ro(
        "Whether its memory was placed near its CPUs.", history=(("prototyped", "26.2.0"),), default=False
    )
    numa_nodes: int = static_ro("On how many NUMA nodes its memory is.", history=(("prototyped", "26.2.0"),), default=0)
    numa_node_memory: MapOf[int, int] = dynamic_ro(
        "How much of its memory is on each NUMA node, in bytes.", history=(("prototyped", "26.2.0"),), default=EMPTY_MAP
    )
