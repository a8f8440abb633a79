"""Host_driver: a device driver with variants."""

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


class HostDriver(Record, name="Host_driver", lifecycle=Lifecycle((("prototyped", "25.2.0"),))):
    """A device driver of a host of which there are several variants."""

    uuid: str = dynamic_ro(
        "Unique identifier, constant for the life of the object.", history=(("prototyped", "25.2.0"),)
    )
    host: Ref[Host] = static_ro("The host that it is on.", history=(("prototyped", "25.2.0"),), default=NO_REF)
    name: str = dynamic_ro("What the host knows it by.", history=(("prototyped", "25.2.0"),))
    friendly_name: str = dynamic_ro("A name for people.", history=(("prototyped", "25.2.0"),))
    variants: Reverse[DriverVariant] = reverse(
        "Driver_variant.driver", "Its variants.", history=(("prototyped", "25.2.0"),)
    )
    active_variant: Ref[DriverVariant] = dynamic_ro(
        "The variant that is loaded, or null.", history=(("prototyped", "25.2.0"),)
    )
    selected_variant: Ref[DriverVariant] = dynamic_ro(
        "The variant that will be loaded from the next boot on, or null.", history=(("prototyped", "25.2.0"),)
    )
    type: str = dynamic_ro(
        "The kind of device that it drives, such as ``network``.", history=(("prototyped", "25.2.0"),)
    )
    description: str = dynamic_ro("What it is.", history=(("prototyped", "25.2.0"),))
    info: str = dynamic_ro("Further information, such as where to read about it.", history=(("prototyped", "25.2.0"),))  # type: ignore[misc, assignment]  # the wire name; see RecordMeta.info


@message(HostDriver, role=Role.POOL_ADMIN, history=(("prototyped", "25.2.0"),))
def select(self: Ref[HostDriver], variant: Ref[DriverVariant]) -> None:
    """Load a variant from the next boot on."""


@message(HostDriver, role=Role.POOL_ADMIN, history=(("prototyped", "25.2.0"),))
def deselect(self: Ref[HostDriver]) -> None:
    """Load no selected variant from the next boot on."""


@message(HostDriver, role=Role.POOL_ADMIN, history=(("prototyped", "25.2.0"),))
def rescan(host: Ref[Host]) -> None:
    """Look again which drivers the host has."""
