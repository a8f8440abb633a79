"""To be described."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import (
    NO_REF,
    Lifecycle,
    Record,
    Ref,
    Reverse,
    Role,
    dynamic_ro,
    message,
    reverse,
    static_ro,
)

if TYPE_CHECKING:
    from toolstack.datamodel.driver_variant import DriverVariant
    from toolstack.datamodel.host import Host


class HostDriver(
    Record,
    name="Host_driver",
    lifecycle=Lifecycle((("prototyped", "25.2.0"),)),
):
    """To be described."""

    uuid: str = dynamic_ro(
        "Unique identifier, constant for the life of the object.", history=(("prototyped", "25.2.0"),)
    )
    host: Ref[Host] = static_ro("To be described.", history=(("prototyped", "25.2.0"),), default=NO_REF)
    name: str = dynamic_ro("To be described.", history=(("prototyped", "25.2.0"),))
    friendly_name: str = dynamic_ro("To be described.", history=(("prototyped", "25.2.0"),))
    variants: Reverse[DriverVariant] = reverse(
        "Driver_variant.driver", "To be described.", history=(("prototyped", "25.2.0"),)
    )
    active_variant: Ref[DriverVariant] = dynamic_ro("To be described.", history=(("prototyped", "25.2.0"),))
    selected_variant: Ref[DriverVariant] = dynamic_ro("To be described.", history=(("prototyped", "25.2.0"),))
    type: str = dynamic_ro("To be described.", history=(("prototyped", "25.2.0"),))
    description: str = dynamic_ro("To be described.", history=(("prototyped", "25.2.0"),))
    info: str = dynamic_ro("To be described.", history=(("prototyped", "25.2.0"),))  # type: ignore[misc, assignment]  # the wire name; see RecordMeta.info


@message(HostDriver, role=Role.POOL_ADMIN, history=(("prototyped", "25.2.0"),))
def select(self: Ref[HostDriver], variant: Ref[DriverVariant]) -> None:
    """To be described."""


@message(HostDriver, role=Role.POOL_ADMIN, history=(("prototyped", "25.2.0"),))
def deselect(self: Ref[HostDriver]) -> None:
    """To be described."""


@message(HostDriver, role=Role.POOL_ADMIN, history=(("prototyped", "25.2.0"),))
def rescan(host: Ref[Host]) -> None:
    """To be described."""
