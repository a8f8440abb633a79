"""To be described."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from toolstack.datamodel.model import Lifecycle, Record, Ref, Role, WireEnum, dynamic_ro, message, static_ro, wire_enum


@wire_enum("sdn_controller_protocol")
class SdnControllerProtocol(WireEnum):
    """To be described."""

    SSL = "ssl"
    PSSL = "pssl"


class SdnController(
    Record,
    name="SDN_controller",
    lifecycle=Lifecycle((("published", "falcon"),)),
):
    """To be described."""

    uuid: str = dynamic_ro("To be described.", since="falcon")
    protocol: SdnControllerProtocol = static_ro("To be described.", since="falcon", default=SdnControllerProtocol.SSL)
    address: str = static_ro("To be described.", since="falcon", default="")
    port: int = static_ro("To be described.", since="falcon", default=0)


@message(SdnController, role=Role.POOL_OPERATOR, since="falcon")
def introduce(
    protocol: SdnControllerProtocol = SdnControllerProtocol.SSL, address: str = "", port: int = 0
) -> Ref[SdnController]:
    """To be described."""


@message(SdnController, role=Role.POOL_OPERATOR, since="falcon")
def forget(self: Ref[SdnController]) -> None:
    """To be described."""
