"""SDN_controller: who may program the virtual switches of a pool."""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

from toolstack.datamodel.model import Lifecycle, Record, Ref, Role, WireEnum, dynamic_ro, message, static_ro, wire_enum


@wire_enum("sdn_controller_protocol")
class SdnControllerProtocol(WireEnum):
    """Who connects to whom."""

    SSL = "ssl"
    """The switches connect to the controller."""
    PSSL = "pssl"
    """The switches listen on TCP port 6640 for the controller."""


class SdnController(Record, name="SDN_controller", lifecycle=Lifecycle((("published", "falcon"),))):
    """The OVSDB manager that the virtual switches of all hosts connect to, or listen for.

    A pool has at most one.
    """

    uuid: str = dynamic_ro("Unique identifier, constant for the life of the object.", since="falcon")
    protocol: SdnControllerProtocol = static_ro(
        "Who connects to whom.", since="falcon", default=SdnControllerProtocol.SSL
    )
    address: str = static_ro("The IPv4 address of the controller; empty for ``pssl``.", since="falcon", default="")
    port: int = static_ro(
        "The TCP port of the controller, 6632 unless given; 0 for ``pssl``.", since="falcon", default=0
    )


@message(SdnController, role=Role.POOL_OPERATOR, since="falcon")
def introduce(
    protocol: SdnControllerProtocol = SdnControllerProtocol.SSL, address: str = "", port: int = 0
) -> Ref[SdnController]:
    """Connect the virtual switches of all hosts to a controller.

    OPERATION_NOT_ALLOWED when there is one already, or the hosts do not use Open vSwitch.

    Args:
        protocol: who connects to whom.
        address: an IPv4 address; has to be empty for pssl.
        port: 0 for the usual one; has to be 0 for pssl.
    """


@message(SdnController, role=Role.POOL_OPERATOR, since="falcon")
def forget(self: Ref[SdnController]) -> None:
    """Disconnect the virtual switches of all hosts from the controller and forget it."""
