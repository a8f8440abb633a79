"""VM_group: VMs that are placed with regard to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import (
    Lifecycle,
    Record,
    Reverse,
    Role,
    WireEnum,
    dynamic_ro,
    reverse,
    rw,
    static_ro,
    wire_enum,
)

if TYPE_CHECKING:
    from toolstack.datamodel.vm import Vm


@wire_enum("placement_policy")
class PlacementPolicy(WireEnum):
    """How VMs of a group are placed."""

    ANTI_AFFINITY = "anti_affinity"
    """On different hosts where possible."""
    NORMAL = "normal"
    """As any."""


class VmGroup(
    Record,
    name="VM_group",
    lifecycle=Lifecycle((("prototyped", "24.19.1"),)),
    write_role=Role.VM_ADMIN,
    create_required=(),
    create_optional=("name_label", "name_description", "placement"),
):
    """VMs that the server places with regard to each other."""

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="rio")
    name_label: str = rw("A label for people; it need not be unique.", since="rio", default="", db_name="name__label")
    name_description: str = rw(
        "A text for people that says what the object is for.", since="rio", default="", db_name="name__description"
    )
    placement: PlacementPolicy = static_ro(
        "How its VMs are placed.", history=(("prototyped", "24.19.1"),), default=PlacementPolicy.NORMAL
    )
    VMs: Reverse[Vm] = reverse("VM.groups", "Its VMs.", history=(("prototyped", "24.19.1"),))
