"""To be described."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from typing import TYPE_CHECKING

from toolstack.datamodel.model import (
    NO_REF,
    Lifecycle,
    Record,
    Ref,
    Role,
    WireEnum,
    dynamic_ro,
    message,
    static_ro,
    wire_enum,
)

if TYPE_CHECKING:
    from toolstack.datamodel.network import Network
    from toolstack.datamodel.pif import Pif


@wire_enum("sriov_configuration_mode")
class SriovConfigurationMode(WireEnum):
    """To be described."""

    SYSFS = "sysfs"
    MODPROBE = "modprobe"
    MANUAL = "manual"
    UNKNOWN = "unknown"


class NetworkSriov(
    Record,
    name="network_sriov",
    lifecycle=Lifecycle((("published", "kolkata"),)),
):
    """To be described."""

    uuid: str = dynamic_ro("To be described.", since="rio")
    physical_PIF: Ref[Pif] = static_ro("To be described.", since="kolkata", default=NO_REF)
    logical_PIF: Ref[Pif] = static_ro("To be described.", since="kolkata", default=NO_REF)
    requires_reboot: bool = dynamic_ro("To be described.", since="kolkata", default=False)
    configuration_mode: SriovConfigurationMode = dynamic_ro(
        "To be described.", since="kolkata", default=SriovConfigurationMode.UNKNOWN
    )


@message(NetworkSriov, role=Role.POOL_OPERATOR, since="kolkata")
def create(pif: Ref[Pif], network: Ref[Network]) -> Ref[NetworkSriov]:
    """To be described."""


@message(NetworkSriov, role=Role.POOL_OPERATOR, since="kolkata")
def destroy(self: Ref[NetworkSriov]) -> None:
    """To be described."""


@message(NetworkSriov, role=Role.READ_ONLY, since="kolkata")
def get_remaining_capacity(self: Ref[NetworkSriov]) -> int:
    """To be described."""
