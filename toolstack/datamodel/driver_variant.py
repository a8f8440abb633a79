"""Driver_variant: a variant of a device driver."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import Lifecycle, Record, Ref, Role, dynamic_ro, message

if TYPE_CHECKING:
    from toolstack.datamodel.host_driver import HostDriver


class DriverVariant(Record, name="Driver_variant", lifecycle=Lifecycle((("prototyped", "25.2.0"),))):
    """One of the variants of a device driver."""

    uuid: str = dynamic_ro(
        "Unique identifier, constant for the life of the object.", history=(("prototyped", "25.2.0"),)
    )
    name: str = dynamic_ro("What the host knows it by.", history=(("prototyped", "25.2.0"),))
    driver: Ref[HostDriver] = dynamic_ro("The driver that it is a variant of.", history=(("prototyped", "25.2.0"),))
    version: str = dynamic_ro("Its version.", history=(("prototyped", "25.2.0"),))
    hardware_present: bool = dynamic_ro("Whether the host has a device for it.", history=(("prototyped", "25.2.0"),))
    priority: float = dynamic_ro(
        "The greatest is chosen where nobody selects one.", history=(("prototyped", "25.2.0"),)
    )
    status: str = dynamic_ro("How ready it is, such as ``production``.", history=(("prototyped", "25.2.0"),))


@message(DriverVariant, role=Role.POOL_ADMIN, history=(("prototyped", "25.2.0"),))
def select(self: Ref[DriverVariant]) -> None:
    """Load this variant from the next boot on."""
