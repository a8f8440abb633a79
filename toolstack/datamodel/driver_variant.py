"""To be described."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import Lifecycle, Record, Ref, Role, dynamic_ro, message

if TYPE_CHECKING:
    from toolstack.datamodel.host_driver import HostDriver


class DriverVariant(
    Record,
    name="Driver_variant",
    lifecycle=Lifecycle((("prototyped", "25.2.0"),)),
):
    """To be described."""

    uuid: str = dynamic_ro(
        "Unique identifier, constant for the life of the object.", history=(("prototyped", "25.2.0"),)
    )
    name: str = dynamic_ro("To be described.", history=(("prototyped", "25.2.0"),))
    driver: Ref[HostDriver] = dynamic_ro("To be described.", history=(("prototyped", "25.2.0"),))
    version: str = dynamic_ro("To be described.", history=(("prototyped", "25.2.0"),))
    hardware_present: bool = dynamic_ro("To be described.", history=(("prototyped", "25.2.0"),))
    priority: float = dynamic_ro("To be described.", history=(("prototyped", "25.2.0"),))
    status: str = dynamic_ro("To be described.", history=(("prototyped", "25.2.0"),))


@message(DriverVariant, role=Role.POOL_ADMIN, history=(("prototyped", "25.2.0"),))
def select(self: Ref[DriverVariant]) -> None:
    """To be described."""
